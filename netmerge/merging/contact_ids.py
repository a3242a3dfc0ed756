"""Record keys of the members → contact ids, which a person keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
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
    former: Collection[tuple[str, str]] = (),
) -> pa.Array:
    """The id of each contact, from the record keys of its members;
    `contact` is sorted.

    `known` gives the contact id that records had last, by their
    key, `former` all pairs of a key and an id that ever were. A
    contact keeps the id of its records. Where contacts were joined,
    it keeps the id that most of its records had; where one was
    split, the id goes to the part that holds most of them. What is
    still open is decided by the smallest key. A contact without one
    then, since it was parted again or comes back, gets the id that
    its records had before, if it is nobody's. A new contact's id
    is `c` and ten hexadecimal characters of BLAKE2b over the key in
    it that lasts longest, with -2, -3 … behind if the id is taken
    or was.
    """
    contacts = int(contact.max(initial=-1)) + 1
    ids = np.full(contacts, None, dtype=object)  # (contacts,) text
    new = np.ones(contacts, dtype=bool)
    kept: dict[int, str] = {}
    for earlier in (tuple(known.items()), tuple(former)):
        kept |= _kept(contact, key, earlier, kept)
    for number, old in kept.items():
        ids[number], new[number] = old, False
    keys = key.take(naming_keys(contact, key)[new])
    given = {old for _, old in former}
    ids[new] = _minted(keys, given.union(known.values()))
    return pa.array(ids, pa.string())


def naming_keys(contact: Ints, key: pa.Array) -> Ints:
    """Which member of each contact has the key that lasts longest,
    of equals the smallest.
    """
    several = runs.sizes(contact) > 1  # who is alone needs no order
    rank = np.zeros(len(key), dtype=np.int64)
    rank[several] = _rank(key.filter(pa.array(several)))
    order = np.lexsort((rank, standing(key), contact))
    return order[runs.starts(contact)]


def _kept(
    contact: Ints,
    key: pa.Array,
    earlier: Sequence[tuple[str, str]],
    kept: Mapping[int, str],
) -> dict[int, str]:
    """Contacts with the ids that they keep, by the ids that their records had
    `earlier`: each id and each contact at most once, those that are `kept`
    already left alone.
    """
    if not earlier:
        return {}
    member, codes, old = _claims(key, earlier)
    width = len(old) + 1
    claim = contact[member] * width + codes  # (claims,) a contact and an id
    claims, group, votes = np.unique(claim, return_inverse=True, return_counts=True)
    smallest = np.full(len(claims), len(key))
    np.minimum.at(smallest, group, _rank(key)[member])
    taken = set(kept.values())
    found: dict[int, str] = {}
    # Most records first, so that an id goes where most of them went.
    for best in np.lexsort((smallest, -votes)).tolist():
        number, code = divmod(int(claims[best]), width)
        if number not in found and number not in kept and old[code] not in taken:
            found[number] = old[code]
            taken.add(old[code])
    return found


def _claims(key: pa.Array, earlier: Sequence[tuple[str, str]]) -> tuple[Ints, Ints, list[str]]:
    """The rows whose keys had ids earlier (claims,), the ids as codes (claims,), and
    the ids of these codes.
    """
    keys, given = zip(*earlier, strict=True)
    codes, ids = pd.factorize(np.array(given, dtype=object))
    place = pc.index_in(pa.array(keys, pa.string()), value_set=key)
    member = np.asarray(pc.fill_null(place, -1), dtype=np.int64)
    there = member >= 0
    return member[there], codes[there], list(ids)


def _rank(key: pa.Array) -> Ints:
    return np.asarray(pc.rank(key, tiebreaker="first"), dtype=np.int64)


def _minted(keys: pa.Array, given: Iterable[str]) -> Texts:
    """A new id for each key (keys,); of keys that come to one id,
    the smallest has it bare.
    """
    each = keys.to_pylist()
    bare = np.array([_bare(text) for text in each], dtype=object)
    ids, taken = bare.copy(), set(given)
    known = pd.Series(bare).isin(taken).to_numpy()
    if pd.Series(bare).is_unique and not known.any():
        return ids
    order = np.asarray(pc.sort_indices(keys))
    again = pd.Series(bare[order]).duplicated().to_numpy() | known[order]
    taken.update(bare)
    for place in order[again].tolist():  # one in a million
        numbered = (f"{bare[place]}-{number}" for number in count(2))
        ids[place] = next(name for name in numbered if name not in taken)
        taken.add(ids[place])
    return ids


def _bare(key: str) -> str:
    return f"c{blake2b(key.encode(), digest_size=_ID_DIGITS // 2).hexdigest()}"
