"""`netmerge due`: inputs, or the folder of an earlier run → whom to write to."""

from __future__ import annotations

import datetime as dt
import io
import shlex
import sys
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
from netmerge.cli.text import as_json, printable
from netmerge.settings import BANDS, CIRCLES, ORDERS, SECTIONS

if TYPE_CHECKING:
    import pandas as pd

REVIVED = 2
"""Old ties in a table, unless asked for: more are no help."""

LONGEST_INPUTS = 24
"""Characters of the inputs that a command repeats."""


@click.command("due")
@inputs_argument
@limit_option
@click.option("--circle", type=click.Choice(CIRCLES), help="Only this circle.")
@click.option("--band", type=click.Choice(BANDS), help="Only this band of lateness.")
@click.option("--section", type=click.Choice(SECTIONS), help="Only this section of the list.")
@click.option(
    "--by",
    type=click.Choice(ORDERS),
    default="section",
    show_default=True,
    help="Sort by section, or by the days since the last note alone, longest first.",
)
@click.option(
    "--all",
    "everybody",
    is_flag=True,
    help="In a table show those in order too, and all worth reviving.",
)
@form_option("table", "csv", "json")
@today_option
@reading_options
def due_command(
    inputs: tuple[str, ...],
    limit: int | None,
    circle: str | None,
    band: str | None,
    section: str | None,
    by: str,
    everybody: bool,
    style: str,
    today: dt.date | None,
    **settings: Any,
) -> None:
    """Show whom to write to, in the order in which one would write.

    First who waits for an answer, then new contacts, ties gone quiet,
    and two that are worth reviving; then those who are only connected,
    and those of whom the inputs cannot tell. INPUT is the --out folder
    of an earlier `netmerge merge`, from which the list is reckoned as of
    today, or the exports themselves, which are read and merged anew.

    \b
    Examples:
      netmerge due network
      netmerge due network --section "gone quiet" --circle friends --limit 5
      netmerge due network --by silence
      netmerge due LinkedInExport.zip phone.vcf --today 2026-11-01
      netmerge due network --format csv > due.csv
    """  # noqa: D301
    everyone = run_or_network(inputs, today=today, **settings).due()
    chosen = _chosen(everyone, circle=circle, band=band, section=section, by=by)
    if style != "table":
        _print(chosen, limit, style)
        return
    asked = everybody or band or section or by != "section"
    _show(chosen if asked else _pressing(chosen), limit)
    if not section:
        _show_sections(chosen, inputs)


def _chosen(everyone: pd.DataFrame, **wanted: str | None) -> pd.DataFrame:
    from netmerge.due import choose

    return choose(everyone, **wanted)  # type: ignore[arg-type]


def _pressing(due: pd.DataFrame) -> pd.DataFrame:
    """A due list without those in order, and with the first few worth reviving."""
    from netmerge.columns.flags import equals

    old = equals(due["section"], "worth reviving")
    beyond = old & (old.cumsum() > REVIVED)
    return due[~(beyond | equals(due["section"], "in order"))]


def _print(chosen: pd.DataFrame, limit: int | None, style: str) -> None:
    """Print the list as JSON or CSV."""
    shown = chosen.head(limit or len(chosen)).round({"lateness": 2})
    if style == "json":
        click.echo(as_json(dicts(shown)))
        return
    from netmerge.export.csv import write_csv

    file = io.BytesIO()
    write_csv(shown, file)
    text = file.getvalue()
    click.echo(printable(text.decode(), lines=True) if sys.stdout.isatty() else text, nl=False)


def _show(chosen: pd.DataFrame, limit: int | None) -> None:
    """Print the list as a table."""
    from netmerge.cli.summary import show_due
    from netmerge.cli.tables import show

    limit = limit or SCREENFUL
    people = dicts(chosen.head(limit))
    if not people:
        show("Nobody.")
        return
    show_due(people)
    if len(chosen) > limit:
        show(f"{limit:,} of {len(chosen):,}; --limit shows more.")


def _show_sections(chosen: pd.DataFrame, inputs: tuple[str, ...]) -> None:
    """Say how many stand in each section that there is, and how to see them."""
    from netmerge.cli.summary import show_sections

    found = chosen["section"].value_counts()
    counts = {name: int(found[name]) for name in SECTIONS if name in found.index}
    named = shlex.join(inputs)
    if len(named) > LONGEST_INPUTS:
        named = "INPUT..."
    if counts:
        show_sections(counts, f"netmerge due {named}")
