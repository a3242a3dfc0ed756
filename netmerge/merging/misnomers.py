"""Forms of a name in; which of them have the family name first or a company in its place out, by
what else is known.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.companies import company_key
from netmerge.columns.codes import unique_map
from netmerge.columns.types import Flags, Ints
from netmerge.merging.members import Members
from netmerge.merging.values import Distinct, key_codes, name_keys


def with_company(forms: Distinct, members: Members) -> Ints:
    """1 for a form like Dario Prairie Retail, where Prairie Retail is somebody's company; only
    where there are others.

    One word is no sign: families are called Ford and Bosch.
    """
    found = np.zeros(len(forms.best), dtype=np.int64)
    places = np.flatnonzero(_of_several(forms) & (_blanks(forms.best.text) >= 2))
    if len(places):
        companies = members.clean("company_key").drop_null().unique()
        rest = unique_map(
            forms.best.text.take(pa.array(places)), lambda name: company_key(name.partition(" ")[2])
        )
        known = pc.and_(pc.is_in(rest, companies), pc.match_substring(rest, " "))
        found[places] = pc.fill_null(known, False).to_numpy(zero_copy_only=False)
    return found


def turned_round(forms: Distinct, members: Members) -> Ints:
    """1 for a form whose last word begins other forms of the name, if more speaks for that word
    as the first.

    What speaks for a word: that the owner of the name writes it first, then how many
    forms begin with it, then how many records do.
    """
    found = np.zeros(len(forms.best), dtype=np.int64)
    places = np.flatnonzero(_of_several(forms))
    own = members.self_written[forms.occurrences.row]
    keys = name_keys(forms.best.text.take(pa.array(places)))
    ends = [pc.replace_substring_regex(keys, beyond, "") for beyond in (" .*", ".* ")]
    words = key_codes(pa.concat_arrays(ends)) + np.tile(forms.best.contact[places], 2) * (
        2 * len(places)
    )
    known, word = np.unique(words, return_inverse=True)
    first, last = np.split(word, 2)
    support = _support(first, len(known), forms.any(own)[places], forms.counts()[places])
    several = pc.match_substring(keys, " ").to_numpy(zero_copy_only=False)
    found[places] = several & (support[last] > support[first])
    return found


def _support(first: Ints, words: int, own: Flags, records: Ints) -> Ints:
    """What speaks for each word as the first of a name, as one number, the weightiest reason in
    its highest digits.
    """
    self_written = np.bincount(first[own], minlength=words) > 0
    forms = np.bincount(first, minlength=words)
    held = np.bincount(first, weights=records, minlength=words).astype(np.int64)
    reasons = self_written * (forms.max(initial=0) + 1) + forms
    return np.asarray(reasons * (held.max(initial=0) + 1) + held)


def _of_several(forms: Distinct) -> np.ndarray:
    contact = forms.best.contact
    several: np.ndarray = (
        (np.bincount(contact) > 1)[contact] if len(contact) else np.zeros(0, dtype=bool)
    )
    return several


def _blanks(text: pa.Array) -> Ints:
    return np.asarray(pc.count_substring(text, " ").to_numpy(zero_copy_only=False).astype(np.int64))
