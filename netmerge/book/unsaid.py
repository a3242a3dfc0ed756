"""The folder of a run → what its owner wrote into its files and did not give back.

What stands in review.csv as an answer, in contacts.csv as another value and in
interactions.csv as another grade would be gone when the next run writes them anew.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from netmerge.book import events, load
from netmerge.book.earlier import earlier
from netmerge.book.edited import corrections, read_edited
from netmerge.book.given import read_decisions
from netmerge.book.said import present_ids, shown
from netmerge.book.store import Store
from netmerge.columns.chunks import arrow
from netmerge.interactions import read_grades

REVIEW, PEOPLE, GRADED = "review.csv", "contacts.csv", "interactions.csv"
"""The files of a run that their owner writes into; a workbook is both."""

_UNTOUCHED = ("records.csv", "rejects.csv", "sources.csv")
"""Files of a run that nobody writes into, the last of them written after the others."""


def unsaid_answers(path: Path, given: pd.DataFrame | None, store: Store | None) -> int:
    """How many answers in a review.csv or workbook are neither among the decisions
    that are given nor in the book.

    Raises SchemaError and MatchError for what is no decision.
    """
    if not path.is_file():
        return 0
    known = _decided(given) if given is not None else set()
    if store is not None:
        known |= {(frozenset(row[:2]), row[2]) for row in events.present(store, "decisions")}
    return len(_decided(read_decisions(path)) - known)


def unsaid_edits(path: Path, store: Store) -> list[tuple[str, str]]:
    """Contact and field of each cell of a contacts.csv or workbook that says
    something else than the book, where the file was changed after the run.

    The book may have learnt since then what the file cannot know, so that the
    cells alone do not tell. Raises ReadError, SchemaError and SettingsError for
    what is no table of contacts any more.
    """
    if not path.is_file() or not _is_changed(path):
        return []
    known, ids = shown(store, load.contacts(store)), present_ids(store)
    found = corrections(read_edited(path), known, ids, earlier(store, ids))
    return [(contact, field) for contact, field, _ in found.said]


def unsaid_grades(path: Path, store: Store) -> list[str]:
    """The keys of the interactions that have another grade in an interactions.csv than
    in the book, where the file was changed after the run.

    Raises SettingsError for what is no table of grades any more.
    """
    if not path.is_file() or not _is_changed(path):
        return []
    told = load.happened(store)
    keys, grades = (arrow(told[name]).to_pylist() for name in ("key", "grade"))
    shown = set(zip(keys, grades, strict=True))
    lines = [(line.key, line.grade) for line in read_grades(path)]
    known, said = set(keys), shown | set(events.present(store, "grades"))
    return [key for key, grade in lines if key in known and (key, grade) not in said]


def _decided(decisions: pd.DataFrame) -> set[tuple[frozenset[str], str]]:
    columns = (arrow(decisions[name]).to_pylist() for name in ("record_a", "record_b", "decision"))
    return {(frozenset((one, other)), word) for one, other, word in zip(*columns, strict=True)}


def _is_changed(path: Path) -> bool:
    """Whether a file was written after those of its run that nobody changes."""
    others = [path.parent / name for name in _UNTOUCHED]
    written = [other.stat().st_mtime_ns for other in others if other.is_file()]
    return not written or path.stat().st_mtime_ns > max(written)
