"""Levels of pairs → what the data may not teach: which are two people, how far m may move.

What two records of one person look like is known. Where nobody stands twice there are relatives
and colleagues all the same, and a model that is free to do so makes them its class of matches. So
two different given names are one person's only with something in common that a single person has,
in fitting and in weighing; and two different names stay rare among the records of one person,
unless the list itself shows that names are replaced in it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from netmerge.columns.types import Flags, Floats, Levels
from netmerge.matching.model.roles import Role
from netmerge.matching.model.view import View
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

_BOUNDED = (Role.TWO_NAMES, Role.RENAMED)


def replaced_names(weights: tuple[Weights, ...], levels: Levels, counts: npt.NDArray[Any]) -> float:
    """Share of the records of one person in which another name stands in the place of the family
    name.

    Nobody but one person has given name, birthday and home in common; that their family names
    differ all the same is a marriage, or in some lists a rule. `counts` is how many pairs show
    each row of levels.
    """
    view = View(weights, levels)
    one_person = view.any(Role.CALLED_ALIKE) & view.any(Role.BORN_ALIKE) & view.any(Role.ONE_HOME)
    compared = counts[one_person & view.compared(Role.RENAMED)].sum()
    replaced = counts[one_person & view.any(Role.RENAMED)].sum()
    return float(replaced / (compared + NOT_REPLACED))


def two_people(weights: tuple[Weights, ...], levels: Levels, replaced: float) -> Flags:
    """Pairs with two different given names and nothing in common that only one person has.

    None where the list shows that names are replaced in it: there the model decides, which has
    seen how often.
    """
    view = View(weights, levels)
    return view.two_names & ~view.any(Role.OWN) & (replaced < REPLACED)


def unlike_one_person(weights: tuple[Weights, ...], levels: Levels, replaced: float) -> Flags:
    """Pairs that are no matches to learn from: two people, or two family names with nothing
    personal in common.

    That somebody changed names is believed where a mobile, a mailbox or a birthday goes with it;
    what a home or an office shares says nothing of the kind.
    """
    view = View(weights, levels)
    personal = view.any(Role.OWN, Role.REACHED_ALIKE, Role.BIRTHS_AGREE)
    renamed = view.any(Role.RENAMED) & ~personal & (replaced < REPLACED)
    return two_people(weights, levels, replaced) | renamed


def bounded(weights: Weights, prior: Weights, replaced: float) -> tuple[Weights, str | None]:
    """The weights of a name with m of "different" held within what is known.

    Beside them a sentence where the bound held. What is no name is not bounded.
    """
    for role in _BOUNDED:
        for level in weights.roles.get(role, ()):
            found = weights.m[level]
            most = MOVED * max(prior.m[level], replaced)
            if found > most:
                looked = f"Of what looked like one person, {found:.0%} had another {weights.name}"
                return _held(weights, level, most), f"{looked}: taken for {most:.0%}."
    return weights, None


def _held(weights: Weights, level: int, most: float) -> Weights:
    """The weights with m of a level set, and of the others in proportion."""
    others = np.arange(len(weights.m)) != level
    others[0] = False  # that it cannot be compared is no level
    m: Floats = weights.m.copy()
    m[others] *= (1 - most) / m[others].sum()
    m[level] = most
    return replace(weights, m=m)
