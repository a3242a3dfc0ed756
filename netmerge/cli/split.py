"""`netmerge split`: a contact that is several people → one contact each."""

from __future__ import annotations

import re
import shlex
import sys
from typing import TYPE_CHECKING, Any

import click

from netmerge.cli.books import book_option, named, opened, picked
from netmerge.cli.completion import contact_names
from netmerge.cli.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netmerge.book import Book
    from netmerge.book.parting import Bridge, Parting

CERTAIN = 0.99
"""Probability above which no per cent tells more."""

_QUIT = "q"
_NUMBERS = re.compile(r"\d{1,6}")


@click.command("split")
@click.argument("contact", metavar="CONTACT", shell_complete=contact_names)
@click.option(
    "--people",
    metavar="ENTRIES",
    help="Who is who, by the numbers of the entries: '1 2 / 3' are two people. Entries that "
    "are not named stay together.",
)
@book_option
def split_command(contact: str, people: str | None, path: str | None) -> None:
    """Take apart a contact that is several people.

    Its entries are shown in groups by evidence, with the weak links
    between them, and at a terminal you say who is who; elsewhere
    --people says so. It holds for every later import, and netmerge undo
    takes it back.

    \b
    Examples:
      netmerge split "Chris Reed" --book network
      netmerge split "Chris Reed" --people "1 2 / 3"
    """  # noqa: D301
    with opened(path) as book:
        name = picked(book, contact)
        with Progress(quiet=False) as progress:
            found = book.parting(name, progress)
        if people is None:
            _show(found)
            people = _asked(found, path)
        if people is not None:
            _split(book, found, people)


def _asked(found: Parting, path: str | None) -> str | None:
    """What is answered at a terminal; None where nobody can be asked, or nothing is
    to be done.
    """
    from netmerge.cli.tables import show

    proposed = _in_numbers(found)
    show()
    if not _on_a_terminal():
        book = f" --book {shlex.quote(path)}" if path else ""
        show(f"Say who is who: netmerge split {found.contact_id} --people '{proposed}'{book}")
        return None
    show("Who is who? Numbers of one person together, people parted by / ; q leaves it as it is.")
    answer = str(click.prompt("Entries", default=proposed))
    return None if answer.strip().lower() == _QUIT else answer


def _on_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _split(book: Book, found: Parting, people: str) -> None:
    records = found.records
    wanted = [[records[number - 1] for number in one] for one in parsed(people, len(records))]
    ids = book.split(found.contact_id, wanted)
    told = ", ".join(f"{named(book, name)} ({name})" for name in ids)
    click.echo(f"{len(ids)} people: {told}.", err=True)
    entry = book.show(found.contact_id) if found.contact_id in ids else {}
    if entry.get("said") or entry.get("notes"):
        click.echo(f"What you said and noted stays with {found.contact_id}.", err=True)


def parsed(text: str, entries: int) -> list[list[int]]:
    """The numbers of each person's entries. Raises BadParameter for what is none."""
    people = [part.replace(",", " ").split() for part in text.split("/")]
    for word in (word for part in people for word in part):
        if not _NUMBERS.fullmatch(word) or not 1 <= int(word) <= entries:
            problem = f"{word!r} is no number of an entry, which go from 1 to {entries}."
            raise click.BadParameter(f"{problem} Write people as in '1 2 / 3'.")
    return [[int(word) for word in part] for part in people if part]


def _in_numbers(found: Parting) -> str:
    """The groups, each by the numbers of its entries."""
    number = {record: place for place, record in enumerate(found.records, 1)}
    return " / ".join(" ".join(str(number[key]) for key in group) for group in found.groups)


def _show(found: Parting) -> None:
    """The entries, group by group, and what links the groups."""
    from netmerge.cli.tables import Column, show, show_table

    number = {record: place for place, record in enumerate(found.records, 1)}
    groups = len(found.groups)
    counted = "one group, for they all say the same" if groups == 1 else f"{groups} groups"
    show(f"{found.name}: {len(number)} entries in {counted}.", bold=True)
    columns = [
        Column("", right=True),
        Column("name", fit="fold", least=12),
        Column("company", fit="fold", least=8, spare=1),
        Column("e-mail, phone", fit="fold", least=16),
        Column("source", fit="fold", least=8, spare=2),
    ]
    for place, group in enumerate(found.groups, 1):
        show()
        show(f"Group {place}", bold=True)
        show_table(columns, [(number[key], *_line(found.entries[key])) for key in group])
    if found.bridges:
        show()
    for bridge in found.bridges:
        show(_in_words(bridge, number))


def _in_words(bridge: Bridge, number: Mapping[str, int]) -> str:
    ends = sorted((number[bridge.record_a], number[bridge.record_b]))
    certain = bridge.probability > CERTAIN
    likely = "more than 99%" if certain else f"{bridge.probability:.0%}"
    return f"Between {ends[0]} and {ends[1]}: {bridge.reason} ({likely} likely one person)."


def _line(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    """An entry in a line of a table: name, where they work, addresses, source."""
    parts = [entry.get(name) for name in ("given_name", "middle_name", "family_name")]
    name = entry.get("full_name") or " ".join(filter(None, parts))
    work = [entry[name] for name in ("title", "company") if name in entry]
    reached = [*entry.get("emails", ()), *entry.get("phones", ())]
    place = entry.get("member") or entry["file"]
    return name, ", ".join(work), reached, f"{place} {entry['position']}"
