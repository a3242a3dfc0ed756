"""Options that several commands share → the library's keyword arguments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from netmerge.cli.progress import Progress
from netmerge.cli.text import printable
from netmerge.errors import SettingsError
from netmerge.settings import BOOK_FILE

if TYPE_CHECKING:
    import pandas as pd

    from netmerge.book import Book
    from netmerge.network import Network
    from netmerge.run import Run

SCREENFUL = 20
"""Rows of a table, unless more are asked for."""

Command = TypeVar("Command", bound=Callable[..., Any])
Told = TypeVar("Told")


def _day(_context: click.Context, _option: click.Parameter, text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a date such as 2026-11-01.") from None


def _mapping(
    _context: click.Context, _option: click.Parameter, texts: tuple[str, ...]
) -> dict[str, str]:
    """Columns to fields; a column's name may itself hold an equals sign, a
    field's never does.
    """
    columns = {}
    for text in texts:
        column, _, field = text.rpartition("=")
        if not column.strip() or not field.strip():
            raise click.BadParameter(f"{text!r} is not COLUMN=FIELD, such as 'Reach me=phone'.")
        columns[column.strip()] = field.strip()
    return columns


vcard_version_option = click.option(
    "--vcard-version",
    type=click.Choice(["3.0", "4.0"]),
    help="Version of the cards: 3.0, which every program takes, or 4.0.  [default: 3.0]",
)

inputs_argument = click.argument(
    "inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path()
)


limit_option = click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help=f"At most so many.  [default: {SCREENFUL} in a table, else all]",
)


def form_option(*forms: str, help_: str = "Form.") -> Callable[[Command], Command]:
    """--format, one of some words, the first unless said."""
    return click.option(
        "--format",
        "style",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help=help_,
    )


def day_option(name: str, help_: str) -> Callable[[Command], Command]:
    """An option that is a day."""
    return click.option(name, callback=_day, metavar="DATE", help=help_)


today_option = day_option(
    "--today", "Reckon as of this day, such as 2026-11-01.  [default: the current date]"
)

map_option = click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="COLUMN=FIELD",
    callback=_mapping,
    help="Read a column of a CSV as a field, such as 'Reach me=phone'; "
    "'extra' is for none. May be repeated.",
)


encoding_option = click.option(
    "--encoding",
    metavar="NAME",
    help="Encoding of text files that are no Unicode, such as cp1251 or big5.  "
    "[default: guessed and reported]",
)


def _times(
    _context: click.Context, _option: click.Parameter, texts: tuple[str, ...]
) -> dict[str, str]:
    """Circles or contacts to days."""
    times = {}
    for text in texts:
        who, _, time = text.rpartition("=")
        if not who.strip() or not time.strip():
            raise click.BadParameter(f"{text!r} is not WHO=TIME, such as co-workers=90d.")
        times[who.strip()] = time.strip()
    return times


def _decisions(
    _context: click.Context, _option: click.Parameter, path: str | None
) -> pd.DataFrame | None:
    """The decisions of a file, which is read before anything is written."""
    if path is None:
        return None
    from netmerge.book.given import read_decisions

    return read_decisions(path)


decisions_option = click.option(
    "--decisions",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    callback=_decisions,
    help="A review.csv with its column decision filled in: same, different or empty.",
)


corrections_option = click.option(
    "--corrections",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="A contacts.csv that you edited: its changed cells hold from now on.",
)


def reading_options(command: Command) -> Command:
    """Add the options that say how inputs are read: --region, --map, --me, --zone,
    --circles, --grades, --cadence and --encoding.
    """
    for option in (
        encoding_option,
        click.option(
            "--zone",
            metavar="NAME",
            help="Time zone of your days, such as Europe/Berlin.  [default: the machine's]",
        ),
        click.option(
            "--cadence",
            multiple=True,
            metavar="WHO=TIME",
            callback=_times,
            help="How long a circle or contact may stay quiet, such as co-workers=90d or "
            "'Ada Lovelace=6w'. May be repeated.",
        ),
        click.option(
            "--circles",
            type=click.Path(dir_okay=False),
            metavar="FILE",
            help="A CSV of yours with name, email or id, and circle or cadence; a run's "
            "contacts.csv with circles that you changed.",
        ),
        click.option(
            "--grades",
            type=click.Path(dir_okay=False),
            metavar="FILE",
            help="A CSV of yours with key and grade of messages that you grade otherwise; a "
            "run's interactions.csv with grades that you changed.",
        ),
        click.option(
            "--me",
            multiple=True,
            metavar="WHO",
            help="Who you are, where no input tells: your e-mail address, LinkedIn profile "
            "or name. May be repeated.",
        ),
        map_option,
        click.option(
            "--region",
            metavar="CODE",
            help="Country of national phone numbers, such as GB.  [default: guessed and reported]",
        ),
    ):
        command = option(command)
    return command


def reconcile(
    inputs: Sequence[str], *, today: dt.date | None = None, quiet: bool = False, **settings: Any
) -> Network:
    """Read, match and merge the inputs, showing progress if it takes long.

    `settings` are the reading options.
    """
    with Progress(quiet) as progress:
        from netmerge.pipeline import reconcile

        return reconcile(*inputs, today=today, progress=progress, **settings)


def network_of(inputs: Sequence[str], **settings: Any) -> Network:
    """As `reconcile`, or the network of a book, where its folder or file is the one
    input; where the owner's word speaks in vain is said on stderr.

    Raises SettingsError where options of reading are given beside a book.
    """
    book = book_of(inputs)
    network = reconcile(inputs, **settings) if book is None else _of_book(book, **settings)
    _tell(network.notices)
    return network


def book_of(inputs: Sequence[str]) -> Path | None:
    """The book, where its folder or its file is the one input."""
    path = Path(inputs[0])
    file = path if path.suffix == Path(BOOK_FILE).suffix else path / BOOK_FILE
    return file if len(inputs) == 1 and file.is_file() else None


def _of_book(
    path: Path,
    *,
    today: dt.date | None = None,
    zone: str | None = None,
    grades: str | None = None,
    **settings: Any,
) -> Network:
    from netmerge.cli.books import opened

    asked = asked_of_book(path, zone=zone, grades=grades, **settings)
    with Progress(quiet=False) as progress, opened(path) as book:
        return book.network(today, progress, **asked)


def asked_of_book(
    path: Path | None, *, zone: str | None = None, grades: str | None = None, **settings: Any
) -> dict[str, str]:
    """What may be said of a book when it is looked at. Raises SettingsError for
    options of reading.
    """
    if any(settings.values()):
        raise SettingsError(
            f"{path or 'Without an INPUT this'} is a book, which holds the options that it was "
            "read with.",
            "To use others, give the exports themselves.",
        )
    return {name: text for name, text in (("zone", zone), ("grades", grades)) if text}


def told(
    inputs: Sequence[str],
    of_book: Callable[[Book], Told],
    of_network: Callable[[Network], Told],
    *,
    today: dt.date | None,
    **settings: Any,
) -> Told:
    """What is told of a book as it was last reckoned, where it is the one input and no
    file of grades is given; else of the network of the inputs. Raises SettingsError for
    options of reading with a book.
    """
    from netmerge.cli.books import opened

    path = book_of(inputs)
    if path is None or settings["grades"]:
        return of_network(network_of(inputs, today=today, **settings))
    asked_of_book(path, **settings)
    with opened(path) as book:
        return of_book(book)


def _tell(notices: Sequence[str]) -> None:
    for notice in notices:
        click.echo(printable(notice), err=True)


def run_or_network(
    inputs: Sequence[str],
    *,
    today: dt.date | None = None,
    zone: str | None = None,
    grades: str | None = None,
    **settings: Any,
) -> Network | Run:
    """What is to be reckoned from: the folder of an earlier run, where it is the
    one input, or else the exports.

    A folder was read with the options of its day, and `zone` says no more
    of it than which day is today; `grades` hold for it too. Raises SettingsError
    where other options are given beside it.
    """
    folder = earlier_run(inputs)
    if folder is None:
        return network_of(inputs, today=today, zone=zone, grades=grades, **settings)
    if any(settings.values()):
        raise SettingsError(
            f"{folder} is an earlier run, read with the options of its day.",
            "To use others, give the exports themselves.",
        )
    run = _of_folder(folder, today, zone)
    if grades:
        run, in_vain = run.with_grades(grades)
        _tell(in_vain)
    return run


def _of_folder(folder: Path, today: dt.date | None, zone: str | None) -> Run:
    """An earlier run, of its book where it has one."""
    if (folder / BOOK_FILE).is_file():
        from netmerge.cli.books import opened

        with opened(folder) as book:
            return book.run(today, zone)
    from netmerge.run import open_run

    return open_run(folder, today=today, zone=zone)


def earlier_run(inputs: Sequence[str]) -> Path | None:
    """The folder of an earlier run, where it is the one input."""
    path = Path(inputs[0])
    there = (path / "due.csv").is_file() or (path / BOOK_FILE).is_file()
    return path if len(inputs) == 1 and there else None
