"""What a command prints → a pager, where it is longer than the terminal is high."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click


class _Screen(io.StringIO):
    """Text that is held back, and formatted as for the terminal it is meant for."""

    def isatty(self) -> bool:
        """So that what is bold stays bold."""
        return True


@contextmanager
def paged() -> Iterator[None]:
    """Hold back what is printed to a terminal, and show it in the pager if it is more
    than a screenful; elsewhere nothing is held back.
    """
    terminal = sys.stdout
    if not terminal.isatty():
        yield
        return
    screen = _Screen()
    sys.stdout = screen
    try:
        yield
    finally:
        sys.stdout = terminal
        text = screen.getvalue()
        height = shutil.get_terminal_size().lines
        if text.count("\n") >= height and sys.stdin.isatty():
            click.echo_via_pager(text)
        else:
            click.echo(text, nl=False)
