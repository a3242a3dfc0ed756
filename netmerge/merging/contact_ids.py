"""Record keys of the members → contact ids, which a person keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import count
from types import MappingProxyType

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.record_keys import standing
from netmerge.columns import runs
from netmerge.columns.types import Ints, Texts

_ID_DIGITS = 10
_NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})


def contact_ids(
    contact: Ints,
    key: pa.Array,
    known: Mapping[str, str] = _NOTHING_KNOWN,
    given: Collection[str] = (),
) -> pa.Array:
    """The id of each contact, from the record keys of its members;
    `contact` is sorted.

    `known` gives the contact id that records had earlier, by their
    key, `given` all ids that anybody ever had. A contact keeps the
    id of its records. Where contacts were joined, it keeps the id
    that most of its records had; where one was split, the id goes to
    the part that holds most of them. What is still open is decided
    by the smallest key. A new contact's id
    is `c` and ten hexadecimal characters of BLAKE2b over the key in
    it that lasts longest, with -2, -3 … behind if the id is taken
    or was.
    """
    contacts = int(contact.max(initial=-1)) + 1
    ids = np.full(contacts, None, dtype=object)  # (contacts,) text
    new = np.ones(contacts, dtype=bool)
    for number, old in _kept(contact, key, known):
        ids[number], new[number] = old, False
    keys = key.take(_lasting(contact, key)[new])
    ids[new] = _minted(keys, {*known.values(), *given})
    return pa.array(ids, pa.string())


def _lasting(contact: Ints, key: pa.Array) -> Ints:
    """Which member of each contact has the key that lasts longest,
    of equals the smallest.
    """
    order = np.lexsort((_rank(key), standing(key), contact))
    return order[runs.starts(contact)]


def _kept(
    contact: Ints,
    key: pa.Array,
    known: Mapping[str, str],
) -> Iterator[tuple[int, str]]:
    """Contacts with the ids that they keep: each id and each
    contact at most once.
    """
    old, codes = _known(key, known)
    held = np.flatnonzero(codes >= 0)
    width = len(old) + 1
    claim = contact[held] * width + codes[held]  # (held,) a contact and an id
    claims, group, votes = np.unique(claim, return_inverse=True, return_counts=True)
    smallest = np.full(len(claims), len(key))
    np.minimum.at(smallest, group, _rank(key)[held])
    given: set[int] = set()
    served: set[int] = set()
    # Most records first, so that an id goes where most of them went.
    for best in np.lexsort((smallest, -votes)).tolist():
        number, code = divmod(int(claims[best]), width)
        if number not in served and code not in given:
            served.add(number)
            given.add(code)
            yield number, old[code]


def _known(key: pa.Array, known: Mapping[str, str]) -> tuple[list[str], Ints]:
    """The ids that were given, and for each key which of them it
    had, -1 for none.
    """
    codes, ids = pd.factorize(np.array([*known.values()], dtype=object))
    place = pc.index_in(key, value_set=pa.array([*known], pa.string()))
    found = np.asarray(pc.fill_null(place, -1), dtype=np.int64)
    return list(ids), np.append(codes, -1)[found]


def _rank(key: pa.Array) -> Ints:
    return np.asarray(pc.rank(key, tiebreaker="first"), dtype=np.int64)


def _minted(keys: pa.Array, given: Iterable[str]) -> Texts:
    """A new id for each key (keys,); of keys that come to one id,
    the smallest has it bare.
    """
    each = keys.to_pylist()
    bare = np.array([_bare(text) for text in each], dtype=object)
    order = np.asarray(pc.sort_indices(keys))
    ids, taken = bare.copy(), set(given)
    known = pd.Series(bare).isin(taken).to_numpy()
    again = pd.Series(bare[order]).duplicated().to_numpy() | known[order]
    taken.update(bare)
    for place in order[again].tolist():  # one in a million
        numbered = (f"{bare[place]}-{number}" for number in count(2))
        ids[place] = next(name for name in numbered if name not in taken)
        taken.add(ids[place])
    return ids


def _bare(key: str) -> str:
    return f"c{blake2b(key.encode(), digest_size=_ID_DIGITS // 2).hexdigest()}"
