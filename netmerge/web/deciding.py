"""The questions about a book → the one that is shown, and what its buttons do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from netmerge.book import Book
from netmerge.columns.chunks import arrow
from netmerge.matching import Explanation
from netmerge.review import Question, Session

MOST_ASKED = 200
"""Questions of a session, the most worth first."""

LONGEST_CHOICE, MOST_CHOICES = 300, 20
"""Characters of a value, and values, among which one may choose."""

LEAST = 0.1
"""Bits; what speaks less is not shown."""

_NAMED = {
    "names go together": ("such names", "go together often"),
    "kin, colleagues, namesakes": ("relatives, colleagues, namesakes", "may agree so too"),
}
"""Rows of an explanation that are no comparison, as the page tells them."""

_STRENGTHS = ((8.0, "very strongly"), (4.0, "strongly"), (2.0, "clearly"), (0.0, "a little"))


@dataclass(frozen=True)
class Step:
    """A bar of the waterfall: what is compared, both values, how they agree, what that
    says in words, and from where to where it leads (bits).
    """

    what: str
    a: str
    b: str
    level: str
    words: str
    start: float
    end: float

    @property
    def speaks_for(self) -> bool:
        """Whether it speaks for one person."""
        return self.end >= self.start


@dataclass(frozen=True)
class Choice:
    """What may come first of the one contact: the column as `set` knows it, its name,
    the values, and the one that comes first unless another is chosen.
    """

    field: str
    name: str
    values: tuple[str, ...]
    first: str


@dataclass(frozen=True)
class Shown:
    """A question as the page shows it, `number` telling it from those before; `likest`
    are the names of the two entries of which the steps speak.
    """

    number: int
    question: Question | None
    likest: tuple[str, str]
    steps: tuple[Step, ...]
    outcome: Mapping[str, Any]
    choices: tuple[Choice, ...]
    answered: int
    left: int
    may_undo: bool

    @property
    def range(self) -> tuple[float, float]:
        """The least and the most that the waterfall reaches (bits)."""
        ends = [0.0, *(end for step in self.steps for end in (step.start, step.end))]
        return min(ends), max(ends)


class Deciding:
    """A walk through the questions; `shown` may be read from any thread, all else is
    called in that of the errands.
    """

    def __init__(self) -> None:
        self._session: Session | None = None
        self._number = 0
        self.shown: Shown | None = None

    def open(self, book: Book, say: Callable[[str], None]) -> None:
        """Begin the walk, which matches the whole network."""
        self._session = Session(book, MOST_ASKED, say)
        self._look()

    def answer(self, number: int, word: str, first: Mapping[str, str]) -> bool:
        """Answer the question of this number, with what comes first of one person;
        whether it still was the one that is shown. An answer to another is none.
        """
        is_shown = self._session is not None and number == self._number
        if self._session is not None and is_shown and self.shown:
            chosen = {
                choice.field: first[choice.field]
                for choice in self.shown.choices
                if first.get(choice.field) in choice.values and first[choice.field] != choice.first
            }
            self._session.answer(word, chosen)
            self._look()
        return is_shown

    def skip(self, number: int) -> bool:
        """Leave the question of this number for another time; as `answer`."""
        is_shown = self._session is not None and number == self._number
        if self._session is not None and is_shown:
            self._session.skip()
            self._look()
        return is_shown

    def undo(self) -> None:
        """Take the last answer or skip back."""
        if self._session is not None:
            self._session.undo()
            self._look()

    def settle(self, *_: object) -> None:
        """Reckon anew who is who by the answers, and end the walk."""
        if self._session is not None:
            self._session.finish()
        self.drop()

    def drop(self) -> None:
        """End the walk: the network is another, so its questions are."""
        self._session, self.shown = None, None

    def _look(self) -> None:
        session = self._session
        if session is None:
            return
        asked = session.question
        self._number += 1
        outcome = session.outcome
        evidence = session.evidence
        self.shown = Shown(
            number=self._number,
            question=asked,
            likest=session.likest,
            steps=_steps(evidence) if evidence else (),
            outcome=outcome,
            choices=_choices(asked, outcome) if asked else (),
            answered=session.answered,
            left=session.left,
            may_undo=session.may_undo,
        )


def _steps(evidence: Explanation) -> tuple[Step, ...]:
    """The waterfall: from what any two entries start from, bar by bar, the strongest
    first.
    """
    names = ("comparison", "value_a", "value_b", "level", "weight")
    columns = [arrow(evidence.table[name]).to_pylist() for name in names]
    told = [row for row in zip(*columns, strict=True) if abs(row[-1] or 0) >= LEAST]
    told.sort(key=lambda row: -abs(row[-1]))
    start = evidence.prior_weight
    steps = [Step("any two entries", "", "", "picked at random", "hardly ever one", 0.0, start)]
    for what, a, b, level, weight in told:
        named, agreeing = _NAMED.get(what, (what, level or ""))
        words = _in_words(weight)
        steps.append(Step(named, a or "", b or "", agreeing, words, start, start + weight))
        start += weight
    return tuple(steps)


def _in_words(weight: float) -> str:
    """What a weight (bits) says: "speaks strongly for one person"."""
    how = next(word for least, word in _STRENGTHS if abs(weight) >= least)
    return f"speaks {how} {'for one person' if weight > 0 else 'for two'}"


def _choices(asked: Question, outcome: Mapping[str, Any]) -> tuple[Choice, ...]:
    """Which name, company and e-mail may come first."""
    sides = {line.what: (*line.a, *line.b) for line in asked.lines}
    emails = outcome.get("emails") or ()
    found = (
        _choice("full_name", "Name", outcome.get("full_name"), sides.get("name", ())),
        _choice("company", "Company", outcome.get("company"), sides.get("company", ())),
        _choice("email", "First e-mail", next(iter(emails), None), emails),
    )
    return tuple(choice for choice in found if choice)


def _choice(field: str, name: str, first: str | None, others: Sequence[str]) -> Choice | None:
    every = dict.fromkeys([*filter(None, [first]), *others])
    values = tuple(value for value in every if len(value) <= LONGEST_CHOICE)[:MOST_CHOICES]
    return Choice(field, name, values, first or values[0]) if values else None
