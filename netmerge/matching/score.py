"""Features and candidate pairs → the fitted model, and every pair's match weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from netmerge.columns.threads import in_threads
from netmerge.columns.types import Floats, Ints, Levels, Singles
from netmerge.matching.blocking.pairs import Candidates
from netmerge.matching.blocking.pairs import candidates as find_candidates
from netmerge.matching.comparisons import Comparison, Found, compare
from netmerge.matching.features import Features
from netmerge.matching.model import fit as fitting
from netmerge.matching.model.model import Model
from netmerge.matching.model.relatives import are_relatives
from netmerge.matching.model.view import View
from netmerge.matching.prior import prior_model
from netmerge.matching.weights import Priors

BATCH = 250_000
"""Pairs compared at a time by each worker: bounds memory to some
hundred megabytes.
"""

SAMPLE = 30_000
"""Random pairs from which u is estimated; all pairs where there are fewer."""

Compared = tuple[Levels, Singles]
"""Levels of pairs, and log2 of the frequency of what they share:
(pairs, comparisons) both.
"""


@dataclass(frozen=True)
class Sample:
    """What the model learns from: records, their candidate pairs
    (`pairs` by rows, `candidates` compared) and pairs picked at random.
    """

    features: Features
    pairs: Candidates
    candidates: Compared
    at_random: Compared


@dataclass(frozen=True)
class Scored:
    """Candidate pairs: rows, levels and match weight in bits; and
    the model that weighed them.
    """

    left: Ints
    right: Ints
    levels: Levels
    weight: Floats
    model: Model


def score(
    features: Features,
    candidates: Candidates,
    priors: Priors,
    of_some: Features | None = None,
) -> Scored:
    """Fit the model and weigh the candidates.

    The model is fitted to the candidates themselves, or to those
    of `of_some`, a random sample of the records: what it learns
    (how people's records differ, how often strangers look alike)
    does not depend on how many records there are.
    """
    if of_some is None:
        sample = sampled(features, candidates, priors.comparisons)
        model = fit(sample, priors)
        levels, weight = sample.candidates[0], weighed(model, *sample.candidates)
    else:
        sample = sampled(of_some, find_candidates(of_some), priors.comparisons)
        model = fit(sample, priors)
        rows = candidates.left, candidates.right
        levels, weight = weigh(model, priors.comparisons, features, *rows)
    return Scored(candidates.left, candidates.right, levels, weight, model)


def sampled(
    features: Features, candidates: Candidates, comparisons: Sequence[Comparison]
) -> Sample:
    """Records with their candidates compared, and with pairs of
    them picked at random.
    """
    pairs = (candidates.left, candidates.right), _random_pairs(features.records)
    compared = in_threads(lambda those: compare(comparisons, features, *those), pairs)
    return Sample(features, candidates, *compared)


def fit(sample: Sample, priors: Priors) -> Model:
    """The model, fitted to a sample."""
    strength = priors.strength
    levels, _ = sample.candidates
    at_random, _ = sample.at_random
    prior = prior_model(sample.features, priors)
    prior = fitting.with_known_strangers(prior, levels)
    shared = prior.shared_likelihoods(*sample.at_random)
    prior = fitting.with_random_pairs(prior, at_random, shared, strength["u"])
    shared = prior.shared_likelihoods(*sample.candidates)
    patterns = fitting.collect(levels, shared)
    view = View(prior.weights, levels)
    relatives = are_relatives(view, sample.pairs.left, sample.pairs.right)
    strengths = fitting.Strengths(strength["m"], strength["share"])
    return fitting.fit(prior, patterns, strengths, relatives)


def weigh(
    model: Model,
    comparisons: Sequence[Comparison],
    features: Features,
    left: Ints,
    right: Ints,
) -> tuple[Levels, Floats]:
    """Levels (pairs by comparisons) and match weights (bits) of
    pairs, batch by batch.

    The log odds of a pair are its match weight and
    `model.prior_weight`.
    """
    of_list: Found = {}

    def weigh_batch(batch: slice) -> tuple[Levels, Floats]:
        rows = left[batch], right[batch]
        levels, frequency = compare(comparisons, features, *rows, of_list)
        return levels, weighed(model, levels, frequency)

    found = in_threads(weigh_batch, batches(len(left)))
    levels, weight = (np.concatenate(column) for column in zip(*found, strict=True))
    return levels, weight


def compare_all(
    comparisons: Sequence[Comparison], features: Features, left: Ints, right: Ints
) -> Compared:
    """Pairs compared, batch by batch."""
    of_list: Found = {}

    def compare_batch(batch: slice) -> Compared:
        return compare(comparisons, features, left[batch], right[batch], of_list)

    found = in_threads(compare_batch, batches(len(left)))
    levels, frequency = (np.concatenate(column) for column in zip(*found, strict=True))
    return levels, frequency


def weighed(model: Model, levels: Levels, frequency: Singles) -> Floats:
    """The match weights (bits) of pairs that were compared."""
    return model.match_weights(levels, model.shared_likelihoods(levels, frequency))


def batches(pairs: int) -> list[slice]:
    """Pairs that are compared at a time."""
    return [slice(start, start + BATCH) for start in range(0, max(pairs, 1), BATCH)]


def _random_pairs(records: int) -> tuple[Ints, Ints]:
    """All pairs of a short list, else a repeatable random sample."""
    if records * (records - 1) // 2 <= SAMPLE:
        left, right = np.triu_indices(records, k=1)
        return left.astype(np.int64), right.astype(np.int64)
    random = np.random.Generator(np.random.PCG64(0))
    left, right = random.integers(0, records, size=(2, SAMPLE))
    different = left != right
    return left[different], right[different]
