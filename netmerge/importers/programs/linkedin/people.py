"""Columns of names and of profile addresses → names and handles of senders and
recipients.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.codes import encode, unique_map
from netmerge.columns.joining import joined
from netmerge.columns.ragged import as_lists
from netmerge.columns.types import Ints
from netmerge.importers.programs.linkedin.sheet import any_valid
from netmerge.text.urls import linkedin_slug

_URL_BREAK = re.compile(r"[,;\s]+")
_LONGEST_NAME = 4
"""Pieces between commas that one name has at most: a name and three credentials.
"""
_HARD_BREAK = re.compile(r",(?! )")
"""What parts people where a name may hold a comma and a blank."""
_CREDENTIAL = re.compile(
    r"""
    (?= [^ ]{1,12} \Z )                # a short word
    (?:
        [JS]r | I{1,3}
        | [a-z]{2,4}                   # cpa
        | .* \. .*                     # M.Sc.
        | [^A-Z]* [A-Z] [^A-Z]* [A-Z] .*  # PhD
    ) \.?
    """,
    re.VERBOSE,
)
"""What follows a comma within a name and is no name itself: M.Sc., PhD, SHRM-CP,
cpa, Jr.
"""


def handles(urls: pa.Array) -> pa.Array:
    """`linkedin:SLUG` of each profile address; null where it names no profile."""
    return unique_map(urls, handle)


def handle(url: str) -> str | None:
    """`linkedin:SLUG` of a profile address; None if it names no profile."""
    slug = linkedin_slug(url)
    return f"linkedin:{slug}" if slug else None


def full_names(given: pa.Array, family: pa.Array) -> pa.Array:
    """Given and family name as one text; null where there is neither."""
    return joined((given, family), " ", len(given))


def singles(values: pa.Array, where: Sequence[pa.Array]) -> pa.Array:
    """Each value, null or not, as a list of one; null where all columns of
    `where` are.
    """
    rows = len(values)
    held = any_valid(where, rows)
    return as_lists(values.filter(pa.array(held)), np.flatnonzero(held), rows)


def recipients(
    names: pa.Array, urls: pa.Array, senders: pa.Array, sender_handles: pa.Array
) -> tuple[pa.Array, pa.Array]:
    """Names and handles of each message's recipients, as parallel lists.

    Handles are null where no address is given.

    The file joins people by commas, which names hold as well: the addresses
    tell how many there are, and the names under which people write elsewhere in
    the file tell where one ends.
    """
    name_codes, name_texts = _coded(names)
    url_codes, url_texts = _coded(urls)
    # Each distinct pair of names and addresses is read once.
    width = len(url_texts)
    pairs = name_codes * width + url_codes  # (messages,) int64
    distinct, inverse = np.unique(pairs, return_inverse=True)
    known = _known(senders, sender_handles)
    written = {name for name in senders.unique().to_pylist() if name and "," in name}
    found = [
        _recipients(name_texts[pair // width], url_texts[pair % width], known, written)
        for pair in distinct.tolist()
    ]
    rows = pa.array(inverse)
    lists = pa.list_(pa.string())
    found_names = pa.array([names for names, _ in found], lists)
    found_handles = pa.array([handles for _, handles in found], lists)
    return found_names.take(rows), found_handles.take(rows)


def _coded(column: pa.Array) -> tuple[Ints, list[str | None]]:
    """Each row's code, (rows,) int64, and the text of each code; 0 is no text."""
    codes, distinct = encode(column)
    shifted = np.asarray(pc.fill_null(codes, -1), np.int64) + 1
    return shifted, [None, *distinct.to_pylist()]


def _known(names: pa.Array, sender_handles: pa.Array) -> dict[str, str]:
    """The name under which each handle writes, the first one in the file."""
    table = pa.table({"handle": sender_handles, "name": names}).drop_null()
    codes, distinct = encode(table["handle"])
    _, first = np.unique(np.asarray(codes), return_index=True)
    written = table["name"].take(pa.array(first))
    return dict(zip(distinct.to_pylist(), written.to_pylist(), strict=True))


def _recipients(
    text: str | None, urls: str | None, known: Mapping[str, str], written: Set[str]
) -> tuple[list[str | None] | None, list[str | None] | None]:
    """Names and handles of one message's recipients."""
    found = [handle(url) for url in _URL_BREAK.split(urls or "") if url]
    if not found:
        return ([*split_names(text, written)] if text else None), None
    if len(found) == 1:
        return [text or known.get(found[0] or "")], found
    names = [known.get(person) if person else None for person in found]
    parts = _split_into(len(found), text or "", written)
    return ([*parts] if parts else names), found


def _split_into(count: int, text: str, known: Set[str]) -> list[str] | None:
    """A list joined by commas as this many people; None if it cannot be that
    many.
    """
    for parts in (_HARD_BREAK.split(text), split_names(text, known)):
        if len(parts) == count:
            return parts
    pieces = re.split(r"(, ?)", text)
    names, breaks = pieces[::2], pieces[1::2]
    excess = len(names) - count
    soft = [index for index, mark in enumerate(breaks, 1) if mark == ", "]
    if not 0 <= excess <= len(soft):
        return None

    def likeness(index: int) -> tuple[bool, int]:
        """How much like a name of its own a piece is: credentials least, then the
        shortest.
        """
        return not _CREDENTIAL.fullmatch(names[index]), len(names[index])

    joined_on = sorted(soft, key=likeness)[:excess]
    starts = sorted({*range(len(names) + 1)} - {*joined_on})
    # Between two names of `pieces` stands the break that parts them.
    spans = (pieces[2 * start : 2 * stop - 1] for start, stop in pairwise(starts))
    return ["".join(span) for span in spans]


def split_names(text: str, known: Set[str] = frozenset()) -> list[str]:
    """The people in a list joined by commas, as far as it tells by itself.

    Where a comma stands without a blank, it is what parts people. Else a name
    in `known` stays whole, and a credential stays with the name before it.
    """
    parts = [part.strip() for part in _HARD_BREAK.split(text) if part.strip()]
    if len(parts) > 1:
        return parts
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    names: list[str] = []
    start = 0
    while start < len(pieces):
        longest = min(len(pieces), start + _LONGEST_NAME)
        stops = range(longest, start + 1, -1)
        whole = (stop for stop in stops if ", ".join(pieces[start:stop]) in known)
        stop = next(whole, start + 1)
        name = ", ".join(pieces[start:stop])
        if names and name not in known and _CREDENTIAL.fullmatch(name):
            names[-1] += f", {name}"
        else:
            names.append(name)
        start = stop
    return names
