"""`netmerge report`: inputs, the folder of an earlier run or a book → a page to look
at.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from netmerge.cli.options import (
    asked_of_book,
    book_of,
    reading_options,
    run_or_network,
    today_option,
)
from netmerge.cli.progress import Progress
from netmerge.cli.text import printable
from netmerge.errors import SettingsError


@click.command("report")
@click.argument("inputs", metavar="[INPUT]...", nargs=-1)
@click.option("--out", type=click.Path(), metavar="FILE", required=True, help="Page to write.")
@click.option("--force", is_flag=True, help="Write over a FILE that is no such page.")
@today_option
@reading_options
def report_command(
    inputs: tuple[str, ...], out: str, force: bool, today: dt.date | None, **settings: Any
) -> None:
    """Write a page to look at: the week, whom to write to, and what is known.

    INPUT is a book or the --out folder of an earlier `netmerge merge`, or
    the exports themselves; your own book unless given. The page is one
    HTML file that any browser opens, on a telephone and on paper too. It
    has no script, and asks for nothing on any network.

    \b
    Examples:
      netmerge report network --out report.html
      netmerge report LinkedInExport.zip phone.vcf --out report.html
    """  # noqa: D301
    _keep_apart(inputs, Path(out), force=force)
    book = book_of(inputs) if inputs else None
    if book is None and inputs:
        _of_inputs(inputs, out, today, settings)
    else:
        _of_book(book, out, today, settings)
    click.echo(printable(f"Written: {out}. Open it in a browser."), err=True)


def _keep_apart(inputs: tuple[str, ...], out: Path, *, force: bool) -> None:
    """Refuse to write over an input, or over what is no page of ours."""
    from netmerge.export.guard import read_by
    from netmerge.report.page import is_page

    lost = None if is_page(out) else read_by(inputs, out)
    if lost is not None:
        raise SettingsError(
            f"--out {out} would write over the input {lost}.", "Choose another file."
        )
    if out.exists() and not force and not is_page(out):
        hint = "Choose another file, or give --force."
        raise SettingsError(f"--out {out} would write over a file that is no report.", hint)


def _of_book(path: Path | None, out: str, today: dt.date | None, settings: dict[str, Any]) -> None:
    """Of the book of a path, or the user's own."""
    from netmerge.cli.books import opened

    asked = asked_of_book(path, **settings)
    with Progress(quiet=False) as progress, opened(path) as book:
        book.report(out, today, progress, **asked)


def _of_inputs(
    inputs: tuple[str, ...], out: str, today: dt.date | None, settings: dict[str, Any]
) -> None:
    """Of the exports, or of the folder of a run that has no book."""
    from netmerge.export.earlier import read_questions
    from netmerge.run import Run

    found = run_or_network(inputs, today=today, **settings)
    if isinstance(found, Run):
        found.report(out, read_questions(inputs[0]))
    else:
        found.report(out)
