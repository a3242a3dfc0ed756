"""Files → a network: read, match, merge, reconcile; the whole flow, top to
bottom.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from netmerge import due as dues
from netmerge import importers, interactions, matching, merging
from netmerge.clean.record_keys import with_keys
from netmerge.clean.records import clean_records
from netmerge.clean.regions import guess_region
from netmerge.columns.chunks import release_unused
from netmerge.errors import SettingsError
from netmerge.export.earlier import is_run
from netmerge.importers import Imported
from netmerge.importers.frame import as_records
from netmerge.matching import Comparison, Held, Links, Priors
from netmerge.matching.decisions import checked
from netmerge.network import Network
from netmerge.schema import CONTACTS
from netmerge.settings import Settings, as_region, resolve

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Past:
    """What was known when the network was last looked at.

    `contacts` has the contact_id of each record by its key, `fingerprints` what
    the record said then; `former` are all record keys with each contact_id that
    they ever had. `word` and `grades` are what the owner said of contacts and of
    single messages since.
    """

    contacts: Mapping[str, str] = field(default_factory=dict)
    fingerprints: Mapping[str, int] = field(default_factory=dict)
    former: frozenset[tuple[str, str]] = frozenset()
    word: dues.OwnWord = field(default_factory=dues.OwnWord)
    grades: tuple[interactions.GradeLine, ...] = ()

    def held(self, records: pd.DataFrame, cleaned: pd.DataFrame) -> Held | None:
        """The clusters of then, for records of now; None where there are none."""
        if not self.contacts:
            return None
        key = records["record_key"]
        cluster, _ = pd.factorize(key.map(dict(self.contacts)).to_numpy(dtype=object))
        then = key.map(dict(self.fingerprints)).fillna(0).to_numpy(dtype=np.uint64)
        return Held(cluster.astype(np.int64), then == cleaned["fingerprint"].to_numpy())


def read(
    *inputs: str | Path,
    columns: Mapping[str, str] | None = None,
    zone: dt.tzinfo | str | None = None,
    encoding: str | None = None,
) -> Imported:
    """Read any mix of inputs: LinkedIn archives, vCards, CSVs, folders of them.

    What each is, is found out. `columns` maps a column of a CSV to a
    field of RECORDS, `zone` is the time zone whose days count (the
    machine's unless given), `encoding` that of texts that are no Unicode
    ("cp1251"; guessed unless given). Returns an Imported with the tables records,
    interactions, rejects, owner_facts and sources of netmerge.schema.
    Raises ReadError for an input that cannot be read at all.
    """
    return read_keyed(inputs, resolve(columns=columns, zone=zone, encoding=encoding))


def match(
    records: Any,
    *,
    columns: Mapping[str, str] | None = None,
    region: str | None = None,
    decisions: pd.DataFrame | None = None,
    comparisons: Sequence[Comparison] = (),
    weights: str | Path | None = None,
) -> Links:
    """Find which records are one person: `pairs` with weights, `clusters`, and
    the fitted `model`.

    `records` is all that `read` returned, the RECORDS table, or any table
    of people, of pandas, Arrow, polars or DuckDB (whatever gives its data
    by `__arrow_c_stream__`). Its columns are named as in RECORDS or as in
    any CSV of contacts (`first`, `Nachname`, `E-mail 2`); `columns` maps
    others to a field of RECORDS. `region` (ISO 3166, "GB") says whose
    phone numbers may stand without their code; unless given it is guessed,
    from the owner's own number where `read` found one, else from the
    international numbers there. `decisions` (record_a,
    record_b, decision "same" or "different") outrank every weight; they
    name records by record_key, or by the record_id that they have in
    `records`. `comparisons` are compared beside ours; `weights` is a TOML file
    whose sections stand for those of `matching/model/weights.toml`.
    Raises SchemaError for a table without any name, e-mail or phone,
    SettingsError for a field that there is not and for comparisons or
    weights that cannot be used, MatchError for a decision that cannot be meant.
    """
    start = matching.priors(comparisons, weights)
    imported = records
    if not isinstance(records, Imported):
        imported = Imported(as_records(records, columns, resolve().aliases))
    elif columns:
        raise SettingsError("What was read has its columns.", "Give `columns` to nm.read.")
    imported = keyed(imported)
    code, _ = phone_region(imported, as_region(region))
    cleaned = clean_records(imported.records, code)
    return matching.match_records(imported.records, cleaned, decisions, start)


def merge(links: Links) -> pd.DataFrame:
    """One canonical row (CONTACTS) for each cluster of the links.

    `circle` and `last_personal_note` are null: interactions tell them,
    not records.
    """
    contacts, _ = merging.merge_records(links.records, links.cleaned, links.clusters)
    return contacts


def reconcile(
    *inputs: str | Path,
    today: dt.date | str | None = None,
    region: str | None = None,
    columns: Mapping[str, str] | None = None,
    me: str | Sequence[str] | None = None,
    zone: dt.tzinfo | str | None = None,
    decisions: pd.DataFrame | None = None,
    comparisons: Sequence[Comparison] = (),
    weights: str | Path | None = None,
    circles: str | Path | None = None,
    grades: str | Path | None = None,
    cadence: Mapping[str, int | str] | None = None,
    encoding: str | None = None,
    review: int | Literal["all"] | None = None,
    progress: Progress | None = None,
) -> Network:
    """Read the inputs, find who is who, merge them and attach what the owner
    wrote: the whole job.

    `today` is the day to reckon from (a date or ISO text; the current
    date unless given), `zone` the time zone of the owner's days
    ("Europe/Berlin"; the machine's unless given), `region` the country
    of national phone numbers ("GB"; guessed unless given), `columns` a
    mapping for odd CSV headers, `me` who the owner is: an e-mail
    address, a LinkedIn profile or a name, or several of them.
    `decisions` is the owner's word on pairs of records: a review.csv with its column `decision`
    filled in, or any table of record_a, record_b (record keys) and
    decision ("same" or "different"). `comparisons` and `weights` are as
    in `match`. `circles` is a CSV with name, email or id, and circle or
    cadence (a run's own file with the circle edited, too), `cadence` how
    many days a tie may stay quiet, by circle or contact ({"co-workers":
    "90d"}). `grades` is a CSV with key and grade of messages that the owner
    grades otherwise (an edited interactions.csv, too). `encoding` is that of
    texts that are no Unicode ("cp1251"; guessed unless given). `review` is how
    many questions stand in `net.review` and review.csv, "all" for all there
    are; unless given those that are worth asking. `progress` is called with a
    line at each stage. Raises ReadError and SettingsError; SchemaError and
    MatchError for decisions that cannot be meant.
    """
    decisions = checked(decisions, by_key=True)
    settings = resolve(
        today=today,
        region=region,
        columns=columns,
        me=me,
        zone=zone,
        circles=circles,
        grades=grades,
        cadence=cadence,
        encoding=encoding,
        review=review,
    )
    start = matching.priors(comparisons, weights)
    return _reconcile(inputs, settings, decisions, start, progress or (lambda _: None))


def _reconcile(
    inputs: tuple[str | Path, ...],
    settings: Settings,
    decisions: pd.DataFrame,
    start: Priors,
    say: Progress,
) -> Network:
    say("Reading")
    return reckon(read_keyed(inputs, settings), settings, decisions, start, say)


def reckon(
    imported: Imported,
    settings: Settings,
    decisions: pd.DataFrame,
    start: Priors,
    say: Progress,
    past: Past | None = None,
) -> Network:
    """The network that was read (records with their keys), as of `settings.today`;
    contacts keep the ids that they had in the `past`, and do not flip by
    themselves.
    """
    past = past or Past()
    word = dues.read_own_word(settings.circles, settings.cadence)
    own_grades = _grades(past.grades, interactions.read_grades(settings.grades))
    records = imported.records
    owner = interactions.find_owner(imported, settings.me)
    region, why = phone_region(imported, settings.region)
    say(f"Cleaning {len(records):,} records")
    cleaned = clean_records(records, region)
    say("Matching")
    release_unused()  # after each of the large steps, else the next has its peak on top of theirs
    held = past.held(records, cleaned)
    links = matching.match_records(records, cleaned, decisions, start, held)
    say("Merging")
    release_unused()
    contacts, shared = merging.merge_records(
        records, cleaned, links.clusters, past.contacts, past.former
    )
    release_unused()
    contact_of_record = merging.contact_of_record(records, contacts)
    say("Reading personal notes")
    oriented = interactions.orient(imported.interactions, owner)
    graded, in_vain = interactions.overrule(interactions.grade(oriented, owner), own_grades)
    attributed = interactions.attribute(graded, records, cleaned, contact_of_record, owner)
    happened = dues.with_meanings(attributed, owner)
    notes = dues.last_personal_notes(happened, settings.today)
    circles = dues.circles(contacts, records, owner, happened, word, past.word)
    told = {
        **circles.table,
        "last_personal_note": notes.to(contacts).day,
    }
    return Network(
        contacts=CONTACTS.frame({**contacts, **told}),
        interactions=happened,
        rejects=imported.rejects,
        sources=interactions.with_guesses(imported.sources, owner),
        shared=shared,
        contact_of_record=contact_of_record,
        links=links,
        owner=owner,
        settings=replace(settings, region=region),
        region_reason=why,
        notices=(*circles.notices, *in_vain),
    )


def read_keyed(
    inputs: tuple[str | Path, ...],
    settings: Settings,
) -> Imported:
    """Read the inputs, but no earlier run: its contacts would be taken for
    further people.
    """
    for path in inputs:
        if is_run(path):
            raise SettingsError(
                f"{path} holds the files of an earlier run.",
                "Give the exports that it was made of.",
            )
    return keyed(importers.read_all(inputs, settings))


def keyed(imported: Imported) -> Imported:
    """The same, each record with its key."""
    return replace(imported, records=with_keys(imported.records))


def _grades(
    kept: tuple[interactions.GradeLine, ...], given: tuple[interactions.GradeLine, ...]
) -> tuple[interactions.GradeLine, ...]:
    """One line a message: the one given now, else the one that was kept."""
    by_key = {line.key: line for line in (*kept, *given)}
    return tuple(by_key.values())


def phone_region(
    imported: Imported,
    given: str | None,
) -> tuple[str | None, str]:
    """The country whose phone numbers may stand without their code, and how
    that is known.
    """
    return (given, "as given") if given else guess_region(imported.records, imported.owner_facts)
