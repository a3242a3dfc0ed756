"""`netmerge due`: inputs, or the folder of an earlier run → whom to write to."""

from __future__ import annotations

import datetime as dt
import io
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netmerge.cli.options import inputs_argument, reading_options, reconcile, today_option
from netmerge.cli.text import as_json, printable
from netmerge.errors import SettingsError
from netmerge.settings import BANDS, CIRCLES, ORDERS, SECTIONS

if TYPE_CHECKING:
    import pandas as pd

SCREENFUL = 20
REVIVED = 2
"""Old ties in a table, unless asked for: more are no help."""

LONGEST_INPUTS = 24
"""Characters of the inputs that a command repeats."""


@click.command("due")
@inputs_argument
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="At most so many.  [default: 20 in a table, else all]",
)
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
@click.option(
    "--format",
    "style",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="Form.",
)
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
    of an earlier `netmerge merge`, whose due.csv is shown as it was
    reckoned then, or the exports themselves, which are read and merged
    anew.

    \b
    Examples:
      netmerge due network
      netmerge due network --section "gone quiet" --circle friends --limit 5
      netmerge due network --by silence
      netmerge due LinkedInExport.zip phone.vcf --today 2026-11-01
      netmerge due network --format csv > due.csv
    """  # noqa: D301
    saved = _saved(inputs)
    if saved and (today or any(settings.values())):
        raise SettingsError(
            f"{saved} is an earlier run, reckoned with the options of its day.",
            "To use others, give the exports themselves.",
        )
    everyone = _read(saved) if saved else reconcile(inputs, today=today, **settings).due()
    chosen = _chosen(everyone, circle=circle, band=band, section=section, by=by)
    if style != "table":
        _print(chosen, limit, style)
        return
    asked = everybody or band or section or by != "section"
    _show(chosen if asked else _pressing(chosen), limit)
    if not section:
        _show_sections(chosen, inputs)
    if saved:
        _show_day(everyone)


def _saved(inputs: tuple[str, ...]) -> Path | None:
    """The folder of an earlier run, where it is the one input."""
    path = Path(inputs[0])
    return path if len(inputs) == 1 and (path / "due.csv").is_file() else None


def _read(saved: Path) -> pd.DataFrame:
    from netmerge.export.earlier import read_due

    return read_due(saved)


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
        click.echo(as_json(_dicts(shown)))
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
    people = _dicts(chosen.head(limit))
    if not people:
        show("Nobody.")
        return
    show_due(people)
    if len(chosen) > limit:
        show(f"{limit:,} of {len(chosen):,}; --limit shows more.")


def _dicts(due: pd.DataFrame) -> list[dict[str, Any]]:
    from netmerge.cli.tables import rows

    names = tuple(due.columns)
    return [dict(zip(names, row, strict=True)) for row in rows(due, names)]


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


def _show_day(saved: pd.DataFrame) -> None:
    """Say to which day the days of a saved list were counted, where any contact
    tells.
    """
    from netmerge.cli.tables import show
    from netmerge.export.earlier import day_of

    if day := day_of(saved):
        show(f"As of {day}, the day of that run.")
