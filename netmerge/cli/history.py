"""`netmerge log`, `undo`, `backup` and `doctor`: what was done to a book, and how it
is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from netmerge.cli.books import book_option, opened
from netmerge.cli.options import SCREENFUL, form_option
from netmerge.cli.text import as_json

if TYPE_CHECKING:
    import pandas as pd

    from netmerge.book import Book


@click.command("log")
@book_option
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")
@form_option("table", "json")
def log_command(path: str | None, limit: int | None, style: str) -> None:
    """Show what was done to a book, the latest first.

    Below stands which contacts were joined or parted by it, and on
    which evidence.

    \b
    Example:
      netmerge log --book network
    """  # noqa: D301
    from netmerge.cli.tables import Column, dicts, rows, show, show_table

    with opened(path) as book:
        found = book.log()
        chosen = found.head(limit or (len(found) if style == "json" else SCREENFUL))
        joins = book.joins(chosen["event"])
        names = _names(book)
    if style == "json":
        told = dicts(joins)
        for event in (events := dicts(chosen)):
            event["joins"] = [_of_event(line) for line in told if line["event"] == event["event"]]
        click.echo(as_json(events))
        return
    columns = [
        Column("event", right=True),
        Column("when (UTC)", spare=1),
        Column("command"),
        Column("what", fit="fold", least=20),
        Column("undone by", right=True, spare=2),
    ]
    lines = [
        (event, at, command, _with_name(cause, names), undone)
        for event, at, command, cause, undone in rows(chosen, tuple(chosen.columns))
    ]
    show_table(columns, lines)
    if len(found) > len(chosen):
        show(f"{len(chosen):,} of {len(found):,}; --limit shows more.")
    if len(joins):
        _show_joins(joins, names)


def _names(book: Book) -> dict[str, str]:
    contacts = book.contacts
    each = zip(contacts["contact_id"], contacts["full_name"], strict=True)
    return {contact: name for contact, name in each if isinstance(name, str)}


def _with_name(cause: str, names: dict[str, str]) -> str:
    """What was done, with the name of the contact that it begins with."""
    contact, colon, rest = cause.partition(":")
    return f"{names.get(contact, contact)}{colon}{rest}"


def _of_event(line: dict[str, Any]) -> dict[str, Any]:
    return {name: line[name] for name in ("contact_id", "text")}


def _show_joins(joins: pd.DataFrame, names: dict[str, str]) -> None:
    """Who was joined or parted by which event, and why."""
    from netmerge.cli.tables import Column, rows, show, show_table

    first = joins.head(SCREENFUL)
    columns = [
        Column("event", right=True),
        Column("contact", fit="cut", least=14),
        Column("joined or parted", fit="fold", least=30),
    ]
    lines = rows(first, ("event", "contact_id", "text"))
    show()
    show_table(columns, [(event, names.get(who, who), text) for event, who, text in lines])
    if len(joins) > len(first):
        show(f"{len(first):,} of {len(joins):,}; --format json has all.")


@click.command("undo")
@click.argument("event", type=int, required=False)
@book_option
def undo_command(event: int | None, path: str | None) -> None:
    """Undo what was done last, or an event of `netmerge log` by its number.

    The book is then exactly as it was before. What a later change rests
    on is not undone.

    \b
    Examples:
      netmerge undo
      netmerge undo 17 --book network
    """  # noqa: D301
    with opened(path) as book:
        number = book.undo(event)
        undoing = book.log(limit=1)["cause"].iloc[0]
        click.echo(f"Undone: event {undoing or number}.", err=True)


@click.command("backup")
@click.argument("file", metavar="FILE", type=click.Path())
@book_option
def backup_command(file: str, path: str | None) -> None:
    """Copy a book to a file, whatever others do with it meanwhile.

    \b
    Example:
      netmerge backup ~/netmerge-2026-11.db --book network
    """  # noqa: D301
    with opened(path) as book:
        written = book.backup(file)
        click.echo(f"{book.path} is copied to {written}.", err=True)


@click.command("doctor")
@book_option
def doctor_command(path: str | None) -> None:
    """See whether a book is sound.

    \b
    Example:
      netmerge doctor --book network
    """  # noqa: D301
    with opened(path) as book:
        damages = book.damages()
        counts = book.counts()
        where = book.path
    for damage in damages:
        click.echo(damage)
    if damages:
        click.echo(f"{where} is damaged. Use a backup.", err=True)
        raise SystemExit(2)
    listed = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    click.echo(f"{where} is sound: {listed}.")
