"""Levels of pairs in, what the data may not teach the model out: which pairs are two people, how
far m may move.

What two records of one person look like is known. Where nobody stands twice there are relatives
and colleagues all the same, and a model that is free to do so makes them its class of matches. So
two different given names are one person's only with something in common that a single person has,
in fitting and in weighing; and two different names stay rare among the records of one person,
unless the list itself shows that names are replaced in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from netmerge.columns.types import Flags, Floats, Levels
from netmerge.matching.model.weights import Weights

MOVED = 1.5
"""How many times its prior the probability m of two different names may become."""

REPLACED = 0.04
"""Share of family names replaced, among records that agree in given name, birthday and home, from
which a list is held to be one in which names are replaced: those who change theirs in marrying
and keep their home are fewer.
"""

NOT_REPLACED = 20.0
"""Pairs without a replaced name that such a share is reckoned with on top."""

GIVEN, FAMILY = "given name", "family name"
_AGREE = ("same", "same sound", "variant", "close")


@dataclass(frozen=True)
class View:
    """Levels of pairs (pairs by comparisons), asked by the names of comparisons and of their
    levels.
    """

    weights: tuple[Weights, ...]
    levels: Levels

    def at(self, comparison: str, *names: str) -> Flags:
        """Which pairs stand at one of these levels of a comparison; none where the model lacks it."""
        for place, weights in enumerate(self.weights):
            if weights.name == comparison:
                wanted = np.array([False, *(name in names for name in weights.levels)])
                return np.asarray(wanted[self.levels[:, place]])
        return np.zeros(len(self.levels), dtype=bool)

    @property
    def two_given_names(self) -> Flags:
        """Pairs with two given names that are no forms of one."""
        return self.at(GIVEN, "different")

    @property
    def own(self) -> Flags:
        """Pairs with something in common that only one person has."""
        return self.at("LinkedIn profile", "same") | self.at("official number", "same")

    @property
    def born_alike(self) -> Flags:
        """Pairs with one birthday, as one person's records have it, and twins'."""
        return self.at("birthday", "same")

    @property
    def one_home(self) -> Flags:
        """Pairs of one street or place."""
        return self.at("street", "same", "similar") | self.at("place", "same postcode", "same city")

    @property
    def reached_alike(self) -> Flags:
        """Pairs with a mobile or a mailbox in common, which couples share."""
        return self.at("phone", "same mobile") | self.at("e-mail", "same")

    @property
    def like_relatives(self) -> Flags:
        """Pairs of two spellings of a given name that have in common what a home or an office
        shares, and no more.
        """
        spellings = self.at(GIVEN, "same sound", "variant", "close", "similar")
        shared = self.at("phone", "same line") | self.at("street", "same", "similar")
        shared |= self.at("e-mail", "same mailbox", "another of one domain")
        return spellings & shared & ~(self.own | self.reached_alike | self.born_alike)


def replaced_names(weights: tuple[Weights, ...], levels: Levels, counts: npt.NDArray[Any]) -> float:
    """Share of the records of one person in which another name stands in the place of the family
    name.

    Nobody but one person has given name, birthday and home in common; that their family names
    differ all the same is a marriage, or in some lists a rule. `counts` is how many pairs show
    each row of levels.
    """
    view = View(weights, levels)
    one_person = view.at(GIVEN, *_AGREE) & view.born_alike & view.one_home
    compared = counts[one_person & (levels[:, _place(weights, FAMILY)] > 0)].sum()
    replaced = counts[one_person & view.at(FAMILY, "different")].sum()
    return float(replaced / (compared + NOT_REPLACED))


def two_people(weights: tuple[Weights, ...], levels: Levels, replaced: float) -> Flags:
    """Pairs with two different given names and nothing in common that only one person has.

    None where the list shows that names are replaced in it: there the model decides, which has
    seen how often.
    """
    view = View(weights, levels)
    return view.two_given_names & ~view.own & (replaced < REPLACED)


def unlike_one_person(weights: tuple[Weights, ...], levels: Levels, replaced: float) -> Flags:
    """Pairs that are no matches to learn from: two people, or two family names with nothing
    personal in common.

    That somebody changed names is believed where a mobile, a mailbox or a birthday goes with it;
    what a home or an office shares says nothing of the kind.
    """
    view = View(weights, levels)
    personal = view.own | view.reached_alike | view.at("birthday", "same", "in part", "slip")
    other_family = view.at(FAMILY, "different") & ~personal & (replaced < REPLACED)
    return two_people(weights, levels, replaced) | other_family


def bounded(weights: Weights, prior: Weights, replaced: float) -> tuple[Weights, str | None]:
    """The weights of a name with m of "different" held within what is known, and where the bound
    held, a sentence.
    """
    if weights.name not in (GIVEN, FAMILY):
        return weights, None
    most = MOVED * max(prior.m[-1], replaced)
    found = weights.m[-1]
    if found <= most:
        return weights, None
    said = f"Of what looked like one person, {found:.0%} had another {weights.name}: taken for {most:.0%}."
    return _with_last(weights, most), said


def _with_last(weights: Weights, last: float) -> Weights:
    m: Floats = weights.m.copy()
    m[1:-1] *= (1 - last) / m[1:-1].sum()
    m[-1] = last
    return replace(weights, m=m)


def _place(weights: tuple[Weights, ...], name: str) -> int:
    return [one.name for one in weights].index(name)
