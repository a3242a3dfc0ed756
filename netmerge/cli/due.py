"""`netmerge due`: inputs, or the folder of an earlier run → whom to write to."""

from __future__ import annotations

import datetime as dt
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netmerge.cli.options import inputs_argument, reading_options, reconcile, today_option
from netmerge.cli.text import as_json, printable
from netmerge.errors import SettingsError
from netmerge.settings import BANDS, CIRCLES

if TYPE_CHECKING:
    import pandas as pd

SCREENFUL = 20


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
    style: str,
    today: dt.date | None,
    **settings: Any,
) -> None:
    """Show whom to write to, longest silence first.

    INPUT is the --out folder of an earlier `netmerge merge`, whose
    due.csv is shown as it was reckoned then, or the exports themselves,
    which are read and merged anew. A contact without evidence of a
    personal note stands last: the inputs may not cover it.

    \b
    Examples:
      netmerge due network
      netmerge due network --band overdue --circle friends --limit 5
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
    _show(_chosen(everyone, circle, band), limit, style)
    if saved and style == "table":
        _show_day(everyone)


def _saved(inputs: tuple[str, ...]) -> Path | None:
    """The folder of an earlier run, where it is the one input."""
    path = Path(inputs[0])
    return path if len(inputs) == 1 and (path / "due.csv").is_file() else None


def _read(saved: Path) -> pd.DataFrame:
    from netmerge.export.earlier import read_due

    return read_due(saved)


def _chosen(everyone: pd.DataFrame, circle: str | None, band: str | None) -> pd.DataFrame:
    from netmerge.due import choose

    return choose(everyone, circle=circle, band=band)


def _show(chosen: pd.DataFrame, limit: int | None, style: str) -> None:
    from netmerge.cli.summary import show_due
    from netmerge.cli.tables import rows, show

    limit = limit or (SCREENFUL if style == "table" else len(chosen))
    shown = chosen.head(limit).round({"lateness": 2})
    names = tuple(shown.columns)
    people = [dict(zip(names, row, strict=True)) for row in rows(shown, names)]
    if style == "json":
        click.echo(as_json(people))
    elif style == "csv":
        from netmerge.export.csv import write_csv

        file = io.BytesIO()
        write_csv(shown, file)
        text = file.getvalue()
        click.echo(printable(text.decode(), lines=True) if sys.stdout.isatty() else text, nl=False)
    elif not people:
        show("Nobody.")
    else:
        show_due(people)
        if len(chosen) > limit:
            show(f"{limit:,} of {len(chosen):,}; --limit shows more.")


def _show_day(saved: pd.DataFrame) -> None:
    """Say to which day the days of a saved list were counted, where any contact
    tells.
    """
    from netmerge.cli.tables import show
    from netmerge.export.earlier import day_of

    if day := day_of(saved):
        show(f"As of {day}, the day of that run.")
