"""Contacts and graded interactions → whom to write to, and why."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow
from netmerge.columns.flags import flags
from netmerge.columns.ragged import flatten
from netmerge.columns.types import Flags, Ints
from netmerge.due.cadence import FIRST_NOTE_DAYS, NEW_DAYS, bands, cadence_days, lateness
from netmerge.due.notes import last_personal_notes
from netmerge.due.reasons import reasons, without_note
from netmerge.interactions.channels import channels
from netmerge.interactions.coverage import covered_days
from netmerge.interactions.owner import Owner
from netmerge.schema import DATE, DUE, INTEGER, NUMBER, TEXT
from netmerge.text.folding import fold_array
from netmerge.text.urls import linkedin_slugs

_TELLING = ["contact_id", "full_name", "circle", "met_on", "connected_on"]
_NOBODY = ["organisation", "group"]
_AFTER_ALL_NAMES = "~"
_PROFILE = "linkedin:"


def due(
    contacts: pd.DataFrame,
    interactions: pd.DataFrame,
    sources: pd.DataFrame,
    today: dt.date,
    owner: Owner | None = None,
) -> pd.DataFrame:
    """Whom to write to: a DUE table, one row per person, longest silence first.

    `contacts` (CONTACTS with `circle`), `interactions` graded and
    attributed, `sources` (SOURCES) for what the evidence covers. A tie
    newer than NEW_DAYS without a note is due its first one; an older
    tie without a note is `no evidence`, which is not `never`. Those
    with evidence come first, then the new, then the rest; then by name.
    Organisations, and the owner's own entry, are no people to write to.
    """
    somebody = ~_is_nobody(contacts, owner)
    people = contacts.loc[somebody, _TELLING].reset_index(drop=True)
    notes = last_personal_notes(interactions, today).to(people)
    met = _met(people)
    # (people,) int64, days; -1 where there is no such day
    since_note = _days_since(notes.day, today)
    since_met = _days_since(met, today)
    noted = since_note >= 0
    new = ~noted & (since_met >= 0) & (since_met <= NEW_DAYS)
    silence = np.select([noted, new], [since_note, since_met], 0)
    circles = pc.fill_null(arrow(people["circle"]), "other")
    cadence = np.where(new, FIRST_NOTE_DAYS, cadence_days(circles))
    band = np.where(new, "due", bands(since_note, cadence, noted))
    told = reasons(notes, channels(sources), since_note, cadence, circles, band)
    covered = covered_days(sources, today)
    untold = without_note(met, arrow(people["met_on"]), new, covered)
    late = lateness(silence, cadence)
    columns = {
        "contact_id": arrow(people["contact_id"]),
        "full_name": arrow(people["full_name"]),
        "band": pa.array(band, TEXT),
        "days_since": pa.array(since_note, INTEGER, mask=~noted),
        "last_personal_note": notes.day,
        "channel": notes.channel,
        "cadence_days": pa.array(cadence),
        "lateness": pa.array(late, NUMBER, mask=~(noted | new)),
        "circle": circles,
        "reason": pc.coalesce(told, untold),
    }
    section = np.select([noted, new], [0, 1], 2)
    order = _order(section, silence, columns["full_name"], columns["contact_id"])
    return DUE.frame({name: column.take(order) for name, column in columns.items()})


def _order(
    section: Ints,
    silence: Ints,
    names: pa.Array,
    ids: pa.Array,
) -> pa.Array:
    """By section, longest silence first, then by name, the nameless last."""
    folded = pc.fill_null(fold_array(names), "")
    keys = {
        "section": pa.array(section),
        "silence": pa.array(-silence),
        "name": pc.if_else(pc.is_valid(names), folded, _AFTER_ALL_NAMES),
        "contact_id": ids,
    }
    upwards = [(key, "ascending") for key in keys]
    return pc.sort_indices(pa.table(keys), sort_keys=upwards)


def _is_nobody(contacts: pd.DataFrame, owner: Owner | None) -> Flags:
    """Which are organisations, groups or the owner."""
    nobody = flags(contacts["kind"].isin(_NOBODY))
    return nobody if owner is None else nobody | _is_owner(contacts, owner)


def _is_owner(contacts: pd.DataFrame, owner: Owner) -> Flags:
    """Contacts with a profile or an e-mail address of the owner's."""
    profiles = [name for name in owner.handles if name.startswith(_PROFILE)]
    slugs = pa.array([name.removeprefix(_PROFILE) for name in profiles], TEXT)
    theirs = linkedin_slugs(contacts["linkedin_url"])
    by_profile = flags(pc.is_in(theirs, value_set=slugs))
    emails = flatten(contacts["emails"])
    own = pa.array(owner.emails, TEXT)
    mine = pc.is_in(pc.utf8_lower(emails.items), value_set=own)
    held = emails.row[flags(mine)]
    by_address: Flags = np.bincount(held, minlength=len(contacts)) > 0
    return by_profile | by_address


def _met(people: pd.DataFrame) -> pa.Array:
    """The day of meeting or connecting: a second card is no new tie."""
    met, connected = arrow(people["met_on"]), arrow(people["connected_on"])
    return pc.min_element_wise(met, connected)


def _days_since(days: pa.Array, today: dt.date) -> Ints:
    """Days from each day to today; -1 where there is none."""
    elapsed = pc.days_between(days, pa.scalar(today, DATE))
    return np.asarray(pc.fill_null(elapsed, -1)).astype(np.int64)
