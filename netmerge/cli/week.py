"""`netmerge week`: inputs, or the folder of an earlier run → the owner's week."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from netmerge.cli.options import (
    form_option,
    inputs_argument,
    reading_options,
    run_or_network,
    today_option,
)
from netmerge.cli.tables import dicts
from netmerge.cli.text import as_json, printable

if TYPE_CHECKING:
    from netmerge.due import Week

_COUNTS = ("new", "kept", "met", "called")


@click.command("week")
@inputs_argument
@click.option("--proof", is_flag=True, help="List what each count is made of.")
@click.option(
    "--ics",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write the suggestions as reminders that a telephone's calendar takes up.",
)
@form_option("table", "json")
@today_option
@reading_options
def week_command(
    inputs: tuple[str, ...],
    proof: bool,
    ics: str | None,
    style: str,
    today: dt.date | None,
    **settings: Any,
) -> None:
    """Show this week: who is new, to whom you wrote, and four to write to.

    Four new ties and four kept ones make a good week; meetings and calls
    stand beside. Weeks begin on Monday. INPUT is the --out folder of an
    earlier `netmerge merge`, or the exports themselves.

    \b
    Examples:
      netmerge week network
      netmerge week network --proof
      netmerge week network --ics week.ics
      netmerge week LinkedInExport.zip phone.vcf --today 2026-11-01 --format json
    """  # noqa: D301
    run = run_or_network(inputs, today=today, **settings)
    week = run.week()
    if ics:
        run.to_ics(ics)
        click.echo(printable(f"Reminders are in {ics}."), err=True)
    if style == "json":
        told = {"weeks": dicts(week.weeks)}
        click.echo(as_json(told | {"proof": dicts(week.proof)} if proof else told))
        return
    _show(week)
    if proof:
        _show_proof(week)


def _show(week: Week) -> None:
    """Print the counts of this week, the strip of weeks, and the suggestions."""
    from netmerge.cli.tables import Column, show, show_table
    from netmerge.due import AIM

    weeks = dicts(week.weeks)
    now = weeks[-1]
    show(
        f"{now['week']}: {now['new']} new of {AIM}, {now['kept']} kept of {AIM}; "
        f"{now['met']} met, {now['called']} called.",
        bold=True,
    )
    show()
    numbers = [Column(one["week"].partition("-W")[2], right=True) for one in weeks]
    strip = [[count, *(one[count] for one in weeks)] for count in _COUNTS]
    show_table([Column("week"), *numbers], strip)
    show()
    _show_suggestions(week)


def _show_suggestions(week: Week) -> None:
    from netmerge.cli.summary import show_due
    from netmerge.cli.tables import show

    people = dicts(week.suggestions)
    if not people:
        show("Nobody to write to.")
        return
    for one in people:
        if occasion := one["occasion"]:
            one["reason"] = f"{occasion.capitalize()}. {one['reason']}"
    show("Write to these", bold=True)
    show_due(people)


def _show_proof(week: Week) -> None:
    """Print what the counts of this week are made of."""
    from netmerge.cli.tables import Column, show, show_table

    now = week.weeks["week"].iloc[-1]
    proof = dicts(week.proof[week.proof["week"] == now])
    show()
    if not proof:
        show("Nothing counts in this week so far.")
        return
    columns = {
        "what": Column("what"),
        "day": Column("day"),
        "full_name": Column("contact", fit="cut", least=14),
        "channel": Column("where", spare=1),
        "first_words": Column("how it begins", fit="fold", least=16, spare=2),
    }
    named = [one | {"full_name": one["full_name"] or one["contact_id"]} for one in proof]
    show_table(list(columns.values()), [[one[name] for name in columns] for one in named])
