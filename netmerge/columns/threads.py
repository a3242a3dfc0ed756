"""Functions and arguments → their results, two calls at a time.

Nobody else names an executor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")


def in_threads(function: Callable[[T], R], arguments: Iterable[T]) -> list[R]:
    """`list(map(function, arguments))` in two threads: NumPy, Arrow and
    rapidfuzz leave the interpreter to others.

    A helper takes arguments from the beginning and the calling thread from the
    end, since each further thread keeps memory of its own.
    """
    every = list(arguments)
    if len(every) == 1:  # a thread takes longer than a short table
        return [function(every[0])]
    with ThreadPoolExecutor(1) as helper:
        futures = [helper.submit(function, argument) for argument in every]
        own = {
            place: function(every[place])
            for place in reversed(range(len(every)))
            if futures[place].cancel()
        }
        return [
            own[place] if place in own else future.result() for place, future in enumerate(futures)
        ]


def together(**functions: Callable[[], Any]) -> dict[str, Any]:
    """The results of functions without arguments, by name.

    Those that take longest should come first and last.
    """
    results = in_threads(lambda function: function(), functions.values())
    return dict(zip(functions, results, strict=True))
