"""What is known of each tie → the section it stands in, and its place there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.types import Flags, Floats, Ints
from netmerge.due.cadence import DORMANT_DAYS, NEW_DAYS, OVERDUE
from netmerge.settings import SECTIONS

_LAST = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Ties:
    """What sections and order go by, arrays parallel to the people.

    `since_note`, `since_met`: days, -1 where there is no such day.
    `since_heard`: days since their last message that is no stock
    phrase, call or meeting, -1 for none. `waiting`: days for which they
    wait for an answer, -1 where they do not; `asked`: for one to a
    question. `whole`: the files would show a note on each channel of
    theirs. `garbled`: whose name nobody can be called by. `folded`: the name for sorting.
    """

    since_note: Ints
    since_met: Ints
    since_heard: Ints
    waiting: Ints
    asked: Flags
    cadence: Ints
    late: Floats
    exchange: Ints
    whole: Flags
    garbled: Flags
    folded: pa.Array
    ids: pa.Array

    @property
    def noted(self) -> Flags:
        """Who has a personal note."""
        return self.since_note >= 0


def answer_first(ties: Ties) -> Flags:
    """Who waits for an answer."""
    return ties.waiting >= 0


def new(ties: Ties) -> Flags:
    """Who was met or connected within a year, and has had no note yet."""
    within = (ties.since_met >= 0) & (ties.since_met <= NEW_DAYS)
    return ~ties.noted & within


def gone_quiet(ties: Ties) -> Flags:
    """Whose cadence has passed since the last note."""
    return ties.noted & (ties.since_note >= ties.cadence)


def worth_reviving(ties: Ties) -> Flags:
    """Who has had no note, and been neither heard nor met, for three years."""
    unheard = (ties.since_heard < 0) | (ties.since_heard >= DORMANT_DAYS)
    return (ties.since_note >= DORMANT_DAYS) & unheard


def only_connected(ties: Ties) -> Flags:
    """Who certainly has had no note."""
    return ~ties.noted & ties.whole


def not_known(ties: Ties) -> Flags:
    """Of whom the files cannot tell."""
    return ~ties.noted & ~ties.whole


_FIRST_THAT_HOLDS = {
    "answer first": answer_first,
    "new": new,
    "worth reviving": worth_reviving,
    "gone quiet": gone_quiet,
    "only connected": only_connected,
    "not known": not_known,
}


def sections(ties: Ties) -> Ints:
    """(people,) the place in SECTIONS of each one's section; `in order` is the
    rest.
    """
    holds = [holds(ties) for holds in _FIRST_THAT_HOLDS.values()]
    places = [SECTIONS.index(name) for name in _FIRST_THAT_HOLDS]
    found: Ints = np.select(holds, places, SECTIONS.index("in order"))
    return found


def in_order(ties: Ties, section: Ints) -> Ints:
    """The rows of the people in the order in which one would write to them.

    Whose name is garbled stands at the end of a section, unless they wait for
    an answer.
    """
    keys = _keys(ties)
    garbled_last = ties.garbled.astype(np.int64)
    parts = []
    for place, name in enumerate(SECTIONS):
        rows = np.flatnonzero(section == place)
        by = keys[name] if name == "answer first" else [garbled_last, *keys[name]]
        parts.append(rows[_sorted([key[rows] for key in by], ties, rows)])
    return np.concatenate(parts).astype(np.int64)


def by_silence(ties: Ties) -> Ints:
    """The rows of the people by days since the last note alone, longest first.

    Those without a note stand last, the longest known first.
    """
    without = np.where(ties.noted, 0, 1)
    days = np.where(ties.noted, ties.since_note, ties.since_met)
    every = np.arange(len(days))
    return _sorted([without, -days], ties, every)


def _keys(ties: Ties) -> dict[str, list[Ints | Floats]]:
    """For each section what it is sorted by, upwards, before the name."""
    latest = np.where(ties.since_met < 0, _LAST, ties.since_met)
    capped = np.minimum(ties.late, OVERDUE)  # more says nothing more
    return {
        "answer first": [np.where(ties.asked, 0, 1), -ties.waiting],
        "new": [-ties.since_met],
        "gone quiet": [-capped, ties.cadence, -ties.exchange],
        "worth reviving": [-ties.exchange, -ties.since_note],
        "only connected": [latest],
        "not known": [latest],
        "in order": [ties.cadence - ties.since_note, -ties.exchange],
    }


def _sorted(keys: list[Ints | Floats], ties: Ties, rows: Ints) -> Ints:
    """The places of the rows by some keys upwards, then by name, then by id."""
    of_rows = pa.array(rows)
    columns = {str(number): pa.array(key) for number, key in enumerate(keys)}
    columns |= {"name": ties.folded.take(of_rows), "id": ties.ids.take(of_rows)}
    upwards = [(name, "ascending") for name in columns]
    places = pc.sort_indices(pa.table(columns), sort_keys=upwards)
    return np.asarray(places).astype(np.int64)
