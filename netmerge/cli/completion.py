"""The beginning of a word → the contacts of the book whose names begin so, for shells.

It has the time between two keys, in which no table can be loaded: the names are asked
of the file itself, which is opened to be read only.
"""

from __future__ import annotations

import os
import shlex
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from netmerge.cli.text import printable
from netmerge.settings import BOOK_FILE, book_named

MOST = 50
"""Names that are offered."""

_ASKED = "_NETMERGE_COMPLETE"
"""Environment variable by which a shell asks, and says which it is."""

_NAMES = (
    "SELECT DISTINCT full_name FROM contacts WHERE full_name LIKE ? ESCAPE '\\' "
    "AND (SELECT type FROM sqlite_schema WHERE name = 'contacts') = 'table' "
    "ORDER BY full_name COLLATE NOCASE LIMIT ?"
)


def contact_names(
    ctx: click.Context,
    param: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> list[CompletionItem]:
    """The names in the book that is meant which begin with what was typed."""
    named = ctx.params.get("path") or book_named()
    path = Path(named)
    file = path if path.is_file() else path / BOOK_FILE
    return [CompletionItem(_for_shell(name)) for name in _begun(file, incomplete)]


def _begun(file: Path, text: str) -> list[str]:
    """The names in a book that begin with a text; none where it cannot be read."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    with suppress(sqlite3.Error, OSError, ValueError):
        address = f"{file.resolve(strict=True).as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=0.2)) as book:
            book.execute("PRAGMA trusted_schema = OFF")
            found = book.execute(_NAMES, (f"{escaped}%", MOST)).fetchall()
            names = [name for (name,) in found if isinstance(name, str)]
            return [name for name in names if name == printable(name)]
    return []


def _for_shell(name: str) -> str:
    """A name as the shell that asks wants it: bash alone does not quote it by itself,
    where no quotation was opened.
    """
    if not os.environ.get(_ASKED, "").startswith("bash") or _is_quoted():
        return name
    return shlex.quote(name)


def _is_quoted() -> bool:
    """Whether the last word that was typed opens a quotation."""
    try:
        shlex.split(os.environ.get("COMP_WORDS", ""))
    except ValueError:
        return True
    return False
