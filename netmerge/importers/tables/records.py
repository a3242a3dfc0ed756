"""A table and the use of each of its columns in; the columns of RECORDS out, a column at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns import runs
from netmerge.columns.chunks import release_unused
from netmerge.columns.codes import unique_map
from netmerge.columns.joining import coalesce, joined, keep_where
from netmerge.columns.ragged import as_lists, gather, scatter, split
from netmerge.columns.threads import in_threads
from netmerge.columns.types import Ints
from netmerge.importers.contract import place
from netmerge.importers.files.source import Source
from netmerge.importers.tables.header import ADDRESS_PARTS, Use, label_type
from netmerge.importers.tables.lists import json_objects
from netmerge.importers.tables.organisations import PERSON, kinds
from netmerge.importers.tables.postal import addresses
from netmerge.importers.tables.table import Table
from netmerge.schema import RECORDS, constant
from netmerge.text.dates import Parsed, parse_dates, parse_partial
from netmerge.vcard.values import NOTE_BREAK

_ROWS_AT_ONCE = 1 << 18
_MANY = r"[;|\n]|\s:::\s"
_MANY_URLS = r"[;|\n]|,\s|\s:::\s|\s"
_MANY_LABELS = r"[;,\n]|\s:::\s"
_GOOGLE_MANY = r"\s:::\s"
_PARALLEL_TYPES = r"\s;\s"
_NO_TYPE = "-"
WITHOUT_LABEL = "*"
"""What Google writes as the label of a value that has none."""
_IS_LABEL = re.compile(r"label|type", re.IGNORECASE)
_EXTENSION, _EXTENSION_KEPT = ";ext=", "\ue000ext="
_KEPT_SIGNS = {",": "\ue000", ";": "\ue001"}
_NO_DATE = r"^[\s./:-]*0[0\s./:-]*$"
"""Outlook writes 0/0/00 where there is no birthday."""
_PROFILE = r"linkedin\.com/(?:in|pub)/"
_SYSTEM_LABELS = pa.array(["mycontacts", "my contacts", "system group: my contacts"])
_NAME_PARTS = ("given_name", "middle_name", "family_name")
_SINGLE = (*_NAME_PARTS, "nickname", "maiden_name", "full_name", "department", "uid")
_OF_ADDRESS = frozenset({*ADDRESS_PARTS, "address", "house_number", "address_label"})
_REACH = (
    "full_name",
    *_NAME_PARTS,
    "nickname",
    "company",
    "emails",
    "phones",
    "linkedin_url",
    "urls",
    "handles",
    "street",
)


@dataclass
class Assembly:
    """Records in the making: `columns` of RECORDS so far, and `extra`, the columns whose values
    fit none.
    """

    table: Table
    uses: Mapping[str, Use | None]
    columns: dict[str, pa.Array] = field(default_factory=dict)
    extra: dict[str, pa.Array] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.table)

    def held(self, *fields: str) -> dict[str, Use]:
        """The columns that hold any of these fields, in the order of the header."""
        return {name: use for name, use in self.uses.items() if use and use.field in fields}

    def texts(self, *fields: str) -> list[pa.Array]:
        """The columns that hold any of these fields."""
        return [self.table.columns[name] for name in self.held(*fields)]

    def get(self, name: str) -> pa.Array:
        """A column of the records so far; null where it was not given."""
        return (
            self.columns[name]
            if name in self.columns
            else pa.nulls(len(self), RECORDS.columns[name].type)
        )

    def part(self, start: int, rows: int) -> Assembly:
        """Some of the rows, without copying."""
        columns, extra = (
            {name: column.slice(start, rows) for name, column in held.items()}
            for held in (self.columns, self.extra)
        )
        return replace(self, table=self.table.part(start, rows), columns=columns, extra=extra)

    def drop_empty(self) -> None:
        """Forget columns without a value: in a long table of few columns they are most of the
        memory.
        """
        self.columns = {
            name: column for name, column in self.columns.items() if column.null_count < len(self)
        }


def assemble(
    table: Table, uses: Mapping[str, Use | None], source: Source, kind: str
) -> pd.DataFrame:
    """RECORDS of the rows of a table, read by `uses`; `kind` is their source. Nothing of a row is
    left out.

    In which order day and month stand, only all dates of a column tell; all else is done so many
    rows at a time.
    """
    whole = Assembly(
        table, uses, extra={name: table.columns[name] for name, use in uses.items() if use is None}
    )
    _days(whole)
    parts = [whole.part(start, _ROWS_AT_ONCE) for start in range(0, len(table), _ROWS_AT_ONCE)]
    return RECORDS.concat(in_threads(lambda part: _assemble(part, source, kind), parts))


def _assemble(making: Assembly, source: Source, kind: str) -> pd.DataFrame:
    """RECORDS of some of the rows, whose days are known."""
    for step in (_names, _work, _reach, _web, _identifiers, _addresses, _labels, _notes, _kinds):
        step(making)
        making.drop_empty()
    release_unused()
    table, rows = making.table, len(making)
    reachable = np.zeros(rows, bool)
    for name in _REACH:
        reachable |= np.asarray(making.get(name).is_valid())
    return RECORDS.frame(
        {
            **place(source, table.positions),
            "line": pa.array(table.lines, pa.int64()),
            "source": constant(kind, rows),
            "status": constant("read", rows)
            if reachable.all()
            else pc.if_else(pa.array(reachable), "read", "empty"),
            **making.columns,
            "extra": json_objects(_without_stars(making.extra), rows),
        }
    )


def _names(making: Assembly) -> None:
    for name in (*_SINGLE, "linkedin_url"):
        _single(making, name)
    for name in ("prefix", "suffix"):
        making.columns[name] = joined(making.texts(name), " ", len(making))
    readings = making.texts("phonetic_name")
    parts = making.texts("phonetic_family_name", "phonetic_given_name", "phonetic_middle_name")
    making.columns["phonetic_name"] = coalesce(
        [*readings, joined(parts, " ", len(making))], len(making)
    )
    filed = making.texts("file_as")
    if filed:
        unnamed = making.get("full_name").is_null()
        for part in (*_NAME_PARTS, "nickname"):
            unnamed = pc.and_(unnamed, making.get(part).is_null())
        company = coalesce(making.texts("company"), len(making))
        fits = pc.and_(unnamed, pc.invert(pc.fill_null(pc.equal(filed[0], company), False)))
        making.columns["full_name"] = pc.if_else(fits, filed[0], making.get("full_name"))
        shown = pc.or_(fits, pc.fill_null(pc.equal(filed[0], company), False))
        making.extra |= {
            name: keep_where(filed[0], pc.invert(shown))
            for name in list(making.held("file_as"))[:1]
        }


def _single(making: Assembly, name: str) -> None:
    """A field with one value: the first column's; what others say otherwise is extra."""
    names = list(making.held(name))
    if not names:
        return
    chosen = coalesce([making.table.columns[column] for column in names], len(making))
    making.columns[name] = chosen
    for column in names[1:]:
        text = making.table.columns[column]
        making.extra[column] = keep_where(text, pc.fill_null(pc.not_equal(text, chosen), False))


def _work(making: Assembly) -> None:
    for name, others in (("company", "other_companies"), ("title", "other_titles")):
        cells, rows, _ = gather(making.texts(name))
        values, index = split(cells, _GOOGLE_MANY)
        if not len(values):
            continue
        rows = rows[index]
        first = runs.begins(rows)
        making.columns[name] = scatter(values.filter(pa.array(first)), rows[first], len(making))
        making.columns[others] = as_lists(
            values.filter(pa.array(~first)), rows[~first], len(making)
        )


def _reach(making: Assembly) -> None:
    """E-mail addresses and telephone numbers with their types."""
    for name, prepare in (("email", _several_addresses), ("phone", _keep_extensions)):
        held = making.held(name)
        cells, rows, numbers = gather([making.table.columns[column] for column in held])
        if not len(cells):
            continue
        types = _types(making, list(held.values()), f"{name}_label", rows, numbers)
        values, index = split(prepare(cells), _MANY)
        values = (
            pc.replace_substring(values, _EXTENSION_KEPT, _EXTENSION) if name == "phone" else values
        )
        making.columns[f"{name}s"] = as_lists(values, rows[index], len(making))
        making.columns[f"{name}_types"] = as_lists(_of_each(types, index), rows[index], len(making))


def _of_each(types: pa.Array, index: Ints) -> pa.Array:
    """The type of each value, given those of the cells and each value's cell; a cell may list as
    many types.
    """
    listed, parts = split(pc.fill_null(types, _NO_TYPE), _PARALLEL_TYPES)
    each = (
        listed
        if np.array_equal(parts, index)
        else pc.fill_null(types, _NO_TYPE).take(pa.array(index))
    )
    return unique_map(each, lambda label: None if label == _NO_TYPE else label_type(label))


def _types(making: Assembly, held: list[Use], label: str, rows: Ints, numbers: Ints) -> pa.Array:
    """The type of each gathered cell: its column's, else what the label column of the same number
    says there.
    """
    labels = {use.number: making.table.columns[name] for name, use in making.held(label).items()}
    nothing = pa.nulls(len(making), pa.string())
    types = pa.array([use.type or None for use in held], pa.string()).take(pa.array(numbers))
    if not labels:
        return types
    beside = [nothing if use.type else labels.get(use.number, nothing) for use in held]
    together = pa.concat_arrays(beside)
    return pc.coalesce(types, together.take(pa.array(numbers * len(making) + rows)))


def _several_addresses(cells: pa.Array) -> pa.Array:
    """A comma or a blank parts e-mail addresses only where there are two: in one, it is a misread
    full stop.
    """
    several = pc.greater(pc.count_substring(cells, "@"), 1)
    if not pc.any(several).as_py():
        return cells
    return pc.if_else(
        several, pc.replace_substring_regex(cells, r"[\s,]*(?::::)?[\s,]+|,", ";"), cells
    )


def _keep_extensions(cells: pa.Array) -> pa.Array:
    return pc.replace_substring(cells, _EXTENSION, _EXTENSION_KEPT)


def _web(making: Assembly) -> None:
    cells, rows, _ = gather(making.texts("url"))
    values, index = split(cells, _MANY_URLS)
    rows = rows[index]
    profile = np.asarray(pc.match_substring_regex(values, _PROFILE, ignore_case=True))
    if profile.any():
        profile &= ~np.asarray(making.get("linkedin_url").is_valid())[rows]
        first = np.flatnonzero(profile)
        first = first[runs.begins(rows[first])]
        own = scatter(values.take(pa.array(first)), rows[first], len(making))
        making.columns["linkedin_url"] = pc.coalesce(making.get("linkedin_url"), own)
        keep = np.ones(len(values), bool)
        keep[first] = False
        values, rows = values.filter(pa.array(keep)), rows[keep]
    making.columns["urls"] = as_lists(values, rows, len(making))
    handles, rows, _ = gather(
        [_handle(making, name, use) for name, use in making.held("handle").items()]
    )
    making.columns["handles"] = as_lists(handles, rows, len(making))


def _identifiers(making: Assembly) -> None:
    """Official numbers as kind:number, the kind from the column's name."""
    held = making.held("identifier")
    cells, rows, numbers = gather([making.table.columns[name] for name in held])
    values, index = split(cells, _MANY)
    kinds = pa.array([f"{use.type}:" if use.type else "" for use in held.values()], pa.string())
    kind = kinds.take(pa.array(numbers[index]))
    whole = pc.match_substring_regex(values, r"^[a-z_]{2,20}:")
    values = pc.if_else(whole, values, pc.binary_join_element_wise(kind, values, ""))
    making.columns["identifiers"] = as_lists(values, rows[index], len(making))


def _handle(making: Assembly, name: str, use: Use) -> pa.Array:
    """Accounts as service:name, the service from the column's name or from the column beside that
    tells it.
    """
    column = making.table.columns[name]
    whole = pc.match_substring_regex(column, r"^(?:https?://|[a-z]{2,12}:)")
    beside = [
        making.table.columns[label]
        for label, of in making.held("handle_label").items()
        if of.number == use.number
    ]
    service = (
        pc.fill_null(pc.utf8_lower(beside[0]), "im")
        if beside and use.type == "im"
        else use.type or "im"
    )
    return pc.if_else(whole, column, pc.binary_join_element_wise(service, column, ":"))


def _addresses(making: Assembly) -> None:
    columns, left = addresses(making.table.columns, making.held(*_OF_ADDRESS), len(making))
    making.columns |= columns
    making.extra |= left


def _days(making: Assembly) -> None:
    def birthdays(column: pa.Array) -> Parsed:
        return parse_partial(column, birthdays=True)

    readers: dict[str, Callable[[pa.Array], Parsed]] = {
        "birthday": birthdays,
        "anniversary": parse_partial,
        "met_on": parse_dates,
        "connected_on": parse_dates,
        "as_of": parse_dates,
    }
    for name, reader in readers.items():
        found = []
        for column in making.held(name):
            text = making.table.columns[column]
            parsed = reader(text)
            if pc.any(parsed.failed).as_py():
                blank = pc.match_substring_regex(text, _NO_DATE)
                making.extra[column] = keep_where(text, pc.and_not(parsed.failed, blank))
            found.append(parsed.values)
        if found:
            making.columns[name] = found[0] if len(found) == 1 else pc.coalesce(*found)
    if "met_on" in making.columns:
        making.columns["as_of"] = pc.coalesce(making.get("as_of"), making.columns["met_on"])
    parts = [
        coalesce(making.texts(name), len(making))
        for name in ("birth_year", "birth_month", "birth_day")
    ]
    if parts[1].null_count < len(making):
        text = pc.binary_join_element_wise(*(pc.fill_null(part, "") for part in parts), "-")
        made = unique_map(text, _birthday)
        making.columns["birthday"] = pc.coalesce(
            making.get("birthday"), parse_partial(made, birthdays=True).values
        )


def _birthday(text: str) -> str | None:
    year, month, day = text.split("-", 2)
    if not (month.isdecimal() and day.isdecimal()):
        return year if year.isdecimal() else None
    return f"{year}-{month:0>2}-{day:0>2}" if year.isdecimal() else f"--{month:0>2}-{day:0>2}"


def _labels(making: Assembly) -> None:
    """Categories, without the label that Google gives to everybody."""
    cells, rows, _ = gather(making.texts("category"))
    of_google = pc.match_substring_regex(cells, _GOOGLE_MANY)
    for (
        sign,
        kept,
    ) in _KEPT_SIGNS.items():  # a label of Google's may hold what parts those of others
        cells = pc.if_else(of_google, pc.replace_substring(cells, sign, kept), cells)
    values, index = split(cells, _MANY_LABELS)
    for sign, kept in _KEPT_SIGNS.items():
        values = pc.replace_substring(values, kept, sign)
    values = pc.replace_substring_regex(values, r"^\*\s+", "")
    own = np.asarray(pc.invert(pc.is_in(pc.utf8_lower(values), _SYSTEM_LABELS)))
    making.columns["categories"] = as_lists(
        values.filter(pa.array(own)), rows[index][own], len(making)
    )


def _notes(making: Assembly) -> None:
    cells, rows, _ = gather(making.texts("note"))
    values, index = split(cells, re.escape(NOTE_BREAK))
    making.columns["notes"] = as_lists(values, rows[index], len(making))


def _kinds(making: Assembly) -> None:
    composed = joined([making.get(part) for part in _NAME_PARTS], " ", len(making))
    names = coalesce([making.get("full_name"), composed, making.get("nickname")], len(making))
    emails = making.get("emails")
    first = (
        pc.list_element(emails, 0)
        if emails.null_count < len(emails)
        else pa.nulls(len(making), pa.string())
    )
    making.columns["kind"] = kinds(names, making.get("company"), first)
    for column in making.held("kind"):
        given = pc.utf8_lower(making.table.columns[column])
        known = pc.is_in(given, pa.array([PERSON, "organisation", "group"]))
        making.columns["kind"] = pc.if_else(known, given, making.columns["kind"])
    if pc.all(pc.equal(making.columns["kind"], PERSON)).as_py():
        making.columns["kind"] = constant(PERSON, len(making))


def _without_stars(columns: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    """The columns, those of labels without what Google writes for none."""
    labels = {name for name in columns if _IS_LABEL.search(name)}
    return {
        name: keep_where(column, pc.not_equal(column, WITHOUT_LABEL)) if name in labels else column
        for name, column in columns.items()
    }
