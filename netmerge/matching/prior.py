"""Records and the numbers from which the model starts → the model before any
data.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from netmerge.columns.types import Floats, Ints
from netmerge.matching.blocking.rules import CAP
from netmerge.matching.features import Features
from netmerge.matching.frequencies import TOGETHER
from netmerge.matching.model.classes import Class
from netmerge.matching.model.model import Model, Strangers
from netmerge.matching.weights import Priors

MOST = 0.2
"""The largest prior share of a class of pairs."""

FEWEST = 20
"""Records of the shortest list for which shares are reckoned: in
a list of three anything may be.
"""

NOBODY = 1e-6
"""What stands for the share of records that name a firm where none does."""


def prior_model(features: Features, priors: Priors) -> Model:
    """The model before any data, for these records.

    The shares of the classes fall with the number of records.
    """
    pairs = max(_pairs(features.records), 1.0)
    coincidence = _coincidence(features)
    return Model(
        weights=priors.weights,
        shares=_shares(features, priors),
        pairs=pairs,
        namesakes=TOGETHER,
        expected_namesakes=pairs * coincidence,
        strangers=_strangers(features, coincidence),
    )


def _shares(features: Features, priors: Priors) -> Floats:
    """The share of all pairs that each class has (classes,)."""
    records = max(features.population, FEWEST)
    shares = np.zeros(len(Class))
    for name, met in priors.per_record.items():
        shares[Class[name.upper()]] = min(met / records, MOST)
    shares[Class.COLLEAGUE] *= max(_at_work(features), NOBODY)
    shares[Class.STRANGER] = 1 - shares.sum()
    return shares


def _at_work(features: Features) -> float:
    """Share of the records that say something of a firm, by name,
    address or number.

    Only there can colleagues be.
    """
    saying = np.concatenate([features.organisations.rows, features.phones.rows])
    return len(np.unique(saying)) / max(features.records, 1)


def _strangers(features: Features, coincidence: float) -> Strangers:
    """What is known of two rows of one export that lists nobody
    twice, and of two different profiles.

    `coincidence` is how likely two records share both names by
    chance.
    """
    names, exclusive = features.names, features.exclusive
    listed = exclusive >= 0
    named = listed & (names.given >= 0) & (names.family >= 0)
    whole = np.stack([exclusive[named], names.given[named], names.family[named]])
    _, of_one_name = np.unique(whole, axis=1, return_counts=True)
    profile = features.profile.codes[features.profile.codes >= 0]
    of_one_profile, of_one_export = np.bincount(profile), np.bincount(exclusive[listed])
    two_profiles = _pairs(len(profile)) - _pairs(of_one_profile).sum()
    pairs = _pairs(of_one_export).sum() + two_profiles
    namesakes = _pairs(of_one_name).sum()
    return Strangers(float(namesakes), float(pairs * coincidence))


def _pairs(sizes: Ints | int) -> Any:
    """How many pairs so many have among them."""
    return sizes * (sizes - 1) / 2


def _coincidence(features: Features) -> float:
    """How likely two records share both names by chance, as far
    as blocking lets such pairs meet.

    Whole names so common that most of their pairs are left out do
    not count.
    """
    names, records = features.names, max(features.records, 1)
    named = np.flatnonzero((names.given >= 0) & (names.family >= 0))
    whole = names.given[named] * len(names.texts) + names.family[named]
    _, code, counts = np.unique(whole, return_inverse=True, return_counts=True)
    met = named[counts[code] <= CAP]
    by_chance = features.given_share[names.given[met]] * features.together[met]
    return float(by_chance.sum() / records) * len(named) / records
