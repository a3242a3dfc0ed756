"""Family names, telephones and streets → who lives where the owner does."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.streets import house_number, street_key
from netmerge.columns.chunks import one_chunk
from netmerge.columns.codes import unique_map
from netmerge.columns.flags import flags
from netmerge.columns.ragged import flatten
from netmerge.columns.types import Flags
from netmerge.due.circles.evidence import SHOWN, Evidence
from netmerge.due.oneself import among
from netmerge.interactions.owner import Owner
from netmerge.schema import TEXT
from netmerge.text.folding import fold

_SAME_DIGITS = 9
"""Last digits of a number, the same in every notation."""


def by_home(contacts: pd.DataFrame, own: Flags, owner: Owner) -> Evidence:
    """Contacts with the owner's family name, or half of a double one, and the
    owner's telephone or street.

    `own` are the owner's own entries.
    """
    everybody = len(contacts)
    names = _family_names(contacts, own, owner)
    if not names:
        return Evidence.of([], everybody)
    halves = unique_map(contacts["family_name"], lambda name: " ".join(_halves(name) & names))
    named = flags(pc.not_equal(halves, ""))
    if not named.any():
        return Evidence.of([], everybody)
    by_phone = named & ~own & _rings(contacts, own, owner)
    by_street = named & ~own & _lives(contacts, own)
    circle = pa.array(["family"] * everybody, TEXT, mask=~(by_phone | by_street))
    what = pc.if_else(pa.array(by_phone), "telephone number", "street and number")
    family = one_chunk(contacts["family_name"])
    reason = pc.binary_join_element_wise(family, " is your name too, and theirs is your ", what, "")
    reason = pc.binary_join_element_wise(reason, ".", "")
    return Evidence.found(np.arange(everybody), circle, SHOWN, reason, everybody)


def _family_names(contacts: pd.DataFrame, own: Flags, owner: Owner) -> frozenset[str]:
    """The owner's family names and their halves, folded."""
    cards = one_chunk(contacts["family_name"]).filter(pa.array(own)).drop_null().to_pylist()
    found = {half for name in cards for half in _halves(name)}
    for whole in owner.names:
        parts = whole.split()
        for first in range(1, len(parts)):  # van der Berg, der Berg, Berg
            found |= _halves(" ".join(parts[first:]))
    return frozenset(found)


def _halves(name: str) -> frozenset[str]:
    """A family name and, of a double one, each half, folded."""
    halves = [name, *name.replace("-", " ").split()] if "-" in name else [name]
    words = name.split()
    if "-" not in name and len(words) > 1 and all(word[:1].isupper() for word in words):
        halves += words  # García Pérez
    return frozenset(key for half in halves if len(key := fold(half)) > 1)


def _rings(contacts: pd.DataFrame, own: Flags, owner: Owner) -> Flags:
    """Contacts with a telephone number of the owner's."""
    phones = flatten(contacts["phones"])
    digits = unique_map(phones.items, _digits)
    mine = digits.filter(pa.array(own[phones.row]))
    wanted = pa.concat_arrays([mine, pa.array(map(_digits, owner.phones), TEXT)])
    wanted = wanted.filter(pc.not_equal(wanted, ""))
    return among(phones.row[flags(pc.is_in(digits, value_set=wanted))], len(contacts))


def _lives(contacts: pd.DataFrame, own: Flags) -> Flags:
    """Contacts with a street and house number of the owner's."""
    addresses = flatten(contacts["addresses"])
    streets = pc.struct_field(addresses.items, "street").cast(TEXT)
    keys = unique_map(streets, _street)
    mine = keys.filter(pa.array(own[addresses.row])).drop_null()
    return among(addresses.row[flags(pc.is_in(keys, value_set=mine))], len(contacts))


def _street(text: str) -> str | None:
    """A street's key, None without a house number: a whole street is no home."""
    key = street_key(text)
    return key if key and house_number(key) else None


def _digits(phone: str) -> str:
    """The last digits of a number, its extension left out."""
    number = phone.partition(";")[0]
    return "".join(filter(str.isdigit, number))[-_SAME_DIGITS:]
