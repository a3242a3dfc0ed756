"""Keys → candidate pairs: only records that share a key are worth comparing.

Records with the same key are paired by array arithmetic. A key shared by more
records than the cap is refined by second keys, and what is still too large is
counted in `Candidates.capped`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netmerge.columns import runs
from netmerge.columns.hashes import combined
from netmerge.columns.numbers import distinct
from netmerge.columns.threads import in_threads
from netmerge.columns.types import Flags, Ints
from netmerge.matching.attributes import Occurrences
from netmerge.matching.blocking.keys import columns, second_keys
from netmerge.matching.blocking.rules import RULES, Rule
from netmerge.matching.features import Features


@dataclass(frozen=True)
class Candidates:
    """Candidate pairs: `left` < `right` are row numbers, sorted.

    `capped` counts, by rule, the pairs left out.
    """

    left: Ints  # (pairs,)
    right: Ints
    capped: dict[str, int]


def candidates(features: Features) -> Candidates:
    """All pairs that share a key of some rule and could be one person."""
    of, records = columns(features), features.records
    seconds = second_keys(of)

    def pairs_of(rule: Rule) -> tuple[Ints, int]:
        rows, keys = rule.keys(of).in_use()
        cap = rule.cap_at(features.population)
        return pairs_within(rows, keys, seconds, cap, records)

    found, left_out = zip(*in_threads(pairs_of, RULES), strict=True)
    pairs = distinct(np.concatenate(found))  # each once, as left * records + right
    left, right = np.divmod(pairs, max(records, 1))
    possible = could_be_one(features, left, right)
    names = (rule.name for rule in RULES)
    capped = {name: pairs for name, pairs in zip(names, left_out, strict=True) if pairs}
    return Candidates(left[possible], right[possible], capped)


def could_be_one(said: Occurrences, left: Ints, right: Ints) -> Flags:
    """Which pairs could be one person: two of different kind, junior and
    senior, or two of one duplicate-free export could not.
    """
    possible = said.kind[left] == said.kind[right]
    for generation in said.names.generations:
        one, other = generation[left], generation[right]
        possible &= (one < 0) | (other < 0) | (one == other)
    one, other = said.exclusive[left], said.exclusive[right]
    return np.asarray(possible & ((one < 0) | (one != other)))


def rules_shared(features: Features, left: int, right: int) -> list[str]:
    """The names of the rules by which two records share a key."""
    of = columns(features)
    shared = []
    for rule in RULES:
        rows, keys = rule.keys(of).in_use()
        if np.intersect1d(keys[rows == left], keys[rows == right]).size:
            shared.append(rule.name)
    return shared


def pairs_within(
    rows: Ints, keys: Ints, seconds: list[Ints], cap: int, records: int
) -> tuple[Ints, int]:
    """Pairs (left * records + right) of rows with the same key, and how many
    were left out for the cap.

    Of a key that more than `cap` rows have, those meet that share one of
    `seconds` too, if no more than `cap` do.
    """
    order = np.argsort(keys)
    rows, keys = rows[order], keys[order]
    size = runs.sizes(keys)
    small = size <= cap
    found = _neighbours(rows[small], keys[small], records)
    if small.all():
        return found, 0
    rows, keys, size = rows[~small], keys[~small], size[~small]
    refined = [np.empty(0, dtype=np.int64)]
    for second in seconds:
        inner = combined(keys, second[rows])
        has = inner >= 0
        order = np.argsort(inner[has])
        within, inner = rows[has][order], inner[has][order]
        fits = runs.sizes(inner) <= cap
        refined.append(_neighbours(within[fits], inner[fits], records))
    met = distinct(np.concatenate(refined))
    possible = int((size - 1).sum()) // 2  # each of n rows of a key has n - 1 others
    return np.concatenate([found, met]), max(possible - len(met), 0)


def _neighbours(rows: Ints, keys: Ints, records: int) -> Ints:
    """All pairs within runs of equal sorted keys.

    Entry k meets k + 1, k + 2 … while the key lasts.
    """
    found: list[Ints] = []
    here = np.arange(len(keys))
    distance = 1
    while len(here := here[here + distance < len(keys)]):
        here = here[keys[here] == keys[here + distance]]
        a, b = rows[here], rows[here + distance]
        pair = np.minimum(a, b) * records + np.maximum(a, b)
        found.append(pair[a != b])
        distance += 1
    return np.concatenate(found) if found else np.empty(0, dtype=np.int64)
