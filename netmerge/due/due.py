"""Contacts and their graded interactions in; whom to write to, longest silence first, with the
reason, out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import arrow
from netmerge.columns.codes import unique_map
from netmerge.columns.ragged import flatten
from netmerge.columns.types import Flags, Ints, Texts
from netmerge.due.cadence import FIRST_NOTE_DAYS, NEW_DAYS, bands, cadence_days, lateness
from netmerge.interactions.channels import channels as channels_of
from netmerge.interactions.coverage import covered_days
from netmerge.interactions.owner import Owner
from netmerge.schema import DATE, DUE, INTEGER, NUMBER, TEXT
from netmerge.text.folding import fold_array
from netmerge.text.urls import linkedin_slugs


_TELLING = ["contact_id", "full_name", "circle", "met_on", "connected_on"]
_AFTER_ALL_NAMES = "~"
_PROFILE = "linkedin:"
_EVERY = {"other": "A note every"}


def due(
    contacts: pd.DataFrame,
    interactions: pd.DataFrame,
    sources: pd.DataFrame,
    today: dt.date,
    owner: Owner | None = None,
) -> pd.DataFrame:
    """Whom to write to: a DUE table, one row per person, longest silence first.

    `contacts` (CONTACTS with `circle`), `interactions` graded and attributed, `sources` (SOURCES)
    for what the evidence covers. A tie newer than NEW_DAYS without a note is due its first one;
    an older tie without a note is `no evidence`, which is not `never`. Those with evidence come
    first, then the new, then the rest; then by name. Organisations, and the owner's own entry,
    are no people to write to.
    """
    people = contacts.loc[~_is_nobody(contacts, owner), _TELLING].reset_index(drop=True)
    note_days, channels = _last_notes(people, last_personal_notes(interactions, today))
    days, since_met = _days_since(note_days, today), _days_since(_met(people), today)
    evidence = days >= 0
    new = ~evidence & (since_met >= 0) & (since_met <= NEW_DAYS)
    circles = pc.fill_null(arrow(people["circle"]), "other")
    cadence = np.where(new, FIRST_NOTE_DAYS, cadence_days(circles))
    late = np.where(evidence | new, lateness(np.where(new, since_met, days), cadence), np.nan)
    band = np.where(new, "due", bands(days, cadence, evidence))
    phrases = {name: f" {known.phrase}" for name, known in channels_of(sources).items()}
    reasons = _reasons(note_days, channels, days, cadence, circles, band, phrases)
    columns = {
        "contact_id": arrow(people["contact_id"]),
        "full_name": arrow(people["full_name"]),
        "band": pa.array(band, TEXT),
        "days_since": pa.array(days, INTEGER, mask=~evidence),
        "last_personal_note": note_days,
        "channel": channels,
        "cadence_days": pa.array(cadence),
        "lateness": pa.array(late, NUMBER, mask=np.isnan(late)),
        "circle": circles,
        "reason": pc.coalesce(reasons, _no_note(people, new, sources)),
    }
    silence = np.where(evidence, days, np.where(new, since_met, 0))
    order = _order(
        np.select([evidence, new], [0, 1], 2), silence, columns["full_name"], columns["contact_id"]
    )
    return DUE.frame({name: column.take(order) for name, column in columns.items()})


def _order(group: Ints, silence: Ints, names: pa.Array, ids: pa.Array) -> pa.Array:
    """The order of the due list: by group, longest silence first, then by name, the nameless last."""
    folded = pc.if_else(pc.is_valid(names), pc.fill_null(fold_array(names), ""), _AFTER_ALL_NAMES)
    keys = {
        "group": pa.array(group),
        "silence": pa.array(-silence),
        "name": folded,
        "contact_id": ids,
    }
    return pc.sort_indices(pa.table(keys), sort_keys=[(key, "ascending") for key in keys])


def _last_notes(people: pd.DataFrame, notes: pd.DataFrame) -> tuple[pa.Array, pa.Array]:
    """Day and channel of the last note to each of these people, null where there is none."""
    place = pc.index_in(arrow(people["contact_id"]), value_set=pa.array(notes.index, TEXT))
    days = pa.array(notes["last_personal_note"], DATE, from_pandas=True)
    return days.take(place), pa.array(notes["channel"], TEXT, from_pandas=True).take(place)


def last_personal_notes(interactions: pd.DataFrame, today: dt.date | None = None) -> pd.DataFrame:
    """The owner's last personal note to each contact who has one: last_personal_note (date),
    channel; by contact_id.

    `interactions` are graded and attributed. Notes after `today` are not looked at.
    """
    personal = interactions[
        (interactions["grade"] == "personal").to_numpy(dtype=bool)
        & interactions["contact_id"].notna().to_numpy(dtype=bool)
        & interactions["date"].notna().to_numpy(dtype=bool)
    ]
    notes = pd.DataFrame(
        {
            "contact_id": arrow(personal["contact_id"]).to_pylist(),
            "last_personal_note": arrow(personal["date"]).cast(pa.date32(), safe=False).to_pylist(),
            "channel": arrow(personal["channel"]).to_pylist(),
        },
        dtype=object,
    )
    if today is not None:
        notes = notes[notes["last_personal_note"] <= today]
    latest = notes.sort_values(["contact_id", "last_personal_note", "channel"], kind="stable")
    return latest.drop_duplicates("contact_id", keep="last").set_index("contact_id")


def _is_nobody(contacts: pd.DataFrame, owner: Owner | None) -> Flags:
    """Entries that are no person to write to: organisations, groups, the owner."""
    nobody: Flags = (
        contacts["kind"].fillna("person").isin(["organisation", "group"]).to_numpy(dtype=bool)
    )
    if owner is None:
        return nobody
    slugs = [
        handle.removeprefix(_PROFILE) for handle in owner.handles if handle.startswith(_PROFILE)
    ]
    profile = np.asarray(
        pc.is_in(linkedin_slugs(contacts["linkedin_url"]), pa.array(slugs, TEXT)), bool
    )
    emails = flatten(contacts["emails"])
    mine = pc.is_in(pc.utf8_lower(emails.items), pa.array(owner.emails, TEXT))
    by_email = np.bincount(emails.row[np.asarray(mine, bool)], minlength=len(contacts)) > 0
    all_of_them: Flags = nobody | profile | by_email
    return all_of_them


def _met(people: pd.DataFrame) -> pa.Array:
    """The day of meeting or connecting, whichever was first: a card scanned again makes no new tie."""
    return pc.min_element_wise(arrow(people["met_on"]), arrow(people["connected_on"]))


def _days_since(days: pa.Array, today: dt.date) -> Ints:
    """Days from each day to today; -1 where there is none."""
    elapsed = pc.days_between(days, pa.scalar(today, DATE))
    return np.asarray(pc.fill_null(elapsed, -1)).astype(np.int64)


def _no_note(people: pd.DataFrame, new: Flags, sources: pd.DataFrame) -> pa.Array:
    """What is to be said of each contact if no note is known."""
    first, last = covered_days(sources)
    if first is None or last is None:
        known = "No file tells what was written."
    else:
        known = f"No personal note in the files, which cover {first} to {last}."
    met = _met(people)
    how = pc.if_else(
        pc.fill_null(pc.equal(met, arrow(people["met_on"])), False), "met", "connected"
    )
    beyond = pc.fill_null(pc.greater(met, pa.scalar(last, DATE)), last is None)
    so_far = pc.if_else(beyond, ", no note in the files so far.", ", no note yet.")
    return pc.if_else(pa.array(new), _joined("New: ", how, " on ", met.cast(TEXT), so_far), known)


def _reasons(
    note_days: pa.Array,
    channels: pa.Array,
    days: Ints,
    cadence: Ints,
    circles: pa.Array,
    band: Texts,
    phrases: Mapping[str, str],
) -> pa.Array:
    """Why each contact with a note stands where it stands, in a sentence or two; null for those
    without. `phrases` say where something was written on a channel.
    """
    where = pc.fill_null(unique_map(channels, lambda name: phrases.get(name, "")), "")
    ago = unique_map(pa.array(days, mask=days < 0).cast(TEXT), _ago)
    wrote = _joined("You last wrote", where, " on ", note_days.cast(TEXT), ", ", ago, ". ")
    whose = unique_map(
        circles, lambda circle: _EVERY.get(circle, f"{circle.capitalize()}: a note every")
    )
    every = _joined(wrote, whose, " ", pa.array(cadence).cast(TEXT), " days.")
    revive = _joined(wrote, "After three years of silence such a tie is worth reviving.")
    return pc.if_else(pa.array(band == "dormant"), revive, every)


def _ago(days: str) -> str:
    return {"0": "today", "1": "yesterday"}.get(days, f"{int(days):,} days ago")


def _joined(*parts: Any) -> pa.Array:
    """Texts and text columns put together row by row; null where any of them is."""
    return pc.binary_join_element_wise(*parts, "")
