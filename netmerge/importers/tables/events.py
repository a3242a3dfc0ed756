"""Google's columns of events and relations, a label and a value each → days, and
relatives as a vCard has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.joining import keep_where
from netmerge.importers.tables.header import Use, look_up
from netmerge.importers.tables.table import Table
from netmerge.vcard.labels import as_label, label_text, one_word

_VALUE = re.compile(r"(Event|Relation) (\d{1,3}) - Value")
_PROPERTIES = {"Event": "X-ABDATE", "Relation": "X-ABRELATEDNAMES"}
"""The properties in which Apple has them, with the label beside."""
_MOST_LABELS = 50
"""Of one column: of more it is no label."""
_DAYS = frozenset({"anniversary", "birthday"})

Uses = Mapping[str, Use | None]


def with_events(table: Table, uses: Uses) -> tuple[Table, dict[str, Use | None]]:
    """The table with a column for each label of an event or a relation, and what
    each column holds; cells that found no place there stay where they are.
    """
    columns, known = dict(table.columns), dict(uses)
    for kind, value, label in _pairs(known):
        plain = pc.utf8_trim(columns[label], characters="* ")
        told = pc.unique(plain.filter(columns[value].is_valid())).drop_null().to_pylist()
        if len(told) > _MOST_LABELS:
            continue
        for word in sorted(filter(None, told)):
            name, use = _column(kind, word)
            beside = columns.get(name, pa.nulls(len(plain), pa.string()))
            here = pc.fill_null(pc.equal(plain, word), False)
            here = pc.and_(here, pc.and_(columns[value].is_valid(), beside.is_null()))
            columns[name] = pc.if_else(here, columns[value], beside)
            known[name] = use
            for moved in (value, label):
                columns[moved] = keep_where(columns[moved], pc.invert(here))
            plain = keep_where(plain, pc.invert(here))
    return replace(table, columns=columns), known


def _pairs(uses: Uses) -> Iterator[tuple[str, str, str]]:
    """Kind, column of values and column of labels, of those that have no field."""
    for value in list(uses):
        found = _VALUE.fullmatch(value)
        if not found:
            continue
        for end in ("Label", "Type"):
            label = f"{found[1]} {found[2]} - {end}"
            if label in uses and uses[label] is None and uses[value] is None:
                yield found[1], value, label


def _column(kind: str, label: str) -> tuple[str, Use | None]:
    """The column for what has this label: a day that contacts have, else the key
    that a card's property has in `extra`.
    """
    use = look_up(label)
    if kind == "Event" and use and use.field in _DAYS:
        return f"Event - {use.field}", Use(use.field)
    lowered = label.lower()
    known = lowered if label_text(lowered) != lowered else one_word(as_label(label))
    return f"{_PROPERTIES[kind]};X-ABLABEL={known}", None
