"""Levels → match weights: a Fellegi–Sunter model of five kinds of pair.

A pair belongs to one of five classes: match, stranger, household,
colleague, namesake. Each class gives each comparison level a probability;
levels at which a value is shared take the value's own frequency instead of
one u for all. The match weight of a pair is log2 P(levels | match) /
P(levels | not a match) (Fellegi & Sunter 1969), the mixture over the four
other classes standing for "not a match". `fit.py` estimates its parameters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netmerge.columns.types import Floats, Levels, Singles
from netmerge.matching.model.classes import OTHERS, Class
from netmerge.matching.model.shown import model_html
from netmerge.matching.model.view import View
from netmerge.matching.model.weights import Weights

_CERTAIN = 1000.0
"""Bits beyond which a probability is 0 or 1, lest 2 to their power overflow."""


@dataclass(frozen=True)
class Patterns:
    """Distinct agreement patterns.

    `levels` is (patterns by comparisons); `shared` (patterns by
    OTHERS) the log2 likelihoods of the values shared; `counts`
    (patterns,) how many pairs show each pattern.
    """

    levels: Levels
    shared: Floats
    counts: Floats


@dataclass(frozen=True)
class Strangers:
    """Pairs known to be of two people: by an export that lists
    nobody twice, or by profiles.

    `namesakes` of the former share a whole name, where
    independence of the names would give `expected` among both.
    """

    namesakes: float
    expected: float


@dataclass(frozen=True, repr=False)
class Model:
    """A fitted (or prior) model.

    `weights` has one entry a comparison; `shares` (classes,) is
    the share of all `pairs` that each class has. `namesakes` is
    how many times more often two strangers share given and family
    name than if the two were independent (names go together by
    language); `expected_namesakes` how many such pairs
    independence would give. `replaced_names` is the share of a
    person's records in which another name stands in the place of
    the family name. `held` says in words where the data were kept
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
        matches = self.shares[Class.MATCH]
        pairs = f"{self.pairs:,.0f} pairs"
        return f"<Model: {comparisons} comparisons, {matches:.2g} of {pairs} a match>"

    def _repr_html_(self) -> str:
        return model_html(repr(self).strip("<>"), self.weights)

    @property
    def prior_weight(self) -> float:
        """log2 odds that a random pair is a match."""
        match = self.shares[Class.MATCH]
        return float(np.log2(match / (1 - match)))

    def match_weights(self, levels: Levels, shared: Floats) -> Floats:
        """Match weight of each row of levels, in bits, without the prior."""
        likelihoods = self.likelihoods(levels, shared)
        others = self.shares[1:] / self.shares[1:].sum()
        unlike = np.logaddexp2.reduce(likelihoods[:, 1:] + np.log2(others), axis=1)
        return np.asarray(likelihoods[:, Class.MATCH] - unlike)

    def probabilities(self, match_weights: Floats) -> Floats:
        """Match probability of a match weight."""
        log_odds = np.clip(match_weights + self.prior_weight, -_CERTAIN, _CERTAIN)
        return np.asarray(1 / (1 + np.exp2(-log_odds)))

    def likelihoods(self, levels: Levels, shared: Floats) -> Floats:
        """log2 likelihood of each row of levels under the five
        classes (rows by classes).
        """
        result = np.empty((len(levels), len(Class)), order="F")  # filled column by column
        result[:, Class.MATCH] = 0.0
        result[:, 1:] = shared
        alike = View(self.weights, levels).names_alike
        for place, weights in enumerate(self.weights):
            level = levels[:, place].astype(np.intp)  # once for all that is looked up by it
            # where a value's frequency, or that of alike names, stands for u,
            # `shared` has it
            log_u = np.where(weights.by_value, 0.0, np.log2(weights.u))[level]
            if weights.alike is not None:
                log_u[alike] = 0.0
            for column, table in enumerate((weights.m, *weights.tables)):
                result[:, column] += log_u if table is None else np.log2(table)[level]
        by_name = self.namesake_weight(levels)
        for of_two_names in (Class.STRANGER, Class.COLLEAGUE):
            result[:, of_two_names] -= by_name
        return np.ascontiguousarray(result)  # sums down a column depend on how it lies

    def shared_likelihoods(self, levels: Levels, log_frequency: Singles) -> Floats:
        """log2 likelihood of the shared values under the other
        classes (pairs by OTHERS).
        """
        result = np.zeros((len(levels), len(OTHERS)), order="F")
        colleagues = OTHERS.index(Class.COLLEAGUE)
        log_share = np.log2(self.shares[Class.COLLEAGUE])
        in_place_of_u = self.in_place_of_u(levels, log_frequency)
        for place, weights in enumerate(self.weights):
            if not weights.replaces_u and weights.by_colleagues is None:
                continue
            here = np.nan_to_num(in_place_of_u[:, place])
            for column, table in enumerate(weights.tables):
                if table is None:
                    result[:, column] += here
            if weights.by_colleagues is not None:
                one_firm = weights.by_colleagues[levels[:, place]]
                result[one_firm, colleagues] += here[one_firm] - log_share
        return np.ascontiguousarray(result)

    def in_place_of_u(self, levels: Levels, log_frequency: Singles) -> Floats:
        """log2 of what stands for u, NaN where u itself does
        (pairs by comparisons).

        The frequency of a shared value; and for a field made of
        the name, between records whose names are alike, how often
        that comes of the name alone, if that is more.
        """
        result = np.full(levels.shape, np.nan, order="F")
        alike = View(self.weights, levels).names_alike
        for place, weights in enumerate(self.weights):
            if not weights.replaces_u:
                continue
            level = levels[:, place].astype(np.intp)
            by_value = weights.by_value[level]
            result[:, place] = np.where(by_value, log_frequency[:, place], np.nan)
            if weights.alike is not None:
                log_alike = np.log2(weights.alike)[level]
                by_name = np.where(alike & (level > 0), log_alike, np.nan)
                result[:, place] = np.fmax(result[:, place], by_name)
        return result

    def namesake_weight(self, levels: Levels) -> Floats:
        """What pairs of one whole name lose, in bits, because
        names go together.
        """
        whole = View(self.weights, levels).whole_name
        return np.where(whole, -np.log2(self.namesakes), 0.0)

    def parts(self, levels: Levels, log_frequency: Singles) -> Floats:
        """The match weight of each row of levels by what it is
        made of, in bits.

        (rows by comparisons and two); the last two columns are
        what names that go together take back, and what relatives,
        colleagues and namesakes do. NaN where a comparison says
        nothing.
        """
        parts = np.full((len(levels), len(self.weights) + 2), np.nan)
        in_place_of_u = self.in_place_of_u(levels, log_frequency)
        for place, weights in enumerate(self.weights):
            level, instead = levels[:, place], in_place_of_u[:, place]
            log_m, log_u = np.log2(weights.m)[level], np.log2(weights.u)[level]
            log_u = np.where(np.isnan(instead), log_u, instead)
            parts[:, place] = np.where(level > 0, log_m - log_u, np.nan)
        parts[:, -2] = self.namesake_weight(levels)
        shared = self.shared_likelihoods(levels, log_frequency)
        whole = self.match_weights(levels, shared)
        parts[:, -1] = whole - np.nansum(parts[:, :-1], axis=1)
        return parts
