"""Contacts and graded interactions → whom to write to, in which order, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.flags import flags
from netmerge.columns.ragged import first_given, flatten
from netmerge.columns.types import Ints, Texts
from netmerge.due.answers import Answers, answers
from netmerge.due.cadence import FIRST_NOTE_DAYS, bands, bands_of_new, cadence_days, lateness
from netmerge.due.closeness import closeness
from netmerge.due.coverage import WHOLE, coverage_of, words
from netmerge.due.happened import Happened, happened
from netmerge.due.how_known import how_known
from netmerge.due.left_out import left_out
from netmerge.due.notes import Notes, last_personal_notes
from netmerge.due.reasons import Reasons
from netmerge.due.sections import Ties, by_silence, in_order, new, sections
from netmerge.due.where_met import where_met
from netmerge.interactions.channels import channels
from netmerge.interactions.coverage import covered_days
from netmerge.interactions.owner import Owner
from netmerge.schema import DATE, DUE, INTEGER, NUMBER, TEXT
from netmerge.settings import SECTIONS
from netmerge.text.folding import fold_array
from netmerge.text.garbled import garbled

_AFTER_ALL_NAMES = "~"
_EPOCH = dt.date(1970, 1, 1).toordinal()
_AS_IN_CONTACTS = (
    *("contact_id", "full_name", "company", "title", "linkedin_url", "city"),
    *("circle_basis", "circle_reason"),
)


def due(
    contacts: pd.DataFrame,
    interactions: pd.DataFrame,
    sources: pd.DataFrame,
    today: dt.date,
    owner: Owner | None = None,
    records: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Whom to write to: a DUE table, one row per person, in the order of writing.

    As `due_of`, where who is no person to write to is left out (see
    `left_out`); `records` (RECORDS) give names as they were written.
    """
    return due_of(people_of(contacts, records, owner), interactions, sources, today)


def people_of(
    contacts: pd.DataFrame,
    records: pd.DataFrame | None = None,
    owner: Owner | None = None,
) -> pd.DataFrame:
    """The contacts (CONTACTS) to whom the owner may write: all but those whom
    `left_out` finds.
    """
    somebody = ~left_out(contacts, records, owner)
    return contacts.loc[somebody].reset_index(drop=True)


def due_of(
    people: pd.DataFrame,
    interactions: pd.DataFrame,
    sources: pd.DataFrame,
    today: dt.date,
) -> pd.DataFrame:
    """The DUE table of some people.

    `people` (CONTACTS with `circle`), `interactions` (HAPPENED),
    `sources` (SOURCES) for what the files cover. Nothing after `today`
    counts. The sections stand in the order of SECTIONS, each sorted in
    its own way (see `sections`).
    """
    known = _known(people, interactions, sources, today)
    section = sections(known.ties)
    reason = Reasons(
        notes=known.notes,
        channels=channels(sources),
        happened=known.happened,
        ties=known.ties,
        circles=known.circles,
        met=known.met,
        met_on=arrow(people["met_on"]),
        where=where_met(people, interactions),
        covered=covered_days(sources, today),
        answered=known.answers,
        coverage=known.coverage,
    ).told(section)
    columns = _columns(people, known) | {
        "reason": reason,
        "section": pa.array(np.array(SECTIONS, object)[section], TEXT),
    }
    order = pa.array(in_order(known.ties, section))
    return DUE.frame({name: column.take(order) for name, column in columns.items()})


@dataclass(frozen=True)
class _Known:
    """What is known of the people, parallel to them."""

    happened: Happened
    notes: Notes
    answers: Answers
    ties: Ties
    circles: pa.Array
    met: pa.Array
    coverage: Ints
    how: Texts


def _known(
    people: pd.DataFrame,
    interactions: pd.DataFrame,
    sources: pd.DataFrame,
    today: dt.date,
) -> _Known:
    ids = one_chunk(people["contact_id"])
    day = today.toordinal() - _EPOCH
    what = happened(interactions, ids, today)
    notes = last_personal_notes(interactions, today).to(people)
    met = _met(people, today)
    # (people,) int64, days; -1 where there is no such day
    since_note, since_met = _days_since(notes.day, today), _days_since(met, today)
    answered = answers(what, day)
    circles = pc.fill_null(one_chunk(people["circle"]), "other")
    given = pc.coalesce(one_chunk(people["cadence_days"]), pa.array(cadence_days(circles)))
    cadence = np.minimum(np.asarray(given), closeness(what, today))
    begin = began(people, what, today)
    coverage = coverage_of(people, interactions, sources, begin, day)
    names = one_chunk(people["full_name"])
    folded = pc.fill_null(fold_array(names), "")
    heard = what.last(what.said | what.call | what.meeting)
    ties = Ties(
        since_note=since_note,
        since_met=since_met,
        since_heard=_since(what, heard, day),
        waiting=np.where(answered.owed, _since(what, answered.place, day), -1),
        asked=answered.asked,
        cadence=cadence,
        late=lateness(since_note, cadence),
        exchange=what.counts(what.exchanged),
        whole=coverage == WHOLE,
        garbled=flags(garbled(names)),
        folded=pc.if_else(pc.is_valid(names), folded, _AFTER_ALL_NAMES),
        ids=ids,
    )
    is_new = new(ties)
    ties.cadence[is_new] = FIRST_NOTE_DAYS
    ties.late[is_new] = lateness(since_met, cadence)[is_new]
    how = how_known(people, interactions, sources, what, today)
    return _Known(what, notes, answered, ties, circles, met, coverage, how)


def _columns(people: pd.DataFrame, known: _Known) -> dict[str, pa.Array]:
    """The columns of DUE but for reason and section."""
    ties, what = known.ties, known.happened
    noted, is_new = ties.noted, new(ties)
    band = bands(ties.since_note, ties.cadence, noted)
    band[is_new] = bands_of_new(ties.since_met[is_new])
    rank = np.empty(len(people), np.int64)
    rank[by_silence(ties)] = np.arange(1, len(people) + 1)
    covered = words(known.coverage)
    same = {name: one_chunk(people[name]) for name in _AS_IN_CONTACTS}
    return same | {
        "band": pa.array(band, TEXT),
        "days_since": pa.array(ties.since_note, INTEGER, mask=~noted),
        "last_personal_note": known.notes.day,
        "channel": known.notes.channel,
        "cadence_days": pa.array(ties.cadence),
        "lateness": pa.array(ties.late, NUMBER, mask=~(noted | is_new)),
        "circle": known.circles,
        "email": first_given(flatten(people["emails"])),
        "phone": first_given(flatten(people["phones"])),
        "exchange": pa.array(ties.exchange),
        "how_known": pa.array(known.how, TEXT),
        "coverage": pa.array(covered, TEXT, mask=noted),
        "silence_rank": pa.array(rank, mask=~noted),
        **_last_of_all(what),
    }


def _last_of_all(what: Happened) -> dict[str, pa.Array]:
    """Who wrote last and how that begins; the last contact, and what it was."""
    written = what.last(what.heard | what.letter)
    contact = what.last(what.exchanged)
    kinds = np.select([what.meeting, what.call, what.note], ["meeting", "call", "note"], "message")
    wrote = np.where(what.heard, "they", "you")
    return {
        "who_wrote_last": _at(pa.array(wrote, TEXT), written),
        "first_words": _at(what.text, written),
        "last_contact": _at(pa.array(what.day, pa.int32()).cast(DATE), contact),
        "last_contact_kind": _at(pa.array(kinds, TEXT), contact),
    }


def _at(values: pa.Array, places: Ints) -> pa.Array:
    """The values at some places, null at -1."""
    return values.take(pa.array(places, mask=places < 0))


def _since(what: Happened, places: Ints, today: int) -> Ints:
    """Days since the interactions at some places; -1 where there is none."""
    days = np.append(what.day, today + 1)
    elapsed: Ints = today - days[places]
    return elapsed


def began(people: pd.DataFrame, what: Happened, today: dt.date) -> Ints:
    """(people,) the day on which each tie began (since 1970): the first card,
    connection or interaction; -1 where none is known.
    """
    day, first = today.toordinal() - _EPOCH, what.first_day()
    since_met = _days_since(_met(people, today), today)
    met = np.where(since_met >= 0, day - since_met, -1)
    both = np.minimum(first, met)
    return np.where((first >= 0) & (met >= 0), both, np.maximum(first, met))


def _met(people: pd.DataFrame, today: dt.date) -> pa.Array:
    """The day of meeting or connecting, none after today: a second card is no new
    tie.
    """
    so_far = []
    for name in ("met_on", "connected_on"):
        day = one_chunk(people[name])
        known = pc.less_equal(day, pa.scalar(today, DATE))
        so_far.append(pc.if_else(known, day, pa.scalar(None, DATE)))
    return pc.min_element_wise(*so_far)


def _days_since(days: pa.Array, today: dt.date) -> Ints:
    """Days from each day to today; -1 where there is none."""
    elapsed = pc.days_between(days, pa.scalar(today, DATE))
    return np.asarray(pc.fill_null(elapsed, -1)).astype(np.int64)
