"""Relations that cards tell of: the owner's own card names a spouse, or a card
names the owner → circles.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.flags import flags
from netmerge.columns.ragged import Flat, flatten
from netmerge.columns.types import Flags
from netmerge.due.circles.evidence import SAID, Evidence, Told, shown
from netmerge.due.names import person_key, rows_of
from netmerge.interactions.owner import Owner
from netmerge.text.folding import fold
from netmerge.words import RELATIONS, RELATIVES

_TELLING = r"(?i)RELAT|SPOUSE|CHILD|PARTNER|MANAGER|ASSISTANT"
"""Some of which stands in what cards say of relations; the owner's own card is
looked at whatever it says.
"""

_NUMBERED = re.compile(r"relation (\d+) (?:label|type)")
_FRAME = frozenset(
    {"x", "related", "type", "abrelatednames", "ablabel", "evolution", "ms", "s", "r", "d", "e"}
    | {"name", "names", "nom", "nome", "nombre", "naam", "navn", "namn", "nimi", "imie", "jmeno"}
    | {"des", "der", "de", "du", "del", "della", "do", "da", "van", "of", "the"}
)
"""Words of properties and parameters that name no relation."""

_SEVERAL = re.compile(r"[,;\n]|:::|\s&\s")
_LONGEST = 500

Relation = tuple[str, str]
"""A circle, and who is meant by it: a name, an address, an identifier."""


def by_relation(contacts: pd.DataFrame, names: Flat, own: Flags, owner: Owner) -> Evidence:
    """What the owner's own cards (`own`) say of others, and others' cards of the
    owner.
    """
    extra = one_chunk(contacts["extra"])
    telling = flags(pc.match_substring_regex(extra, _TELLING))
    rows = np.flatnonzero(telling | own & flags(pc.is_valid(extra)))
    if not len(rows):
        return Evidence.of([], len(contacts))
    mine = _mine(contacts, own, owner)
    told: list[Told] = []
    named: list[tuple[str, str, str]] = []
    for row in rows.tolist():
        for circle, kind, who in _relations(extra[row].as_py()):
            if own[row]:
                named.append(
                    (person_key(who), circle, f"Your own card names {shown(who)} as {kind}.")
                )
            elif person_key(who) in mine:
                told.append(Told(row, circle, SAID, f"Their card names you as {kind}."))
    rows_named = rows_of(contacts, names, {who for who, _, _ in named})
    for who, circle, reason in named:
        meant = rows_named.get(who, [])
        if len(meant) == 1:
            told.append(Told(meant[0], circle, SAID, reason))
    return Evidence.of(told, len(contacts))


def tells_of_others(extra: pa.Array) -> bool:
    """Whether the owner's own cards, by what fits no column (`extra`), name anybody."""
    told = extra.drop_null().to_pylist()
    return any(True for one in told for _ in _relations(one))


def _mine(contacts: pd.DataFrame, own: Flags, owner: Owner) -> frozenset[str]:
    """By what a card may name the owner: names, addresses, identifiers."""
    found = {*owner.names, *owner.emails}
    for column in ("uids", "emails"):
        values = flatten(contacts[column])
        found |= {
            text
            for text, row in zip(values.items.to_pylist(), values.row.tolist(), strict=True)
            if own[row] and text
        }
    return frozenset(map(person_key, found)) - {""}


def _relations(extra: str) -> Iterator[tuple[str, str, str]]:
    """Circle, kind of relation in words, and who, of the values of a card that
    fit no column.
    """
    values = json.loads(extra)
    for name, value in values.items():
        key = fold(name)
        if numbered := _NUMBERED.fullmatch(key):
            who = values.get(f"Relation {numbered[1]} - Value", "")
            pairs = list(zip(_texts(value), _texts(who), strict=False))
        else:
            pairs = [(key, text) for text in _texts(value)]
        for kind, text in pairs:
            said = _plain(kind)
            if circle := _circle(said):
                several = map(str.strip, _SEVERAL.split(text[:_LONGEST]))
                yield from ((circle, said, one) for one in several if one)


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]


@cache
def _kinds() -> dict[str, str]:
    """The circle of each kind of relation."""
    words = RELATIONS.content
    family = words.family | RELATIVES.content.called
    lists = {"co-workers": words.co_workers, "friends": words.friends, "family": family}
    plain = {_plain(word): circle for circle, those in lists.items() for word in those}
    return {word: circle for word, circle in plain.items() if word}


def _circle(kind: str) -> str | None:
    """The circle of a kind of relation: of the phrase, or of all its words
    (Ehepartner/Partner).
    """
    each = {_kinds().get(word) for word in kind.split()}
    return _kinds().get(kind) or (each.pop() if len(each) == 1 else None)


def _plain(kind: str) -> str:
    """A kind of relation folded, without the words of properties."""
    return " ".join(word for word in fold(kind).split() if word not in _FRAME)
