"""What the owner says of contacts → a book: note, snooze, never, circle, set, same,
different.
"""

from __future__ import annotations

import datetime as dt

import click

from netmerge.cli.books import book_option, meant, named, opened, picked
from netmerge.cli.completion import contact_names
from netmerge.cli.options import day_option
from netmerge.errors import SettingsError
from netmerge.settings import CIRCLES, as_date, as_days


@click.command("note")
@click.argument("contact", metavar="CONTACT", shell_complete=contact_names)
@click.argument("text", metavar="TEXT")
@day_option("--on", "The day on which you wrote it.  [default: today]")
@click.option("--channel", metavar="NAME", help="Where, such as email, whatsapp or letter.")
@click.option("--gave", metavar="TEXT", help="What you gave with it, such as an introduction.")
@book_option
def note_command(
    contact: str,
    text: str,
    on: dt.date | None,
    channel: str | None,
    gave: str | None,
    path: str | None,
) -> None:
    """Log a personal note that you wrote, and so set the clock back.

    \b
    Examples:
      netmerge note "Ada Lovelace" "sent her the museum article" --channel mail
      netmerge note ada@example.org "postcard" --on 2026-11-20 --gave "intro to Grace"
    """  # noqa: D301
    with opened(path) as book:
        name = picked(book, contact)
        book.note(name, text, on=on, channel=channel, gave=gave)
        click.echo(f"Noted: {named(book, name)}, {on or as_date(None)}.", err=True)


@click.command("snooze")
@click.argument("contact", metavar="CONTACT", shell_complete=contact_names)
@click.argument("time", metavar="TIME_OR_DAY")
@book_option
def snooze_command(contact: str, time: str, path: str | None) -> None:
    """Leave a contact out of the due list for a time, or until a day.

    \b
    Examples:
      netmerge snooze "Ada Lovelace" 30d
      netmerge snooze "Ada Lovelace" 2027-01-15
    """  # noqa: D301
    until = _until(time)
    with opened(path) as book:
        name = picked(book, contact)
        book.snooze(name, until)
        click.echo(f"{named(book, name)} is on no list until {until}.", err=True)


def _until(time: str) -> dt.date:
    """The day that is meant by a time or a day."""
    try:
        return dt.date.fromisoformat(time)
    except ValueError:
        pass
    try:
        return as_date(None) + dt.timedelta(as_days(time))
    except SettingsError:
        hint = "Give a time such as 30d or 6w, or a day such as 2027-01-15."
        raise SettingsError(f"{time!r} is neither a time nor a day.", hint) from None


@click.command("never")
@click.argument("contact", metavar="CONTACT", shell_complete=contact_names)
@book_option
def never_command(contact: str, path: str | None) -> None:
    """Leave a contact out of the due list for good.

    \b
    Example:
      netmerge never "Plumber Joe"
    """  # noqa: D301
    with opened(path) as book:
        name = picked(book, contact)
        book.never(name)
        click.echo(f"{named(book, name)} is on no list any more.", err=True)


@click.command("circle")
@click.argument("contact", metavar="CONTACT", shell_complete=contact_names)
@click.argument("circle", metavar="CIRCLE", type=click.Choice(CIRCLES))
@book_option
def circle_command(contact: str, circle: str, path: str | None) -> None:
    """Say which circle a contact is of.

    \b
    Example:
      netmerge circle "Ada Lovelace" friends
    """  # noqa: D301
    with opened(path) as book:
        name = picked(book, contact)
        book.circle(name, circle)
        click.echo(f"{named(book, name)}: {circle}.", err=True)


@click.command("set")
@click.argument("contact", metavar="CONTACT", shell_complete=contact_names)
@click.argument("values", metavar="FIELD=VALUE...", nargs=-1, required=True)
@book_option
def set_command(contact: str, values: tuple[str, ...], path: str | None) -> None:
    """Correct what is known of a contact; it outranks every source.

    FIELD is a column of contacts.csv, email or phone for the one that
    comes first, or cadence for how long the tie may stay quiet. Several
    values are separated by ` ; `; an empty one empties the field.

    \b
    Examples:
      netmerge set "Ada Lovelace" company="Analytical Engines" title=Director
      netmerge set "Ada Lovelace" email=ada@home.example
      netmerge set "Ada Lovelace" cadence=6w
    """  # noqa: D301
    pairs = [text.partition("=") for text in values]
    for field, sign, _ in pairs:
        if not sign or not field.strip():
            raise click.BadParameter(f"{field!r} is not FIELD=VALUE, such as company=Looms.")
    with opened(path) as book:
        name = picked(book, contact)
        for field, _, value in pairs:
            book.set(name, field.strip(), value)
        click.echo(f"{named(book, name)}: {', '.join(values)}.", err=True)


@click.command("same")
@click.argument("first", metavar="FIRST", shell_complete=contact_names)
@click.argument("second", metavar="SECOND", shell_complete=contact_names)
@book_option
def same_command(first: str, second: str, path: str | None) -> None:
    """Say that two contacts are one person.

    Each is a name, an e-mail address, an id, or the key of a record. It
    holds for every later import.

    \b
    Example:
      netmerge same "Bob Carter" bob.carter@example.org
    """  # noqa: D301
    with opened(path) as book:
        book.same(*(meant(book, text) for text in (first, second)))
        click.echo(f"One person: {first} and {second}.", err=True)


@click.command("different")
@click.argument("first", metavar="FIRST", shell_complete=contact_names)
@click.argument("second", metavar="SECOND", shell_complete=contact_names)
@book_option
def different_command(first: str, second: str, path: str | None) -> None:
    """Say that two contacts, or two records of one, are two people.

    Each is a name, an e-mail address, an id, or the key of a record, as
    `netmerge show` lists them. It holds for every later import.

    \b
    Example:
      netmerge different vcard:uid:6f2e google:email:bob@example.org
    """  # noqa: D301
    with opened(path) as book:
        book.different(*(meant(book, text) for text in (first, second)))
        click.echo(f"Two people: {first} and {second}.", err=True)
