"""Sorted keys → where runs of equal keys begin, how long they are, places in
them.

A key is one array or several of equal length; all that matters is that equal
entries stand side by side.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from netmerge.columns.types import Flags, Ints


def begins(*key: npt.NDArray[Any]) -> Flags:
    """Whether each entry is the first of its run: unlike the one before."""
    first = np.ones(len(key[0]), dtype=bool)
    changes = [part[1:] != part[:-1] for part in key]
    first[1:] = np.logical_or.reduce(changes)
    return first


def starts(*key: npt.NDArray[Any]) -> Ints:
    """For each run the position of its first entry."""
    return np.flatnonzero(begins(*key))


def sizes(*key: npt.NDArray[Any]) -> Ints:
    """For each entry how many entries its run has."""
    lengths = np.diff(starts(*key), append=len(key[0]))
    return np.repeat(lengths, lengths)


def places(*key: npt.NDArray[Any]) -> Ints:
    """For each entry its place in its run, from 0."""
    lengths = np.diff(starts(*key), append=len(key[0]))
    return positions(np.zeros_like(lengths), lengths)


def positions(first: Ints, lengths: Ints) -> Ints:
    """The positions of runs, by the first of each: it and those after it."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    shift: Ints = np.repeat(first - (ends - lengths), lengths)
    return np.arange(total) + shift


def offsets(lengths: Ints) -> Ints:
    """Where runs of these lengths begin one after the other, and the end."""
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
