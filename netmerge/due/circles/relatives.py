"""What people are called → who is a relative: Mum, Oma Gisela, Mama Handy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.codes import unique_map
from netmerge.columns.flags import equals, flags
from netmerge.columns.ragged import Flat, flatten
from netmerge.columns.types import Flags, Ints
from netmerge.due.circles.evidence import GUESSED, SAID, Evidence, shown, where_told
from netmerge.schema import TEXT
from netmerge.text.folding import fold, fold_array, fold_words
from netmerge.words import AT_HOME, CONJUNCTIONS, LINES, RELATIVES

LONGEST_NAME = 60
"""Characters; what is longer is what nobody is called."""

_MOST_NAMES = 2
"""Names after a relative's word: Onkel Hans Peter."""

_LONGEST_PHRASE = 3
_REMARK = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
_APART = re.compile(r"\s[-–—/|]\s")
_POSSESSIVE = re.compile(r"['’`´]s?\s", re.IGNORECASE)


def by_name(contacts: pd.DataFrame, names: Flat) -> Evidence:
    """Who is called as relatives are; `names` are all names of contacts, with
    their rows.
    """
    asked = pc.if_else(_may_tell(names.items), names.items, pa.scalar(None, TEXT))
    kinds = unique_map(asked, _kind)
    told = where_told(names.items, kinds)
    why = unique_map(told, lambda name: f'You call them "{shown(name)}".')
    likely = equals(kinds, "likely")
    counts = equals(kinds, "relative")
    counts[likely] = ~_may_be_own_names(contacts, names.row[likely])
    circle = pa.array(["family"] * len(counts), TEXT, mask=~counts)
    basis = pa.array(np.where(likely, GUESSED, SAID), TEXT)
    return Evidence.found(names.row, circle, basis, why, len(contacts))


def _may_tell(names: pa.Array) -> pa.Array:
    """(names,) which may be relatives' names: those of which a word begins a
    relative's.
    """
    words = flatten(pc.split_pattern(fold_array(names), " "))
    begun = flags(pc.is_in(words.items, value_set=pa.array(sorted(_words().begun), TEXT)))
    telling = np.zeros(len(names), bool)
    telling[words.row[begun]] = True
    as_written = flatten(pc.split_pattern(names, " "))
    heads = {phrase.split()[0] for phrase in RELATIVES.content.as_written}
    begun = flags(pc.is_in(as_written.items, value_set=pa.array(sorted(heads), TEXT)))
    telling[as_written.row[begun]] = True
    return pa.array(telling)


def _may_be_own_names(contacts: pd.DataFrame, rows: Ints) -> Flags:
    """(rows,) which of these contacts go by their name in public: by a profile,
    an employer or an address that spells two words of it.

    To them Oma or Tia is a given name.
    """
    people = contacts.iloc[rows]
    public = people["linkedin_url"].notna() | people["company"].notna()
    spelled = [
        any(_spells(address, name) for address in addresses)
        for name, addresses in zip(
            one_chunk(people["full_name"]).to_pylist(),
            pc.fill_null(one_chunk(people["emails"]), []).to_pylist(),
            strict=True,
        )
    ]
    own: Flags = public.to_numpy(bool) | np.array(spelled, bool)
    return own


def _spells(address: str, name: str | None) -> bool:
    """Whether an address spells the first and the last word of a name."""
    parts = fold(name or "").split()
    local = fold(address.partition("@")[0])
    return len(parts) > 1 and parts[0] in local and parts[-1] in local


def _kind(name: str) -> str | None:
    """`relative` for what only relatives are called, `likely` for what may be
    somebody's own name too.
    """
    if len(name) > LONGEST_NAME:
        return None
    if _is_so_written(name.split()):
        return "likely" if " " in name.strip() else "relative"
    remarks = _REMARK.findall(name)
    if any(_is_alone(fold(remark).split(), _words().called) for remark in remarks):
        return "relative"
    whole = _REMARK.sub(" ", name)
    parts = _APART.split(whole)
    if len(parts) > 1 and _is_alone(fold(parts[-1]).split(), _words().certain):
        return "relative"  # Anna - sister
    if _POSSESSIVE.search(f"{whole} ") and not _is_alone(fold(whole).split(), _words().called):
        return None  # Lena's mum
    return _kind_of_words(fold(whole).split())


@dataclass(frozen=True)
class _Words:
    """The words of RELATIVES, folded."""

    called: frozenset[str]
    certain: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    likely_before: frozenset[str]
    beside: frozenset[str]
    of_another: frozenset[str]
    joining: frozenset[str]

    @cached_property
    def begun(self) -> frozenset[str]:
        """The words with which what tells a relative begins."""
        phrases = (self.called, self.certain, self.before, self.after, self.likely_before)
        return frozenset(phrase.split()[0] for some in phrases for phrase in some)


@cache
def _words() -> _Words:
    words, lines = RELATIVES.content, LINES.content
    beside = AT_HOME.content.words | lines.cell | lines.home | lines.work
    return _Words(
        called=fold_words(words.called) - {""},
        certain=fold_words(words.never_names) - {""},
        before=fold_words(words.before_names) - {""},
        after=fold_words(words.after_names | {"uncle", "aunty", "auntie"}) - {""},
        likely_before=fold_words(words.seldom_before_names) - {""},
        beside=_single(fold_words(beside)),
        of_another=fold_words(AT_HOME.content.of_another) - {""},
        joining=fold_words(CONJUNCTIONS.content.words) - {""},
    )


def _single(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in phrase.split())


def _kind_of_words(words: list[str]) -> str | None:
    known = _words()
    if _is_alone(words, known.called):
        return "relative"
    bare = [word for word in words if not _is_beside(word)] if len(words) > 1 else words
    first, *rest = bare or [""]
    size = _phrase_at(bare, 0, known.before)
    if size and _is_name(bare[size:]):
        return "relative" if len(bare) == size + 1 else "likely"
    if _is_name(rest) and first in known.likely_before:
        return "likely"
    if len(rest) == 1 and rest[0] in known.after and first not in known.called:
        return "relative"  # Ayşe Teyze
    if len(rest) == 1 and first in known.after and _is_name(rest):
        return "relative"  # Dayım Ali
    return None


def _is_so_written(words: list[str]) -> bool:
    """Whether a word of RELATIVES stands first as it is written, and no more than a
    name or a device behind it.
    """
    size = _phrase_at(words, 0, RELATIVES.content.as_written)
    return size > 0 and len(words) - size <= _MOST_NAMES


def _is_name(words: list[str]) -> bool:
    """Whether words after a relative's word can be the name of that relative."""
    if not 1 <= len(words) <= _MOST_NAMES:
        return False
    if len(words) > 1 and words[0] in _words().of_another:
        return False  # Mama von Paul
    return not any(word.isdigit() for word in words)


def _is_alone(words: list[str], wanted: frozenset[str]) -> bool:
    """Whether words are relatives' words, and nothing else but lines, devices,
    places and `and`.
    """
    place, found = 0, False
    while place < len(words):
        size = _phrase_at(words, place, wanted)
        found |= size > 0
        beside = _is_beside(words[place]) or words[place] in _words().joining
        if not size and not beside:
            return False
        place += max(size, 1)
    return found


def _phrase_at(words: list[str], place: int, wanted: frozenset[str]) -> int:
    """How many words the longest wanted phrase at a place has."""
    for size in range(min(_LONGEST_PHRASE, len(words) - place), 0, -1):
        if " ".join(words[place : place + size]) in wanted:
            return size
    return 0


def _is_beside(word: str) -> bool:
    return word.isdigit() or word in _words().beside
