"""Members → the same with names put right that one of them misread, as the others
have them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.names.misread import (
    NAMES,
    TELLING,
    may_be_mended,
    mended,
    misread,
    replaced,
    stands_for,
    words_of,
)
from netmerge.columns.chunks import one_chunk
from netmerge.columns.flags import flags
from netmerge.columns.joining import joined
from netmerge.columns.types import Ints
from netmerge.merging.members import Members
from netmerge.merging.values import Values, distinct

_EDGES = ",;()"


def with_mended_names(members: Members) -> Members:
    """The members with the letters of misread names put right, by what all
    records of their contact say.
    """
    odd = np.flatnonzero(flags(misread(members.clean("full_name"))))
    odd = odd[may_be_mended(members.clean(name).take(pa.array(odd)) for name in NAMES)]
    if not len(odd):
        return members
    known = _known(members, members.contact[odd])
    rows = members.row[odd]
    columns = {}
    for name in NAMES:
        texts = members.clean(name).take(pa.array(odd)).to_pylist()
        pairs = zip(texts, members.contact[odd].tolist(), strict=True)
        right = [mended(text, known[contact]) for text, contact in pairs]
        column = replaced(one_chunk(members.cleaned[name]), rows, right)
        columns[name] = pd.Series(column, members.cleaned.index, pd.ArrowDtype(pa.string()))
    return replace(members, cleaned=members.cleaned.assign(**columns))


def as_written(members: Members, shown: pa.Array, others: pa.Array) -> Values:
    """Names as their records have them, of which letters were put right.

    `shown` (text) and `others` (lists): the names of each contact.
    """
    parts = [members.raw(name) for name in NAMES[1:]]
    composed = joined(parts, " ", len(members.row))
    written = pc.coalesce(members.raw("full_name"), composed)
    rows = np.flatnonzero(flags(misread(written)))
    rows = rows[may_be_mended([written.take(pa.array(rows))])]
    texts = written.take(pa.array(rows)).to_pylist()
    contacts = pa.array(members.contact[rows])
    called = shown.take(contacts).to_pylist()
    also = others.take(contacts).to_pylist()
    lost = []
    for text, *names in zip(texts, called, also, strict=True):
        known = words_of(names)
        words = (word.strip(_EDGES) for word in text.split())
        lost.append(any(stands_for(word, known) for word in words))
    kept_rows = rows[np.array(lost, dtype=bool)]
    left = Values(members.contact[kept_rows], kept_rows, written.take(pa.array(kept_rows)))
    return distinct(left).best


def _known(members: Members, contacts: Ints) -> dict[int, tuple[str, ...]]:
    """For each of these contacts the words of all that its records say."""
    rows = np.flatnonzero(np.isin(members.contact, contacts))
    places = pa.array(rows)
    told = [members.clean(name).take(places).to_pylist() for name in TELLING]
    found: dict[int, list[str]] = defaultdict(list)
    for contact, *values in zip(members.contact[rows].tolist(), *told, strict=True):
        found[contact] += words_of(values)
    return {contact: tuple(words) for contact, words in found.items()}
