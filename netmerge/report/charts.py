"""The numbers of a page → charts, each with a title that says what is seen."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from netmerge.columns.plain import dicts
from netmerge.drawing import BLUE, GREY, ORANGE, SKY, SOFT, Drawing, altair
from netmerge.due import AIM
from netmerge.report.figures import BASES, Circle, Connections, Origin, Silence, Year
from netmerge.report.words import (
    told_of_circles,
    told_of_months,
    told_of_origins,
    told_of_silence,
    told_of_weeks,
    told_of_years,
)

WIDTH = 380
"""Pixels of a picture, names and all: as wide as a telephone, so that letters are as
large there as on a desk.
"""
STEP = 26
"""Pixels from bar to bar."""
MOST_YEARS = 20
"""Years that stand by themselves; what was before them stands together."""
_LETTER = 8
"""Pixels of a title's letter."""


def of_silence(silence: Silence) -> Drawing:
    """How long people have waited for a personal note: a histogram."""
    rows = [{"name": name, "part": "people", "count": count} for name, count in silence.counts]
    return _bars(told_of_silence(silence), rows, {"people": BLUE})


def of_months(found: Connections) -> Drawing:
    """New connections in each month."""
    alt = altair()
    told = told_of_months(found)
    rows = [
        {"start": day.year + (day.month - 1) / 12, "end": day.year + day.month / 12, "count": count}
        for day, count in found.months
    ]
    years = alt.Axis(format="d", tickMinStep=1, grid=False, labelOverlap=True, tickCount=6)
    x = alt.X("start:Q", title=None, axis=years, scale=alt.Scale(zero=False, nice=False))
    whole = alt.Axis(tickMinStep=1, tickCount=4)
    y = alt.Y("count:Q", title="new connections a month", axis=whole)
    bars = alt.Chart(alt.Data(values=rows)).mark_bar(color=BLUE)
    chart = bars.encode(x=x, x2="end:Q", y=y, y2=alt.datum(0))
    return Drawing(_fitted(chart, told, WIDTH).properties(height=180), told)


def of_years(years: Sequence[Year]) -> Drawing:
    """With how many of the connections of each year a word has passed."""
    told = told_of_years(years)
    rows, labels = [], {}
    for name, some in _by_year(years):
        connected, known = sum(one.connected for one in some), sum(one.known for one in some)
        rows.append({"name": name, "part": "met, spoke or wrote", "count": known})
        rows.append({"name": name, "part": "connected only", "count": connected - known})
        labels[name] = f"{known / connected:.0%}"
    colours = {"met, spoke or wrote": BLUE, "connected only": SKY}
    return _bars(told, rows, colours, labels)


def of_weeks(weeks: pd.DataFrame) -> Drawing:
    """Who was new and who was written to in each of the last weeks (WEEKS), beside
    the aim.
    """
    alt = altair()
    counted = dicts(weeks, ("week", "new", "kept"))
    told = told_of_weeks(counted, AIM)
    names = {"kept": "written to", "new": "new"}
    rows = [
        {"week": one["week"].partition("-")[2], "what": name, "count": one[what]}
        for one in counted
        for what, name in names.items()
    ]
    x = alt.X("week:N", title=None, sort=None, axis=alt.Axis(labelAngle=0, ticks=False))
    y = alt.Y("count:Q", title="different people", axis=alt.Axis(tickMinStep=1, tickCount=5))
    scale = alt.Scale(domain=list(names.values()), range=[BLUE, ORANGE])
    color = alt.Color("what:N", title=None, scale=scale, legend=alt.Legend(orient="top"))
    offset = alt.XOffset("what:N", sort=list(names.values()))
    bars = alt.Chart(alt.Data(values=rows)).mark_bar()
    bars = bars.encode(x=x, y=y, color=color, xOffset=offset)
    aim = alt.Chart(alt.Data(values=[{"aim": AIM}])).mark_rule(color=SOFT, strokeDash=[4, 3])
    chart = bars + aim.encode(y="aim:Q")
    return Drawing(_fitted(chart, told, WIDTH + 140).properties(height=180), told)


def of_circles(circles: Sequence[Circle]) -> Drawing:
    """How many people each circle has, and how that is known."""
    rows = [
        {"name": circle.name, "part": basis, "count": circle.by_basis.get(basis, 0)}
        for circle in circles
        for basis in BASES
    ]
    colours = dict(zip(BASES, (ORANGE, BLUE, GREY), strict=True))
    return _bars(told_of_circles(circles), rows, colours)


def of_origins(origins: Sequence[Origin]) -> Drawing:
    """How many people each kind of source knows, and how many no other does."""
    rows = []
    for origin in origins:
        rows.append({"name": origin.source, "part": "nowhere else", "count": origin.alone})
        shared = origin.people - origin.alone
        rows.append({"name": origin.source, "part": "elsewhere too", "count": shared})
    return _bars(told_of_origins(origins), rows, {"nowhere else": ORANGE, "elsewhere too": BLUE})


def _by_year(years: Sequence[Year]) -> list[tuple[str, list[Year]]]:
    """The years by themselves, and those before them together."""
    early, late = years[:-MOST_YEARS], years[-MOST_YEARS:]
    before = [(f"before {late[0].year}", list(early))] if early else []
    return [*before, *((str(year.year), [year]) for year in late)]


def _bars(
    told: str,
    rows: Sequence[Mapping[str, Any]],
    colours: Mapping[str, str],
    labels: Mapping[str, str] | None = None,
) -> Drawing:
    """A bar for each name, made of parts; the sum stands behind it, or its label.

    `rows` have name, part and count, `colours` the parts in their order.
    """
    alt = altair()
    names = list(dict.fromkeys(row["name"] for row in rows))
    parts = list(colours)
    totals = {name: sum(row["count"] for row in rows if row["name"] == name) for name in names}
    told_of = labels or {name: f"{total:,}" for name, total in totals.items()}
    ends = [{"name": name, "end": totals[name], "label": told_of[name]} for name in names]
    placed = [{**row, "place": parts.index(row["part"])} for row in rows]
    axis = alt.Axis(labelLimit=150, ticks=False, domain=False, labelPadding=8)
    y = alt.Y("name:N", sort=names, title=None, axis=axis)
    x = alt.X("count:Q", axis=None, stack="zero")
    legend = alt.Legend(orient="top") if len(parts) > 1 else None
    scale = alt.Scale(domain=parts, range=list(colours.values()))
    color = alt.Color("part:N", title=None, scale=scale, legend=legend)
    order = alt.Order("place:Q")
    bars = alt.Chart(alt.Data(values=placed)).mark_bar(height=STEP - 10)
    bars = bars.encode(x=x, y=y, color=color, order=order)
    texts = alt.Chart(alt.Data(values=ends)).mark_text(align="left", dx=5, fontSize=12)
    chart = bars + texts.encode(x="end:Q", y=y, text="label:N")
    return Drawing(_fitted(chart, told, WIDTH).properties(height=alt.Step(STEP)), told)


def _fitted(chart: Any, told: str, width: int) -> Any:
    """A chart so many pixels wide, names and all, under what it shows."""
    title = textwrap.wrap(told, width // _LETTER)
    fit = {"type": "fit-x", "contains": "padding"}
    return chart.properties(width=width, autosize=fit, title=title)
