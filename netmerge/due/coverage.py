"""Sources and interactions → whether the files could show a note to each contact."""

from __future__ import annotations

import datetime as dt
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
from netmerge.settings import CHANNELS_BY_HANDLE

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


_NO_DAYS = _Spans(*(np.zeros(0, np.int64) for _ in range(3)))


class Cover(NamedTuple):
    """What the files tell of a channel for somebody: NONE, PARTLY or WHOLE, and the
    days that are covered without a gap, the last ones; `start` is None where all
    days up to `end` are, both where none is.
    """

    channel: str
    state: int
    start: dt.date | None
    end: dt.date | None


class _Channel(NamedTuple):
    """A channel, by which kind of handle it goes, and the days covered."""

    channel: str
    reached_by: str
    spans: _Spans


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
        channels = [one.spans for one in files if one.reached_by == scheme]
        reached = [_state(spans, begin, today) for spans in channels]
        states.append(_together(reached, len(CHANNELS_BY_HANDLE[scheme]), len(people)))
        held.append(_has(people[column]))
    table, has = np.array(states), np.array(held)
    whole = has.any(axis=0) & (~has | (table == WHOLE)).all(axis=0)
    some = (has & (table > NONE)).any(axis=0)
    return np.select([whole, some], [WHOLE, PARTLY], NONE)


def covers(
    person: pd.DataFrame,
    interactions: pd.DataFrame,
    sources: pd.DataFrame,
    begin: Ints,
    today: int,
) -> tuple[Cover, ...]:
    """What each channel covers of the tie to one person, as `coverage_of` sees it.

    `person` is one row of CONTACTS, `begin` (1,) the day on which the tie began.
    There is one for each channel on which a handle of theirs is known.
    """
    files = _files(interactions, sources, one_chunk(person["contact_id"]), today)
    told = []
    for scheme, column in _HANDLES.items():
        if not _has(person[column])[0]:
            continue
        there = {one.channel: one.spans for one in files if one.reached_by == scheme}
        for name in (
            *CHANNELS_BY_HANDLE[scheme],
            *sorted(there.keys() - {*CHANNELS_BY_HANDLE[scheme]}),
        ):
            spans = there.get(name, _NO_DAYS)
            start, end = _latest(spans, 1)
            state = int(_state(spans, begin, today)[0])
            told.append(Cover(name, state, _day(start[0]), _day(end[0])))
    return tuple(told)


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
) -> list[_Channel]:
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
        spans = _Spans(people[dated], start[dated], end[dated])
        found.append(_Channel(str(channel), str(reached_by), spans))
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
    last_start, last_end = _latest(spans, len(begin))
    reaches = last_end >= today - NO_GAP
    known = begin >= 0
    whole = np.where(known, reaches & (last_start <= begin), last_end > _EVER)
    some = last_end >= np.where(known, begin, _EVER + 1)
    return np.select([whole, some], [WHOLE, PARTLY], NONE)


def _latest(spans: _Spans, people: int) -> tuple[Ints, Ints]:
    """(people,) first and last day of what is covered last of each without a gap."""
    everybody = spans.person < 0
    if not everybody.any():
        return _last_run(spans, people)
    start, end = _last_run(_Spans(*(column[everybody] for column in spans)), 1, anybody=True)
    return np.repeat(start, people), np.repeat(end, people)


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


def _day(number: int) -> dt.date | None:
    """A day counted from 1970; None for the beginning of time."""
    return None if number == _EVER else dt.date(1970, 1, 1) + dt.timedelta(int(number))
