"""The tables of a reconciled network → one frozen bundle, with verbs on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from netmerge import due as dues
from netmerge import export, finding, interactions, matching, merging
from netmerge import summary as summaries
from netmerge.columns.chunks import release_unused
from netmerge.columns.threads import together
from netmerge.errors import MatchError
from netmerge.export.verbs import Writable
from netmerge.interactions import Owner
from netmerge.matching import Explanation, Links, Model, Unlinkable
from netmerge.report.notebook import Questions, network_html
from netmerge.report.plots import Plots
from netmerge.run import Run
from netmerge.schema import CHANGES
from netmerge.settings import Settings, as_questions

MOST_EXPLAINED = 64
"""Pairs of records among which the strongest of two contacts is looked for."""


@dataclass(frozen=True, repr=False)
class Network(Writable, Plots):
    """A reconciled network: a frozen bundle of tables, and verbs on them.

    `records`, `interactions`, `rejects`, `sources`, `contacts` and
    `provenance` are tables of netmerge.schema; interactions also have
    counterpart, grade, reason and contact_id. `shared` tells for each
    column of contacts which records hold a value of it that another
    record of their contact holds too. `contact_of_record` gives the
    contact_id of each record_id (null for an empty record). `owner`
    says whose network this is, `links` holds the pairs and the model,
    `settings` what was asked for, `region_reason` how the country of
    phone numbers is known, `notices` where the owner's word on circles,
    cadences and grades speaks in vain, `changes` (CHANGES) who has another
    job than before, where a book knows it.
    """

    contacts: pd.DataFrame
    interactions: pd.DataFrame
    rejects: pd.DataFrame
    sources: pd.DataFrame
    shared: merging.Shared
    contact_of_record: pd.Series[str]
    links: Links
    owner: Owner
    settings: Settings
    region_reason: str
    notices: tuple[str, ...] = ()
    changes: pd.DataFrame = field(default_factory=CHANGES.empty)

    @property
    def records(self) -> pd.DataFrame:
        """What was read (RECORDS): a row for each row or card of a source."""
        return self.links.records

    @property
    def cleaned(self) -> pd.DataFrame:
        """What each record says (CLEANED), row by row the same as `records`."""
        return self.links.cleaned

    @property
    def today(self) -> dt.date:
        """The day from which everything is reckoned."""
        return self.settings.today

    @property
    def region(self) -> str | None:
        """The country whose phone numbers may stand without their code, if it is
        known.
        """
        return self.settings.region

    @property
    def model(self) -> Model:
        """The fitted model: how often each level holds for one person and for
        two.
        """
        return self.links.model

    @property
    def unlinkable(self) -> Unlinkable:
        """How many records say too little to be linked even to a copy of
        themselves.
        """
        return matching.unlinkable(self.links)

    @property
    def coverage(self) -> str:
        """What the sources cover, and up to when, in a sentence."""
        return interactions.coverage(self.sources, self.interactions, self.today)

    @cached_property
    def provenance(self) -> pd.DataFrame:
        """Which record each value of the contacts comes from; worked out when
        first asked for.
        """
        ids = self.contact_of_record.reindex(self.records["record_id"])
        named = zip(self.records["record_key"], ids, strict=True)
        known = {key: name for key, name in named if isinstance(name, str)}
        return merging.provenance(self.records, self.cleaned, self.links.clusters, known)

    @cached_property
    def review(self) -> pd.DataFrame:
        """The questions that are worth a person's time, or as many as `settings`
        want: a REVIEW table.
        """
        return self.questions(self.settings.review)

    def questions(self, n: int | Literal["all"] | None = None) -> pd.DataFrame:
        """What may be asked about the contacts, the most worth first: a REVIEW table.

        A question has two sides, two contacts that could be one or the halves of one
        that could be two, with the record keys and the values of each (records_a,
        name_a …), the evidence (match_probability, match_weight, reason) and
        expected_gain. Its `decision` filled with "same" or "different", the table can
        be given back to `reconcile`. `n` is how many at most, "all" for all there are;
        unless given those that are worth asking. Raises SettingsError.
        """
        asked = self.links.questions
        wanted = as_questions(n)
        if wanted is None:
            asked = asked[asked["review"]]
        elif wanted != "all":
            asked = asked.head(wanted)
        return Questions(merging.review_table(self.links, self.contact_of_record, asked))

    @property
    def due_list(self) -> pd.DataFrame:
        """The due list as of `today`."""
        return self._run.due_list

    def due(
        self,
        today: dt.date | str | None = None,
        *,
        limit: int | None = None,
        circle: str | None = None,
        band: str | None = None,
        section: str | None = None,
        by: str = "section",
    ) -> pd.DataFrame:
        """Whom to write to, with the reason and the evidence: a DUE table.

        It has the sections answer first, new, gone quiet, worth
        reviving, only connected, not known and in order, one after the
        other; with `by="silence"` the longest silence stands first
        instead. `today` is the network's own day unless given. Raises
        SettingsError for a circle, band, section or order that there is
        not, and for a limit below 0; OwnerUnknownError where the owner could
        only be guessed.
        """
        return self._run.due(today, limit=limit, circle=circle, band=band, section=section, by=by)

    def brief(self, who: str) -> dues.Brief:
        """What to know before writing to somebody, on one screen: how you know
        them, the last notes both ways, what was given and received, where to
        write.

        `who` is a name, an e-mail address or an id. Raises MatchError where
        that is not just one contact, OwnerUnknownError where the owner could
        only be guessed.
        """
        self.owner.require_known()
        return self._brief(finding.contact(self, who))

    def next(self, without: Collection[str] = ()) -> dues.Brief | None:
        """The brief on the first of the week's suggestions, or else of the list, of
        contacts (contact_id) other than these; None where nobody wants a note.
        """
        self.owner.require_known()
        found = self._run.suggestions(without)
        return self._brief(found["contact_id"].iloc[0]) if len(found) else None

    def to_ics(self, path: str | Path) -> None:
        """Write the week's suggestions as reminders that a telephone's calendar takes
        up.

        Raises WriteError, OwnerUnknownError where the owner could only be
        guessed, and MissingExtraError without the extra `ics`.
        """
        self._run.to_ics(path)

    def balance(self) -> pd.DataFrame:
        """What was given to and received from each person: a BALANCE table.

        First stand those who gave and were given nothing yet. Raises
        OwnerUnknownError.
        """
        self.owner.require_known()
        return dues.balance(self._run.people, self.interactions, self.today)

    def missing(self) -> pd.DataFrame:
        """Who of the cards and telephones is no LinkedIn connection, most recently
        met first, each with a search for them: a MISSING table.
        """
        people = self._run.people
        connected = dues.connections(people, self.records)
        return dues.missing(people, connected, self.interactions, self.today)

    def week(self, today: dt.date | str | None = None) -> dues.Week:
        """The week of `today` (the network's own day unless given) and the eleven
        before it: who is new, to whom the owner wrote, and four to write to.

        Raises OwnerUnknownError where the owner could only be guessed.
        """
        return self._run.week(today)

    def new(self, today: dt.date | str | None = None) -> dues.NewTies:
        """The cards and connections of a year by the days on which they came, with
        the event of the calendar, and who of them has had no note yet.

        `today` is the network's own day unless given. Raises
        OwnerUnknownError where the owner could only be guessed.
        """
        return self._run.new(today)

    def why(self, who: str) -> dues.Why:
        """Which note to somebody counts, the last five things that did not, each
        with its reason and its key, and what the files cover of their channels.

        `who` is a name, an e-mail address or an id. Raises MatchError where
        that is not just one contact, OwnerUnknownError where the owner could
        only be guessed.
        """
        self.owner.require_known()
        found = finding.contact(self, who)
        return dues.why(found, self.contacts, self.interactions, self.sources, self.today)

    def explain(self, a: int | str, b: int | str) -> Explanation:
        """Why two records or contacts were, or were not, merged.

        Each is a record_key or record_id, or the contact_id, name or e-mail
        address of a contact. For contacts the pair of their records with the
        strongest evidence is explained; for one contact twice, the pair that
        holds it together most strongly. Raises MatchError for what is not there
        or is not one contact.
        """
        left, right = finding.record_ids(self, a), finding.record_ids(self, b)
        pairs = [(x, y) for x in left for y in right if x != y]
        if not pairs:
            raise MatchError(
                f"{a} and {b} are one and the same record.", "There is nothing to compare."
            )
        first = pairs[:MOST_EXPLAINED]
        explained = [matching.explain(self.links, x, y) for x, y in first]
        return max(explained, key=lambda explanation: explanation.match_weight)

    def find(self, text: str) -> list[int | str]:
        """The contacts (contact_id) that a name, an e-mail address or an id
        speaks of.

        For the key or number of a record it is that record (record_id).
        """
        return finding.find(self, text)

    def summary(self) -> dict[str, Any]:
        """What was read, made and found, as plain values.

        today, sources (a dict a source), the counts records, empty,
        rejected, contacts and review_pairs, warnings and held (sentences on
        what was not believed), left_out (pairs that share what too many
        share to be compared), owner, region, coverage, first: whom to write
        to first, waiting: who has waited longest for a personal note (a dict
        a contact), noted: how many have one on file, how_known: how many in
        which way, wanted: which exports would tell more, and as_written: of
        how many an e-mail address, number or name is kept as written.
        """
        return summaries.summary(self)

    def without_text(self) -> Network:
        """The same network without the words of any message: grades and days
        stay.
        """
        told = export.without_text(self.interactions, self.rejects, self.sources)
        return replace(self, interactions=told.interactions, rejects=told.rejects)

    def to_excel(self, path: str | Path) -> None:
        """Write a workbook with the sheets contacts, due, review and rejects.

        Raises WriteError, and MissingExtraError without the extra `xlsx`.
        """
        export.to_excel(self.contacts, path, **self.sheets())

    def sheets(self) -> dict[str, pd.DataFrame]:
        """What a workbook shows beside the contacts: due, review and rejects."""
        return {"due": self.due_list, "review": self.review, "rejects": self.rejects}

    def report(self, path: str | Path) -> None:
        """Write a page (HTML) to look at: the week, whom to write to, silence,
        connections, circles, sources, questions, and what the files cannot know.

        It needs no network and runs no script. Raises WriteError;
        OwnerUnknownError where the owner could only be guessed; MissingExtraError
        without the extra `report`.
        """
        self._run.report(path, self.review)

    def write(
        self,
        directory: str | Path,
        *,
        vcf: export.Vcf = False,
        vcard_version: str = "3.0",
        xlsx: bool = False,
        excel: bool = False,
    ) -> list[Path]:
        """Write all tables into a folder, whole or not at all; returns the paths.

        `vcf` adds contacts.vcf, or with "one-per-contact" a folder with a card
        for each contact, of version 3.0 or 4.0. `xlsx` adds contacts.xlsx, `excel`
        writes the CSVs as Excel opens them by a double click. Raises WriteError, and
        SettingsError for another version.
        """
        also = {"xlsx": xlsx, "excel": excel}
        with self.writing(directory, vcf=vcf, vcard_version=vcard_version, **also) as paths:
            return paths

    @contextmanager
    def writing(
        self,
        directory: str | Path,
        *,
        vcf: export.Vcf = False,
        vcard_version: str = "3.0",
        xlsx: bool = False,
        excel: bool = False,
    ) -> Iterator[list[Path]]:
        """As `write`, where the files, all written, take their places only when the
        block is through, and not at all where it fails.
        """
        lists = together(rows=self._rows, due=lambda: self.due_list)
        release_unused()  # of what the lists were made of
        tables = {
            "contacts.csv": self.contacts,
            "records.csv": lists["rows"],
            "review.csv": self.review,
            "due.csv": lists["due"],
            "interactions.csv": self.interactions,
            "rejects.csv": self.rejects,
            "sources.csv": self.sources,
        }
        made = export.staged_run(tables, directory, vcf, vcard_version, xlsx=xlsx, excel=excel)
        with made as paths:
            yield paths

    @cached_property
    def _run(self) -> Run:
        """What changes with the day, reckoned as it is of the folder of a run."""
        people = dues.people_of(self.contacts, self.records, self.owner)
        return Run(people, self.interactions, self.sources, self.settings, self.changes)

    def _rows(self) -> pd.DataFrame:
        """Each row and card that was read, and what became of it."""
        return export.rows_table(
            *(self.records, self.rejects, self.sources),
            *(self.review, self.contact_of_record, self.shared),
        )

    def _brief(self, contact_id: str) -> dues.Brief:
        return dues.brief(contact_id, self.contacts, self.due_list, self.interactions, self.today)

    def __repr__(self) -> str:
        return f"<Network of {len(self.contacts):,} contacts out of {len(self.records):,} records>"

    def _repr_html_(self) -> str:
        wanting = self.due_list[self.due_list["section"].isin(summaries.TO_WRITE_TO)]
        read = {"contacts": self.contacts, "records": self.records, "rejects": self.rejects}
        return network_html(read, wanting, self.review, self.sources)
