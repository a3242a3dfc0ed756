"""`netmerge export`: a book, or the folder of an earlier run → its contacts for another
program.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netmerge.cli.books import book_option, opened
from netmerge.cli.options import book_of, day_option, vcard_version_option
from netmerge.cli.text import printable
from netmerge.errors import SettingsError
from netmerge.text.plurals import many

if TYPE_CHECKING:
    from netmerge.book.exports import Exported

GOOGLE_TAKES = 3000
"""Contacts that Google takes at a time."""

CONTACTS_FILE = "contacts.csv"

_PAGE = "docs/giving-back.md tells how."


class Format(click.types.StringParamType):
    """The name of a writer, those of other packages included; looked up only
    where it is asked.
    """

    name = "format"

    def get_metavar(
        self,
        param: click.Parameter,  # noqa: ARG002
        ctx: click.Context | None = None,  # noqa: ARG002
    ) -> str:
        """All of them, for the help."""
        from netmerge.export import writers

        return f"[{'|'.join(writers())}]"


@click.command("export")
@click.argument("directory", metavar="[DIR]", type=click.Path(), required=False)
@book_option
@click.option("--format", "style", type=Format(), required=True, help="Form of the file.")
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE", required=True, help="File to write."
)
@click.option(
    "--only",
    type=click.Choice(["changed", "new"]),
    help="Who is new or changed since the last export in that format, or who is new.",
)
@day_option("--since", "With --only: since this day, such as 2026-10-01.")
@click.option(
    "--split",
    type=click.IntRange(min=1),
    metavar="N",
    help="At most so many contacts a file: FILE-1, FILE-2 … Google takes 3000.",
)
@click.option("--label", metavar="TEXT", help="A label, or category, that every contact gets.")
@vcard_version_option
@click.option("--excel", is_flag=True, help="Write a CSV that Excel opens by a double click.")
def export_command(
    directory: str | None,
    path: str | None,
    style: str,
    output: str,
    only: str | None,
    since: dt.date | None,
    split: int | None,
    label: str | None,
    vcard_version: str | None,
    excel: bool,
) -> None:
    """Write the contacts for another program.

    They are those of a book, or of DIR, the --out folder of an earlier
    `netmerge merge`. The book remembers what each program was given:
    cards keep their UIDs, and --only changed writes what differs by now,
    and on stdout whom to delete there first, so that nobody is there
    twice. Pictures are left out.

    \b
    Examples:
      netmerge export network --format google -o google.csv
      netmerge export network --format google --split 3000 --label netmerge -o google.csv
      netmerge export network --format google --only changed -o google.csv
      netmerge export network --format outlook -o outlook.csv
      netmerge export network --format vcard --vcard-version 4.0 -o contacts.vcf
      netmerge export network --format jsonl -o contacts.jsonl
      netmerge export network --format xlsx -o contacts.xlsx
      netmerge export network --format csv --excel -o contacts.csv
    """  # noqa: D301
    if vcard_version and style != "vcard":
        raise click.UsageError("--vcard-version is for --format vcard.")
    if directory and path:
        raise click.UsageError("Give DIR or --book, not both.")
    if excel and style != "csv":
        raise click.UsageError("--excel is for --format csv.")
    named: dict[str, Any] = {"split": split, "label": label, "version": vcard_version}
    book = book_of([directory]) if directory else None
    if excel or style == "xlsx":
        if only or since or split or label:
            problem = (
                "A file for a spreadsheet holds everybody: --only, --since, --split and --label"
            )
            raise click.UsageError(f"{problem} are for what another program takes in.")
        _for_spreadsheet(directory if book is None else None, book or path, output, excel=excel)
        return
    if directory and book is None:
        if only or since:
            raise click.UsageError("--only is of a book, and there is none in that folder.")
        _of_folder(directory, style, output, **named)
        return
    if directory and book and book.parent == Path(directory):
        _keep_edits(book)
    with opened(book or path) as opened_book:
        _keep_apart(output, opened_book.path, opened_book.path.parent / CONTACTS_FILE)
        _tell(opened_book.export(style, output, only=only, since=since, **named), style, only)


def _for_spreadsheet(
    directory: str | None, book: str | Path | None, output: str, *, excel: bool
) -> None:
    """Write what a person opens, of a folder without a book, or of a book."""
    from netmerge.export import to_csv, to_excel
    from netmerge.export.earlier import read_contacts, read_sheets
    from netmerge.schema import FILES

    if directory:
        _keep_apart(output, *(Path(directory) / name for name in FILES))
        contacts = read_contacts(directory)
        sheets = {} if excel else read_sheets(directory)
    else:
        with opened(book) as opened_book:
            place = opened_book.path
            _keep_apart(output, place, *(place.parent / name for name in FILES))
            network = None if excel else opened_book.network()
            contacts = opened_book.contacts if network is None else network.contacts
            sheets = {} if network is None else network.sheets()
    if excel:
        to_csv(contacts, output, excel=True)
    else:
        to_excel(contacts, output, **sheets)
    _say_written(len(contacts), [Path(output)], "xlsx")


def _of_folder(directory: str, style: str, output: str, **named: Any) -> None:
    """Write the contacts of a folder without a book."""
    from netmerge.export.earlier import read_contacts
    from netmerge.export.parts import labelled, part_paths, write_parts

    _keep_apart(output, Path(directory) / CONTACTS_FILE)
    contacts = read_contacts(directory)
    paths = part_paths(output, len(contacts), named["split"])
    write_parts(style, labelled(contacts, named["label"]), paths, named["version"])
    _say_written(len(contacts), paths, style)


def _keep_apart(output: str, *sources: Path) -> None:
    from netmerge.export.guard import real

    if real(output) in map(real, sources):
        raise SettingsError(f"-o {output} would write over what is read.", "Choose another file.")


def _keep_edits(book: Path) -> None:
    """Refuse to leave out what was edited in the contacts.csv beside a book and was not
    given back.
    """
    from netmerge.book.store import Store
    from netmerge.book.unsaid import PEOPLE, unsaid_edits

    store = Store.open(book)
    try:
        edits = unsaid_edits(book.parent / PEOPLE, store)
    finally:
        store.close()
    if edits:
        file = book.parent / PEOPLE
        problem = f"{file} was edited, and the book does not know of it."
        hint = f"Give it back by netmerge merge … --corrections {file}, or export --book {book}."
        raise SettingsError(problem, hint)


def _tell(written: Exported, style: str, only: str | None) -> None:
    """What was written, and whom to delete first, a line each on stdout."""
    if not written.paths:
        click.echo("Nobody is new or changed; nothing is written.", err=True)
    else:
        _say_written(written.contacts, written.paths, style)
    if only is None and written.before:
        held = f"The last export gave {written.before:,} contacts in this format"
        click.echo(f"{held}: delete those in the program first, or they double. {_PAGE}", err=True)
    whom = [(written.stale, "in the program as before"), (written.gone, "gone or joined")]
    counted = [f"{len(names):,} {what}" for names, what in whom if names]
    if counted:
        listed = " and ".join(counted)
        click.echo(f"Delete in the program first, by the list: {listed}. {_PAGE}", err=True)
    for name in (*written.stale, *written.gone):
        click.echo(printable(name))


def _say_written(contacts: int, paths: Sequence[Path], style: str) -> None:
    names = ", ".join(map(str, paths))
    written = f"{many(contacts, 'contact')} written to {names}."
    click.echo(printable(written), err=True)
    if style == "google" and contacts > GOOGLE_TAKES * len(paths) and paths:
        click.echo(f"Google takes {GOOGLE_TAKES:,} at a time: --split {GOOGLE_TAKES}.", err=True)
