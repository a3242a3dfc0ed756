"""A file of the owner's with grades by key → graded interactions as the owner says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.columns.chunks import one_chunk
from netmerge.columns.flags import equals, flags
from netmerge.columns.types import Flags, Ints
from netmerge.errors import SettingsError, did_you_mean, nearest
from netmerge.interactions.grading.notes import GRADES
from netmerge.schema import TEXT
from netmerge.settings import BOOK_FILE
from netmerge.text.own_csv import cell_of, place_of, read_own_csv

_CURE = (
    "Give a CSV with the columns key and grade, or a run's interactions.csv in which you "
    "changed grades."
)
_NOT_TO_GIVE = ["received", "meeting", "call", "repeat"]
"""Grades that say what something is, and not what it is worth."""

SAID = "you said so"
"""How the reason of such a grade begins."""

_TOLD = 5
"""Sentences on lines that speak in vain."""


@dataclass(frozen=True)
class GradeLine:
    """What a line of the file says: its number, the key of an interaction, and a
    grade. What a book keeps has the number 0.
    """

    number: int
    key: str
    grade: str


def read_grades(path: str | Path | None) -> tuple[GradeLine, ...]:
    """What a file says of grades; lines without a grade say nothing.

    Raises SettingsError for a file that cannot be read, has no such columns,
    names a grade that there is not, or gives one to no key.
    """
    if path is None:
        return ()
    header, rows = read_own_csv(Path(path), "the grades", _CURE)
    key, grade, file = (place_of(header, (name,)) for name in ("key", "grade", "file"))
    if key is None or grade is None:
        listed = ", ".join(filter(None, header)) or "nothing"
        raise SettingsError(f"{path}: the columns are {listed}.", _CURE)
    lines: dict[str, GradeLine] = {}
    for number, row in enumerate(rows, 2):
        word = cell_of(row, grade).casefold()
        if not word or cell_of(row, file) == BOOK_FILE:  # a logged note is what it is
            continue
        _check(path, number, cell_of(row, key), word)
        line = GradeLine(number, cell_of(row, key), word)
        held = lines.get(line.key)
        if held is None or word not in _NOT_TO_GIVE:  # a copy in another file says nothing
            lines[line.key] = line
    return tuple(lines.values())


def _check(path: str | Path, number: int, key: str, grade: str) -> None:
    if not key:
        problem = f"{path} line {number}: the grade {grade} has no key."
        raise SettingsError(problem, "netmerge why NAME and interactions.csv tell keys.")
    if grade not in GRADES:
        asked = did_you_mean([GRADES[place] for place in nearest(grade, GRADES)])
        given = ", ".join(name for name in GRADES if name not in _NOT_TO_GIVE)
        problem = f"{path} line {number}: there is no grade {grade!r}."
        raise SettingsError(problem, asked or f"The grades to give are: {given}.")


def overrule(
    graded: pd.DataFrame, lines: tuple[GradeLine, ...]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Interactions with the grades that the owner gives their own messages, and in
    sentences which lines spoke in vain.

    `graded` has the columns of ORIENTED, grade and reason. What came in, meetings,
    calls and second copies keep their grades. Where a line says what was found
    already, the reason stays. What a book keeps may speak in vain without a word.
    """
    if not lines:
        return graded, ()
    line = _lines_of(graded, lines)  # (interactions,) the line that speaks of each, or -1
    grades = np.array([one.grade for one in lines], object)[line]
    said = line >= 0
    same = said & (grades == graded["grade"].to_numpy(dtype=object))
    open_ = said & ~same & equals(graded["direction"], "out")
    open_ &= ~flags(graded["grade"].isin(_NOT_TO_GIVE)) & ~np.isin(grades, _NOT_TO_GIVE)
    reasons = np.array(list(map(_reason, lines)), object)
    table = graded.assign(
        grade=_where(open_, grades, graded["grade"]),
        reason=_where(open_, reasons[line], graded["reason"]),
    )
    taken = np.unique(line[same | open_])
    return table, _in_vain(lines, np.unique(line[said]), taken)


def _lines_of(graded: pd.DataFrame, lines: tuple[GradeLine, ...]) -> Ints:
    """(interactions,) the line that speaks of each, -1 for none."""
    keys = pa.array([one.key for one in lines], TEXT)
    places = pc.index_in(one_chunk(graded["key"]), value_set=keys)
    return np.asarray(pc.fill_null(places, -1)).astype(np.int64)


def overruled(graded: pd.DataFrame) -> frozenset[str]:
    """The keys of the interactions that have their grade from the owner."""
    said = flags(pc.fill_null(pc.starts_with(one_chunk(graded["reason"]), SAID), False))
    return frozenset(one_chunk(graded["key"]).filter(pa.array(said)).drop_null().to_pylist())


def _reason(line: GradeLine) -> str:
    return f"{SAID} (line {line.number} of your grades)" if line.number else SAID


def _where(chosen: Flags, texts: np.ndarray, else_: pd.Series) -> ArrowExtensionArray:
    given = pa.array(texts, TEXT)
    return ArrowExtensionArray(pc.if_else(pa.array(chosen), given, one_chunk(else_)))


def _in_vain(lines: tuple[GradeLine, ...], known: Ints, taken: Ints) -> tuple[str, ...]:
    """Which lines change nothing, and why: the first few in sentences."""
    of_files = {place for place, one in enumerate(lines) if one.number}
    lost = sorted(of_files - {*taken.tolist()})
    there = {*known.tolist()}
    told = []
    for place in lost[:_TOLD]:
        one = lines[place]
        why = f"cannot be {one.grade}" if place in there else "is no key in these inputs"
        told.append(f"Line {one.number} of the grades: {one.key} {why}.")
    if len(lost) > _TOLD:
        told.append(f"{len(lost) - _TOLD:,} more lines of the grades change nothing.")
    return tuple(told)
