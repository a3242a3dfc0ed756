"""`netmerge brief` and `netmerge next`: somebody → what to know before writing to
them.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from netmerge.cli.completion import contact_names
from netmerge.cli.options import (
    book_of,
    inputs_argument,
    reading_options,
    today_option,
    told,
)
from netmerge.cli.text import printable

if TYPE_CHECKING:
    from netmerge.due import Brief


@click.command("brief")
@click.argument("name", metavar="NAME", shell_complete=contact_names)
@inputs_argument
@today_option
@reading_options
def brief_command(
    name: str, inputs: tuple[str, ...], today: dt.date | None, **settings: Any
) -> None:
    """Show what to know before writing to somebody, on one screen.

    NAME is a name, an e-mail address or an id. How you know them, your
    last notes and their last messages in their first words, what was
    given and received, earlier employment, and where to write. It needs
    the exports themselves, or a folder with a book. Nothing in it is
    made up.

    \b
    Examples:
      netmerge brief "Ada Lovelace" LinkedInExport.zip phone.vcf
      netmerge brief ada@example.org exports/
      netmerge brief "Ada Lovelace" network
    """  # noqa: D301
    found = told(
        inputs,
        lambda book: book.brief(name, today, settings["zone"]),
        lambda network: network.brief(name),
        today=today,
        **settings,
    )
    _show(found)


@click.command("next")
@inputs_argument
@today_option
@reading_options
def next_command(inputs: tuple[str, ...], today: dt.date | None, **settings: Any) -> None:
    """Show whom to write to first, with their brief.

    \b
    Examples:
      netmerge next LinkedInExport.zip phone.vcf
      netmerge next network
    """  # noqa: D301
    found = told(
        inputs,
        lambda book: book.next(today, settings["zone"]),
        lambda network: network.next(_hidden(inputs, today)),
        today=today,
        **settings,
    )
    if found is None:
        click.echo("Nobody wants a note.")
    else:
        _show(found)


def _hidden(inputs: tuple[str, ...], today: dt.date | None) -> frozenset[str]:
    """Whom the owner of a book wants to see on no list."""
    from netmerge.cli.books import opened

    path = book_of(inputs)
    if path is None:
        return frozenset()
    with opened(path) as book:
        return book.hidden(today)


def _show(brief: Brief) -> None:
    for line in brief.lines:
        click.echo(printable(line))
