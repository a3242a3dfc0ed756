"""Forms of a name → which have the family name first, or a company in its place."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.companies import company_key
from netmerge.columns.codes import unique_map
from netmerge.columns.flags import flags
from netmerge.columns.types import Flags, Ints
from netmerge.merging.members import Members
from netmerge.merging.values import (
    Distinct,
    key_codes,
    name_keys,
)


def with_company(forms: Distinct, members: Members) -> Ints:
    """1 for a form like Dario Prairie Retail, where Prairie Retail
    is somebody's company; only where there are others.

    One word is no sign: families are called Ford and Bosch.
    """
    found = np.zeros(len(forms.best), dtype=np.int64)
    places = np.flatnonzero(_of_several(forms) & (_blanks(forms.best.text) >= 2))
    if len(places):
        companies = members.clean("company_key").drop_null().unique()
        rest = unique_map(forms.best.text.take(places), _without_first_word)
        known = pc.and_(pc.is_in(rest, companies), pc.match_substring(rest, " "))
        found[places] = flags(known)
    return found


def turned_round(forms: Distinct, members: Members) -> Ints:
    """1 for a form whose last word begins other forms of the name,
    if more speaks for that word as the first.

    What speaks for a word: that the owner of the name writes it
    first, then how many forms begin with it, then how many records
    do.
    """
    found = np.zeros(len(forms.best), dtype=np.int64)
    places = np.flatnonzero(_of_several(forms))
    own = members.self_written[forms.occurrences.row]
    keys = name_keys(forms.best.text.take(places))
    ends = [pc.replace_substring_regex(keys, beyond, "") for beyond in (" .*", ".* ")]
    contact = np.tile(forms.best.contact[places], 2)
    words = contact * (2 * len(places)) + key_codes(pa.concat_arrays(ends))
    known, word = np.unique(words, return_inverse=True)
    first, last = np.split(word, 2)  # (forms,) each, a contact's word
    self_written, records = forms.any(own)[places], forms.counts()[places]
    support = _support(first, len(known), self_written, records)
    several = flags(pc.match_substring(keys, " "))
    found[places] = several & (support[last] > support[first])
    return found


def _without_first_word(name: str) -> str | None:
    return company_key(name.partition(" ")[2])


def _support(
    first: Ints,
    words: int,
    own: Flags,
    records: Ints,
) -> Ints:
    """What speaks for each word as the first of a name, as one
    number, the weightiest reason in its highest digits.
    """
    self_written = np.bincount(first[own], minlength=words) > 0
    forms = np.bincount(first, minlength=words)
    held = np.bincount(first, weights=records, minlength=words).astype(np.int64)
    reasons = self_written * (forms.max(initial=0) + 1) + forms
    return np.asarray(reasons * (held.max(initial=0) + 1) + held)


def _of_several(forms: Distinct) -> Flags:
    contact = forms.best.contact
    return np.asarray(np.bincount(contact)[contact] > 1)


def _blanks(text: pa.Array) -> Ints:
    return np.asarray(pc.count_substring(text, " "), dtype=np.int64)
