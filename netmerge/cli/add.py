"""`netmerge add`: inputs → on top of what a book holds."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from netmerge.cli.books import book_option, opened
from netmerge.cli.options import (
    corrections_option,
    decisions_option,
    inputs_argument,
    reading_options,
    today_option,
)
from netmerge.cli.progress import Progress
from netmerge.text.plurals import many

if TYPE_CHECKING:
    import pandas as pd


@click.command("add")
@inputs_argument
@book_option
@today_option
@reading_options
@decisions_option
@corrections_option
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def add_command(
    inputs: tuple[str, ...],
    path: str | None,
    today: dt.date | None,
    quiet: bool,
    **settings: Any,
) -> None:
    """Put exports on top of what a book holds.

    What is in it already changes nothing. A newer export of an address
    book takes the place of its older one; contacts keep their ids, your
    decisions, corrections and notes hold.

    \b
    Examples:
      netmerge add LinkedInExport.zip phone.vcf --book network
      netmerge add Basic_LinkedInDataExport_12-01-2026.zip
    """  # noqa: D301
    with Progress(quiet) as progress, opened(path, create=True) as book:
        events = len(book.log())
        network = book.update(*inputs, today=today, progress=progress, **settings)
        changed = len(book.log()) > events
        changes = book.changes() if changed else None
        contacts = book.counts()["contacts"]
    if not quiet:
        from netmerge.cli.tables import show

        _report(contacts, changes, str(book.path))
        for warning in (*network.links.warnings, *network.notices) if network else ():
            show(warning)


def _report(contacts: int, changes: pd.DataFrame | None, path: str) -> None:
    from netmerge.cli.look import counted
    from netmerge.cli.tables import show

    show(f"{many(contacts, 'contact')} in {path}.", bold=True)
    if changes is None:
        show("Nothing new: the book holds all of that already.")
    elif len(changes):
        show(f"{counted(changes)}. netmerge changes shows them.")
