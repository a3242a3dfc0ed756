"""Cells as databases and programs export them → as people would have written them.

Access writes a link as `text#address#`, Odoo `FALSE` into a field that is empty, and
the name of whom a firm's entry is for behind the firm's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.joining import coalesce
from netmerge.importers.tables.header import REACH, Use
from netmerge.importers.tables.table import Table

_LINK = r"#(?i:(?:mailto:)?([^#@\s]{1,64}@[^#@\s]{1,250})|(https?://[^#\s]{1,1000}))#[^#]*$"
_SAME = r"(?i)^[^#]*[@/.][^#]*" + _LINK
_TITLED = r"^([^#@]{1,200})" + _LINK
_NOTHING = ("FALSE", "False", "false")
_LINKED = frozenset({"email", "url", "linkedin_url", "handle"})
_KEPT = frozenset({"kind", "note", "category"})
"""Fields in which the word may be an answer."""


def plain_cells(table: Table, uses: Mapping[str, Use | None]) -> Table:
    """The table with links, empty fields and names in their usual form."""
    columns = dict(table.columns)
    held = {name: use.field for name, use in uses.items() if use}
    for name in (name for name, field in held.items() if field in _LINKED):
        column = columns[name]
        if pc.any(pc.match_substring(column, "#")).as_py():
            column = pc.replace_substring_regex(column, _SAME, r"\1\2")
            columns[name] = pc.replace_substring_regex(column, _TITLED, r"\1 <\2\3>")
    # Nobody has the word for a telephone or address: where it stands there, it is
    # the program's for an empty field.
    told = [columns[name] for name, field in held.items() if field in REACH]
    for word in _NOTHING:
        if any(pc.index(column, word).as_py() >= 0 for column in told):
            for name in (name for name, field in held.items() if field not in _KEPT):
                empty = pc.equal(columns[name], word)
                columns[name] = pc.if_else(empty, NO_TEXT, columns[name])
    return _without_firm(replace(table, columns=columns), uses)


def _without_firm(table: Table, uses: Mapping[str, Use | None]) -> Table:
    """Whole names without the firm before them: Lake Ltd, Ann Lee beside Lake Ltd."""
    companies = [
        table.columns[name] for name, use in uses.items() if use and use.field == "company"
    ]
    if not companies:
        return table
    company = coalesce(companies, len(table))
    columns = dict(table.columns)
    for name, use in uses.items():
        if use is None or use.field not in {"full_name", "name"}:
            continue
        column = columns[name]
        parted = pc.and_(pc.match_substring(column, ", "), company.is_valid())
        parted = pc.fill_null(parted, False)
        parts = pc.split_pattern(column.filter(parted), ", ", max_splits=1, reverse=True)
        person = pc.list_element(parts, 1)
        of_firm = pc.equal(pc.list_element(parts, 0), company.filter(parted))
        plain = pc.if_else(of_firm, person, column.filter(parted))
        columns[name] = pc.replace_with_mask(column, parted, plain)
    return replace(table, columns=columns)
