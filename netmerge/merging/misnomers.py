"""Forms of a name in; which of them have the family name first or a company in its place out, by what else is known."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.companies import company_key
from netmerge.clean.text import unique_map
from netmerge.merging.members import Members
from netmerge.merging.values import Distinct, Ints, name_key


def with_company(forms: Distinct, members: Members) -> Ints:
    """1 for a form like Dario Prairie Retail, where Prairie Retail is somebody's company; only where there are others.

    One word is no sign: families are called Ford and Bosch.
    """
    found = np.zeros(len(forms.best), dtype=np.int64)
    places = np.flatnonzero(_of_several(forms) & (_blanks(forms.best.text) >= 2))
    if len(places):
        companies = members.clean("company_key").drop_null().unique()
        rest = unique_map(forms.best.text.take(pa.array(places)), lambda name: company_key(name.partition(" ")[2]))
        known = pc.and_(pc.is_in(rest, companies), pc.match_substring(rest, " "))
        found[places] = pc.fill_null(known, False).to_numpy(zero_copy_only=False)
    return found


def turned_round(forms: Distinct, members: Members) -> Ints:
    """1 for a form whose last word begins other forms of the name, if more speaks for that word as the first.

    What speaks for a word: that the owner of the name writes it first (LinkedIn), then how many forms begin with it,
    then how many records do.
    """
    found = np.zeros(len(forms.best), dtype=np.int64)
    places = np.flatnonzero(_of_several(forms))
    own = pc.equal(members.raw("source"), "linkedin").to_numpy(zero_copy_only=False)[forms.occurrences.row]
    self_written, records, contact = forms.any(own), forms.counts(), forms.best.contact
    words: dict[int, list[str]] = {}
    support: defaultdict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for place, text in zip(places.tolist(), forms.best.text.take(pa.array(places)).to_pylist(), strict=True):
        words[place] = name_key(text).split()
        for word in words[place][:1]:
            tally = support[contact[place], word]
            tally[:] = tally[0] or int(self_written[place]), tally[1] + 1, tally[2] + int(records[place])
    for place, form in words.items():
        rival = support.get((contact[place], form[-1])) if len(form) > 1 else None
        found[place] = rival is not None and rival > support[contact[place], form[0]]
    return found


def _of_several(forms: Distinct) -> np.ndarray:
    contact = forms.best.contact
    several: np.ndarray = (np.bincount(contact) > 1)[contact] if len(contact) else np.zeros(0, dtype=bool)
    return several


def _blanks(text: pa.Array) -> Ints:
    return np.asarray(pc.count_substring(text, " ").to_numpy(zero_copy_only=False).astype(np.int64))
