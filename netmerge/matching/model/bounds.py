"""Levels of pairs → what the data may not teach: which are two people, how far m
may move.

What two records of one person look like is known. Where nobody stands twice
there are relatives and colleagues all the same, and a model that is free to
do so makes them its class of matches. So two different given names are one
person's only with something in common that a single person has, in fitting
and in weighing; and two different names stay rare among the records of one
person, unless the list itself shows that names are replaced in it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from netmerge.columns.types import Flags, Floats
from netmerge.matching.model.roles import Role
from netmerge.matching.model.view import View
from netmerge.matching.model.weights import Weights

MOVED = 1.5
"""How many times its prior the probability m of two different names may become.
"""

REPLACED = 0.04
"""Share of family names replaced, among records that agree in
given name, birthday and home, from which a list is held to be one
in which names are replaced: those who change theirs in marrying
and keep their home are fewer.
"""

NOT_REPLACED = 50.0
"""Pairs without a replaced name that such a share is reckoned with on top."""

_BOUNDED = (Role.TWO_NAMES, Role.RENAMED, Role.BORN_APART, Role.NUMBERS_APART)


def replaced_names(view: View, counts: Floats) -> float:
    """Share of one person's records with another name in place of
    the family name.

    Nobody but one person has given name, birthday and home in
    common; that their family names differ all the same is a
    marriage, or in some lists a rule. `counts` (rows of the
    view,) is how many pairs show each.
    """
    called_alike = view.any(Role.CALLED_ALIKE)
    one_person = called_alike & view.any(Role.BORN_ALIKE) & view.any(Role.ONE_HOME)
    compared = counts[one_person & view.compared(Role.RENAMED)].sum()
    replaced = counts[one_person & view.any(Role.RENAMED)].sum()
    return float(replaced / (compared + NOT_REPLACED))


def two_people(view: View, replaced: float) -> Flags:
    """Pairs with two different given names and nothing that only
    one person has in common.

    None where the list shows that names are replaced in it: there
    the model decides, which has seen how often. `replaced` is the
    share of `replaced_names`.
    """
    own = view.any(Role.OWN)
    return view.two_names & ~own & (replaced < REPLACED)


def unlike_one_person(view: View, replaced: float) -> Flags:
    """Pairs that are no matches to learn from.

    They are two people, or have two family or middle names and
    nothing personal in common; or two given names that hardly are one, and
    in common what a home or a firm shares. That somebody changed
    names is believed where a mobile, a mailbox or a birthday goes
    with it; what others share says nothing of the kind. Of two
    spellings of a given name an address each makes two relatives,
    who may be twins, and so does a home, an employer or a year of
    birth of two forms of one; two days of birth make a father and his
    son, and of two spellings two children at one mobile. So do two
    official numbers for life, but where the whole name goes with one
    birthday, mobile or mailbox: the number is wrong then.
    """
    personal = view.any(Role.OWN, Role.REACHED_ALIKE, Role.BIRTHS_AGREE)
    reached = view.any(Role.OWN, Role.REACHED_ALIKE)
    apart = ~reached | (view.any(Role.TWO_SPELLINGS) & ~view.any(Role.OWN))
    born_apart = view.any(Role.BORN_APART) & apart & (replaced < REPLACED)
    alike_otherwise = view.any(Role.HOME_OR_FIRM, Role.ONE_FIRM, Role.ONE_YEAR)
    sisters = view.any(Role.SISTER_NAMES) & alike_otherwise & ~reached
    of_relatives = view.any(Role.OWN_ADDRESSES) & view.any(Role.TWO_SPELLINGS) & ~reached
    hardly_a_slip = view.any(Role.HARDLY_A_SLIP) & view.any(Role.HOME_OR_FIRM)
    other_name = view.any(Role.RENAMED, Role.TWO_MIDDLE_NAMES) | hardly_a_slip
    renamed = other_name & ~personal & (replaced < REPLACED)
    known = view.any(Role.BORN_ALIKE, Role.REACHED_ALIKE) & view.whole_name
    numbers_apart = view.any(Role.NUMBERS_APART) & ~known & (replaced < REPLACED)
    two_addresses = view.any(Role.OWN_ADDRESSES) & ~personal
    two_entries = view.any(Role.TWO_ENTRIES) & ~personal
    relatives = of_relatives | born_apart | (sisters & (replaced < REPLACED))
    asked = renamed | two_addresses | two_entries | numbers_apart
    return two_people(view, replaced) | relatives | asked


def bounded(
    weights: Weights, prior: Weights, replaced: float, renamed: float
) -> tuple[Weights, str | None]:
    """The weights of a name with m of "different" held within what is known.

    `replaced` is the share of names that are replaced in this list, `renamed` that
    of the family names that were seen to differ, if only by marriage. Where the
    bound held, a sentence stands beside them. What is no name is not bounded.
    """
    for role in _BOUNDED:
        known = renamed if role is Role.RENAMED else replaced
        for level in weights.roles.get(role, ()):
            found = weights.m[level]
            most = MOVED * max(prior.m[level], known)
            if found > most:
                had = f"{found:.0%} had another {weights.name}"
                said = f"Of what looked like one person, {had}: taken for {most:.0%}."
                return _held(weights, level, most), said
    return weights, None


def _held(weights: Weights, level: int, most: float) -> Weights:
    """The weights with m of a level set, and of the others in proportion."""
    others = np.arange(len(weights.m)) != level
    others[0] = False  # that it cannot be compared is no level
    m: Floats = weights.m.copy()
    m[others] *= (1 - most) / m[others].sum()
    m[level] = most
    return replace(weights, m=m)
