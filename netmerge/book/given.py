"""Files and options that are given with an import → the words of the owner, and these
→ a book that keeps them.

A file is read whole before anything is done, so that it may be one of the run's
folder, which is then written anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from netmerge import due as dues
from netmerge import interactions
from netmerge.book import events, load
from netmerge.book.said import CADENCE, said, shown
from netmerge.book.store import Store
from netmerge.due.names import person_key
from netmerge.errors import MatchError, SchemaError
from netmerge.export.csv import read_csv
from netmerge.importers.tables.own_sheet import is_workbook, own_rows
from netmerge.matching.decisions import checked
from netmerge.network import Network
from netmerge.settings import CIRCLES, Settings


@dataclass(frozen=True)
class Given:
    """What the owner says of circles and cadences of contacts, and of single
    messages.
    """

    word: dues.OwnWord = field(default_factory=dues.OwnWord)
    grades: tuple[interactions.GradeLine, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return self.word.says or bool(self.grades)


def read_cells(path: str | Path, sheet: str) -> pd.DataFrame:
    """The cells, as text, of a CSV of a run, or of a sheet of its workbook, that is
    given back.

    Raises ReadError, and MissingExtraError for a workbook without the extra `xlsx`.
    """
    if not is_workbook(path):
        return read_csv(path)
    header, *rows = own_rows(path, sheet) or [[]]
    cells = zip(*rows, strict=True) if rows else ((),) * len(header)
    columns = {
        name: pd.array([cell or None for cell in column], "string")
        for name, column in zip(header, cells, strict=True)
        if name
    }
    return pd.DataFrame(columns)


def read_decisions(path: str | Path) -> pd.DataFrame:
    """The decisions of a review.csv, or a contacts.xlsx, that was filled in: record_a,
    record_b (record keys) and decision; its empty rows are passed over.

    Raises ReadError for a file that is not there or is no CSV, SchemaError and
    MatchError, naming it, for one without these columns and for what is no
    decision.
    """
    try:
        return checked(read_cells(path, "review"), by_key=True)
    except MatchError as error:
        raise MatchError(f"{path}: {error.message}", error.hint) from None
    except SchemaError as error:
        raise SchemaError(f"{path}: {error.message}", error.missing, error.available) from None


def read_given(settings: Settings) -> Given:
    """What the files of --circles and --grades say, and --cadence of single contacts.

    Raises SettingsError for a file that cannot be read or meant.
    """
    people = {who: days for who, days in settings.cadence.items() if who not in CIRCLES}
    word = dues.read_own_word(settings.circles, people)
    return Given(word, interactions.read_grades(settings.grades))


def kept_words(store: Store) -> Given:
    """The same as a book keeps it; contacts are named by their ids."""
    lines = [
        dues.Line(0, (person_key(contact),), contact, value, None, edited=False)
        for contact, column, value in said(store)
        if column == "circle" and value in CIRCLES
    ]
    grades = [interactions.GradeLine(0, *row) for row in events.present(store, "grades")]
    return Given(dues.OwnWord(tuple(lines)), tuple(grades))


def keep_given(store: Store, given: Given, made: Network, event: int) -> tuple[str, ...]:
    """Keep what was given with an import, now that the network is made of it; in
    sentences which of it speaks of nobody.

    Of the table of a run only circles count that differ from those that the book
    showed before.
    """
    _keep_grades(store, given.grades, made, event)
    if not given.word.says:
        return ()
    found = dues.word_on(given.word, made.contacts, made.records)
    ids = made.contacts["contact_id"].to_numpy(dtype=object)
    edited = np.where(_is_shown(store, made, found.edited.circle), -1, found.edited.circle)
    rows = [
        (ids[row], "circle", CIRCLES[circle[row]])
        for circle in (found.told.circle, edited)
        for row in np.flatnonzero(circle >= 0).tolist()
    ]
    rows += [(ids[row], CADENCE, str(found.days[row])) for row in np.flatnonzero(found.days)]
    events.put(store, "said", dict.fromkeys(rows), event)
    return found.notices


def _keep_grades(
    store: Store, lines: tuple[interactions.GradeLine, ...], made: Network, event: int
) -> None:
    """Keep the grades that are other than those found, and those that were."""
    if not lines:
        return
    known = {key for key, _ in events.present(store, "grades")}
    count = known | interactions.overruled(made.interactions)
    rows = [(line.key, line.grade) for line in lines if line.key in count]
    events.put(store, "grades", rows, event)


def _is_shown(store: Store, made: Network, circle: np.ndarray) -> np.ndarray:
    """Whether each contact was of this circle (place in CIRCLES) for all that the book
    showed, or is so now, where it is new.
    """
    before = shown(store, load.contacts(store))
    now = made.contacts
    circles = {
        **dict(zip(now["contact_id"], now["circle"], strict=True)),
        **dict(zip(before["contact_id"], before["circle"], strict=True)),
    }
    known = [CIRCLES.index(circles[name]) for name in now["contact_id"]]
    return np.asarray(np.array(known, dtype=np.int64) == circle)
