"""Files in, a network out: read, match, merge, score — the whole flow, top to bottom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge import export, importers, matching, merging, touch
from netmerge.clean.phones import guess_region
from netmerge.clean.records import clean_records
from netmerge.clean.text import fold
from netmerge.columns.chunks import arrow
from netmerge.columns.ragged import flatten
from netmerge.errors import MatchError, SchemaError, SettingsError, require_known
from netmerge.importers import Imported, ReadSettings
from netmerge.importers.lists import release_unused
from netmerge.matching import Explanation, Links, Model, Unlinkable
from netmerge.schema import CONTACTS, RECORDS
from netmerge.touch import Owner
from netmerge.touch.cadence import BANDS
from netmerge.touch.circles import CIRCLES

Progress = Callable[[str], None]


def read(*inputs: str | Path, columns: Mapping[str, str] | None = None) -> Imported:
    """Read any mix of inputs: LinkedIn archives, vCards, CSVs, folders of them; what each is, is found out.

    `columns` maps a column of a CSV to a field of RECORDS. Returns an Imported with the tables records, interactions,
    rejects, owner_facts and sources of netmerge.schema. Raises ReadError for an input that cannot be read at all.
    """
    return importers.read_all(inputs, ReadSettings(columns=dict(columns or {})))


def match(records: pd.DataFrame, *, region: str | None = None, decisions: pd.DataFrame | None = None) -> Links:
    """Find which records are one person: `pairs` with weights, `clusters`, and the fitted `model`.

    `records` is the RECORDS table, or any table with some of its columns (a membership list with given_name,
    family_name, street, birthday …). `region` (ISO 3166, "GB") reads national phone numbers. `decisions` (record_a,
    record_b, decision "same" or "different") outrank every weight. Raises SchemaError for a table without any name,
    e-mail or phone.
    """
    table = as_records(records)
    return matching.match_records(table, clean_records(table, as_region(region)), decisions)


def merge(records: pd.DataFrame, links: Links, *, region: str | None = None) -> pd.DataFrame:
    """One canonical row (CONTACTS) for each cluster of `links`, without the columns that interactions fill.

    Raises MatchError if the links were made from other records.
    """
    table = as_records(records)
    links.require(table)
    contacts, _ = merging.merge_records(table, clean_records(table, as_region(region)), links.clusters)
    return contacts


def reconcile(
    *inputs: str | Path,
    today: dt.date | str | None = None,
    region: str | None = None,
    columns: Mapping[str, str] | None = None,
    me: str | None = None,
    decisions: pd.DataFrame | None = None,
    progress: Progress | None = None,
) -> Network:
    """Read the inputs, find who is who, merge them and attach what the owner wrote: the whole job.

    `today` is the day to reckon from (a date or ISO text; the current date unless given), `region` the country of
    national phone numbers ("GB"; guessed unless given), `columns` a mapping for odd CSV headers, `me` the owner's
    e-mail address, `progress` is called with a line at each stage. Raises ReadError and SettingsError.
    """
    say = progress or (lambda _: None)
    day = as_date(today)
    region = as_region(region)
    say("Reading")
    imported = read(*inputs, columns=columns)
    owner = touch.find_owner(imported, me)
    records = imported.records
    region, why = (region, "as given") if region else guess_region(records, imported.owner_facts)
    say(f"Cleaning {len(records):,} records")
    cleaned = clean_records(records, region)
    say("Matching")
    release_unused()  # after each of the large steps, else the next has its peak on top of theirs
    links = matching.match_records(records, cleaned, decisions)
    say("Merging")
    release_unused()
    contacts, shared = merging.merge_records(records, cleaned, links.clusters)
    release_unused()
    contact_of_record = contact_ids(records, contacts)
    say("Reading personal notes")
    oriented = touch.grade(touch.orient(imported.interactions, owner), owner)
    interactions = touch.attribute(oriented, records, cleaned, contact_of_record)
    contacts = with_touch(contacts, records, interactions, owner)
    return Network(
        records=records,
        interactions=interactions,
        rejects=imported.rejects,
        sources=imported.sources,
        contacts=contacts,
        shared=shared,
        contact_of_record=contact_of_record,
        cleaned=cleaned,
        links=links,
        owner=owner,
        region=region,
        region_reason=why,
        today=day,
    )


@dataclass(frozen=True, repr=False)
class Network:
    """A reconciled network: a frozen bundle of tables, and verbs on them.

    `records`, `interactions`, `rejects`, `sources`, `contacts` and `provenance` are tables of netmerge.schema;
    interactions also have counterpart, grade, reason and contact_id. `shared` tells for each column of contacts which
    records hold a value of it that another record of their contact holds too. `contact_of_record` gives the contact_id
    of each record_id (null for an empty record). `owner` says whose network this is, `region` which country's numbers
    were read as national, `links` holds the pairs and the model.
    """

    records: pd.DataFrame
    interactions: pd.DataFrame
    rejects: pd.DataFrame
    sources: pd.DataFrame
    contacts: pd.DataFrame
    shared: merging.Shared
    contact_of_record: pd.Series[str]
    cleaned: pd.DataFrame
    links: Links
    owner: Owner
    region: str | None
    region_reason: str
    today: dt.date

    @property
    def model(self) -> Model:
        """The fitted model: for each comparison level how often it holds for one person and for two."""
        return self.links.model

    def weights_chart(self) -> Any:
        """What each comparison level is worth, as an Altair chart. Raises MissingExtraError without `charts`."""
        return matching.weights_chart(self.model)

    @property
    def unlinkable(self) -> Unlinkable:
        """How many records say too little to be linked even to a copy of themselves: `table`, `share`, `chart()`."""
        return matching.unlinkable(self.links)

    @property
    def coverage(self) -> str:
        """What the sources cover, and up to when, in a sentence."""
        return touch.coverage(self.sources, self.interactions)

    @cached_property
    def provenance(self) -> pd.DataFrame:
        """Which record each value of the contacts comes from; worked out when first asked for."""
        return merging.provenance(self.records, self.cleaned, self.links.clusters)

    @cached_property
    def review(self) -> pd.DataFrame:
        """Pairs that want a person's eye, most uncertain first.

        Columns: record_a, record_b, match_probability, match_weight (bits), reason, and name_, emails_ and phones_ of
        both.
        """
        return review_table(self.links, self.cleaned)

    @cached_property
    def due_list(self) -> pd.DataFrame:
        """The due list as of `today`."""
        return touch.due(self.contacts, self.interactions, self.sources, self.today, self.owner)

    def due(
        self,
        today: dt.date | str | None = None,
        *,
        limit: int | None = None,
        circle: str | None = None,
        band: str | None = None,
    ) -> pd.DataFrame:
        """Whom to write to, longest silence first, with the reason and the evidence.

        Columns: contact_id, full_name, band (ok, due, overdue, dormant, no evidence), days_since, last_personal_note,
        channel, cadence_days, lateness, circle, reason. `today` is the network's own day unless given.
        Raises SettingsError for a circle or band that there is not.
        """
        chosen = {"circle": (circle, CIRCLES), "band": (band, BANDS)}
        for column, (wanted, known) in chosen.items():
            if wanted is not None:
                require_known(column, wanted, known)
        if today is None:
            table = self.due_list
        else:
            table = touch.due(self.contacts, self.interactions, self.sources, as_date(today), self.owner)
        for column, (wanted, _) in chosen.items():
            if wanted is not None:
                table = table[table[column] == wanted]
        return table.head(limit if limit is not None else len(table)).reset_index(drop=True)

    def explain(self, a: int | str, b: int | str) -> Explanation:
        """Why two records (record_id) or contacts (contact_id, name or e-mail address) were, or were not, merged.

        For contacts the pair of their records with the strongest evidence is explained; for one contact twice, the
        pair that holds it together most strongly. Raises MatchError for what is not there or is not one contact.
        """
        left, right = self._record_ids(a), self._record_ids(b)
        pairs = [(x, y) for x in left for y in right if x != y]
        if not pairs:
            raise MatchError(f"{a} and {b} are one and the same record.", "There is nothing to compare.")
        explained = [matching.explain(self.links, self.records, self.cleaned, x, y) for x, y in pairs[:64]]
        return max(explained, key=lambda explanation: explanation.match_weight)

    def find(self, text: str) -> list[int | str]:
        """The records (record_id) or contacts (contact_id) that a name, e-mail address or id speaks of."""
        wanted = text.strip()
        if wanted.isdecimal():
            return [int(wanted)] if int(wanted) in set(self.records["record_id"]) else []
        contacts = self.contacts
        found = contacts["contact_id"] == wanted
        if "@" in wanted:
            found |= contacts["emails"].map(lambda emails: wanted.lower() in emails, na_action="ignore").eq(True)
        elif name := fold(wanted):
            found |= contacts["full_name"].map(lambda full: fold(full) == name, na_action="ignore").eq(True)
        if not found.any() and (name := fold(wanted)):
            known = self.cleaned["full_name"].map(lambda full: fold(full) == name, na_action="ignore").eq(True)
            records = self.cleaned.loc[known.fillna(False), "record_id"]
            found = contacts["contact_id"].isin(self.contact_of_record.reindex(records))
        return list(contacts.loc[found.fillna(False), "contact_id"])

    def to_csv(self, path: str | Path) -> None:
        """Write the contacts as CSV. Raises WriteError."""
        export.to_csv(self.contacts, path)

    def to_vcard(self, path: str | Path, *, one_per_contact: bool = False) -> None:
        """Write the contacts as vCard 3.0: one file, or a folder with a file for each. Raises WriteError."""
        export.to_vcard(self.contacts, path, one_per_contact=one_per_contact)

    def to_vobject(self) -> list[Any]:
        """The contacts as cards of the vobject library, for scripts that speak CardDAV or change cards first."""
        return list(export.vobject_cards(self.contacts))

    def to_google_csv(self, path: str | Path) -> None:
        """Write the contacts as Google Contacts imports them. Raises WriteError."""
        export.to_google_csv(self.contacts, path)

    def to_outlook_csv(self, path: str | Path) -> None:
        """Write the contacts as Outlook imports them. Raises WriteError."""
        export.to_outlook_csv(self.contacts, path)

    def to_jsonl(self, path: str | Path) -> None:
        """Write the contacts as JSON Lines, one object each. Raises WriteError."""
        export.to_jsonl(self.contacts, path)

    def to_parquet(self, path: str | Path) -> None:
        """Write the contacts as Parquet, with all columns. Raises WriteError."""
        export.to_parquet(self.contacts, path)

    def write(self, directory: str | Path, *, vcf: export.Vcf = False) -> list[Path]:
        """Write all tables into a folder, whole or not at all; returns the paths. Raises WriteError.

        `vcf` adds contacts.vcf, or with "one-per-contact" a folder with a card for each contact.
        """
        return export.write_run(self, directory, vcf=vcf)

    def _record_ids(self, key: int | str) -> list[int]:
        if isinstance(key, int | np.integer):
            return [int(key)]
        found = self.find(key)
        if len(found) != 1:
            raise MatchError(f"{key!r} is {len(found) or 'no'} contact{'s' * (len(found) != 1)}.", "Give an id.")
        if isinstance(found[0], int):
            return [found[0]]
        row = self.contacts["contact_id"] == found[0]
        return [int(record) for record in self.contacts.loc[row, "record_ids"].iloc[0]]

    def __repr__(self) -> str:
        return f"<Network of {len(self.contacts):,} contacts out of {len(self.records):,} records>"

    def _repr_html_(self) -> str:
        return export.network_html(self)


def as_records(table: pd.DataFrame) -> pd.DataFrame:
    """Any table with some columns of RECORDS as a whole RECORDS table; unknown columns are left out.

    A column that RECORDS has as lists may hold plain texts. Raises SchemaError where nothing in it could tell people
    apart.
    """
    known = {name: _as_column(table[name], name) for name in RECORDS.columns if name in table.columns}
    if not {"full_name", "given_name", "family_name", "emails", "phones"} & set(known):
        raise SchemaError(
            "A table to match needs a full_name, given_name, family_name, emails or phones.",
            ("full_name", "given_name", "family_name", "emails", "phones"),
            [str(name) for name in table.columns],
        )
    rows = len(table)
    filled = {"record_id": pa.array(np.arange(rows)), "position": pa.array(np.arange(1, rows + 1))}
    constant = {"file": "table", "source": "contacts", "kind": "person", "status": "read"}
    filled |= {name: pa.repeat(text, rows) for name, text in constant.items()}
    return RECORDS.frame({**filled, **known})


def _as_column(column: pd.Series[Any], name: str) -> Any:
    """A column of a user's table, texts wrapped into lists where RECORDS has lists."""
    wanted = RECORDS.columns[name].type
    if not pa.types.is_list(wanted) or pa.types.is_list(getattr(column.dtype, "pyarrow_dtype", pa.null())):
        return column
    return [[cell] if isinstance(cell, str) else cell for cell in column.tolist()]


def as_date(today: dt.date | str | None) -> dt.date:
    """A day given as date or ISO text; the current date if none is given, the library's only look at a clock."""
    if today is None:
        return dt.date.today()
    try:
        return dt.date.fromisoformat(today) if isinstance(today, str) else today
    except ValueError:
        raise SettingsError(f"{today!r} is not a day.", "Write it as in 2026-11-01.") from None


def as_region(region: str | None) -> str | None:
    """A country's two letters in capitals. Raises SettingsError for what has no telephone numbers."""
    import phonenumbers

    if region is not None and region.upper() not in phonenumbers.SUPPORTED_REGIONS:
        raise SettingsError(f"{region!r} is not a region.", "Give the two letters of a country, such as GB or US.")
    return region.upper() if region else None


def contact_ids(records: pd.DataFrame, contacts: pd.DataFrame) -> pd.Series[str]:
    """The contact_id of each record_id, null where a record is in no contact."""
    members = flatten(contacts["record_ids"])
    place = pc.index_in(arrow(records["record_id"]), value_set=members.items)
    ids = arrow(contacts["contact_id"]).take(pa.array(members.row).take(place))
    index = records["record_id"].to_numpy()
    return pd.Series(pd.array(ids, dtype="string[pyarrow]"), index=index, name="contact_id")


def with_touch(contacts: pd.DataFrame, records: pd.DataFrame, interactions: pd.DataFrame, owner: Owner) -> pd.DataFrame:
    """The contacts with their circle and the day of the owner's last personal note."""
    notes = touch.last_personal_notes(interactions)
    days = contacts["contact_id"].map(notes["last_personal_note"]) if len(notes) else None
    return CONTACTS.frame(
        {
            **contacts,
            "circle": touch.circles(contacts, records, owner),
            "last_personal_note": pa.nulls(len(contacts), pa.date32()) if days is None else pa.array(days, pa.date32()),
        }
    )


def review_table(links: Links, cleaned: pd.DataFrame) -> pd.DataFrame:
    """The review lane of the links with names, e-mails and phones of both records, most uncertain first."""
    pairs = links.pairs[links.pairs["lane"] == "review"]
    doubt = (pairs["match_probability"] - 0.5).abs()
    pairs = pairs.assign(doubt=doubt).sort_values(["doubt", "record_a", "record_b"]).drop(columns="doubt")
    table = pairs[["record_a", "record_b", "match_probability", "match_weight", "reason"]].reset_index(drop=True)
    described = cleaned.set_index("record_id")[["full_name", "emails", "phones"]]
    for column, name in (("full_name", "name"), ("emails", "emails"), ("phones", "phones")):
        for side in ("a", "b"):
            table[f"{name}_{side}"] = described[column].reindex(table[f"record_{side}"]).reset_index(drop=True)
    return table
