"""`netmerge log`, `undo`, `backup` and `doctor`: what was done to a book, and how it
is.
"""

from __future__ import annotations

import click

from netmerge.cli.books import book_option, opened
from netmerge.cli.options import SCREENFUL, form_option
from netmerge.cli.text import as_json


@click.command("log")
@book_option
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")
@form_option("table", "json")
def log_command(path: str | None, limit: int | None, style: str) -> None:
    """Show what was done to a book, the latest first.

    \b
    Example:
      netmerge log --book network
    """  # noqa: D301
    from netmerge.cli.tables import Column, dicts, rows, show, show_table

    with opened(path) as book:
        found = book.log()
    chosen = found.head(limit or (len(found) if style == "json" else SCREENFUL))
    if style == "json":
        click.echo(as_json(dicts(chosen)))
        return
    columns = [
        Column("event", right=True),
        Column("when (UTC)", spare=1),
        Column("command"),
        Column("what", fit="fold", least=20),
        Column("undone by", right=True, spare=2),
    ]
    show_table(columns, rows(chosen, tuple(chosen.columns)))
    if len(found) > len(chosen):
        show(f"{len(chosen):,} of {len(found):,}; --limit shows more.")


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
