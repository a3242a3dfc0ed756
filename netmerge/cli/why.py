"""`netmerge why`: somebody → which note to them counts, and what did not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from netmerge.cli.completion import contact_names
from netmerge.cli.options import (
    inputs_argument,
    reading_options,
    today_option,
    told,
)
from netmerge.cli.text import printable


@click.command("why")
@click.argument("name", metavar="NAME", shell_complete=contact_names)
@inputs_argument
@today_option
@reading_options
def why_command(name: str, inputs: tuple[str, ...], today: dt.date | None, **settings: Any) -> None:
    """Show which note to somebody counts, and what did not, each with its reason.

    NAME is a name, an e-mail address or an id. Below each stands its key,
    by which --grades overrules its grade. At the end stands what the files
    cover of each channel of theirs. It needs the exports themselves, or a
    folder with a book.

    \b
    Examples:
      netmerge why "Ada Lovelace" LinkedInExport.zip mail.mbox
      netmerge why ada@example.org exports/
    """  # noqa: D301
    found = told(
        inputs,
        lambda book: book.why(name, today, settings["zone"]),
        lambda network: network.why(name),
        today=today,
        **settings,
    )
    for line in found.lines:
        click.echo(printable(line))
