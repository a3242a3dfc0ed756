"""People and their due list → the numbers that a page tells and a chart draws."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.codes import numbered
from netmerge.columns.flags import equals, flags
from netmerge.columns.ragged import flatten
from netmerge.settings import CIRCLES

SILENCES = (
    (30, "up to a month"),
    (91, "1 to 3 months"),
    (182, "3 to 6 months"),
    (365, "6 to 12 months"),
    (730, "1 to 2 years"),
    (1826, "2 to 5 years"),
    (None, "over 5 years"),
)
"""Days since the last personal note, at most, and how that is called."""

A_YEAR = 365

WORD_PASSED = ("met", "spoke", "wrote both ways", "you wrote", "they wrote")
"""How one knows somebody with whom one is more than connected."""

BASES = ("said", "shown", "guessed")


@dataclass(frozen=True)
class Silence:
    """How long the owner has been silent: how many people for each of SILENCES,
    how many of them for over a year, and how many have no note on file.
    """

    counts: tuple[tuple[str, int], ...]
    over_a_year: int
    without: int

    @property
    def noted(self) -> int:
        """How many have a personal note on file."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True)
class Year:
    """The connections of a year, and with how many of them a word has passed."""

    year: int
    connected: int
    known: int

    @property
    def share(self) -> float:
        """The share of them, from 0 to 1."""
        return self.known / self.connected


@dataclass(frozen=True)
class Connections:
    """New connections in each month, the oldest first and none left out, and by
    year. A month is its first day.
    """

    months: tuple[tuple[dt.date, int], ...]
    years: tuple[Year, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(year.connected for year in self.years)


@dataclass(frozen=True)
class Circle:
    """How many people a circle has, and how many by each basis."""

    name: str
    people: int
    by_basis: dict[str, int]


@dataclass(frozen=True)
class Origin:
    """How many people a kind of source knows, and how many no other does."""

    source: str
    people: int
    alone: int


def silence(due: pd.DataFrame) -> Silence:
    """How long people (DUE) have waited for a personal note."""
    days = one_chunk(due["days_since"])
    known = np.asarray(days.drop_null(), dtype=np.int64)
    ends = [end for end, _ in SILENCES if end is not None]
    place = np.searchsorted(ends, known)  # (noted,), which of SILENCES
    counts = np.bincount(place, minlength=len(SILENCES)).tolist()
    names = [name for _, name in SILENCES]
    return Silence(
        counts=tuple(zip(names, counts, strict=True)),
        over_a_year=int((known > A_YEAR).sum()),
        without=int(days.null_count),
    )


def connections(people: pd.DataFrame, due: pd.DataFrame, today: dt.date) -> Connections:
    """When people (CONTACTS) became connections, up to a day, and with whom of
    them a word has passed (DUE).
    """
    day = one_chunk(people["connected_on"])
    there = flags(pc.less_equal(day, pa.scalar(today, day.type)))
    chosen = day.filter(pa.array(there))
    if not len(chosen):
        return Connections((), ())
    knows = due.loc[due["how_known"].isin(WORD_PASSED), "contact_id"]
    known = people.loc[there, "contact_id"].isin(knows).to_numpy(dtype=bool)
    year = np.asarray(pc.year(chosen), dtype=np.int64)
    month = np.asarray(pc.month(chosen), dtype=np.int64)
    number = 12 * year + month - 1  # (connected,), months since the year 0
    first = int(number.min())
    counts = np.bincount(number - first).tolist()
    days = [dt.date(place // 12, place % 12 + 1, 1) for place in range(first, first + len(counts))]
    years = [
        Year(int(one), int((year == one).sum()), int(known[year == one].sum()))
        for one in np.unique(year)
    ]
    return Connections(tuple(zip(days, counts, strict=True)), tuple(years))


def circles(due: pd.DataFrame) -> tuple[Circle, ...]:
    """The circles that people (DUE) are of, the closest first."""
    found = []
    for name in CIRCLES:
        of_circle = equals(due["circle"], name)
        basis = Counter(due.loc[of_circle, "circle_basis"].dropna())
        by_basis = {word: basis[word] for word in BASES if basis[word]}
        if of_circle.any():
            found.append(Circle(name, int(of_circle.sum()), by_basis))
    return tuple(found)


def origins(people: pd.DataFrame) -> tuple[Origin, ...]:
    """Which kinds of source know how many people (CONTACTS), and how many alone;
    the largest first.
    """
    flat = flatten(people["sources"])
    alone = np.bincount(flat.row, minlength=flat.rows)[flat.row] == 1  # (values,)
    code = numbered(flat.items)
    names = pc.unique(flat.items).to_pylist()
    counts = np.bincount(code, minlength=len(names))
    only = np.bincount(code, weights=alone, minlength=len(names))
    each = zip(names, counts.tolist(), only.astype(np.int64).tolist(), strict=True)
    found = [Origin(name, count, single) for name, count, single in each]
    return tuple(sorted(found, key=lambda one: (-one.people, one.source)))
