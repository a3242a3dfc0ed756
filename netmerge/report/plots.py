"""A network → its pictures."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

import pandas as pd

from netmerge.drawing import Drawing
from netmerge.due import Week
from netmerge.matching import Model, weights_chart
from netmerge.report import charts, figures


class Drawable(Protocol):
    """What pictures are made of: see `Run`."""

    @property
    def people(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def due_list(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def today(self) -> dt.date: ...  # noqa: D102
    def week(self) -> Week: ...  # noqa: D102


class Plots:
    """The pictures of a network, each of which a notebook shows without any
    network; `.chart` is Altair's. They raise MissingExtraError without the extra
    `charts`.
    """

    @property
    def _run(self) -> Drawable:
        raise NotImplementedError

    @property
    def model(self) -> Model:
        """The fitted model."""
        raise NotImplementedError

    def weights_chart(self) -> Drawing:
        """What each comparison level is worth, in bits."""
        return weights_chart(self.model)

    def plot_due(self) -> Drawing:
        """How long people have waited for a personal note."""
        return charts.of_silence(figures.silence(self._run.due_list))

    def plot_weeks(self) -> Drawing:
        """Who was new and who was written to in each of the last twelve weeks.

        Raises OwnerUnknownError where the owner could only be guessed.
        """
        return charts.of_weeks(self._run.week().weeks)

    def plot_circles(self) -> Drawing:
        """How many people each circle has, and how that is known."""
        return charts.of_circles(figures.circles(self._run.due_list))

    def plot_sources(self) -> Drawing:
        """How many people each kind of source knows, and how many no other does."""
        return charts.of_origins(figures.origins(self._run.people))

    def plot_connections(self) -> Drawing:
        """New connections in each month."""
        return charts.of_months(self._connections)

    def plot_acquaintance(self) -> Drawing:
        """With how many of each year's connections a word has passed since."""
        return charts.of_years(self._connections.years)

    @property
    def _connections(self) -> figures.Connections:
        run = self._run
        return figures.connections(run.people, run.due_list, run.today)
