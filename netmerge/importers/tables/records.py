"""A table and the use of each of its columns → RECORDS, a column at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns import runs
from netmerge.columns.chunks import release_unused
from netmerge.columns.joining import coalesce, joined, keep_where
from netmerge.columns.ragged import gather, scatter, split
from netmerge.columns.threads import in_threads
from netmerge.columns.types import Flags
from netmerge.importers.contract import Placed, place
from netmerge.importers.tables.addressed import address_by_name, name_by_address, unnamed
from netmerge.importers.tables.assembly import (
    GOOGLE_MANY,
    Assembly,
    commas_of_google,
    first_of_google,
)
from netmerge.importers.tables.days import add_days
from netmerge.importers.tables.family_first import part_family_first
from netmerge.importers.tables.header import OF_ADDRESS, Use
from netmerge.importers.tables.lists import json_objects
from netmerge.importers.tables.organisations import PERSON, kinds
from netmerge.importers.tables.postal import addresses
from netmerge.importers.tables.reach import add_emails, add_identifiers, add_phones, add_web
from netmerge.importers.tables.table import Table
from netmerge.schema import RECORDS, constant
from netmerge.vcard.values import NOTE_BREAK
from netmerge.words import CANNED

_ROWS_AT_ONCE = 1 << 18
_MANY_LABELS = r"[;,\n]|\s:::\s"
WITHOUT_LABEL = "*"
"""What Google writes as the label of a value that has none."""
_IS_LABEL = re.compile(r"label|type", re.IGNORECASE)
_PAGE = r"\s\(https://(?:www\.)?notion\.so/[^\s()]{1,500}\)"
_KEPT_SIGNS = {",": "\ue000", ";": "\ue001"}
"""What stands for a sign of Google's labels while those of others are split at
it.
"""
_SYSTEM_LABELS = pa.array(["mycontacts", "my contacts", "system group: my contacts"])
_NAME_PARTS = ("given_name", "middle_name", "family_name")
_PHONETIC_PARTS = ("phonetic_family_name", "phonetic_given_name", "phonetic_middle_name")
_SINGLE = (*_NAME_PARTS, "nickname", "maiden_name", "full_name", "department", "uid")
_REACH = (
    *("full_name", *_NAME_PARTS, "nickname", "company"),
    *("emails", "phones", "linkedin_url", "urls", "handles", "street"),
)
"""A row without any of these is empty."""


def assemble(
    table: Table, uses: Mapping[str, Use | None], source: Placed, kind: str
) -> pd.DataFrame:
    """RECORDS of the rows of a table, read by `uses`; `kind` is their source.
    Nothing of a row is left out.

    In which order day and month stand, only all dates of a column tell; all
    else is done so many rows at a time.
    """
    unused = (name for name, use in uses.items() if use is None)
    whole = Assembly(table, uses, extra={name: table.columns[name] for name in unused})
    add_days(whole)
    starts = range(0, len(table), _ROWS_AT_ONCE)
    parts = [whole.part(start, _ROWS_AT_ONCE) for start in starts]
    return RECORDS.concat(in_threads(lambda part: _assemble(part, source, kind), parts))


def _assemble(making: Assembly, source: Placed, kind: str) -> pd.DataFrame:
    """RECORDS of some of the rows, whose days are known."""
    for step in _STEPS:
        step(making)
        making.drop_empty()
    release_unused()
    table, rows = making.table, len(making)
    columns = {
        **place(source, table.positions),
        "line": pa.array(table.lines, pa.int64()),
        "source": constant(kind, rows),
        "status": _status(making),
        **making.columns,
        "extra": json_objects(_without_stars(making.extra), rows),
    }
    return RECORDS.frame(columns)


def _status(making: Assembly) -> pa.Array | pa.ChunkedArray:
    """`read`, or `empty` for a row without a name or a way to reach anybody."""
    filled: Flags = np.zeros(len(making), bool)
    for name in _REACH:
        filled |= np.asarray(making.get(name).is_valid())
    if filled.all():
        return constant("read", len(making))
    return pc.if_else(pa.array(filled), "read", "empty")


def _names(making: Assembly) -> None:
    rows = len(making)
    for name in (*_SINGLE, "linkedin_url"):
        _single(making, name)
    if second := making.texts("second_family_name"):
        family = [making.get("family_name"), *second]
        making.columns["family_name"] = joined(family, " ", rows)
    prefixes = [_without_greeting(making, column) for column in making.held("prefix")]
    making.columns["prefix"] = joined(prefixes, " ", rows)
    making.columns["suffix"] = joined(making.texts("suffix"), " ", rows)
    phonetic = joined(making.texts(*_PHONETIC_PARTS), " ", rows)
    readings = [*making.texts("phonetic_name"), phonetic]
    making.columns["phonetic_name"] = coalesce(readings, rows)
    _filed_as(making)


def _without_greeting(making: Assembly, column: str) -> pa.Array:
    """What stands before names; how a letter begins ("Dear Ann") is extra."""
    cells = making.text(column)
    greets = pc.match_substring_regex(cells, _greeting(), ignore_case=True)
    if not pc.any(greets).as_py():
        return cells
    making.extra[column] = keep_where(cells, greets)
    return keep_where(cells, pc.invert(greets))


@cache
def _greeting() -> str:
    words = (re.escape(word) for word in CANNED.content["greetings"].phrases)
    return rf"^(?:{'|'.join(words)})\b"


def _single(making: Assembly, name: str) -> None:
    """A field with one value: the first column's; what others say otherwise is
    extra.
    """
    names = list(making.held(name))
    if not names:
        return
    several = commas_of_google if name == "nickname" else first_of_google
    texts = {column: several(making.text(column)) for column in names}
    chosen = coalesce(list(texts.values()), len(making))
    making.columns[name] = chosen
    for column in names:
        text = making.text(column)
        differs = pc.fill_null(pc.not_equal(text, chosen), False)
        if name == "nickname":
            differs = pc.fill_null(pc.not_equal(texts[column], chosen), False)
        if pc.any(differs).as_py():
            making.extra[column] = keep_where(text, differs)


def _filed_as(making: Assembly) -> None:
    """How an entry is filed is its name where it has no other, unless it is
    its company's; what is neither is extra.
    """
    columns = list(making.held("file_as"))
    if not columns:
        return
    filed = making.text(columns[0])
    company = coalesce(making.texts("company"), len(making))
    is_company = pc.fill_null(pc.equal(filed, company), False)
    is_name = pc.and_(unnamed(making), pc.invert(is_company))
    making.columns["full_name"] = pc.if_else(is_name, filed, making.get("full_name"))
    known = pc.or_(is_name, is_company)
    making.extra[columns[0]] = keep_where(filed, pc.invert(known))


def _work(making: Assembly) -> None:
    """The first company and title of each row, and the others."""
    for name, others in (("company", "other_companies"), ("title", "other_titles")):
        cells, rows, _ = gather([_without_page(making, column) for column in making.held(name)])
        values, cell = split(cells, GOOGLE_MANY)
        if not len(values):
            continue
        rows = rows[cell]
        first = runs.begins(rows)
        firsts = values.filter(pa.array(first))
        making.columns[name] = scatter(firsts, rows[first], len(making))
        making.set_lists(others, values.filter(pa.array(~first)), rows[~first])


def _without_page(making: Assembly, column: str) -> pa.Array:
    """A company without the page of it that Notion writes behind; that is extra."""
    cells = making.text(column)
    linked = pc.match_substring_regex(cells, _PAGE)
    if not pc.any(linked).as_py():
        return cells
    making.extra[column] = keep_where(cells, linked)
    return pc.replace_substring_regex(cells, _PAGE, "")


def _addresses(making: Assembly) -> None:
    held = making.held(*OF_ADDRESS)
    columns, left = addresses(making.table.columns, held, len(making))
    making.columns |= columns
    making.extra |= left


def _labels(making: Assembly) -> None:
    """Categories, without the label that Google gives to everybody."""
    cells, rows, _ = gather(making.texts("category"))
    of_google = pc.match_substring_regex(cells, GOOGLE_MANY)
    # A label of Google's may hold what parts those of others.
    for sign, kept in _KEPT_SIGNS.items():
        whole = pc.replace_substring(cells, sign, kept)
        cells = pc.if_else(of_google, whole, cells)
    values, cell = split(cells, _MANY_LABELS)
    for sign, kept in _KEPT_SIGNS.items():
        values = pc.replace_substring(values, kept, sign)
    values = pc.replace_substring_regex(values, r"^\*\s+", "")
    # Mailchimp writes each of them in quotation marks.
    values = pc.replace_substring_regex(values, r'^"([^"]+)"$', r"\1")
    of_all = pc.is_in(pc.utf8_lower(values), _SYSTEM_LABELS)
    own = ~np.asarray(of_all)
    making.set_lists("categories", values.filter(pa.array(own)), rows[cell][own])


def _notes(making: Assembly) -> None:
    cells, rows, _ = gather(making.texts("note"))
    values, cell = split(cells, re.escape(NOTE_BREAK))
    making.set_lists("notes", values, rows[cell])


def _kinds(making: Assembly) -> None:
    """Person, organisation or group: as a column says, else by names, company and
    first e-mail.
    """
    rows = len(making)
    composed = joined([making.get(part) for part in _NAME_PARTS], " ", rows)
    names = coalesce([making.get("full_name"), composed, making.get("nickname")], rows)
    emails = making.get("emails")
    first = pa.nulls(rows, pa.string())
    if emails.null_count < rows:
        first = pc.list_element(emails, 0)
    found = kinds(names, making.get("company"), first)
    for column in making.held("kind"):
        given = pc.utf8_lower(making.text(column))
        known = pc.is_in(given, pa.array([PERSON, "organisation", "group"]))
        found = pc.if_else(known, given, found)
    if pc.all(pc.equal(found, PERSON)).as_py():
        found = constant(PERSON, rows)
    making.columns["kind"] = found


def _without_stars(columns: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    """The columns, those of labels without what Google writes for none."""
    kept = dict(columns)
    for name, column in columns.items():
        if _IS_LABEL.search(name):
            kept[name] = keep_where(column, pc.not_equal(column, WITHOUT_LABEL))
    return kept


_STEPS: tuple[Callable[[Assembly], None], ...] = (
    *(_names, _work, add_emails, address_by_name, name_by_address),
    *(add_phones, add_web, add_identifiers, _addresses, _labels, _notes, _kinds),
    part_family_first,
)
"""Names come first and kinds late: what a row is hangs on its name."""
