"""People, their due list and what happened → the owner's week, and those before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT, one_chunk
from netmerge.columns.types import Flags, Ints
from netmerge.due.happened import Happened, happened
from netmerge.due.occasions import Occasion
from netmerge.due.suggestions import suggestions
from netmerge.schema import DATE, PROOF, TEXT, WEEKS

WEEKS_SHOWN = 12

AIM = 4
"""New ties and kept ones that a week wants."""

_NOBODY: Mapping[str, Occasion] = MappingProxyType({})
_MONDAY = 3
"""Days after 1970-01-01, a Thursday, less a week: the first Monday before it."""


@dataclass(frozen=True)
class Week:
    """The owner's week: `weeks` (WEEKS, this one last), `proof` (PROOF) of what
    they count, and whom to write to next (`suggestions`: rows of DUE with
    the columns `occasion` and `on`).
    """

    weeks: pd.DataFrame
    proof: pd.DataFrame
    suggestions: pd.DataFrame


def week(
    contacts: pd.DataFrame,
    due: pd.DataFrame,
    interactions: pd.DataFrame,
    today: dt.date,
    occasions: Mapping[str, Occasion] = _NOBODY,
) -> Week:
    """The week of `today` and the eleven before it.

    `contacts` (CONTACTS); those on the due list (DUE) are people who
    count. `interactions` (HAPPENED). Nothing after `today` counts. Whoever
    has one of `occasions` (by contact_id) is suggested first.
    """
    listed = contacts["contact_id"].isin(due["contact_id"])
    people = contacts[listed].reset_index(drop=True)
    what = happened(interactions, one_chunk(people["contact_id"]), today)
    day = (today - dt.date(1970, 1, 1)).days
    first = int(_week_of(np.array([day]))[0]) - WEEKS_SHOWN + 1
    told = _told(people, what, day)
    proof = told.filter(pc.greater_equal(told["week"], first))
    return Week(
        weeks=_counted(proof, first),
        proof=_proof(people, proof),
        suggestions=suggestions(due, occasions, today),
    )


def _told(people: pd.DataFrame, what: Happened, today: int) -> pa.Table:
    """Whatever counts, in the order of PROOF's kinds and of time: columns what,
    week (number), day (since 1970), person, channel, text.
    """
    since = pc.min_element_wise(*(one_chunk(people[name]) for name in ("met_on", "connected_on")))
    begun = np.asarray(pc.fill_null(since.cast(pa.int32()), today + 1)).astype(np.int64)
    new = np.flatnonzero(begun <= today)
    nothing = pa.nulls(len(new), TEXT)
    parts = [_rows("new", begun[new], new, nothing, nothing)]
    for kind, which in (("kept", what.note), ("met", what.meeting), ("called", what.call)):
        parts.append(_of_kind(what, kind, which))
    return pa.concat_tables(parts)


def _of_kind(what: Happened, kind: str, which: Flags) -> pa.Table:
    """What happened of one kind; words are shown of notes."""
    places = np.flatnonzero(which)
    places = places[np.argsort(what.moment[places], kind="stable")]
    taken = pa.array(places)
    text = what.text.take(taken) if kind == "kept" else pa.nulls(len(places), TEXT)
    return _rows(kind, what.day[places], what.person[places], what.channel.take(taken), text)


def _rows(kind: str, day: Ints, person: Ints, channel: pa.Array, text: pa.Array) -> pa.Table:
    columns = {
        "what": pa.array([kind] * len(day), TEXT),
        "week": pa.array(_week_of(day)),
        "day": pa.array(day.astype(np.int64)),
        "person": pa.array(person.astype(np.int64)),
        "channel": channel.cast(TEXT),
        "text": text,
    }
    return pa.table(columns)


def _counted(proof: pa.Table, first: int) -> pd.DataFrame:
    """Different people of each kind and week (WEEKS), oldest first."""
    numbers = range(first, first + WEEKS_SHOWN)
    once = proof.group_by(["what", "week", "person"]).aggregate([])
    columns: dict[str, list[str] | Ints] = {"week": [_name(number) for number in numbers]}
    for kind in ("new", "kept", "met", "called"):
        of_kind = once.filter(pc.equal(once["what"], kind))
        place = np.asarray(of_kind["week"]).astype(np.int64) - first
        columns[kind] = np.bincount(place, minlength=WEEKS_SHOWN)
    return WEEKS.frame(columns)


def _proof(people: pd.DataFrame, told: pa.Table) -> pd.DataFrame:
    """What counts (PROOF), oldest week first."""
    order = pa.array(np.argsort(np.asarray(told["week"]), kind="stable"))
    told = told.take(order)
    person = one_chunk(told["person"])
    weeks = [_name(number) for number in told["week"].to_pylist()]
    return PROOF.frame(
        {
            "week": pa.array(weeks, TEXT),
            "what": one_chunk(told["what"]),
            "day": one_chunk(told["day"]).cast(pa.int32()).cast(DATE),
            "contact_id": one_chunk(people["contact_id"]).take(person),
            "full_name": one_chunk(people["full_name"]).take(person),
            "channel": one_chunk(told["channel"]),
            "first_words": pc.coalesce(one_chunk(told["text"]), NO_TEXT),
        }
    )


def _week_of(days: Ints) -> Ints:
    """Days since 1970 as numbers of weeks that begin on Monday."""
    weeks: Ints = (days + _MONDAY) // 7
    return weeks


def _name(number: int) -> str:
    """A week as ISO 8601 writes it."""
    monday = dt.date(1970, 1, 1) + dt.timedelta(number * 7 - _MONDAY)
    year, of_year, _ = monday.isocalendar()
    return f"{year}-W{of_year:02}"
