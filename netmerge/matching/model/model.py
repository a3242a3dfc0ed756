"""Levels → match weights: a Fellegi–Sunter model of five kinds of pair.

A pair belongs to one of five classes: match, stranger, household, colleague, namesake. Each class
gives each comparison level a probability; levels at which a value is shared take the value's own
frequency instead of one u for all. The match weight of a pair is log2 P(levels | match) /
P(levels | not a match) (Fellegi & Sunter 1969), the mixture over the four other classes standing
for "not a match". `fit.py` estimates its parameters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netmerge.columns.types import Floats, Levels, Singles
from netmerge.matching.model.view import View
from netmerge.matching.model.weights import Weights

CLASSES = ("match", "stranger", "household", "colleague", "namesake")
OTHERS = CLASSES[1:]
"""The classes of pairs that are not a match."""


@dataclass(frozen=True)
class Patterns:
    """Distinct agreement patterns: levels (patterns by comparisons), log-likelihoods (base 2) of
    the values shared under the non-match classes, and how many pairs show each pattern.
    """

    levels: Levels
    shared: Floats
    counts: Floats


@dataclass(frozen=True)
class Strangers:
    """Pairs known to be of two people, by an export that lists nobody twice or by their profiles.

    `namesakes` of the former share a whole name, where independence of the names would give
    `expected` among both.
    """

    namesakes: float
    expected: float


@dataclass(frozen=True, repr=False)
class Model:
    """A fitted (or prior) model: weights of the comparisons and the share of all pairs that each
    class has.

    `namesakes` is how many times more often two strangers share given and family name than if the
    two were independent (names go together by language); `expected_namesakes` how many such pairs
    independence would give. `replaced_names` is the share of a person's records in which another
    name stands in the place of the family name, `held` says in words where the data were kept
    from moving the model further.
    """

    weights: tuple[Weights, ...]
    shares: Floats
    pairs: float
    namesakes: float
    expected_namesakes: float
    strangers: Strangers = Strangers(0.0, 0.0)
    replaced_names: float = 0.0
    held: tuple[str, ...] = ()

    def __repr__(self) -> str:
        comparisons = len(self.weights)
        matches = self.shares[0]
        pairs = f"{self.pairs:,.0f} pairs"
        return f"<Model: {comparisons} comparisons, {matches:.2g} of {pairs} a match>"

    @property
    def prior_weight(self) -> float:
        """log2 odds that a random pair is a match."""
        return float(np.log2(self.shares[0] / (1 - self.shares[0])))

    def shared_likelihoods(self, levels: Levels, log_frequency: Singles) -> Floats:
        """log2 likelihood of the shared values under the four OTHERS (pairs by 4)."""
        result = np.zeros((len(levels), len(OTHERS)))
        colleagues = OTHERS.index("colleague")
        in_place_of_u = np.nan_to_num(self.in_place_of_u(levels, log_frequency))
        for place, weights in enumerate(self.weights):
            here = in_place_of_u[:, place]
            for column, table in enumerate(weights.tables):
                if table is None:
                    result[:, column] += here
            if weights.by_colleagues is not None:
                one_firm = weights.by_colleagues[levels[:, place]]
                share = self.shares[CLASSES.index("colleague")]
                result[one_firm, colleagues] += here[one_firm] - np.log2(share)
        return result

    def in_place_of_u(self, levels: Levels, log_frequency: Singles) -> Floats:
        """log2 of what stands for u in each comparison of each pair, NaN where u itself does
        (pairs by comparisons).

        The frequency of a shared value; and for a field made of the name, between records whose
        names are alike, how often that comes of the name alone, if that is more.
        """
        result = np.full(levels.shape, np.nan)
        alike = View(self.weights, levels).names_alike
        for place, weights in enumerate(self.weights):
            level = levels[:, place]
            result[:, place] = np.where(weights.by_value[level], log_frequency[:, place], np.nan)
            if weights.alike is not None:
                by_name = np.where(alike & (level > 0), np.log2(weights.alike)[level], np.nan)
                result[:, place] = np.fmax(result[:, place], by_name)
        return result

    def likelihoods(self, levels: Levels, shared: Floats) -> Floats:
        """log2 likelihood of each row of levels under the five classes (rows by 5)."""
        result = np.concatenate([np.zeros((len(levels), 1)), shared], axis=1)
        alike = View(self.weights, levels).names_alike
        for place, weights in enumerate(self.weights):
            level = levels[:, place]
            stranger = np.where(weights.by_value, 0.0, np.log2(weights.u))[level]
            if weights.alike is not None:
                stranger[alike] = 0.0
            for column, table in enumerate((weights.m, *weights.tables)):
                result[:, column] += stranger if table is None else np.log2(table)[level]
        result[:, [1, 3]] -= self.namesake_weight(levels)[:, None]
        return result

    def namesake_weight(self, levels: Levels) -> Floats:
        """What pairs of one whole name lose, in bits, because names go together."""
        return np.where(View(self.weights, levels).whole_name, -np.log2(self.namesakes), 0.0)

    def match_weights(self, levels: Levels, shared: Floats) -> Floats:
        """Match weight of each row of levels, in bits, without the prior."""
        likelihoods = self.likelihoods(levels, shared)
        others = np.log2(self.shares[1:] / self.shares[1:].sum())
        return np.asarray(
            likelihoods[:, 0] - np.logaddexp2.reduce(likelihoods[:, 1:] + others, axis=1)
        )

    def parts(self, levels: Levels, log_frequency: Singles) -> Floats:
        """The match weight of each row of levels by what it is made of, in bits (rows by
        comparisons and two).

        The last two columns are what names that go together take back, and what relatives,
        colleagues and namesakes do. NaN where a comparison says nothing.
        """
        parts = np.full((len(levels), len(self.weights) + 2), np.nan)
        in_place_of_u = self.in_place_of_u(levels, log_frequency)
        for place, weights in enumerate(self.weights):
            level = levels[:, place]
            u = np.where(
                np.isnan(in_place_of_u[:, place]),
                np.log2(weights.u)[level],
                in_place_of_u[:, place],
            )
            parts[:, place] = np.where(level > 0, np.log2(weights.m)[level] - u, np.nan)
        parts[:, -2] = self.namesake_weight(levels)
        whole = self.match_weights(levels, self.shared_likelihoods(levels, log_frequency))
        parts[:, -1] = whole - np.nansum(parts[:, :-1], axis=1)
        return parts

    def probabilities(self, match_weights: Floats) -> Floats:
        """Match probability of a match weight."""
        return np.asarray(
            1 / (1 + np.exp2(-np.clip(match_weights + self.prior_weight, -1000, 1000)))
        )
