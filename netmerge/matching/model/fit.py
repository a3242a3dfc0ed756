"""Agreement patterns → a fitted model: expectation maximisation within the bounds of what is known.

Only m, the shares of matches and households, and the factor for names that go together are fitted
(Dempster, Laird & Rubin 1977), with Dirichlet pseudo-counts, from the counts of distinct
patterns; what namesakes have in common is counted among pairs that are known to be two people. No
labels, no seed, the same bits each time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from netmerge.columns.types import Flags, Floats, Levels
from netmerge.matching.model.bounds import REPLACED, bounded, replaced_names, unlike_one_person
from netmerge.matching.model.model import Model, Patterns
from netmerge.matching.model.roles import Role
from netmerge.matching.model.view import View
from netmerge.matching.model.weights import Weights

ROUNDS = 60
CONVERGED = 1e-6

NAMESAKES = 50.0
"""Pairs expected to share a whole name by chance that the prior factor for namesakes stands for."""

KNOWN = 20.0
"""The same for pairs known to be of strangers, and what all others say of the factor."""


def with_random_pairs(model: Model, levels: Levels, shared: Floats, strength: float) -> Model:
    """The model with u re-estimated from pairs picked at random, those that look like matches
    counted less.
    """
    unlike = 1 - model.probabilities(model.match_weights(levels, shared))
    updated = []
    for place, weights in enumerate(model.weights):
        counts = np.bincount(levels[:, place], weights=unlike, minlength=len(weights.u))
        updated.append(replace(weights, u=_posterior(counts, weights.u, strength)))
    return replace(model, weights=tuple(updated))


def with_known_strangers(model: Model, levels: Levels) -> Model:
    """The model with what namesakes share re-estimated from candidates known to be two people."""
    view = View(model.weights, levels)
    known = levels[view.any(Role.TWO_PEOPLE) & view.names_alike]

    def counted(weights: Weights, levels: Levels) -> Weights:
        if weights.alike is None:
            return weights
        counts = np.bincount(levels, minlength=len(weights.u)).astype(float)
        return replace(weights, alike=_posterior(counts, weights.alike, KNOWN))

    return replace(model, weights=tuple(map(counted, model.weights, known.T)))


def fit(model: Model, patterns: Patterns, strength: float, share_strength: float) -> Model:
    """Fit m and the shares of matches and households to the candidates' patterns by expectation
    maximisation.

    Pairs that are no candidates count as strangers; hence the share of colleagues, most of whom
    share no key, cannot be learnt and stays as it is, as does that of namesakes, whom nothing but
    their name tells from a match. `strength` is the pseudo-count of each comparison's prior m,
    `share_strength` the most pairs that the prior share of a class stands for.
    """
    prior = model
    replaced = replaced_names(model.weights, patterns.levels, patterns.counts)
    apart = unlike_one_person(model.weights, patterns.levels, replaced)
    for _ in range(ROUNDS):
        responsibility = _responsibilities(model, patterns, apart)
        updated = _maximise(prior, model, patterns, responsibility, strength, share_strength)
        updated = _within_bounds(prior, updated, replaced)
        moved = max(
            np.abs(a.m - b.m).max() for a, b in zip(updated.weights, model.weights, strict=True)
        )
        model = updated
        if moved < CONVERGED:
            break
    return model


def _within_bounds(prior: Model, model: Model, replaced: float) -> Model:
    """The model with the names' m held within what is known."""
    pairs = [bounded(*both, replaced) for both in zip(model.weights, prior.weights, strict=True)]
    held = tuple(sentence for _, sentence in pairs if sentence)
    if replaced >= REPLACED:
        name = next(weights.name for weights in model.weights if Role.RENAMED in weights.roles)
        seen = f"Of the records of one person, {replaced:.0%} have another {name}"
        so = "in this list two different names may be one person's."
        held += (f"{seen} at the same home and birthday: {so}",)
    return replace(
        model, weights=tuple(weights for weights, _ in pairs), held=held, replaced_names=replaced
    )


def _responsibilities(model: Model, patterns: Patterns, apart: Flags) -> Floats:
    """Expected number of pairs of each pattern in each class; those `apart` are no matches."""
    joint = model.likelihoods(patterns.levels, patterns.shared) + np.log2(model.shares)
    joint[apart, 0] = -np.inf
    joint -= np.logaddexp2.reduce(joint, axis=1)[:, None]
    return np.asarray(np.exp2(joint) * patterns.counts[:, None])


def _maximise(
    prior: Model,
    model: Model,
    patterns: Patterns,
    responsibility: Floats,
    strength: float,
    share_strength: float,
) -> Model:
    weights = []
    for place, old in enumerate(model.weights):
        counts = np.bincount(
            patterns.levels[:, place], weights=responsibility[:, 0], minlength=len(old.m)
        )
        m = (
            old.m
            if old.fixed
            else _posterior(counts, prior.weights[place].m, old.strength or strength)
        )
        weights.append(replace(old, m=m))
    shares = prior.shares.copy()
    for place in (0, 2):
        expected = prior.shares[place] * model.pairs
        weight = min(1.0, share_strength / expected)
        shares[place] = (responsibility[:, place].sum() + expected * weight) / (
            model.pairs * (1 + weight)
        )
    shares[1] = 1 - np.delete(shares, 1).sum()
    namesakes = _namesakes(prior, patterns, responsibility)
    return replace(model, weights=tuple(weights), shares=shares, namesakes=namesakes)


def _namesakes(prior: Model, patterns: Patterns, responsibility: Floats) -> float:
    """How many times more often strangers share a whole name than if given and family name were
    independent.

    All pairs say so as far as they are held to be of strangers; those known to be say so for
    certain.
    """
    view = View(prior.weights, patterns.levels)
    whole = view.whole_name
    held = responsibility[whole, 1].sum()
    likely = (held + NAMESAKES * prior.namesakes) / (prior.expected_namesakes + NAMESAKES)
    two_people = view.any(Role.TWO_PEOPLE)
    known = prior.strangers.namesakes + patterns.counts[whole & two_people].sum()
    return max(float(known + KNOWN * likely) / (prior.strangers.expected + KNOWN), 1.0)


def collect(levels: Levels, shared: Floats) -> Patterns:
    """Count distinct patterns; likelihoods of shared values are rounded to half a bit, so that
    patterns are few.
    """
    rounded = np.round(shared * 2).astype(np.int64)
    keys = np.concatenate([levels.astype(np.int64), rounded], axis=1)
    code = np.zeros(len(keys), dtype=np.int64)
    for column in keys.T:
        low = column.min(initial=0)
        code = code * (int(column.max(initial=0)) - low + 1) + column - low
    _, first, counts = np.unique(code, return_index=True, return_counts=True)
    return Patterns(levels[first], rounded[first] / 2, counts.astype(np.float64))


def _posterior(counts: npt.NDArray[Any], prior: Floats, strength: float) -> Floats:
    """Mean of a Dirichlet with pseudo-counts prior * strength; entry 0 (cannot be compared) is no
    evidence.
    """
    updated = prior.copy()
    updated[1:] = (counts[1:] + prior[1:] * strength) / (counts[1:].sum() + strength)
    return updated
