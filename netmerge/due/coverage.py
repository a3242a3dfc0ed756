"""Sources and interactions → whether the files could show a note to each contact."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.flags import equals, flags
from netmerge.columns.ragged import flatten
from netmerge.columns.types import Flags, Ints, Texts
from netmerge.importers.contract import ALL_DAYS, ITS_PEOPLE

NO_GAP = 31
"""Days between two files, or before today, that are no gap."""

NONE, PARTLY, WHOLE = 0, 1, 2
WORDS = ("not covered", "partly covered", "no note")

_EVER = np.iinfo(np.int32).min
_TOLD = ["file", "member", "channel", "covers", "reached_by", "tells_of_writing"]
_HANDLES = {"linkedin": "linkedin_url", "mailto": "emails", "tel": "phones"}
"""Kinds of handles, and the columns of CONTACTS that hold them."""


class _Spans(NamedTuple):
    """Days that files cover, each for one person, or for everybody (-1)."""

    person: Ints
    start: Ints
    end: Ints


def coverage_of(
    people: pd.DataFrame,
    interactions: pd.DataFrame,
    sources: pd.DataFrame,
    begin: Ints,
    today: int,
) -> Ints:
    """(people,) WHOLE where a note would be known on every channel, PARTLY, or
    NONE.

    `people` of CONTACTS; their channels are those by which the contact
    can be reached: a telephone number stands for each that goes by
    number. `begin` is the day (since 1970) on which each tie began, -1
    where it is not known: then any file of the channel covers it. `records`
    tell of which day an archive is.
    """
    ids = one_chunk(people["contact_id"])
    files = _files(interactions, sources, ids, today)
    states = []
    held = []
    for scheme, column in _HANDLES.items():
        channels = [spans for reached_by, spans in files if reached_by == scheme]
        reached = [_state(spans, begin, today) for spans in channels]
        states.append(_together(reached, _BY_HANDLE[scheme], len(people)))
        held.append(_has(people[column]))
    table, has = np.array(states), np.array(held)
    whole = has.any(axis=0) & (~has | (table == WHOLE)).all(axis=0)
    some = (has & (table > NONE)).any(axis=0)
    return np.select([whole, some], [WHOLE, PARTLY], NONE)


_BY_HANDLE = {"linkedin": 1, "mailto": 1, "tel": 2}
"""Channels that go by each kind of handle: a number has text messages and a
messenger.
"""


def words(states: Ints) -> Texts:
    """What is covered, in words."""
    told: Texts = np.array(WORDS, object)[states]
    return told


def _together(reached: list[Ints], channels: int, people: int) -> Ints:
    """The state of several channels that go by one handle."""
    if not reached:
        return np.full(people, NONE)
    table = np.array(reached)
    whole = (table == WHOLE).sum(axis=0) >= channels
    some = (table > NONE).any(axis=0)
    return np.select([whole, some], [WHOLE, PARTLY], NONE)


def _has(column: pd.Series) -> Flags:
    """Which contacts have a value of a column of text or lists."""
    values = one_chunk(column)
    if not pa.types.is_list(values.type):
        return flags(pc.is_valid(values))
    held: Flags = np.bincount(flatten(values).row, minlength=len(column)) > 0
    return held


def _files(
    interactions: pd.DataFrame,
    sources: pd.DataFrame,
    ids: pa.Array,
    today: int,
) -> list[tuple[str, _Spans]]:
    """For each channel of messages: by which handle it goes, and the days
    covered.
    """
    told = sources.loc[equals(sources["holds"], "interactions")]
    told = told[flags(told["tells_of_writing"]) & told["reached_by"].notna().to_numpy(bool)]
    days = told.assign(
        start=_days(told["covers_from"]),
        end=np.minimum(_days(told["covers_to"]), today),
        archived=np.minimum(np.maximum(_days(told["as_of"]), _days(told["covers_to"])), today),
    )
    messages = _messages(interactions, ids)
    of_file = ["file", "member", "start", "end", "archived"]
    found = []
    for channel, files in days.groupby("channel", sort=True):
        covers, reached_by = files["covers"].iloc[0], files["reached_by"].iloc[0]
        of_files = messages.merge(files[of_file], on=["file", "member"])
        of_files = of_files[equals(of_files["channel"], str(channel))]
        if covers == ITS_PEOPLE:
            chats = of_files[of_files["person"] >= 0]
            people = chats["person"].to_numpy(dtype=np.int64)
        else:
            chats = of_files[of_files["sent"] | (covers == ALL_DAYS)]
            chats = chats.drop_duplicates(["file", "member"])
            people = np.full(len(chats), -1)
        start = chats["start"].to_numpy(dtype=np.int64)
        end = chats["end"].to_numpy(dtype=np.int64)
        if covers == ALL_DAYS:
            start = np.full(len(chats), _EVER)
            end = chats["archived"].to_numpy(dtype=np.int64)
        dated = end > _EVER
        found.append((str(reached_by), _Spans(people[dated], start[dated], end[dated])))
    return found


def _messages(interactions: pd.DataFrame, ids: pa.Array) -> pd.DataFrame:
    """Each file with messages, and with whom: columns file, member, channel,
    person, sent.
    """
    person = pc.index_in(one_chunk(interactions["contact_id"]), value_set=ids)
    is_message = equals(interactions["kind"], "message")
    alone = interactions["recipients"].to_numpy(dtype=np.int64, na_value=0) <= 1
    table = interactions[["file", "member", "channel"]].assign(
        person=np.asarray(pc.fill_null(person, -1)).astype(np.int64),
        sent=equals(interactions["direction"], "out"),
    )
    kept = table[is_message & alone]
    by_file = ["file", "member", "channel", "person"]
    grouped = kept.groupby(by_file, dropna=False, sort=True)["sent"].max()
    found = grouped.reset_index()
    sends = found.groupby(["file", "member", "channel"], dropna=False)["sent"].transform("max")
    return found.assign(sent=sends)


def _state(spans: _Spans, begin: Ints, today: int) -> Ints:
    """What a channel covers of each tie since it began."""
    people = len(begin)
    everybody = spans.person < 0
    if everybody.any():
        start, end = _last_run(_Spans(*(column[everybody] for column in spans)), 1, anybody=True)
        last_start, last_end = np.repeat(start, people), np.repeat(end, people)
    else:
        last_start, last_end = _last_run(spans, people)
    reaches = last_end >= today - NO_GAP
    known = begin >= 0
    whole = np.where(known, reaches & (last_start <= begin), last_end > _EVER)
    some = last_end >= np.where(known, begin, _EVER + 1)
    return np.select([whole, some], [WHOLE, PARTLY], NONE)


def _last_run(spans: _Spans, people: int, *, anybody: bool = False) -> tuple[Ints, Ints]:
    """First and last day of each person's latest run of files without a gap;
    _EVER for none.
    """
    start, end = np.full(people, _EVER), np.full(people, _EVER)
    if not len(spans.person):
        return start, end
    order = np.lexsort((spans.start, spans.person))
    person, first, last = (column[order] for column in spans)
    person = np.zeros_like(person) if anybody else person
    reached = pd.Series(last).groupby(person).cummax().to_numpy()
    begins = np.ones(len(person), bool)
    begins[1:] = (person[1:] != person[:-1]) | (first[1:] > reached[:-1] + NO_GAP)
    run_start = first[np.maximum.accumulate(np.where(begins, np.arange(len(person)), 0))]
    start[person] = run_start  # the latest run of each stays
    end[person] = reached
    return start, end


def _days(column: pd.Series) -> Ints:
    """Days since 1970; _EVER where there is none."""
    days = one_chunk(column).cast(pa.int32())
    return np.asarray(pc.fill_null(days, _EVER)).astype(np.int64)
