"""Agreement patterns in, weights out: a Fellegi–Sunter model fitted by expectation maximisation.

A pair belongs to one of five classes: match, stranger, household, colleague, namesake. Each class gives each comparison
level a probability; levels at which a value is shared take the value's own frequency instead of one u for all. The
match weight of a pair is log2 P(levels | match) / P(levels | not a match) (Fellegi & Sunter 1969), the mixture over the
four other classes standing for "not a match". Only m, two shares and the factor for names that go together are fitted
(Dempster, Laird & Rubin 1977), with Dirichlet pseudo-counts, from the counts of distinct patterns; what namesakes have
in common is counted among pairs that are known to be two people. No labels, no seed, the same bits each time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Levels = npt.NDArray[np.int8]

_NAMES = ("given name", "family name", "name in e-mail")
_SPELLED_ALIKE = (1, 3)  # the same, an initial
_PROFILE, _DIFFERENT = "LinkedIn profile", 2
CLASSES = ("match", "stranger", "household", "colleague", "namesake")
ROUNDS = 60
CONVERGED = 1e-6

NAMESAKES = 50.0
"""Pairs expected to share a whole name by chance that the prior factor for namesakes stands for."""


KNOWN = 20.0
"""The same for pairs known to be of strangers, and what all others say of the factor."""


@dataclass(frozen=True)
class Weights:
    """One comparison's probabilities: arrays with one entry a level, entry 0 being "cannot be compared" (always 1).

    `by_value` marks the levels whose u is the frequency of the shared value; `household`, `colleague`
    and `namesake` are None where such pairs agree as strangers do. `alike` stands for u between strangers whose names
    are alike, where the field is made of the name. `fixed` says that m is known and not to be fitted, `strength` the
    pseudo-count of its prior where that is not the same as for most.
    """

    name: str
    levels: tuple[str, ...]
    m: Floats
    u: Floats
    by_value: npt.NDArray[np.bool_]
    household: Floats | None = None
    colleague: Floats | None = None
    namesake: Floats | None = None
    alike: Floats | None = None
    fixed: bool = False
    strength: float | None = None

    @property
    def tables(self) -> tuple[Floats | None, ...]:
        """The probabilities of the classes other than a match, None where they are u."""
        return (None, self.household, self.colleague, self.namesake)


@dataclass(frozen=True)
class Patterns:
    """Distinct agreement patterns: levels (patterns by comparisons), log-likelihoods (base 2) of the values shared
    under the non-match classes, and how many pairs show each pattern.
    """

    levels: Levels
    shared: Floats
    counts: Floats


@dataclass(frozen=True)
class Strangers:
    """Pairs known to be of two people, by an export that lists nobody twice or by their profiles.

    `namesakes` of the former share a whole name, where independence of the names would give `expected` among both.
    """

    namesakes: float
    expected: float


@dataclass(frozen=True)
class Model:
    """A fitted (or prior) model: weights of the comparisons and the share of all pairs that each class has.

    `namesakes` is how many times more often two strangers share given and family name than if the two were
    independent (names go together by language); `expected_namesakes` how many such pairs independence would give.
    """

    weights: tuple[Weights, ...]
    shares: Floats
    pairs: float
    namesakes: float
    expected_namesakes: float
    strangers: Strangers = Strangers(0.0, 0.0)

    @property
    def prior_weight(self) -> float:
        """log2 odds that a random pair is a match."""
        return float(np.log2(self.shares[0] / (1 - self.shares[0])))

    def shared_likelihoods(self, levels: Levels, log_frequency: npt.NDArray[np.float32]) -> Floats:
        """log2 likelihood of the shared values under the classes other than a match (pairs by 4)."""
        result = np.zeros((len(levels), len(CLASSES) - 1))
        in_place_of_u = np.nan_to_num(self.in_place_of_u(levels, log_frequency))
        for place, weights in enumerate(self.weights):
            here = in_place_of_u[:, place]
            for column, table in enumerate(weights.tables):
                if table is None:
                    result[:, column] += here
        return result

    def in_place_of_u(self, levels: Levels, log_frequency: npt.NDArray[np.float32]) -> Floats:
        """log2 of what stands for u in each comparison of each pair, NaN where u itself does (pairs by comparisons).

        The frequency of a shared value; and for a field made of the name, between records whose names are alike, how
        often that comes of the name alone, if that is more.
        """
        result = np.full(levels.shape, np.nan)
        alike = self.names_alike(levels)
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
        alike = self.names_alike(levels)
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
        """What two records that agree in the whole name lose, in bits, because names go together."""
        return np.where(self.whole_name(levels), -np.log2(self.namesakes), 0.0)

    def whole_name(self, levels: Levels) -> npt.NDArray[np.bool_]:
        """Rows that agree in given and family name, or in a name and an e-mail address that spells it."""
        names = [weights.name for weights in self.weights]
        given, family, spelled = (levels[:, names.index(name)] == 1 for name in _NAMES)
        return np.asarray((given & family) | spelled)

    def names_alike(self, levels: Levels) -> npt.NDArray[np.bool_]:
        """Rows of one whole name, or of an initial in place of one of its parts: an address made of it is the same."""
        names = [weights.name for weights in self.weights]
        given, family, spelled = (levels[:, names.index(name)] for name in _NAMES)
        return np.asarray((np.isin(given, _SPELLED_ALIKE) & np.isin(family, _SPELLED_ALIKE)) | (spelled == 1))

    def match_weights(self, levels: Levels, shared: Floats) -> Floats:
        """Match weight of each row of levels, in bits, without the prior."""
        likelihoods = self.likelihoods(levels, shared)
        others = np.log2(self.shares[1:] / self.shares[1:].sum())
        return np.asarray(likelihoods[:, 0] - np.logaddexp2.reduce(likelihoods[:, 1:] + others, axis=1))

    def parts(self, levels: Levels, log_frequency: npt.NDArray[np.float32]) -> Floats:
        """The match weight of each row of levels by what it is made of, in bits (rows by comparisons and two).

        The last two columns are what names that go together take back, and what relatives, colleagues and namesakes do.
        NaN where a comparison says nothing.
        """
        parts = np.full((len(levels), len(self.weights) + 2), np.nan)
        in_place_of_u = self.in_place_of_u(levels, log_frequency)
        for place, weights in enumerate(self.weights):
            level = levels[:, place]
            u = np.where(np.isnan(in_place_of_u[:, place]), np.log2(weights.u)[level], in_place_of_u[:, place])
            parts[:, place] = np.where(level > 0, np.log2(weights.m)[level] - u, np.nan)
        parts[:, -2] = self.namesake_weight(levels)
        whole = self.match_weights(levels, self.shared_likelihoods(levels, log_frequency))
        parts[:, -1] = whole - np.nansum(parts[:, :-1], axis=1)
        return parts

    def probabilities(self, match_weights: Floats) -> Floats:
        """Match probability of a match weight."""
        return np.asarray(1 / (1 + np.exp2(-np.clip(match_weights + self.prior_weight, -1000, 1000))))


def with_random_pairs(model: Model, levels: Levels, shared: Floats, strength: float) -> Model:
    """The model with u re-estimated from pairs picked at random, those that look like matches counted less."""
    unlike = 1 - model.probabilities(model.match_weights(levels, shared))
    updated = []
    for place, weights in enumerate(model.weights):
        counts = np.bincount(levels[:, place], weights=unlike, minlength=len(weights.u))
        updated.append(replace(weights, u=_posterior(counts, weights.u, strength)))
    return replace(model, weights=tuple(updated))


def with_known_strangers(model: Model, levels: Levels) -> Model:
    """The model with what namesakes share re-estimated from candidates whose profiles tell them apart."""
    apart = (levels[:, [weights.name == _PROFILE for weights in model.weights]] == _DIFFERENT).any(axis=1)
    known = levels[apart & model.names_alike(levels)]

    def counted(weights: Weights, levels: Levels) -> Weights:
        if weights.alike is None:
            return weights
        counts = np.bincount(levels, minlength=len(weights.u)).astype(float)
        return replace(weights, alike=_posterior(counts, weights.alike, KNOWN))

    return replace(model, weights=tuple(map(counted, model.weights, known.T)))


def fit(model: Model, patterns: Patterns, strength: float, share_strength: float) -> Model:
    """Fit m and the shares of matches and households to the candidates' patterns by expectation maximisation.

    Pairs that are no candidates count as strangers; hence the share of colleagues, most of whom share no key, cannot
    be learnt and stays as it is, as does that of namesakes, whom nothing but their name tells from a match.
    `strength` is the pseudo-count of each comparison's prior m, `share_strength` the most pairs that the prior share of
    a class stands for.
    """
    prior = model
    for _ in range(ROUNDS):
        responsibility = _responsibilities(model, patterns)
        updated = _maximise(prior, model, patterns, responsibility, strength, share_strength)
        moved = max(np.abs(a.m - b.m).max() for a, b in zip(updated.weights, model.weights, strict=True))
        model = updated
        if moved < CONVERGED:
            break
    return model


def _responsibilities(model: Model, patterns: Patterns) -> Floats:
    """Expected number of pairs of each pattern in each class."""
    joint = model.likelihoods(patterns.levels, patterns.shared) + np.log2(model.shares)
    joint -= np.logaddexp2.reduce(joint, axis=1)[:, None]
    return np.asarray(np.exp2(joint) * patterns.counts[:, None])


def _maximise(
    prior: Model, model: Model, patterns: Patterns, responsibility: Floats, strength: float, share_strength: float
) -> Model:
    weights = []
    for place, old in enumerate(model.weights):
        counts = np.bincount(patterns.levels[:, place], weights=responsibility[:, 0], minlength=len(old.m))
        m = old.m if old.fixed else _posterior(counts, prior.weights[place].m, old.strength or strength)
        weights.append(replace(old, m=m))
    shares = prior.shares.copy()
    for place in (0, 2):
        expected = prior.shares[place] * model.pairs
        weight = min(1.0, share_strength / expected)
        shares[place] = (responsibility[:, place].sum() + expected * weight) / (model.pairs * (1 + weight))
    shares[1] = 1 - np.delete(shares, 1).sum()
    namesakes = _namesakes(prior, patterns, responsibility)
    return replace(model, weights=tuple(weights), shares=shares, namesakes=namesakes)


def _namesakes(prior: Model, patterns: Patterns, responsibility: Floats) -> float:
    """How many times more often strangers share a whole name than if given and family name were independent.

    All pairs say so as far as they are held to be of strangers; those known to be say so for certain.
    """
    whole = prior.whole_name(patterns.levels)
    held = responsibility[whole, 1].sum()
    likely = (held + NAMESAKES * prior.namesakes) / (prior.expected_namesakes + NAMESAKES)
    profile = [weights.name == _PROFILE for weights in prior.weights]
    apart = (patterns.levels[:, profile] == _DIFFERENT).any(axis=1)
    known = prior.strangers.namesakes + patterns.counts[whole & apart].sum()
    return max(float(known + KNOWN * likely) / (prior.strangers.expected + KNOWN), 1.0)


def _posterior(counts: npt.NDArray[Any], prior: Floats, strength: float) -> Floats:
    """Mean of a Dirichlet with pseudo-counts prior * strength; entry 0 (cannot be compared) is no evidence."""
    updated = prior.copy()
    updated[1:] = (counts[1:] + prior[1:] * strength) / (counts[1:].sum() + strength)
    return updated


def prior_weights(table: dict[str, Any], name: str, levels: tuple[str, ...]) -> Weights:
    """One comparison's weights from its section of weights.toml."""
    section = table[name]
    u = section["u"]
    by_value = np.array([False, *(entry == "value" for entry in u)])

    def column(key: str) -> Floats | None:
        return np.array([1.0, *(float(x) for x in section[key])]) if key in section else None

    return Weights(
        name,
        levels,
        m=np.array([1.0, *(float(x) for x in section["m"])]),
        u=np.array([1.0, *(1e-6 if entry == "value" else float(entry) for entry in u)]),
        by_value=by_value,
        household=column("household"),
        colleague=column("colleague"),
        alike=column("alike"),
        namesake=column("namesake"),
        fixed=bool(section.get("fixed", False)),
        strength=section.get("strength"),
    )


def collect(levels: Levels, shared: Floats) -> Patterns:
    """Count distinct patterns; likelihoods of shared values are rounded to half a bit, so that patterns are few."""
    rounded = np.round(shared * 2).astype(np.int64)
    keys = np.concatenate([levels.astype(np.int64), rounded], axis=1)
    code = np.zeros(len(keys), dtype=np.int64)
    for column in keys.T:
        low = column.min(initial=0)
        code = code * (int(column.max(initial=0)) - low + 1) + column - low
    _, first, counts = np.unique(code, return_index=True, return_counts=True)
    return Patterns(levels[first], rounded[first] / 2, counts.astype(np.float64))
