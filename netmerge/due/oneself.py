"""Contacts and the owner → which entries are the owner's own."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.phones import national_keys
from netmerge.columns.chunks import one_chunk
from netmerge.columns.flags import flags
from netmerge.columns.ragged import Flat, flatten
from netmerge.columns.types import Flags, Ints
from netmerge.interactions.owner import Owner
from netmerge.schema import TEXT
from netmerge.text.folding import fold_words
from netmerge.text.urls import linkedin_slugs
from netmerge.words import LEFT_OUT

_PROFILE = "linkedin:"
_SHORT = 4
"""Letters of a folded word that may be one of several languages."""


def is_owner(contacts: pd.DataFrame, names: Flat, folded: pa.Array, owner: Owner) -> Flags:
    """Contacts with the owner's profile or address; with their name, unless it
    is a namesake's; with their number, if the name is no other's.

    `names` are all names of the contacts, with their rows, `folded` the same
    folded.
    """
    everybody = len(contacts)
    profiles = [name for name in owner.handles if name.startswith(_PROFILE)]
    slugs = pa.array([name.removeprefix(_PROFILE) for name in profiles], TEXT)
    theirs = linkedin_slugs(contacts["linkedin_url"])
    by_profile = flags(pc.is_in(theirs, value_set=slugs))
    emails = flatten(contacts["emails"])
    mine = pc.is_in(pc.utf8_lower(emails.items), value_set=pa.array(owner.emails, TEXT))
    by_address = among(emails.row[flags(mine)], everybody)
    whole = pa.array(sorted(name for name in owner.folded_names if " " in name), TEXT)
    called = among(names.row[flags(pc.is_in(folded, value_set=whole))], everybody)
    other_profile = flags(pc.is_valid(theirs)) & bool(profiles) & ~by_profile
    oneself = pa.array(sorted(fold_words(LEFT_OUT.content.oneself) - {""}), TEXT)
    first_person = among(names.row[flags(pc.is_in(folded, value_set=oneself))], everybody)
    given = pa.array(sorted(word for name in owner.folded_names for word in name.split()[:1]), TEXT)
    by_given = among(names.row[flags(pc.is_in(folded, value_set=given))], everybody)
    nameless = flags(pc.is_null(one_chunk(contacts["full_name"])))
    by_number = _has_number(contacts, owner) & (nameless | first_person | by_given)
    by_word = among(names.row[_says_oneself(names, folded)], everybody)
    return by_profile | by_address | (called & ~other_profile) | by_number | by_word


def _says_oneself(names: Flat, folded: pa.Array) -> Flags:
    """(names,) which are a word for oneself and nothing else but a number: Me,
    Moi 2.

    The short ones as they are written, since folded they may be another
    word (Mẹ: mother).
    """
    words = LEFT_OUT.content
    oneself = fold_words(words.oneself) - fold_words(words.oneself_or_another) - {""}
    word = pc.replace_substring_regex(folded, r" \d+$", "")
    found = flags(pc.is_in(word, value_set=pa.array(sorted(oneself), TEXT)))
    as_written = pc.equal(pc.utf8_lower(pc.utf8_trim_whitespace(names.items)), folded)
    is_long = pc.greater(pc.utf8_length(word), _SHORT)
    return found & flags(pc.or_(as_written, is_long))


def _has_number(contacts: pd.DataFrame, owner: Owner) -> Flags:
    """Contacts with a telephone number of the owner's, in whatever notation."""
    phones = flatten(contacts["phones"])
    own = [*owner.phones, *(h.removeprefix("tel:") for h in owner.handles if h.startswith("tel:"))]
    wanted = national_keys(pa.array(own, TEXT)).drop_null()
    mine = flags(pc.is_in(national_keys(phones.items), value_set=wanted))
    return among(phones.row[mine], len(contacts))


def among(rows: Ints, length: int) -> Flags:
    """(length,) which rows are among these."""
    held: Flags = np.bincount(rows, minlength=length) > 0
    return held
