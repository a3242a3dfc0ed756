"""Features and candidate pairs → the fitted model, and every pair's match weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from netmerge.columns.threads import in_threads
from netmerge.columns.types import Floats, Ints, Levels, Singles
from netmerge.matching.blocking.pairs import Candidates
from netmerge.matching.blocking.pairs import candidates as find_candidates
from netmerge.matching.blocking.rules import CAP
from netmerge.matching.comparisons import Comparison, compare
from netmerge.matching.features import Features
from netmerge.matching.frequencies import TOGETHER
from netmerge.matching.model import fit as fitting
from netmerge.matching.model import model as models
from netmerge.matching.weights import Priors

BATCH = 250_000
"""Pairs compared at a time by each worker: bounds memory to some hundred megabytes."""

SAMPLE = 30_000
"""Random pairs from which u is estimated; all pairs where there are fewer."""

MOST = 0.2
"""The largest prior share of a class of pairs, and FEWEST, the records of the shortest list for
which shares are reckoned: in a list of three anything may be.
"""
FEWEST = 20

Compared = tuple[Levels, Singles]
"""Levels of pairs, and log2 of the frequency of what they share: (pairs, comparisons) both."""


@dataclass(frozen=True)
class Sample:
    """What the model learns from: records, their candidate pairs and pairs picked at random."""

    features: Features
    candidates: Compared
    at_random: Compared


@dataclass(frozen=True)
class Scored:
    """Candidate pairs: rows, levels and match weight in bits; and the model that weighed them."""

    left: Ints
    right: Ints
    levels: Levels
    weight: Floats
    model: models.Model


def score(
    features: Features,
    candidates: Candidates,
    priors: Priors,
    of_some: Features | None = None,
) -> Scored:
    """Fit the model and weigh the candidates.

    The model is fitted to the candidates themselves, or to those of `of_some`, a random sample of
    the records: what it learns (how people's records differ, how often strangers look alike) does
    not depend on how many records there are.
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
    """Records with their candidates compared, and with pairs of them picked at random."""
    pairs = (candidates.left, candidates.right), _random_pairs(features.records)
    compared = in_threads(lambda those: compare(comparisons, features, *those), pairs)
    return Sample(features, *compared)


def fit(sample: Sample, priors: Priors) -> models.Model:
    """The model, fitted to a sample."""
    strength = priors.strength
    start = fitting.with_known_strangers(prior_model(sample.features, priors), sample.candidates[0])
    shared = start.shared_likelihoods(*sample.at_random)
    start = fitting.with_random_pairs(start, sample.at_random[0], shared, strength["u"])
    shared = start.shared_likelihoods(*sample.candidates)
    patterns = fitting.collect(sample.candidates[0], shared)
    return fitting.fit(start, patterns, strength["m"], strength["share"])


def weigh(
    model: models.Model,
    comparisons: Sequence[Comparison],
    features: Features,
    left: Ints,
    right: Ints,
) -> tuple[Levels, Floats]:
    """Levels (pairs by comparisons) and match weights (bits) of pairs, batch by batch.

    The log odds of a pair are its match weight and `model.prior_weight`.
    """

    def weigh_batch(batch: slice) -> tuple[Levels, Floats]:
        levels, frequency = compare(comparisons, features, left[batch], right[batch])
        return levels, weighed(model, levels, frequency)

    found = in_threads(weigh_batch, batches(len(left)))
    levels, weight = (np.concatenate(column) for column in zip(*found, strict=True))
    return levels, weight


def weighed(model: models.Model, levels: Levels, frequency: Singles) -> Floats:
    """The match weights (bits) of pairs that were compared."""
    return model.match_weights(levels, model.shared_likelihoods(levels, frequency))


def batches(pairs: int) -> list[slice]:
    """Pairs that are compared at a time."""
    return [slice(start, start + BATCH) for start in range(0, max(pairs, 1), BATCH)]


def prior_model(features: Features, priors: Priors) -> models.Model:
    """The model before any data: the priors, and shares of the classes that fall with the number
    of records.
    """
    records = max(features.population, FEWEST)
    per_record = {**priors.per_record, "stranger": 0.0}
    shares = np.array([min(per_record[name] / records, MOST) for name in models.CLASSES])
    shares[models.CLASSES.index("colleague")] *= max(_at_work(features), 1e-6)
    shares[models.CLASSES.index("stranger")] = 1 - shares.sum()
    pairs = max(features.records * (features.records - 1) / 2, 1.0)
    coincidence = _coincidence(features)
    strangers = _strangers(features, coincidence)
    return models.Model(priors.weights, shares, pairs, TOGETHER, pairs * coincidence, strangers)


def _at_work(features: Features) -> float:
    """Share of the records that say something of a firm, by name, address or number: only there
    can colleagues be.
    """
    rows = np.unique(np.concatenate([features.organisations.rows, features.phones.rows]))
    return len(rows) / max(features.records, 1)


def _strangers(features: Features, coincidence: float) -> models.Strangers:
    """What is known of two rows of one export that lists nobody twice, and of two different
    profiles.
    """
    names, listed = features.names, features.exclusive >= 0
    whole = np.stack([features.exclusive, names.given, names.family])[
        :, listed & (names.given >= 0) & (names.family >= 0)
    ]
    namesakes = np.unique(whole, axis=1, return_counts=True)[1].astype(float)
    profiles = np.bincount(features.profile.codes[features.profile.codes >= 0]).astype(float)
    exports = np.bincount(features.exclusive[listed]).astype(float)
    pairs = (
        _pairs(exports).sum() + _pairs(np.array([profiles.sum()])).sum() - _pairs(profiles).sum()
    )
    return models.Strangers(float(_pairs(namesakes).sum()), float(pairs * coincidence))


def _pairs(sizes: Floats) -> Floats:
    return np.asarray(sizes * (sizes - 1) / 2)


def _coincidence(features: Features) -> float:
    """How likely two records share both names by chance, as far as blocking lets such pairs meet.

    Whole names so common that most of their pairs are left out do not count.
    """
    names = features.names
    both = np.flatnonzero((names.given >= 0) & (names.family >= 0))
    _, whole, counts = np.unique(
        names.given[both] * len(names.texts) + names.family[both],
        return_inverse=True,
        return_counts=True,
    )
    met = both[counts[whole] <= CAP]
    by_chance = features.given_share[names.given[met]] * features.together[met]
    return float(by_chance.sum() / max(features.records, 1)) * len(both) / max(features.records, 1)


def _random_pairs(records: int) -> tuple[Ints, Ints]:
    """All pairs of a short list, else a repeatable random sample."""
    if records * (records - 1) // 2 <= SAMPLE:
        left, right = np.triu_indices(records, k=1)
        return left.astype(np.int64), right.astype(np.int64)
    random = np.random.Generator(np.random.PCG64(0))
    left, right = random.integers(0, records, size=(2, SAMPLE))
    different = left != right
    return left[different], right[different]
