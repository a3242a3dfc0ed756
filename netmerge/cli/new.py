"""`netmerge new`: inputs, or the folder of an earlier run → the new ties without a
note.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from netmerge.cli.options import (
    SCREENFUL,
    form_option,
    inputs_argument,
    limit_option,
    reading_options,
    run_or_network,
    today_option,
)
from netmerge.cli.tables import dicts
from netmerge.cli.text import as_json

if TYPE_CHECKING:
    from netmerge.due import NewTies

_DAYS_SHOWN = 10
_WITHIN_A_WEEK = 7


@click.command("new")
@inputs_argument
@limit_option
@form_option("table", "json")
@today_option
@reading_options
def new_command(
    inputs: tuple[str, ...], limit: int | None, style: str, today: dt.date | None, **settings: Any
) -> None:
    """Show new cards and connections, and who of them waits for a first note.

    They stand by the days on which they came, the latest first, with the
    event of your calendar on that day; below, who has had no note yet,
    the longest first. After a year a tie is no longer new. INPUT is the
    --out folder of an earlier `netmerge merge`, or the exports themselves.

    \b
    Examples:
      netmerge new network
      netmerge new cards.csv calendar.ics mail.mbox
      netmerge new network --today 2026-11-01 --format json
    """  # noqa: D301
    run = run_or_network(inputs, today=today, **settings)
    found = run.new()
    most = limit or (SCREENFUL if style == "table" else len(found.people))
    people = dicts(found.people.head(most))
    if style == "json":
        click.echo(as_json({"days": dicts(found.days), "people": people}))
        return
    _show_days(found, run.today)
    if people:
        _show_people(people, len(found.people))


def _show_days(found: NewTies, today: dt.date) -> None:
    """Print a line for each of the last days of which somebody waits."""
    from netmerge.cli.tables import show

    waiting = dicts(found.days[found.days["oldest"].notna()])
    if not waiting:
        show("Nobody new waits for a note.")
    for day in waiting[:_DAYS_SHOWN]:
        show(_in_words(day, today))
    if earlier := waiting[_DAYS_SHOWN:]:
        came = sum(day["cards"] + day["connections"] for day in earlier)
        show(f"Before: {came:,} on {len(earlier):,} days, oldest {earlier[-1]['oldest']} days.")


def _in_words(day: dict[str, Any], today: dt.date) -> str:
    """As one says it: Tuesday, Hannover Messe: 6 cards, 2 written to, oldest 3 days."""
    date: dt.date = day["day"]
    name = f"{date:%A}"
    if (today - date).days >= _WITHIN_A_WEEK:
        name += f" {date}"
    where = ", ".join(filter(None, [name, day["event"]]))
    came = [_count(day[kind + "s"], kind) for kind in ("card", "connection") if day[kind + "s"]]
    told = [*came, f"{day['written_to']} written to", f"oldest {_count(day['oldest'], 'day')}"]
    return f"{where}: {', '.join(told)}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _show_people(people: list[dict[str, Any]], of: int) -> None:
    """Print who waits, the longest first."""
    from netmerge.cli.tables import Column, show, show_table

    columns = [
        Column("contact", fit="cut", least=14),
        Column("since"),
        Column("where", fit="cut", least=10, spare=1),
        Column("company", fit="cut", least=10, spare=2),
        Column("write to", fit="cut", least=16),
    ]
    lines = [
        (
            one["full_name"] or one["contact_id"],
            one["day"],
            one["event"],
            one["company"],
            one["email"] or one["phone"] or one["linkedin_url"],
        )
        for one in people
    ]
    show()
    show_table(columns, lines)
    if of > len(people):
        show(f"{len(people):,} of {of:,}; --limit shows more.")
