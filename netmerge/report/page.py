"""A network's tables → one page to look at: it holds all that it needs, runs no
script and asks for nothing elsewhere.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from netmerge import interactions as happenings
from netmerge.columns.flags import equals
from netmerge.columns.plain import dicts
from netmerge.drawing import Drawing
from netmerge.due import AIM, Week, exports_wanted
from netmerge.export.files import write_bytes
from netmerge.report import charts, figures, words
from netmerge.report.templates import STYLE, environment, rendered
from netmerge.settings import CIRCLES

MOST = 10
"""People, questions and files of a list on the page; how many more there are is
told.
"""
MOST_OF_A_CIRCLE = 5
MOST_WORDS = 160
"""Characters of the first words that are shown."""

_OURS = b'<meta name="generator" content="netmerge">'
_HEAD = 1000
"""Bytes in which that stands."""

_PARTS = {
    "week": "Week",
    "answer-first": "Answer first",
    "new": "New",
    "gone-quiet": "Gone quiet",
    "worth-reviving": "Worth reviving",
    "silence": "Silence",
    "connections": "Connections",
    "circles": "Circles",
    "sources": "Sources",
    "questions": "Questions",
    "coverage": "What is known",
}
_SECTIONS = {
    "answer first": "They wrote last, and wait for a word of yours.",
    "new": "Met or connected within a year, and not written to yet.",
    "gone quiet": "The time is over that such a tie may stay quiet; the closest first.",
    "worth reviving": "Ties of long ago, with the most exchange first.",
    "only connected": "Connected, and the files show no exchange.",
    "not known": "Nobody can say from these files whether you wrote to them.",
}
_COVERED = {
    "no note": "the files would show it, and there is none",
    "partly covered": "the files cover a part",
    "not covered": "the files cannot know",
}
_OF_A_SOURCE = ("file", "member", "source", "holds", "read", "covers_from", "covers_to")
_OF_A_QUESTION = (
    *("record_a", "record_b", "match_probability", "reason", "name_a", "name_b"),
    *("company_a", "company_b", "title_a", "title_b", "source_a", "source_b"),
)


@dataclass(frozen=True)
class Group:
    """The first of a list, how many there are in all, and how to see the rest."""

    shown: Sequence[Mapping[str, Any]]
    all: int
    how: str = ""
    name: str = ""


@dataclass(frozen=True)
class Seen:
    """What a page shows, as of `today`: `people` (CONTACTS) who are somebody to
    write to, their `due` list (DUE), the `week`, the `questions` (REVIEW), the
    `interactions` (HAPPENED) and `sources` (SOURCES).
    """

    people: pd.DataFrame
    due: pd.DataFrame
    week: Week
    questions: pd.DataFrame
    interactions: pd.DataFrame
    sources: pd.DataFrame
    today: dt.date


def write_page(seen: Seen, path: str | Path) -> None:
    """Write the page, for its owner alone, whole or not at all. Raises WriteError,
    and MissingExtraError without the extra `report`.
    """
    write_bytes(path, page(seen).encode("utf-8", "replace"))


def is_page(path: str | Path) -> bool:
    """Whether a file is such a page."""
    with suppress(OSError), Path(path).open("rb") as file:
        return _OURS in file.read(_HEAD)
    return False


def page(seen: Seen) -> str:
    """The page as HTML. Raises MissingExtraError without the extra `report`."""
    environment()  # without which there is no Markup either
    from markupsafe import Markup

    weeks = dicts(seen.week.weeks)
    silence = figures.silence(seen.due)
    return rendered(
        "report/page.html",
        style=Markup(STYLE.content),  # noqa: S704  # it is ours
        today=seen.today,
        people=len(seen.people),
        parts=list(_PARTS.items()),
        aim=AIM,
        week=weeks[-1],
        weeks=weeks,
        weeks_told=words.told_of_weeks(weeks, AIM),
        suggestions=Group(_people(seen.week.suggestions), len(seen.week.suggestions)),
        lists=_lists(seen.due),
        silence=_silence(silence),
        questions=_first(seen.questions[list(_OF_A_QUESTION)], MOST, "netmerge review"),
        sources=_sources(seen.sources),
        coverage=happenings.coverage(seen.sources, seen.interactions, seen.today),
        covered=_covered(seen.due),
        wanted=exports_wanted(seen.due),
        **_of_connections(seen, silence),
        **_of_kinds(seen),
    )


def _of_connections(seen: Seen, silence: figures.Silence) -> dict[str, Any]:
    """The pictures, and the numbers of those of connections."""
    found = figures.connections(seen.people, seen.due, seen.today)
    drawn = {"silence": charts.of_silence(silence), "months": None, "years": None}
    if found.total:
        drawn |= {"months": charts.of_months(found), "years": charts.of_years(found.years)}
    years = [
        {
            "year": str(one.year),
            "connected": one.connected,
            "known": one.known,
            "share": f"{one.share:.0%}",
        }
        for one in reversed(found.years)
    ]
    return {"pictures": {name: _picture(one) for name, one in drawn.items()}, "years": years}


def _of_kinds(seen: Seen) -> dict[str, Any]:
    """Circles and sources, as tables with bars."""
    circles, origins = figures.circles(seen.due), figures.origins(seen.people)
    of_circles = [{"name": one.name, "people": one.people, "basis": _basis(one)} for one in circles]
    of_origins = [{"name": one.source, "people": one.people, "alone": one.alone} for one in origins]
    return {
        "circles": _with_shares(of_circles, len(seen.due)),
        "circles_told": words.told_of_circles(circles),
        "origins": _with_shares(of_origins, len(seen.people)),
        "origins_told": words.told_of_origins(origins),
    }


def _basis(circle: figures.Circle) -> str:
    """How the people of a circle are known to be of it: "49 said, 8 guessed"."""
    return ", ".join(f"{count:,} {word}" for word, count in circle.by_basis.items())


def _picture(drawing: Drawing | None) -> dict[str, Any] | None:
    """A picture for the page, and what it shows in words."""
    from markupsafe import Markup, escape

    if drawing is None:
        return None
    told = f'<svg role="img" aria-label="{escape(drawing.told)}" '
    svg = drawing.svg(background=None, titled=False).replace("<svg ", told, 1)
    return {"svg": Markup(svg), "told": drawing.told}  # noqa: S704  # of numbers alone


def _lists(due: pd.DataFrame) -> list[tuple[str, str, str, list[Group]]]:
    """The sections of those to write to; ties gone quiet by circle."""
    found = []
    for section, told in _SECTIONS.items():
        rows = due[equals(due["section"], section)]
        command = f'netmerge due … --section "{section}"'
        if section == "gone quiet":
            groups = _by_circle(rows, command)
        else:
            groups = [Group(_people(rows.head(MOST)), len(rows), command)] if len(rows) else []
        found.append((section.replace(" ", "-"), section.capitalize(), told, groups))
    return found


def _by_circle(rows: pd.DataFrame, command: str) -> list[Group]:
    groups = []
    for circle in CIRCLES:
        some = rows[equals(rows["circle"], circle)]
        how = f'{command} --circle "{circle}"'
        if len(some):
            groups.append(Group(_people(some.head(MOST_OF_A_CIRCLE)), len(some), how, circle))
    return groups


def _people(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of DUE as the page tells them, texts cut, addresses whole or left out."""
    people = [{"occasion": None, **row} for row in dicts(rows)]
    for one in people:
        for name in ("email", "phone", "linkedin_url"):
            one[name] = one[name] if len(one[name] or "") <= MOST_WORDS else None
    return [_short(one) for one in people]


def _short(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row, its texts on one line and no longer than a page can show."""
    return {name: _cut(value) if isinstance(value, str) else value for name, value in row.items()}


def _cut(text: str) -> str:
    plain = re.sub(r"\s+", " ", text[: 4 * MOST_WORDS])
    return plain if len(plain) <= MOST_WORDS else plain[: MOST_WORDS - 1].rstrip() + "…"


def _first(table: pd.DataFrame, most: int, how: str) -> Group:
    return Group([_short(row) for row in dicts(table.head(most))], len(table), how)


def _silence(silence: figures.Silence) -> list[dict[str, Any]]:
    rows = [{"name": name, "people": count} for name, count in silence.counts]
    return [*rows, {"name": "no note on file", "people": silence.without}]


def _covered(due: pd.DataFrame) -> list[dict[str, Any]]:
    """Of those without a note, whether the files would show one."""
    found = due["coverage"].value_counts()
    noted = int(due["days_since"].notna().sum())
    rows = [{"name": "there is a note on file", "people": noted}]
    rows += [{"name": told, "people": int(found.get(word, 0))} for word, told in _COVERED.items()]
    return _with_shares(rows, len(due))


def _with_shares(rows: list[dict[str, Any]], whole: int) -> list[dict[str, Any]]:
    """With the share of `people` in the whole."""
    return [{**row, "share": row["people"] / max(whole, 1)} for row in rows]


def _sources(sources: pd.DataFrame) -> Group:
    """What was read, the largest first."""
    used = sources[sources["holds"].isin(["contacts", "interactions"])]
    used = used.sort_values("read", ascending=False, kind="stable")
    rows = dicts(used.head(MOST), _OF_A_SOURCE)
    for row in rows:
        row["file"] = row["member"] or row["file"]
    return Group([_short(row) for row in rows], len(used), "sources.csv has them all")
