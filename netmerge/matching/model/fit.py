"""Agreement patterns → a fitted model: expectation maximisation within bounds.

Only m, the shares of matches and households, and the factor for names that
go together are fitted (Dempster, Laird & Rubin 1977), with Dirichlet
pseudo-counts, from the counts of distinct patterns; what namesakes have in
common is counted among pairs that are known to be two people. No labels, no
seed, the same bits each time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from netmerge.columns.types import Flags, Floats, Levels
from netmerge.matching.model.bounds import (
    REPLACED,
    bounded,
    replaced_names,
    unlike_one_person,
)
from netmerge.matching.model.classes import Class
from netmerge.matching.model.model import Model, Patterns
from netmerge.matching.model.roles import Role
from netmerge.matching.model.view import View
from netmerge.matching.model.weights import Weights

ROUNDS = 60
CONVERGED = 1e-6
"""The most rounds of fitting, and the change of m at which it ends before."""

NAMESAKES = 50.0
"""Pairs expected to share a whole name that the prior factor for
namesakes stands for.
"""

KNOWN = 20.0
"""The same for pairs known to be of strangers, and what all
others say of the factor.
"""

_FITTED = (Class.MATCH, Class.HOUSEHOLD)
"""Classes whose shares are fitted. Most colleagues share no key:
the candidates do not tell how many there are. Nothing but their
name tells namesakes from a match.
"""


def with_random_pairs(model: Model, levels: Levels, shared: Floats, strength: float) -> Model:
    """The model with u re-estimated from pairs picked at random.

    Those that look like matches count less.
    """
    unlike = 1 - model.probabilities(model.match_weights(levels, shared))  # (pairs,)
    updated = []
    for place, weights in enumerate(model.weights):
        counts = _count(levels[:, place], weights, unlike)
        updated.append(replace(weights, u=_posterior(counts, weights.u, strength)))
    return replace(model, weights=tuple(updated))


def with_known_strangers(model: Model, levels: Levels) -> Model:
    """The model with what namesakes share re-estimated from those
    known to be two people.
    """
    view = View(model.weights, levels)
    known = levels[view.any(Role.TWO_PEOPLE) & view.names_alike]

    def counted(weights: Weights, levels: Levels) -> Weights:
        if weights.alike is None:
            return weights
        counts = _count(levels, weights)
        return replace(weights, alike=_posterior(counts, weights.alike, KNOWN))

    return replace(model, weights=tuple(map(counted, model.weights, known.T)))


@dataclass(frozen=True)
class Strengths:
    """How much evidence the priors stand for.

    `m` is the pseudo-count of each comparison's prior m, `share`
    the most pairs that the prior share of a class stands for.
    """

    m: float
    share: float


def fit(prior: Model, patterns: Patterns, strengths: Strengths, relatives: bool) -> Model:
    """Fit m and the shares of matches and households to the
    candidates' patterns.

    Pairs that are no candidates count as strangers. `relatives` says that two given
    names with all else in common are rather two people's: then people change their
    family names in this list, in marrying for one, and no name is replaced.
    """
    view = View(prior.weights, patterns.levels)
    renamed = replaced_names(view, patterns.counts)
    replaced = 0.0 if relatives else renamed
    apart = unlike_one_person(view, replaced)
    model = prior
    for _ in range(ROUNDS):
        expected = _responsibilities(model, patterns, apart)
        updated = _maximise(prior, patterns, expected, strengths)
        updated = _within_bounds(prior, updated, replaced, renamed)
        moved = _moved(model, updated)
        model = updated
        if moved < CONVERGED:
            break
    return model


def _responsibilities(model: Model, patterns: Patterns, apart: Flags) -> Floats:
    """Expected number of pairs of each pattern in each class
    (patterns by classes).

    Those `apart` are no matches.
    """
    joint = model.likelihoods(patterns.levels, patterns.shared) + np.log2(model.shares)
    joint[apart, Class.MATCH] = -np.inf
    joint -= np.logaddexp2.reduce(joint, axis=1)[:, None]
    return np.asarray(np.exp2(joint) * patterns.counts[:, None])


def _maximise(prior: Model, patterns: Patterns, expected: Floats, strengths: Strengths) -> Model:
    """The model that makes the expected pairs of each class
    likeliest, the prior counted in.
    """
    weights = []
    for place, before in enumerate(prior.weights):
        if before.fixed:
            weights.append(before)
            continue
        levels, matches = patterns.levels[:, place], expected[:, Class.MATCH]
        counts = _count(levels, before, matches)
        m = _posterior(counts, before.m, before.strength or strengths.m)
        weights.append(replace(before, m=m))
    return replace(
        prior,
        weights=tuple(weights),
        shares=_shares(prior, expected, strengths.share),
        namesakes=_namesakes(prior, patterns, expected),
    )


def _shares(prior: Model, expected: Floats, strength: float) -> Floats:
    """The share of all pairs that each class has (classes,)."""
    shares = prior.shares.copy()
    for kind in _FITTED:
        before = prior.shares[kind] * prior.pairs  # pairs that the prior expects
        weight = min(1.0, strength / before)
        found = expected[:, kind].sum() + before * weight
        shares[kind] = found / (prior.pairs * (1 + weight))
    shares[Class.STRANGER] = 1 - np.delete(shares, Class.STRANGER).sum()
    return shares


def _namesakes(prior: Model, patterns: Patterns, expected: Floats) -> float:
    """How many times more often strangers share a whole name than
    if its parts were independent.

    All pairs say so as far as they are held to be of strangers;
    those known to be of two people say so for certain.
    """
    view = View(prior.weights, patterns.levels)
    whole = view.whole_name
    held = expected[whole, Class.STRANGER].sum()
    likely = (held + NAMESAKES * prior.namesakes) / (prior.expected_namesakes + NAMESAKES)
    two_people = view.any(Role.TWO_PEOPLE)
    known = prior.strangers.namesakes + patterns.counts[whole & two_people].sum()
    factor = float(known + KNOWN * likely) / (prior.strangers.expected + KNOWN)
    return max(factor, 1.0)


def _within_bounds(prior: Model, model: Model, replaced: float, renamed: float) -> Model:
    """The model with the names' m held within what is known."""
    both = zip(model.weights, prior.weights, strict=True)
    bounds = [bounded(found, before, replaced, renamed) for found, before in both]
    held = [sentence for _, sentence in bounds if sentence]
    if replaced >= REPLACED:
        held.append(_names_are_replaced(model, replaced))
    return replace(
        model,
        weights=tuple(weights for weights, _ in bounds),
        held=tuple(held),
        replaced_names=replaced,
    )


def _names_are_replaced(model: Model, replaced: float) -> str:
    name = next(each.name for each in model.weights if Role.RENAMED in each.roles)
    seen = f"Of the records of one person, {replaced:.0%} have another {name}"
    so = "in this list two different names may be one person's."
    return f"{seen} at the same home and birthday: {so}"


def _moved(before: Model, after: Model) -> float:
    """The largest change of an m."""
    both = zip(after.weights, before.weights, strict=True)
    changes = [np.abs(a.m - b.m).max() for a, b in both]
    return float(max(changes))


def collect(levels: Levels, shared: Floats) -> Patterns:
    """Count distinct patterns of pairs.

    Likelihoods of shared values are rounded to half a bit, so
    that patterns are few.
    """
    half_bits = np.round(shared * 2).astype(np.int64)
    keys = np.concatenate([levels.astype(np.int64), half_bits], axis=1)
    code = np.zeros(len(keys), dtype=np.int64)  # (pairs,): the columns as digits of one number
    for column in keys.T:
        low = column.min(initial=0)
        values = int(column.max(initial=0)) - low + 1
        code = code * values + column - low
    _, first, counts = np.unique(code, return_index=True, return_counts=True)
    return Patterns(levels[first], half_bits[first] / 2, counts.astype(np.float64))


def _count(levels: Levels, weights: Weights, of_pairs: Floats | None = None) -> Floats:
    """How many pairs stand at each level of a comparison (levels
    and "cannot be compared",).
    """
    counts = np.bincount(levels, weights=of_pairs, minlength=len(weights.m))
    return counts.astype(np.float64)


def _posterior(counts: npt.NDArray[Any], prior: Floats, strength: float) -> Floats:
    """Mean of a Dirichlet with pseudo-counts prior * strength.

    Entry 0 (cannot be compared) is no evidence.
    """
    updated = prior.copy()
    evidence = counts[1:].sum() + strength
    updated[1:] = (counts[1:] + prior[1:] * strength) / evidence
    return updated
