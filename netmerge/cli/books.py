"""What commands on a book share: which book, and which contact is meant."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    import pandas as pd

    from netmerge.book import Book

Command = TypeVar("Command", bound=Callable[..., Any])

book_option = click.option(
    "--book",
    "path",
    type=click.Path(),
    metavar="DIR_OR_FILE",
    help="The folder of a run, or the book itself.  [default: NETMERGE_BOOK, else your own]",
)


def opened(path: str | Path | None, *, create: bool = False) -> Book:
    """The book that is meant."""
    from netmerge.book import Book

    return Book(path, create=create)


def picked(book: Book, text: str) -> str:
    """The contact (contact_id) that a text speaks of.

    Where several may be meant they are asked about at a terminal; elsewhere that is
    an error that names them.
    """
    found = book.candidates(text)
    if len(found) < 2 or not sys.stdin.isatty():
        return book.find(text)
    for number, name in enumerate(found.values(), 1):
        click.echo(f"{number:>3}  {name}", err=True)
    number = click.prompt("Which one", type=click.IntRange(1, len(found)), err=True)
    return list(found)[number - 1]


def meant(book: Book, text: str) -> str:
    """A text that speaks of one contact or record; see `picked` where it may speak of
    several contacts.
    """
    return picked(book, text) if len(book.candidates(text)) > 1 else text


def named(book: Book, contact: str) -> str:
    """A contact's name for a sentence."""
    return book.name(contact)


def show_people(contacts: pd.DataFrame) -> None:
    """Print contacts as a table."""
    from netmerge.cli.tables import Column, rows, show_table

    columns = [
        Column("contact", fit="cut", least=14),
        Column("company", fit="cut", least=10),
        Column("title", fit="cut", least=10, spare=3),
        Column("e-mail", fit="cut", least=16, spare=1),
        Column("id", spare=2),
    ]
    names = ("full_name", "company", "title", "emails", "contact_id")
    found = rows(contacts, names)
    show_table(
        columns,
        [(name, at, title, (mails or [None])[0], key) for name, at, title, mails, key in found],
    )
