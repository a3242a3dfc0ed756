"""Judged pairs and clusters → what a person may be asked about contacts, the most
worth first.

There are two kinds: of a contact that could be two, whether the halves that hang
together by its weakest bridge are one person; of a contact that could be half,
whether it and its likeliest partner are. Each question names the pair of records that
speaks most for it. What it is worth is the chance that the answer changes the
contacts, times how much it changes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netmerge.columns import runs
from netmerge.columns.numbers import among, distinct
from netmerge.columns.types import Flags, Floats, Ints
from netmerge.matching.cluster.agglomerate import MOST_AGAINST, MOST_FOR, NEVER_COMPARED
from netmerge.matching.cluster.bridges import bridges
from netmerge.matching.cluster.components import Constraints
from netmerge.matching.cluster.judge import Judged

OF_A_BEST_PAIR = 1.5
"""Bits by which the best pair between two contacts says too little that they are one
person. This and the next five were fitted to the truth of made-up lists; they came
out alike on five of them, by two makers.
"""

OF_TWO_NAMES = -2.0
"""The same, where the best pair may not be merged: two given names, mostly."""

OF_A_CONTRADICTION = 3.0
"""Bits against where the best pair is between one that could be either (A. Berg) and
one of two who are told apart (Anders Berg and Anna Berg).
"""

SPREAD = 0.4
"""Share of the bits by which the mean over all pairs stays below the best."""

OF_MANY_PAIRS = 0.75
"""Bits against for each doubling of the pairs of which the best was taken."""

OF_RIVALS = 0.75
"""Bits against for each doubling of the odds that others are meant."""

LEAST = 0.01
"""Chance of a change below which nothing is asked."""

LIKELY = 0.2
"""Chance from which two contacts are asked about though both have likelier partners."""

FAR = -6.0
"""log2 odds of a pair below which it is not looked at."""


@dataclass(frozen=True)
class Questions:
    """What may be asked, the most worth first.

    `pair` is the place of the pair among the judged ones, `chance` the probability
    that the answer changes the contacts, `gain` that times how much changes: 1
    where one record moves, and with the root of their number where more do. `sides`
    is the smallest row of the half in which each record stands, or of its cluster,
    where that is not asked about.
    """

    pair: Ints  # (questions,)
    chance: Floats
    gain: Floats
    sides: Ints  # (records,)


@dataclass(frozen=True)
class _Groups:
    """Pairs of groups of records, by their smallest rows, in ascending order, with the
    best judged pair between the two, and what stands between them on the whole.
    """

    one: Ints
    other: Ints
    pair: Ints
    log_odds: Floats
    mean: Floats  # log2 odds, over all pairs that there could be
    pairs: Ints  # that there could be
    contradicted: Flags  # another pair between the two may not be merged
    records: Ints  # of the smaller group


def questions(judged: Judged, labels: Ints, constraints: Constraints, some: Ints) -> Questions:
    """What may be asked about clusters (`labels`: the smallest row of each record's).

    `some` are places of judged pairs that are asked about whatever it is worth.
    """
    partners = _partners(judged, labels, constraints)
    weak, sides = bridges(judged.left, judged.right, judged.log_odds, labels)
    halves = _groups(judged, weak, sides)
    rivals = _odds_of_all(partners, len(labels))
    joined, split = _chances(judged, partners, halves, rivals, labels)
    kept = _kept(partners, joined, len(labels))
    rest = some[~among(some, np.concatenate([partners.pair[kept], weak]))]
    pair = np.concatenate([partners.pair[kept], halves.pair, rest])
    left_over = _chance_of_rest(judged, rest, halves.pair, split, labels, sides)
    chance = np.concatenate([joined[kept], split, left_over])
    smaller = np.concatenate([partners.records[kept], halves.records, np.ones_like(rest)])
    gain = chance * np.sqrt((1 + smaller) / 2)
    shown = np.flatnonzero((chance >= LEAST) | among(pair, some))
    order = shown[np.lexsort((judged.right[pair[shown]], judged.left[pair[shown]], -gain[shown]))]
    return Questions(pair[order], chance[order], gain[order], sides)


def best_between(
    left: Ints, right: Ints, log_odds: Floats, places: Ints, parts: Ints
) -> tuple[Ints, Ints, Ints]:
    """Of the pairs at some places, the likeliest between the same two parts, with the
    two; in ascending order of these.
    """
    of_left, of_right = parts[left[places]], parts[right[places]]
    low, high = np.minimum(of_left, of_right), np.maximum(of_left, of_right)
    order = np.lexsort((right[places], left[places], -log_odds[places], high, low))
    best = order[runs.begins(low[order], high[order])]
    return places[best], low[best], high[best]


def _partners(judged: Judged, labels: Ints, constraints: Constraints) -> _Groups:
    """Clusters that could be one person: nothing forbids it, and the owner has not
    said otherwise.
    """
    apart = labels[judged.left] != labels[judged.right]
    near = np.flatnonzero(apart & (judged.log_odds > FAR))
    found = _groups(judged, near, labels)
    forbidden = _clashing(found, labels, constraints)
    told = np.flatnonzero(apart & judged.decided)
    _, one, other = best_between(judged.left, judged.right, judged.log_odds, told, labels)
    forbidden |= among(_key(found.one, found.other, labels), _key(one, other, labels))
    return _chosen(found, ~forbidden)


def _groups(judged: Judged, places: Ints, parts: Ints) -> _Groups:
    """The groups (`parts` of the records) between which some judged pairs stand."""
    left, right, log_odds = judged.left, judged.right, judged.log_odds
    pair, one, other = best_between(left, right, log_odds, places, parts)
    sizes = np.bincount(parts, minlength=len(parts))
    pairs = sizes[one] * sizes[other]
    total, known, apart = _between(judged, parts, one, other)
    return _Groups(
        one=one,
        other=other,
        pair=pair,
        log_odds=np.minimum(log_odds[pair], MOST_FOR),
        mean=(total + NEVER_COMPARED * (pairs - known)) / pairs,
        pairs=pairs,
        contradicted=(apart > 0) & ~judged.apart[pair],
        records=np.minimum(sizes[one], sizes[other]),
    )


def _between(judged: Judged, parts: Ints, one: Ints, other: Ints) -> tuple[Floats, Ints, Ints]:
    """The sum of the log odds of the judged pairs between groups, their number, and
    that of those that may not be merged.
    """
    asked = np.zeros(len(parts), dtype=bool)
    asked[one] = asked[other] = True
    of_left, of_right = parts[judged.left], parts[judged.right]
    across = np.flatnonzero((of_left != of_right) & asked[of_left] & asked[of_right])
    of_left, of_right = of_left[across], of_right[across]
    between = _key(np.minimum(of_left, of_right), np.maximum(of_left, of_right), parts)
    wanted = _key(one, other, parts)  # ascending
    place = np.searchsorted(wanted, between)
    place[place == len(wanted)] = 0
    meant = wanted[place] == between if len(wanted) else np.zeros(len(place), dtype=bool)
    bits = np.clip(judged.log_odds[across[meant]], MOST_AGAINST, MOST_FOR)
    total = np.bincount(place[meant], weights=bits, minlength=len(wanted))
    known = np.bincount(place[meant], minlength=len(wanted))
    apart = np.bincount(place[meant & judged.apart[across]], minlength=len(wanted))
    return np.asarray(total, dtype=np.float64), known.astype(np.int64), apart.astype(np.int64)


def _key(one: Ints, other: Ints, parts: Ints) -> Ints:
    return one * np.int64(len(parts)) + other


def _chosen(groups: _Groups, which: Flags | Ints) -> _Groups:
    return _Groups(*(column[which] for column in vars(groups).values()))


def _clashing(groups: _Groups, labels: Ints, constraints: Constraints) -> Flags:
    """Whether two clusters hold what one person cannot: two profiles, or two entries
    of an export that lists nobody twice.
    """
    clashing = np.zeros(len(groups.one), dtype=bool)
    for codes in constraints.single:
        of_cluster = np.full(len(labels), -1)
        np.maximum.at(of_cluster, labels, codes)
        one, other = of_cluster[groups.one], of_cluster[groups.other]
        clashing |= (one >= 0) & (other >= 0) & (one != other)
    listed = constraints.exclusive >= 0
    exports = int(constraints.exclusive.max(initial=0)) + 1
    held = distinct(labels[listed] * exports + constraints.exclusive[listed])
    first = np.searchsorted(held // exports, groups.one)
    lengths = np.searchsorted(held // exports, groups.one, side="right") - first
    export = held[runs.positions(first, lengths)] % exports
    question = np.repeat(np.arange(len(lengths)), lengths)
    twice = among(groups.other[question] * exports + export, held)
    clashing[question[twice]] = True
    return clashing


def _odds_of_all(partners: _Groups, records: int) -> Floats:
    """For each cluster the odds of all its partners together (records,)."""
    odds = np.exp2(np.clip(partners.log_odds, -20, 8))
    both = np.concatenate([partners.one, partners.other])
    total = np.bincount(both, weights=np.tile(odds, 2), minlength=records)
    return np.asarray(total, dtype=np.float64)


def _chances(
    judged: Judged, partners: _Groups, halves: _Groups, rivals: Floats, labels: Ints
) -> tuple[Floats, Floats]:
    """The chance that partners are one person, and that halves are two."""
    own = np.exp2(np.clip(partners.log_odds, -20, 8))
    of_others = np.maximum(rivals[partners.one], rivals[partners.other]) - own
    one = _bits(judged, partners, np.maximum(of_others, 0))
    one -= OF_MANY_PAIRS * np.log2(partners.pairs)
    together = _bits(judged, halves, rivals[labels[judged.left[halves.pair]]])
    return _probability(one), _probability(-together)


def _bits(judged: Judged, groups: _Groups, rivals: Floats) -> Floats:
    """log2 odds that two groups are one person, `rivals` being the odds of others."""
    first = np.where(judged.apart[groups.pair], OF_TWO_NAMES, OF_A_BEST_PAIR)
    first -= np.where(groups.contradicted, OF_A_CONTRADICTION, 0)
    spread = np.clip(groups.log_odds - groups.mean, 0, -MOST_AGAINST)
    return groups.log_odds + first - SPREAD * spread - OF_RIVALS * np.log2(1 + rivals)


def _chance_of_rest(
    judged: Judged, places: Ints, weak: Ints, split: Floats, labels: Ints, sides: Ints
) -> Floats:
    """The chance that the answer to some other pair changes something.

    Within a contact it is at most the one that the contact is two; none, if the pair
    stands between the halves about which is asked anyway.
    """
    left, right = judged.left[places], judged.right[places]
    of_cluster = np.zeros(len(labels))
    of_cluster[labels[judged.left[weak]]] = split
    merged = labels[left] == labels[right]
    one = judged.log_odds[places] + np.where(merged, OF_A_BEST_PAIR, OF_TWO_NAMES)
    two = np.where(sides[left] == sides[right], of_cluster[labels[left]], 0)
    return np.where(merged, np.minimum(_probability(-one), two), _probability(one))


def _probability(log_odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp2(-np.clip(log_odds, -100, 100))))


def _kept(partners: _Groups, chance: Floats, records: int) -> Ints:
    """The best partner of each cluster, and every likely one."""
    best = np.zeros(records)
    for cluster in (partners.one, partners.other):
        np.maximum.at(best, cluster, chance)
    is_best = (chance == best[partners.one]) | (chance == best[partners.other])
    return np.flatnonzero((is_best & (chance >= LEAST)) | (chance >= LIKELY))
