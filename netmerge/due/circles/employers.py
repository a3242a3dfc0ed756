"""Employers of contacts and the owner's spells and schools → co-workers, alumni,
and people of organisations.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.companies import company_key, company_keys
from netmerge.columns.chunks import one_chunk
from netmerge.columns.codes import unique_map
from netmerge.columns.flags import flags
from netmerge.columns.ragged import flatten
from netmerge.columns.types import Ints
from netmerge.due.circles.evidence import GUESSED, SHOWN, Evidence, shown, where_told
from netmerge.due.circles.labels import LONGEST_LABEL, words_of
from netmerge.due.circles.schools import asked_key, school_keys
from netmerge.interactions.owner import Owner, Spell
from netmerge.schema import TEXT
from netmerge.text.folding import UNSPACED, nfc
from netmerge.words import CIRCLE_WORDS

_ORGANISATION = "professional organisation"
_DAYS = {"connected_on": "connected", "met_on": "met"}
"""Columns with the day of a first contact, and what happened then."""


def by_employer(
    contacts: pd.DataFrame, records: pd.DataFrame, owner: Owner
) -> tuple[Evidence, ...]:
    """Who works or worked where the owner did, at a school of theirs, and at an
    organisation.

    Co-workers are shown where they connected or met within the owner's spell
    there, else guessed.
    """
    names, row = _companies(contacts, records)
    everybody = len(contacts)
    schools = known_schools(owner)
    asked = names if schools else pa.nulls(len(names), TEXT)
    at_school = unique_map(asked, lambda name: "alumni" if asked_key(name) & schools else None)
    asked = pc.if_else(_may_be_organisations(names), names, pa.scalar(None, TEXT))
    organised = unique_map(asked, _organisation)
    school = unique_map(
        where_told(names, at_school), lambda name: f"{shown(name)} is a school of yours."
    )
    body = unique_map(
        where_told(names, organised), lambda name: f"{shown(name)} is such an organisation."
    )
    return (
        *_co_workers(contacts, names, row, owner),
        Evidence.found(row, at_school, GUESSED, school, everybody),
        Evidence.found(row, organised, GUESSED, body, everybody),
    )


def known_schools(owner: Owner) -> frozenset[str]:
    """The keys of all schools of the owner."""
    return frozenset(key for name in owner.schools for key in school_keys(name))


def named(owner: Owner, label: str) -> str | None:
    """The circle of a label that names a school or an employer of the owner's,
    with or without a year.
    """
    bare = " ".join(word for word in label.split() if not word.strip("()'’-/").isdigit())
    if asked_key(bare) & known_schools(owner):
        return "alumni"
    employers = {company_key(name) for name, _, _ in owner.companies} - {None}
    return "co-workers" if company_key(bare) in employers else None


def _co_workers(
    contacts: pd.DataFrame, names: pa.Array, row: Ints, owner: Owner
) -> tuple[Evidence, Evidence]:
    """Whom a day shows to be a co-worker, and who may be one."""
    everybody = len(contacts)
    spells: dict[str, list[Spell]] = defaultdict(list)
    for spell in owner.companies:
        if key := company_key(spell[0]):
            spells[key].append(spell)
    keys = company_keys(names) if spells else pa.nulls(len(names), TEXT)
    at_one = flags(pc.is_in(keys, value_set=pa.array(sorted(spells), TEXT)))
    places = np.flatnonzero(at_one)
    rows, chosen = row[places], pa.array(places)
    circle = pa.array(["co-workers"] * len(places), TEXT)
    firms = names.take(chosen)
    likely = unique_map(firms, lambda name: f"Works or worked at {shown(name)}, as you do or did.")
    why = _shown_by_days(contacts, rows, keys.take(chosen), firms, spells)
    met = pc.if_else(pc.is_valid(why), circle, pa.scalar(None, TEXT))
    return (
        Evidence.found(rows, met, SHOWN, why, everybody),
        Evidence.found(rows, circle, GUESSED, likely, everybody),
    )


def _shown_by_days(
    contacts: pd.DataFrame,
    rows: Ints,
    keys: pa.Array,
    firms: pa.Array,
    spells: dict[str, list[Spell]],
) -> pa.Array:
    """For each contact and firm of the owner's: the day that shows that they were
    there together, in words; null where none does.
    """
    people = contacts.iloc[rows]
    reasons = pa.nulls(len(rows), TEXT)
    for column, verb in _DAYS.items():
        days = one_chunk(people[column])
        pairs = pa.table({"key": keys, "day": days, "firm": firms})
        distinct = pairs.group_by(["key", "day", "firm"]).aggregate([])
        told = [_reason(one, verb, spells) for one in distinct.to_pylist()]
        by_pair = dict(zip(map(_pair, distinct.to_pylist()), told, strict=True))
        found = pa.array([by_pair[_pair(one)] for one in pairs.to_pylist()], TEXT)
        reasons = pc.coalesce(reasons, found)
    return reasons


def _pair(one: dict[str, object]) -> tuple[object, ...]:
    return one["key"], one["day"], one["firm"]


def _reason(one: dict[str, object], verb: str, spells: dict[str, list[Spell]]) -> str | None:
    day, firm = one["day"], str(one["firm"])
    if isinstance(day, dt.date) and any(_within(day, spell) for spell in spells[str(one["key"])]):
        return f"Works at {shown(firm)}, and you were there when you {verb} on {day}."
    return None


def _within(day: dt.date, spell: Spell) -> bool:
    """Whether a day lies in a spell; without a start that is not known."""
    _, start, end = spell
    text = day.isoformat()
    begun = bool(start) and text[: len(start or "")] >= str(start)
    return begun and (not end or text[: len(end)] <= end)


@dataclass(frozen=True)
class _Phrases:
    """What names of organisations hold: words and phrases, with the words that
    begin one; endings of words; phrases in scripts without blanks.
    """

    spaced: frozenset[str]
    begun: frozenset[str]
    endings: tuple[str, ...]
    unspaced: tuple[str, ...]


@cache
def _organisations() -> _Phrases:
    employers = CIRCLE_WORDS.content[_ORGANISATION].employers
    written = [nfc(one).casefold() for one in employers]
    unspaced = tuple(one for one in written if one[0] >= UNSPACED)
    endings = tuple(word for one in written if one[0] == "-" for word in words_of(one))
    spaced = {" ".join(words_of(one)) for one in written if one[0] != "-" and one not in unspaced}
    phrases = frozenset(spaced) - {""}
    begun = frozenset(phrase.split()[0] for phrase in phrases)
    return _Phrases(phrases, begun, endings, unspaced)


def _may_be_organisations(names: pa.Array) -> pa.Array:
    """(names,) which may be organisations' names: all but those in ASCII that hold
    no phrase of theirs.
    """
    known = _organisations()
    phrases = "|".join(sorted(known.spaced))
    endings = "|".join(sorted(known.endings))
    spaced = pc.replace_substring_regex(pc.ascii_lower(names), "[^a-z0-9]+", " ")
    telling = pc.match_substring_regex(spaced, rf"\b(?:{phrases})\b|(?:{endings})\b")
    return pc.or_(telling, pc.invert(pc.string_is_ascii(names)))


def _organisation(name: str) -> str | None:
    """The circle of those whose employer is a chamber or association."""
    known = _organisations()
    text = nfc(name[:LONGEST_LABEL]).casefold()
    words = words_of(text)
    runs = (
        " ".join(words[start : start + size])
        for start, word in enumerate(words)
        if word in known.begun
        for size in range(1, _LONGEST_PHRASE + 1)
    )
    found = any(run in known.spaced for run in runs)
    found |= any(word.endswith(known.endings) and word not in known.endings for word in words)
    if not text.isascii():
        found |= any(one in text for one in known.unspaced)
    return _ORGANISATION if found else None


_LONGEST_PHRASE = 4


def _companies(contacts: pd.DataFrame, records: pd.DataFrame) -> tuple[pa.Array, Ints]:
    """All companies, past ones too, and the contact's row of each."""
    members = flatten(contacts["record_ids"])
    place = pc.index_in(one_chunk(records["record_id"]), value_set=members.items)
    # (records,) int64, the row of its contact; -1 where it is in none
    row_of = np.append(members.row, -1)[np.asarray(pc.fill_null(place, -1))]
    others = flatten(records["other_companies"])
    names = pa.concat_arrays([one_chunk(records["company"]), others.items])
    rows = np.concatenate([row_of, row_of[others.row]])
    known = (rows >= 0) & np.asarray(pc.is_valid(names))
    return names.filter(pa.array(known)), rows[known]
