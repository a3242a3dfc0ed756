"""Features and candidate pairs in; the fitted model and every pair's match weight out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from netmerge.columns.threads import in_threads
from netmerge.columns.types import Floats, Ints, Levels, Singles
from netmerge.data import toml_value
from netmerge.matching.attributes import Features
from netmerge.matching.blocking.pairs import CAP, Candidates
from netmerge.matching.blocking.pairs import candidates as find_candidates
from netmerge.matching.comparisons.compare import COMPARISONS, compare
from netmerge.matching.frequencies import TOGETHER
from netmerge.matching.model import fit as fitting
from netmerge.matching.model import model as models
from netmerge.matching.model.weights import prior_weights

BATCH = 250_000
"""Pairs compared at a time by each worker: bounds memory to some hundred megabytes."""

SAMPLE = 30_000
"""Random pairs from which u is estimated; all pairs where there are fewer."""


Compared = tuple[Levels, Singles]
"""Levels of pairs, and log2 of the frequency of what they share."""


@dataclass(frozen=True)
class Scored:
    """Candidate pairs: rows, levels and match weight in bits; and the model that weighed them."""

    left: Ints
    right: Ints
    levels: Levels
    weight: Floats
    model: models.Model


def score(features: Features, candidates: Candidates, sample: Features | None = None) -> Scored:
    """Compare the candidates, fit the model and weigh them.

    The model is fitted to the candidates themselves, or to those of a random `sample` of the
    records: what it learns (how people's records differ, how often strangers look alike) does not
    depend on how many records there are.
    """
    known, found = (features, candidates) if sample is None else (sample, find_candidates(sample))
    pairs = (found.left, found.right), _random_pairs(known.records)
    compared, at_random = in_threads(lambda those: compare(known, *those), pairs)
    fitted = _fitted(known, compared, at_random)
    if sample is None:
        return Scored(
            candidates.left, candidates.right, compared[0], _weighed(fitted, *compared), fitted
        )

    def weigh(batch: slice) -> tuple[Levels, Floats]:
        levels, frequency = compare(features, candidates.left[batch], candidates.right[batch])
        return levels, _weighed(fitted, levels, frequency)

    weighed = in_threads(weigh, batches(len(candidates.left)))
    levels, weight = (np.concatenate(column) for column in zip(*weighed, strict=True))
    return Scored(candidates.left, candidates.right, levels, weight, fitted)


def batches(pairs: int) -> list[slice]:
    """Pairs that are compared at a time."""
    return [slice(start, start + BATCH) for start in range(0, max(pairs, 1), BATCH)]


def _weighed(model: models.Model, levels: Levels, frequency: Singles) -> Floats:
    return model.match_weights(levels, model.shared_likelihoods(levels, frequency))


def _fitted(features: Features, candidates: Compared, at_random: Compared) -> models.Model:
    """The model fitted to all candidates of a list short enough, and to pairs of it picked at
    random.
    """
    settings = settings_of_model()
    strength = settings["strength"]
    start = fitting.with_known_strangers(prior_model(features, settings), candidates[0])
    start = fitting.with_random_pairs(
        start, at_random[0], start.shared_likelihoods(*at_random), strength["u"]
    )
    patterns = fitting.collect(candidates[0], start.shared_likelihoods(*candidates))
    return fitting.fit(start, patterns, strength["m"], strength["share"])


def settings_of_model() -> dict[str, Any]:
    """The shipped weights, weights.toml."""
    return toml_value(dict[str, Any], "matching/model/weights.toml")


def prior_model(features: Features, settings: dict[str, Any]) -> models.Model:
    """The model before any data: shipped weights, and shares of the classes that fall with the
    number of records.
    """
    per_record, records = settings["per_record"], features.population
    shares = np.array(
        [min(per_record.get(name, 0.0) / max(records, 20), 0.2) for name in models.CLASSES]
    )
    shares[3] *= max(_at_work(features), 1e-6)
    shares[1] = 1 - shares.sum()
    weights = tuple(prior_weights(settings, c.name, c.levels) for c in COMPARISONS)
    pairs = max(features.records * (features.records - 1) / 2, 1.0)
    coincidence = _coincidence(features)
    strangers = _strangers(features, coincidence)
    return models.Model(weights, shares, pairs, TOGETHER, pairs * coincidence, strangers)


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
