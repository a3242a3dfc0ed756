"""`netmerge show`, `search` and `changes`: a book → what it says."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from netmerge.cli.books import book_option, opened, picked, show_people
from netmerge.cli.completion import contact_names
from netmerge.cli.options import SCREENFUL, day_option, form_option
from netmerge.cli.text import as_json
from netmerge.errors import SettingsError

if TYPE_CHECKING:
    import pandas as pd

_STYLE = form_option("table", "json")
_IN_SHORT = ("full_name", "contact_id", "kind", "file", "member", "position", "status", "source")


@click.command("show")
@click.argument("contact", metavar="CONTACT", shell_complete=contact_names)
@book_option
@_STYLE
def show_command(contact: str, path: str | None, style: str) -> None:
    """Show all that a book knows of a contact, and which source says what.

    CONTACT is a name, an e-mail address or an id.

    \b
    Examples:
      netmerge show "Ada Lovelace" --book network
      netmerge show ada@example.org
    """  # noqa: D301
    with opened(path) as book:
        found = book.show(picked(book, contact))
    if style == "json":
        click.echo(as_json(found | {"log": found["log"].to_dict("records")}))
        return
    _show_contact(found)


@click.command("search")
@click.argument("text", metavar="TEXT")
@book_option
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")
@_STYLE
def search_command(text: str, path: str | None, limit: int | None, style: str) -> None:
    """Find contacts by a part of a name, company, title, address, number or note.

    Those with the whole words come first, then those where a word begins
    so; where there are none, those with a slip in the name.

    \b
    Examples:
      netmerge search "museum" --book network
      netmerge search 7946
    """  # noqa: D301
    from netmerge.cli.tables import show

    with opened(path) as book:
        found = book.search(text)
    chosen = found.head(limit or (len(found) if style == "json" else SCREENFUL))
    if style == "json":
        click.echo(as_json(_plain(chosen)))
        return
    if found.empty:
        show("Nobody.")
        return
    show_people(chosen)
    if len(found) > len(chosen):
        show(f"{len(chosen):,} of {len(found):,}; --limit shows more.")


@click.command("changes")
@click.argument("exports", metavar="[OLD NEW]", nargs=-1, type=click.Path())
@book_option
@day_option("--since", "Since this day, such as 2026-01-01.  [default: the last import]")
@_STYLE
def changes_command(
    exports: tuple[str, ...], path: str | None, since: dt.date | None, style: str
) -> None:
    """Show who has a new job, address or name, who is new and who is gone.

    Of a book since a day, or between two exports OLD and NEW of the same
    address book.

    \b
    Examples:
      netmerge changes --since 2026-01-01 --book network
      netmerge changes october.zip november.zip
    """  # noqa: D301
    from netmerge.cli.tables import show

    if exports and len(exports) != 2:
        raise SettingsError("Changes are between two exports.", "Give OLD and NEW, or --book.")
    if exports:
        from netmerge.book import changes_between

        found = changes_between(*exports)
    else:
        with opened(path) as book:
            found = book.changes(since)
    if style == "json":
        click.echo(as_json(_plain(found)))
        return
    if found.empty:
        show("Nothing changed.")
        return
    _show_changes(found)
    show(f"{counted(found)}.", bold=True)


def counted(changes: pd.DataFrame) -> str:
    """How many changes there are of each kind, in words."""
    counts = changes.groupby("what")["contact_id"].nunique()
    words = {
        "employer": "new employer",
        "title": "new title",
        "e-mail": "new address",
        "name": "new name",
        "new": "new",
        "gone": "gone",
    }
    said = [f"{counts[what]:,} {word}" for what, word in words.items() if what in counts.index]
    return ", ".join(said)


def _show_changes(found: pd.DataFrame) -> None:
    from netmerge.cli.tables import Column, rows, show_table

    columns = [
        Column("contact", fit="cut", least=14),
        Column("what"),
        Column("before", fit="fold", least=12),
        Column("after", fit="fold", least=12),
        Column("from", spare=2),
        Column("to", spare=1),
    ]
    names = ("full_name", "what", "before", "after", "before_day", "after_day")
    show_table(columns, rows(found, names))


def _show_contact(found: dict[str, Any]) -> None:
    from netmerge.cli.tables import Column, show, show_table

    contact = found["contact"]
    show(f"{contact.get('full_name') or contact['contact_id']}", bold=True)
    pair = [Column(""), Column("", fit="fold", least=30)]
    plain = [(name, value) for name, value in contact.items() if name not in _IN_SHORT]
    show_table(pair, [("id", contact["contact_id"]), *plain])
    for entry in found["entries"]:
        place = " ".join(str(entry[name]) for name in ("file", "member") if name in entry)
        day = f", {entry['as_of']}" if "as_of" in entry else ""
        show()
        show(f"{place} {entry['position']}{day}", bold=True)
        show_table(pair, [(name, value) for name, value in entry.items() if name not in _IN_SHORT])
    for title, lines in (
        ("What you said", found["said"]),
        ("Notes that you logged", found["notes"]),
        ("Joined and parted", found["happened"]),
    ):
        if lines:
            show()
            show(title, bold=True)
            for line in lines:
                show(" ".join(str(part) for part in line if part is not None))


def _plain(table: pd.DataFrame) -> list[dict[str, Any]]:
    from netmerge.cli.tables import dicts

    return dicts(table.drop(columns=["photo", "record_ids"], errors="ignore"))
