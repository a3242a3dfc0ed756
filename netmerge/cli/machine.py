"""Errors of the machine → which they are: of stdout and stderr, of memory; and
silence after them.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from traceback import walk_tb
from typing import TextIO

_WRITERS = frozenset({"click", "rich"})
"""Packages that write to the streams, and to no other file."""
_NO_MEMORY = (
    *("failed to map segment", "annot allocate memory"),  # a library that is loaded
    *("can't start new thread", "Failed to launch worker thread"),
)
"""What is said of it where it is no MemoryError."""


def open_closed() -> None:
    """Lead streams that whoever started the program has closed to nowhere: else a
    file of the run would get the number of one, and with it what is shown.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def is_of_a_stream(error: OSError) -> bool:
    """Whether an error was raised where something was to be shown."""
    modules = [frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__)]
    return bool(modules) and modules[-1].partition(".")[0] in _WRITERS


def is_of_memory(error: Exception) -> bool:
    """Whether an error says that there is no memory left, for a library or a
    thread either.
    """
    return isinstance(error, MemoryError) or any(sign in str(error) for sign in _NO_MEMORY)


def silence(stream: TextIO) -> None:
    """Lead stdout or stderr to nowhere: what is left in its buffer would be an
    error again when Python ends.
    """
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
