"""A row of REVIEW → a question as a person reads it: both sides, what differs first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from netmerge.text.folding import fold

DIFFERS, ALONE, AGREES = "differs", "", "same"
"""How the two sides of a line stand to each other; of one side alone is what the
other does not tell.
"""

_SHOWN = {
    "name": "name",
    "company": "company",
    "title": "title",
    "emails": "e-mail",
    "phones": "phone",
    "city": "city",
    "profile": "profile",
    "source": "source",
    "last_exchange": "last exchange",
}
_PLAIN = ("source", "last_exchange")
"""What says nothing for or against one person."""


@dataclass(frozen=True)
class Line:
    """What both sides say of one thing, and whether that agrees."""

    what: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    agreement: str

    @property
    def is_all_on_both(self) -> bool:
        """Whether neither side says more than the other."""
        return all(map(self.is_on_both, (*self.a, *self.b)))

    def is_on_both(self, text: str) -> bool:
        """Whether both sides say this, as far as case and accents do not matter."""
        return all(_compared(text) in map(_compared, side) for side in (self.a, self.b))


@dataclass(frozen=True)
class Question:
    """Whether two sides are one person.

    `records_a` and `records_b` are the record keys of all records of the sides, the
    likest first. `halves` tells that both are of one contact that could be two.
    `lines` are what is known of both, what differs first; `outcome` says what an
    answer changes.
    """

    records_a: tuple[str, ...]
    records_b: tuple[str, ...]
    contacts: tuple[str, str]
    probability: float
    reason: str
    lines: tuple[Line, ...]

    @property
    def halves(self) -> bool:
        """Whether the sides are of one contact, which could be two."""
        return self.contacts[0] == self.contacts[1]

    @property
    def outcome(self) -> str:
        """What an answer changes, in a sentence."""
        counts = [len(self.records_a), len(self.records_b)]
        if self.halves:
            return (
                f"They are one contact now. Different takes it apart: {_entries(counts[0])} "
                f"and {_entries(counts[1])}."
            )
        held = {line.what: len({*line.a, *line.b}) for line in self.lines}
        counts_of = [(held.get(what, 0), what) for what in ("e-mail", "phone")]
        known = [f"{count} {what}{'s' * (count > 1)}" for count, what in counts_of if count]
        listed = ", ".join([_entries(sum(counts)), *known])
        return f"They are two contacts now. Same makes them one: {listed}."


def question(row: Mapping[str, Any]) -> Question:
    """The question of a row of REVIEW as plain values, with last_exchange_a and _b."""
    sides = [
        (row[f"record_{side}"], *_others(row[f"records_{side}"], row[f"record_{side}"]))
        for side in "ab"
    ]
    lines = [
        _line(name, _values(row.get(f"{column}_a")), _values(row.get(f"{column}_b")), column)
        for column, name in _SHOWN.items()
    ]
    order = (DIFFERS, ALONE, AGREES)
    told = sorted((line for line in lines if line.a or line.b), key=_place(order))
    return Question(
        records_a=sides[0],
        records_b=sides[1],
        contacts=(row["contact_id_a"], row["contact_id_b"]),
        probability=row["match_probability"],
        reason=row["reason"] or "",
        lines=tuple(told),
    )


def _place(order: Sequence[str]) -> Any:
    return lambda line: order.index(line.agreement)


def _line(name: str, a: tuple[str, ...], b: tuple[str, ...], column: str) -> Line:
    if not a or not b or column in _PLAIN:
        return Line(name, a, b, ALONE)
    common = set(map(_compared, a)) & set(map(_compared, b))
    return Line(name, a, b, AGREES if common else DIFFERS)


def _compared(text: str) -> str:
    """A text as it is compared here."""
    return fold(text) or text


def _values(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _others(records: Sequence[str] | None, first: str) -> list[str]:
    return [key for key in records or () if key != first]


def _entries(count: int) -> str:
    return f"{count} entr{'y' if count == 1 else 'ies'}"
