"""`netmerge review`: a book → its questions, answered with a key each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

import click

from netmerge.cli.books import book_option, opened
from netmerge.cli.progress import Progress
from netmerge.text.plurals import many

if TYPE_CHECKING:
    from netmerge.review import Question, Session

_KEYS = {"s": "same", "d": "different"}
_HELP = "s same   d different   k skip   u undo   q quit"
_QUIT = "q"


@click.command("review")
@book_option
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many questions.")
@click.option("--all", "every", is_flag=True, help="All questions that there are.")
def review_command(path: str | None, limit: int | None, every: bool) -> None:
    """Walk through the questions that are worth asking: who is one person?

    Both sides are shown, what differs first. One key answers: s same,
    d different, k skip, u undo, q quit. Each answer is kept at once; the
    next session goes on where this one ended. Not on a terminal, the
    questions are listed.

    \b
    Examples:
      netmerge review --book network
      netmerge review --limit 20
    """  # noqa: D301
    from netmerge.review import Session

    wanted: int | Literal["all"] | None = "all" if every else limit
    with opened(path) as book:
        with Progress(quiet=False) as progress:
            session = Session(book, wanted, progress=progress)
        try:
            _walk(session)
        finally:
            with Progress(quiet=False):
                session.finish()


def _walk(session: Session) -> None:
    from netmerge.cli.tables import show

    if not _on_a_terminal():
        _list(session)
        return
    while (question := session.question) is not None:
        _show(session, question)
        key = _key()
        if key in _KEYS:
            session.answer(_KEYS[key])
        elif key == "k":
            session.skip()
        elif key == "u":
            if not session.undo():
                show("There is nothing to undo.")
        elif key == _QUIT:
            break
        else:
            show(_HELP)
    _farewell(session)


def _on_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _key() -> str:
    """The key that is pressed."""
    click.echo(f"{_HELP}: ", nl=False)
    try:
        key = click.getchar().lower()
    except EOFError:  # as click tells of Ctrl-D
        key = _QUIT
    click.echo(key if key.isprintable() else "")
    return key


def _farewell(session: Session) -> None:
    from netmerge.cli.tables import show

    show(f"{session.answered:,} answered, {session.left:,} left.", bold=True)


def _list(session: Session) -> None:
    """Print all questions, where nobody can be asked."""
    from netmerge.cli.tables import show

    count = session.left
    while (question := session.question) is not None:
        _show(session, question)
        session.skip()
    asked = many(count, "question")
    show(f"{asked}. Answer at a terminal, or by --decisions with review.csv." if count else asked)


def _show(session: Session, question: Question) -> None:
    """Both sides of a question, in two columns."""
    from netmerge.cli.tables import Column, show, show_table

    columns = [
        Column(""),
        Column("one", fit="fold", least=20),
        Column("other", fit="fold", least=20),
        Column("", spare=1),
    ]
    show()
    show(f"{session.left:,} left. Are these one person?", bold=True)
    show(f"Their likest entries are {question.probability:.0%} likely one person's.")
    show_table(columns, [(line.what, line.a, line.b, line.agreement) for line in question.lines])
    if question.reason:
        show(f"{question.reason[0].upper()}{question.reason[1:]}.")
    show(question.outcome)
