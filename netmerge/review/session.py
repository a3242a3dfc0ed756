"""A book → its questions, one after the other, and their answers, kept as they are
given. It knows no interface: a terminal, a page and a notebook drive the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.book import Book
from netmerge.columns.chunks import arrow
from netmerge.errors import require_known
from netmerge.matching import Explanation
from netmerge.network import Network
from netmerge.review.outcome import outcome
from netmerge.review.question import Question, question
from netmerge.settings import DIFFERENT, SAME

WORDS = (SAME, DIFFERENT)


@dataclass(frozen=True)
class _Step:
    """What was done with a question: its event, None where it was skipped."""

    place: int
    word: str | None
    event: int | None


class Session:
    """A walk through the questions about a book that are worth asking.

    Each answer is in the book as soon as it is given; who is who is reckoned anew
    by `finish`, or at the end of the block: `with Session(book) as session`. What
    was answered, in an earlier session too, is not asked again, and neither is
    what follows from the answers. `n` is how many questions at most, "all" for all
    there are. Making one matches the whole network, which takes some seconds.
    """

    def __init__(
        self,
        book: Book,
        n: int | Literal["all"] | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> None:
        self._book = book
        self._say = progress
        self._network = book.network(progress=progress)
        answered = _partners(book.decisions)
        rows = [question(row) for row in _rows(self._network, n)]
        self._questions = [one for one in rows if not _is_answered(one, answered)]
        self._steps: list[_Step] = []

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.finish()

    @property
    def question(self) -> Question | None:
        """The question that is to be answered; None where there is none left."""
        place = self._place
        return None if place is None else self._questions[place]

    @property
    def answered(self) -> int:
        """How many questions were answered in this session."""
        return sum(step.word is not None for step in self._steps)

    @property
    def left(self) -> int:
        """How many questions are still to be asked."""
        return len(self._open())

    @property
    def may_undo(self) -> bool:
        """Whether there is an answer or skip to take back."""
        return bool(self._steps)

    @property
    def evidence(self) -> Explanation | None:
        """Why the two sides of the question may be one person; None where no question
        is left.
        """
        asked = self.question
        if asked is None:
            return None
        return self._network.explain(asked.records_a[0], asked.records_b[0])

    @property
    def likest(self) -> tuple[str, str]:
        """What the two entries are called that are most alike, one of each side, of
        which the evidence speaks; their keys where they have no name.
        """
        asked = self.question
        if asked is None:
            return "", ""
        return self._name_of(asked.records_a[0]), self._name_of(asked.records_b[0])

    @property
    def outcome(self) -> dict[str, Any]:
        """The one contact that "same" makes of the two sides, as plain values of
        CONTACTS; nothing where no question is left.
        """
        asked = self.question
        return outcome(self._network, asked) if asked else {}

    def answer(self, word: str, first: Mapping[str, str] | None = None) -> None:
        """Say that the two sides of the question are the "same" person or
        "different" ones; it is kept at once.

        Of the same person `first` may say which name, company, e-mail … is theirs
        (see `Book.answer`). Raises SettingsError for another word. Where no question
        is left nothing is done.
        """
        require_known("answer", word, WORDS)
        place = self._place
        if place is None:
            return
        asked = self._questions[place]
        chosen = first if word == SAME else None
        event = self._book.answer(asked.records_a, asked.records_b, word, chosen)
        self._steps.append(_Step(place, word, event))

    def skip(self) -> None:
        """Leave the question for another session."""
        place = self._place
        if place is not None:
            self._steps.append(_Step(place, None, None))

    def undo(self) -> bool:
        """Take the last answer back, or the last skip; whether there was any."""
        if not self._steps:
            return False
        step = self._steps.pop()
        if step.event is not None:
            self._book.take_back(step.event)
        return True

    def finish(self) -> Network | None:
        """Reckon anew who is who, if any answer came since that was done; the
        network then.
        """
        return self._book.settle(progress=self._say)

    def _name_of(self, record_key: str) -> str:
        """The name on an entry."""
        place = pc.index(arrow(self._network.records["record_key"]), record_key).as_py()
        return arrow(self._network.cleaned["full_name"])[place].as_py() or record_key

    @property
    def _place(self) -> int | None:
        return next(iter(self._open()), None)

    def _open(self) -> list[int]:
        """The places of the questions that are neither done nor settled by answers
        to others.
        """
        done = {step.place for step in self._steps}
        told = [step for step in self._steps if step.word is not None]
        one = _Joined([self._questions[step.place] for step in told if step.word == SAME])
        parted = [self._questions[step.place] for step in told if step.word == DIFFERENT]
        apart = {one.pair(asked) for asked in parted}
        split = {asked.contacts[0] for asked in parted if asked.halves}
        return [
            place
            for place, asked in enumerate(self._questions)
            if place not in done
            and not one.holds(asked)
            and one.pair(asked) not in apart
            and not split & set(asked.contacts)
        ]


class _Joined:
    """The records that answers said to be of one person."""

    def __init__(self, same: Sequence[Question]) -> None:
        self._group: dict[str, set[str]] = {}
        for asked in same:
            together: set[str] = set()
            for record in (*asked.records_a, *asked.records_b):
                together |= self._group.get(record, {record})
            self._group.update(dict.fromkeys(together, together))

    def holds(self, asked: Question) -> bool:
        """Whether the two sides of a question are of one person by now."""
        return len(self.pair(asked)) == 1

    def pair(self, asked: Question) -> frozenset[str]:
        """The two people of whom a question is, each by their first record."""
        ends = (asked.records_a[0], asked.records_b[0])
        return frozenset(min(self._group.get(record, {record})) for record in ends)


def _partners(decisions: pd.DataFrame) -> dict[str, set[str]]:
    """By record key the records of which the owner said what they are to it."""
    found: dict[str, set[str]] = {}
    for one, other in zip(decisions["record_a"], decisions["record_b"], strict=True):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def _is_answered(asked: Question, partners: Mapping[str, set[str]]) -> bool:
    """Whether the owner said of any records of the two sides what they are."""
    others = set(asked.records_b)
    return any(others & partners.get(record, set()) for record in asked.records_a)


def _rows(network: Network, n: int | Literal["all"] | None) -> list[dict[str, Any]]:
    """The questions as plain values, with the last exchange of each side."""
    table = network.questions(n)
    names = [name for name in table.columns if name != "decision"]
    rows = pa.table({name: arrow(table[name]) for name in names}).to_pylist()
    last = _last_exchanges(network.interactions)
    for row in rows:
        for side in "ab":
            row[f"last_exchange_{side}"] = last.get(row[f"contact_id_{side}"])
    return list(rows)


def _last_exchanges(happened: pd.DataFrame) -> dict[str, str]:
    """By contact_id the day of the last exchange with each, ISO 8601."""
    days = pa.table({name: arrow(happened[name]) for name in ("contact_id", "day")})
    known = days.filter(pc.is_valid(days["contact_id"]))
    last = known.group_by("contact_id").aggregate([("day", "max")]).to_pylist()
    return {row["contact_id"]: str(row["day_max"]) for row in last if row["day_max"]}
