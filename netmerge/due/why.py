"""A contact and what happened → which note counts, what did not and why, and what
the files cover.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow
from netmerge.columns.flags import equals, flags
from netmerge.columns.types import Flags
from netmerge.due.brief import WIDTH, in_width, row_of, who_is
from netmerge.due.coverage import WHOLE, WORDS, Cover, covers
from netmerge.due.due import began
from netmerge.due.happened import happened
from netmerge.due.meanings import WISH
from netmerge.importers.contract import Channel
from netmerge.interactions.channels import channels, unknown_channel
from netmerge.interactions.days import owner_days
from netmerge.schema import DATE

SHOWN = 5
"""Of what did not count."""

_TALKS = ["meeting", "call"]
_ELSEWHERE = ["personal", "repeat"]
"""Grades of what counts, here or in another file."""
_COVERED = "covered"


@dataclass(frozen=True)
class Told:
    """Something that happened with somebody: what it was (`wish on LinkedIn`), its
    day, grade and the reason of it, its key, and how it begins.
    """

    key: str
    what: str
    day: dt.date
    grade: str
    reason: str
    text: str

    @property
    def lines(self) -> list[str]:
        """What it was and why it has its grade; below it the key and the words."""
        said = f"{self.what} of {self.day}: {self.reason}"
        folded = textwrap.wrap(said, WIDTH, initial_indent="  ", subsequent_indent="    ")
        return [*folded, in_width(f"    {self.key} {self.text}".rstrip())]


@dataclass(frozen=True)
class Why:
    """The proof of what a list says of somebody.

    `note`: the personal note that counts, None where none is on file. `others`:
    the last five of what the owner did that do not count, latest first, of
    `found` that there are. `coverage`: a Cover for each channel on which a handle
    of theirs is known, with its words in `covered`.
    """

    contact_id: str
    who: str
    note: Told | None
    others: tuple[Told, ...]
    found: int
    coverage: tuple[Cover, ...]
    covered: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it, in lines of 80 characters."""
        told = [in_width(self.who)]
        if self.note:
            told += ["The note that counts:", *self.note.lines]
        else:
            told.append("No personal note of yours on file.")
        if self.others:
            some = f" (the last {len(self.others)} of {self.found:,})"
            told.append(f"What did not count{some if self.found > len(self.others) else ''}:")
            told += [line for one in self.others for line in one.lines]
        if self.covered:
            told += ["What the files cover:", *(f"  {one}" for one in self.covered)]
        else:
            told.append("No address, number or profile of theirs is known.")
        return tuple(told)

    def __str__(self) -> str:
        return "\n".join(self.lines)


def why(
    who: str,
    contacts: pd.DataFrame,
    interactions: pd.DataFrame,
    sources: pd.DataFrame,
    today: dt.date,
) -> Why:
    """What proves how long the contact of this contact_id waits, as of a day.

    `contacts` of CONTACTS, `interactions` of HAPPENED, `sources` of SOURCES.
    Messages of theirs, and what stands in another file too, are left out.
    """
    contact = row_of(contacts, who)
    if contact is None:
        raise KeyError(who)
    person = contacts[equals(contacts["contact_id"], who)].reset_index(drop=True)
    theirs = interactions[equals(interactions["contact_id"], who)]
    what = happened(theirs, pa.array([who]), today)
    known = channels(sources)
    last = int(what.last(what.note)[0])
    note = theirs.iloc[what.row[[last]]] if last >= 0 else theirs.head(0)
    rest = _not_counted(theirs, today)
    cover = covers(
        person,
        interactions,
        sources,
        began(person, what, today),
        (today - dt.date(1970, 1, 1)).days,
    )
    noted = set(what.channel.filter(pa.array(what.note)).to_pylist())
    return Why(
        contact_id=who,
        who=who_is(contact),
        note=next(iter(_told(note, known)), None),
        others=tuple(_told(rest.head(SHOWN), known)),
        found=len(rest),
        coverage=cover,
        covered=tuple(_in_words(one, one.channel in noted) for one in cover),
    )


def _not_counted(theirs: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """What the owner did up to a day that is no personal note, latest first."""
    by_owner = equals(theirs["direction"], "out") | flags(theirs["kind"].isin(_TALKS))
    so_far: Flags = flags(pc.less_equal(owner_days(theirs), pa.scalar(today, DATE)))
    found = theirs[by_owner & so_far & ~flags(theirs["grade"].isin(_ELSEWHERE))]
    moments = np.asarray(pc.fill_null(arrow(found["date"]).cast(pa.int64()), 0))
    latest_first = np.argsort(-moments, kind="stable")
    return found.iloc[latest_first]


def _told(rows: pd.DataFrame, known: Mapping[str, Channel]) -> list[Told]:
    """A few rows of HAPPENED, in their order."""
    days = owner_days(rows).to_pylist()
    columns = ("key", "kind", "channel", "says", "grade", "reason", "text")
    values = zip(*(arrow(rows[name]).to_pylist() for name in columns), days, strict=True)
    told = []
    for key, kind, channel, says, grade, reason, text, day in values:
        what = "wish" if says == WISH else kind
        named = known.get(channel) or unknown_channel(channel or "")
        where = f" {named.phrase}" if channel and kind not in _TALKS else ""
        begins = " ".join((text or "").split())
        told.append(Told(key or "", f"{what}{where}", day, grade, reason, begins))
    return told


def _in_words(cover: Cover, noted: bool) -> str:
    """What a channel covers: email: partly covered, 2024-05-01 to 2026-11-01."""
    word = _COVERED if noted and cover.state == WHOLE else WORDS[cover.state]
    if cover.end is None:
        return f"{cover.channel}: {word}"
    days = f"{cover.start} to {cover.end}" if cover.start else f"up to {cover.end}"
    return f"{cover.channel}: {word}, {days}"
