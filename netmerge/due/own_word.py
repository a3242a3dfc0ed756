"""A file of the owner's with circles and cadences → what it says of whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from netmerge.columns.ragged import Flat
from netmerge.columns.types import Ints
from netmerge.due.circles.evidence import SAID, Evidence
from netmerge.due.names import names_of, person_key, rows_of
from netmerge.errors import SettingsError, did_you_mean, nearest
from netmerge.importers.tables.own_sheet import is_workbook, own_rows
from netmerge.schema import TEXT
from netmerge.settings import CIRCLES, as_days
from netmerge.text.own_csv import cell_of, place_of, read_own_csv

_WHO = {
    "id": ("contact_id", "id", "contact id"),
    "email": ("email", "e-mail", "emails", "e-mail address", "email address"),
    "name": ("full_name", "name", "full name", "contact", "who"),
}
"""How a line says of whom it speaks, the surest first, and the names of its
column.
"""

_CURE = (
    "Give a CSV with the columns name, email or id, and circle (family, friends, co-workers …) "
    "or cadence (90d)."
)
_OF_A_RUN = "circle_basis"
"""A column of a run's own files: there an unedited circle is nobody's word."""


@dataclass(frozen=True)
class Line:
    """Of whom a line of the file speaks (keys, the surest first), and what it
    says.
    """

    number: int
    who: tuple[str, ...]
    shown: str
    circle: str | None
    days: int | None
    edited: bool


@dataclass(frozen=True)
class OwnWord:
    """What the owner says of circles and cadences.

    `lines` of a file; `cadence` in days, by circle and by contact (a name, an
    e-mail address or an id).
    """

    lines: tuple[Line, ...] = ()
    cadence: tuple[tuple[str, int], ...] = ()

    @property
    def of_circles(self) -> dict[str, int]:
        """The cadences of whole circles."""
        return {name: days for name, days in self.cadence if name in CIRCLES}

    @property
    def says(self) -> bool:
        """Whether anything is said of single contacts."""
        return bool(self.lines or self.of_people)

    def and_then(self, later: OwnWord) -> OwnWord:
        """This word, and a later one that holds where both speak of the same."""
        cadence = dict(self.cadence) | dict(later.cadence)
        return OwnWord((*self.lines, *later.lines), tuple(cadence.items()))

    @property
    def of_people(self) -> dict[str, int]:
        """The cadences of single contacts."""
        return {name: days for name, days in self.cadence if name not in CIRCLES}


@dataclass(frozen=True)
class Applied:
    """The owner's word on the contacts: evidence of circles as told and as edited
    in a run's file, days (contacts,) with 0 for none, and in sentences what spoke
    of nobody.
    """

    told: Evidence
    edited: Evidence
    days: Ints
    notices: tuple[str, ...]


def read_own_word(
    path: str | Path | None, cadence: Mapping[str, int] | Sequence[tuple[str, int]] = ()
) -> OwnWord:
    """What a file says, and the cadences given beside it.

    Raises SettingsError for a file that cannot be read, has no such columns or
    names a circle that there is not.
    """
    return OwnWord(_lines(Path(path)) if path else (), tuple(dict(cadence).items()))


def word_on(word: OwnWord, contacts: pd.DataFrame, records: pd.DataFrame) -> Applied:
    """Whom of the contacts the owner's word speaks of, also by the names of their
    records; see `apply`.
    """
    return apply(word, contacts, names_of(contacts, records))


def apply(word: OwnWord, contacts: pd.DataFrame, names: Flat) -> Applied:
    """Whom the owner's word speaks of: the one contact of an id, else of an
    address, else of a name.
    """
    single = [Line(0, (person_key(who),), who, None, days, False) for who, days in
              word.of_people.items()]  # fmt: skip
    every = [*word.lines, *single]
    rows = rows_of(contacts, names, {key for line in every for key in line.who})
    everybody = len(contacts)
    days = np.zeros(everybody, np.int64)
    found: list[tuple[Line, int]] = []
    notices = []
    for line in every:
        meant = next((rows[key] for key in line.who if key in rows), [])
        if len(meant) == 1:
            found.append((line, meant[0]))
            days[meant[0]] = line.days or days[meant[0]]
        elif not line.edited:
            where = f"Line {line.number} of the circles" if line.number else "The cadence given"
            what = f"may be any of {len(meant)} contacts" if meant else "is nobody in these inputs"
            notices.append(f"{where}: {line.shown} {what}.")
    return Applied(
        _evidence([one for one in found if not one[0].edited], everybody),
        _evidence([one for one in found if one[0].edited], everybody),
        days,
        tuple(notices),
    )


def _evidence(found: Sequence[tuple[Line, int]], contacts: int) -> Evidence:
    said = [(line, row) for line, row in reversed(found) if line.circle]  # the last line holds
    return Evidence.found(
        np.array([row for _, row in said], np.int64),
        pa.array([line.circle for line, _ in said], TEXT),
        SAID,
        pa.array([f"You said so (line {line.number} of your circles)." for line, _ in said], TEXT),
        contacts,
    )


def _lines(path: Path) -> tuple[Line, ...]:
    header, rows = _cells(path)
    columns = {what: place_of(header, names) for what, names in _WHO.items()}
    circle, cadence = place_of(header, ("circle",)), place_of(header, ("cadence",))
    if all(place is None for place in columns.values()) or (circle is None and cadence is None):
        listed = ", ".join(filter(None, header)) or "nothing"
        raise SettingsError(f"{path}: the columns are {listed}.", _CURE)
    edited = _OF_A_RUN in header
    lines = []
    for number, row in enumerate(rows, 2):
        cell = {what: cell_of(row, place) for what, place in columns.items()}
        who = [person_key(one) for one in (cell["id"], *_several(cell["email"]), cell["name"])]
        said = _circle(path, number, cell_of(row, circle))
        days = _days(path, number, cell_of(row, cadence))
        keys = tuple(key for key in who if key)
        if keys and (said or days):
            shown = cell["name"] or cell["email"] or cell["id"]
            lines.append(Line(number, keys, shown, said, days, edited))
    return tuple(lines)


def _cells(path: Path) -> tuple[list[str], list[list[str]]]:
    """The header, in small letters, and the rows of a CSV or of a workbook."""
    if not is_workbook(path):
        return read_own_csv(path, "the circles", _CURE)
    header, *rows = own_rows(path, "contacts") or [[]]
    return [cell.strip().casefold() for cell in header], rows


def _several(cell: str) -> list[str]:
    return re.split(r"\s*[;,]\s*", cell)


def _circle(path: Path, number: int, text: str) -> str | None:
    """A circle as written in any case."""
    name = " ".join(text.casefold().split())
    if not name or name in CIRCLES:
        return name or None
    hint = did_you_mean([CIRCLES[place] for place in nearest(name, CIRCLES)])
    raise SettingsError(
        f"{path} line {number}: there is no circle {text!r}.",
        hint or f"The circles are: {', '.join(CIRCLES)}.",
    )


def _days(path: Path, number: int, text: str) -> int | None:
    try:
        return as_days(text) if text else None
    except SettingsError as error:
        raise SettingsError(f"{path} line {number}: {error.message}", error.hint) from None
