"""The folder of an earlier run → whom to write to as of today, without the exports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from netmerge import due as dues
from netmerge import interactions as happenings
from netmerge.due.occasions import Occasion
from netmerge.export.earlier import read_saved
from netmerge.export.reminders import to_reminders
from netmerge.report import Seen, write_page
from netmerge.schema import CHANGES, REVIEW
from netmerge.settings import Settings, as_date, resolve


@dataclass(frozen=True, repr=False)
class Run:
    """What a run left in its folder, from which is reckoned what changes with
    the day.

    `people` (CONTACTS) are those who are somebody to write to,
    `interactions` (HAPPENED) what happened with them, their texts by the
    beginnings, `sources` (SOURCES) what the files covered, `changes`
    (CHANGES) who has another job than in an earlier export, where a book
    knows it. `today` is the day to reckon from.
    """

    people: pd.DataFrame
    interactions: pd.DataFrame
    sources: pd.DataFrame
    settings: Settings = field(default_factory=Settings)
    changes: pd.DataFrame = field(default_factory=CHANGES.empty)

    @property
    def today(self) -> dt.date:
        """The day from which everything is reckoned."""
        return self.settings.today

    @cached_property
    def due_list(self) -> pd.DataFrame:
        """The due list as of `today`."""
        return self._due(self.today)

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
        """Whom to write to, as `Network.due` tells it of the exports."""
        self.require_owner()
        table = self.due_list if today is None else self._due(as_date(today))
        return dues.choose(table, circle=circle, band=band, section=section, by=by, limit=limit)

    def week(self, today: dt.date | str | None = None) -> dues.Week:
        """The week and those before it, as `Network.week` tells them."""
        self.require_owner()
        day = self.today if today is None else as_date(today)
        everyone = self.due_list if day == self.today else self._due(day)
        return dues.week(
            self.people, everyone, self.interactions, day, self._occasions(everyone, day)
        )

    def suggestions(self, without: Collection[str] = ()) -> pd.DataFrame:
        """Four to write to as of `today` (DUE with `occasion` and `on`), of contacts
        (contact_id) other than these.
        """
        listed = self.due_list[~self.due_list["contact_id"].isin(list(without))]
        return dues.suggestions(listed, self._occasions(listed, self.today), self.today)

    def to_ics(self, path: str | Path) -> None:
        """Write the week's suggestions as reminders. Raises WriteError, and
        MissingExtraError without the extra `ics`.
        """
        self.require_owner()
        to_reminders(self.suggestions(), path, self.today)

    def new(self, today: dt.date | str | None = None) -> dues.NewTies:
        """The new ties that want a first note, as `Network.new` tells them."""
        self.require_owner()
        day = self.today if today is None else as_date(today)
        everyone = self.due_list if day == self.today else self._due(day)
        return dues.new_ties(self.people, everyone, self.interactions, day)

    def report(self, path: str | Path, questions: pd.DataFrame | None = None) -> None:
        """Write the page to look at, as `Network.report` does, with these questions
        (REVIEW).
        """
        seen = Seen(
            people=self.people,
            due=self.due(),
            week=self.week(),
            questions=REVIEW.empty() if questions is None else questions,
            interactions=self.interactions,
            sources=self.sources,
            today=self.today,
        )
        write_page(seen, path)

    def with_grades(self, path: str | Path) -> tuple[Run, tuple[str, ...]]:
        """The same with the owner's grades of a file, and in sentences which lines
        of it spoke in vain. Raises SettingsError.
        """
        lines = happenings.read_grades(path)
        overruled, in_vain = happenings.overrule(self.interactions, lines)
        return replace(self, interactions=overruled), in_vain

    def require_owner(self) -> None:
        """Raise OwnerUnknownError where the owner could only be guessed."""
        if unknown := happenings.unknown_owner(self.sources):
            raise unknown

    def _occasions(self, listed: pd.DataFrame, day: dt.date) -> Mapping[str, Occasion]:
        """Who of a due list has an occasion on a day."""
        return dues.occasions(self.people, listed, self.sources, self.changes, day)

    def _due(self, today: dt.date) -> pd.DataFrame:
        return dues.due_of(self.people, self.interactions, self.sources, today)

    def __repr__(self) -> str:
        return f"<Run with {len(self.people):,} people>"


def open_run(
    directory: str | Path,
    *,
    today: dt.date | str | None = None,
    zone: dt.tzinfo | str | None = None,
) -> Run:
    """Read the folder of an earlier `netmerge merge`, or `Network.write`.

    `today` is the day to reckon from; the current date in `zone` unless
    given. The days of interactions are those of the zone of that run.
    Raises ReadError, SchemaError, and SettingsError for a folder that no
    run wrote.
    """
    return Run(*read_saved(directory), resolve(today=today, zone=zone))
