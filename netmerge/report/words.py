"""The numbers of a page → sentences that say what a picture shows."""

from __future__ import annotations

from collections.abc import Sequence

from netmerge.report.figures import Circle, Connections, Origin, Silence, Year
from netmerge.text.plurals import many

ENOUGH = 5
"""Connections of a year of which a share says something."""


def told_of_silence(silence: Silence) -> str:
    """How long people have waited."""
    if not silence.noted:
        return "No file shows a personal note of yours to anybody."
    late = f"{silence.over_a_year:,} of {_people(silence.noted)} with a personal note of yours"
    return f"{late} on file had the last one over a year ago."


def told_of_weeks(weeks: Sequence[dict[str, int]], aim: int) -> str:
    """In how many weeks the aim was met."""
    kept = sum(week["kept"] >= aim for week in weeks)
    new = sum(week["new"] >= aim for week in weeks)
    if not kept and not new:
        never = f"In none of the last {len(weeks)} weeks did you write to {aim} people"
        return f"{never}, and in none were {aim} new."
    wrote = f"You wrote to {aim} people or more in {kept or 'none'} of the last {len(weeks)} weeks"
    return f"{wrote}; in {new or 'none'}, {aim} or more were new."


def told_of_months(found: Connections) -> str:
    """How many connections came, and when most did."""
    if not found.total:
        return "No file tells when anybody became a connection."
    best, count = max(found.months, key=lambda month: month[1])
    since = found.years[0].year
    connections = many(found.total, "connection")
    return f"{connections} since {since}; most in a month came in {best:%B %Y}: {count:,}."


def told_of_years(years: Sequence[Year]) -> str:
    """With what share of the connections a word has passed, and of which year with
    most.
    """
    connected, known = sum(year.connected for year in years), sum(year.known for year in years)
    if not connected:
        return "No file tells when anybody became a connection."
    whole = f"With {known:,} of {connected:,} connections ({known / connected:.0%})"
    passed = f"{whole} you have met, spoken or written."
    large = [year for year in years if year.connected >= ENOUGH]
    best = max(large, key=lambda year: (year.share, year.year), default=None)
    if best is None or len(years) < 2:
        return passed
    return (
        f"{passed} The largest share is that of {best.year}: {best.known:,} of {best.connected:,}."
    )


def told_of_circles(circles: Sequence[Circle]) -> str:
    """Which circle is the largest, and how many are guessed."""
    if not circles:
        return "There is nobody to be of a circle."
    everybody = sum(circle.people for circle in circles)
    largest = max(circles, key=lambda circle: circle.people)
    guessed = sum(circle.by_basis.get("guessed", 0) for circle in circles)
    first = f"{largest.people:,} of {_people(everybody)} are of the circle {largest.name}"
    return f"{first}; of {guessed:,} the circle is guessed."


def told_of_origins(origins: Sequence[Origin]) -> str:
    """Which source knows most people that no other does."""
    if not origins:
        return "No source has a contact."
    first = max(origins, key=lambda origin: origin.alone)
    if not first.alone:
        return "Everybody is known from two sources or more."
    many = "person is" if first.alone == 1 else "people are"
    return (
        f"{first.alone:,} {many} known from {first.source} alone, more than from any other source."
    )


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"
