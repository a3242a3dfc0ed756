"""A reconciled network: frozen tables, and verbs on them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from netmerge import due as dues
from netmerge import export, interactions, matching, merging
from netmerge.due.cadence import BANDS
from netmerge.due.circles import CIRCLES
from netmerge.errors import MatchError, require_known
from netmerge.interactions import Owner
from netmerge.matching import Explanation, Links, Model, Unlinkable
from netmerge.settings import as_date
from netmerge.text.folding import fold


@dataclass(frozen=True, repr=False)
class Network:
    """A reconciled network: a frozen bundle of tables, and verbs on them.

    `records`, `interactions`, `rejects`, `sources`, `contacts` and `provenance` are tables of
    netmerge.schema; interactions also have counterpart, grade, reason and contact_id. `shared`
    tells for each column of contacts which records hold a value of it that another record of
    their contact holds too. `contact_of_record` gives the contact_id of each record_id (null for
    an empty record). `owner` says whose network this is, `region` which country's numbers were
    read as national, `links` holds the pairs and the model.
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
        """The fitted model: for each comparison level how often it holds for one person and for
        two.
        """
        return self.links.model

    def weights_chart(self) -> Any:
        """What each comparison level is worth, as an Altair chart. Raises MissingExtraError
        without `charts`.
        """
        return matching.weights_chart(self.model)

    @property
    def unlinkable(self) -> Unlinkable:
        """How many records say too little to be linked even to a copy of themselves: `table`,
        `share`, `chart()`.
        """
        return matching.unlinkable(self.links)

    @property
    def coverage(self) -> str:
        """What the sources cover, and up to when, in a sentence."""
        return interactions.coverage(self.sources, self.interactions)

    @cached_property
    def provenance(self) -> pd.DataFrame:
        """Which record each value of the contacts comes from; worked out when first asked for."""
        return merging.provenance(self.records, self.cleaned, self.links.clusters)

    @cached_property
    def review(self) -> pd.DataFrame:
        """Pairs that want a person's eye, most uncertain first.

        Columns: record_a, record_b (record_key), match_probability, match_weight (bits), reason,
        and name_, emails_ and phones_ of both.
        """
        return review_table(self.links, self.records, self.cleaned)

    @cached_property
    def due_list(self) -> pd.DataFrame:
        """The due list as of `today`."""
        return dues.due(self.contacts, self.interactions, self.sources, self.today, self.owner)

    def due(
        self,
        today: dt.date | str | None = None,
        *,
        limit: int | None = None,
        circle: str | None = None,
        band: str | None = None,
    ) -> pd.DataFrame:
        """Whom to write to, longest silence first, with the reason and the evidence.

        Columns: contact_id, full_name, band (ok, due, overdue, dormant, no evidence), days_since,
        last_personal_note, channel, cadence_days, lateness, circle, reason. `today` is the
        network's own day unless given. Raises SettingsError for a circle or band that there is
        not.
        """
        chosen = {"circle": (circle, CIRCLES), "band": (band, BANDS)}
        for column, (wanted, known) in chosen.items():
            if wanted is not None:
                require_known(column, wanted, known)
        if today is None:
            table = self.due_list
        else:
            table = dues.due(
                self.contacts, self.interactions, self.sources, as_date(today), self.owner
            )
        for column, (wanted, _) in chosen.items():
            if wanted is not None:
                table = table[table[column] == wanted]
        return table.head(limit if limit is not None else len(table)).reset_index(drop=True)

    def explain(self, a: int | str, b: int | str) -> Explanation:
        """Why two records (record_key or record_id) or contacts (contact_id, name or e-mail
        address) were, or were not, merged.

        For contacts the pair of their records with the strongest evidence is explained; for one
        contact twice, the pair that holds it together most strongly. Raises MatchError for what
        is not there or is not one contact.
        """
        left, right = self._record_ids(a), self._record_ids(b)
        pairs = [(x, y) for x in left for y in right if x != y]
        if not pairs:
            raise MatchError(
                f"{a} and {b} are one and the same record.", "There is nothing to compare."
            )
        explained = [
            matching.explain(self.links, self.records, self.cleaned, x, y) for x, y in pairs[:64]
        ]
        return max(explained, key=lambda explanation: explanation.match_weight)

    def find(self, text: str) -> list[int | str]:
        """The records (record_id) or contacts (contact_id) that a name, e-mail address, record_key
        or id speaks of.
        """
        wanted = text.strip()
        keyed = self.records.loc[self.records["record_key"] == wanted, "record_id"]
        if len(keyed):
            return [int(keyed.iloc[0])]
        if wanted.isdecimal():
            return [int(wanted)] if int(wanted) in set(self.records["record_id"]) else []
        contacts = self.contacts
        found = contacts["contact_id"] == wanted
        if "@" in wanted:
            found |= (
                contacts["emails"]
                .map(lambda emails: wanted.lower() in emails, na_action="ignore")
                .eq(True)
            )
        elif name := fold(wanted):
            found |= (
                contacts["full_name"]
                .map(lambda full: fold(full) == name, na_action="ignore")
                .eq(True)
            )
        if not found.any() and (name := fold(wanted)):
            known = (
                self.cleaned["full_name"]
                .map(lambda full: fold(full) == name, na_action="ignore")
                .eq(True)
            )
            records = self.cleaned.loc[known.fillna(False), "record_id"]
            found = contacts["contact_id"].isin(self.contact_of_record.reindex(records))
        return list(contacts.loc[found.fillna(False), "contact_id"])

    def to_csv(self, path: str | Path) -> None:
        """Write the contacts as CSV. Raises WriteError."""
        export.to_csv(self.contacts, path)

    def to_vcard(self, path: str | Path, *, one_per_contact: bool = False) -> None:
        """Write the contacts as vCard 3.0: one file, or a folder with a file for each. Raises
        WriteError.
        """
        export.to_vcard(self.contacts, path, one_per_contact=one_per_contact)

    def to_vobject(self) -> list[Any]:
        """The contacts as cards of the vobject library, for scripts that speak CardDAV or change
        cards first.
        """
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
        """Write all tables into a folder, whole or not at all; returns the paths. Raises
        WriteError.

        `vcf` adds contacts.vcf, or with "one-per-contact" a folder with a card for each contact.
        """
        return export.write_run(self, directory, vcf=vcf)

    def _record_ids(self, key: int | str) -> list[int]:
        if isinstance(key, int | np.integer):
            return [int(key)]
        found = self.find(key)
        if len(found) != 1:
            raise MatchError(
                f"{key!r} is {len(found) or 'no'} contact{'s' * (len(found) != 1)}.", "Give an id."
            )
        if isinstance(found[0], int):
            return [found[0]]
        row = self.contacts["contact_id"] == found[0]
        return [int(record) for record in self.contacts.loc[row, "record_ids"].iloc[0]]

    def __repr__(self) -> str:
        return f"<Network of {len(self.contacts):,} contacts out of {len(self.records):,} records>"

    def _repr_html_(self) -> str:
        return export.network_html(self)


def review_table(links: Links, records: pd.DataFrame, cleaned: pd.DataFrame) -> pd.DataFrame:
    """The review lane of the links with names, e-mails and phones of both records, most uncertain
    first.
    """
    pairs = links.pairs[links.pairs["lane"] == "review"]
    doubt = (pairs["match_probability"] - 0.5).abs()
    pairs = (
        pairs.assign(doubt=doubt)
        .sort_values(["doubt", "record_a", "record_b"])
        .drop(columns="doubt")
    )
    table = pairs[
        ["record_a", "record_b", "match_probability", "match_weight", "reason"]
    ].reset_index(drop=True)
    described = cleaned.set_index("record_id")[["full_name", "emails", "phones"]]
    for column, name in (("full_name", "name"), ("emails", "emails"), ("phones", "phones")):
        for side in ("a", "b"):
            table[f"{name}_{side}"] = (
                described[column].reindex(table[f"record_{side}"]).reset_index(drop=True)
            )
    keys = records.set_index("record_id")["record_key"]
    for side in ("record_a", "record_b"):
        table[side] = keys.reindex(table[side]).reset_index(drop=True)
    return table
