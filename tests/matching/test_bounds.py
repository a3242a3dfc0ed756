"""What the data may not teach: who is two people whatever they share, and how far a model may be
moved.
"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import netmerge as nm
from netmerge.matching.cluster import judge as judging
from netmerge.matching.cluster.guard import DISAGREEING, MOST_NAMES, SOME, guarded
from netmerge.matching.cluster.judge import Judged
from netmerge.matching.model.bounds import (
    MOVED,
    REPLACED,
    bounded,
    replaced_names,
    two_people,
)
from netmerge.matching.model.view import View
from netmerge.matching.weights import priors

WEIGHTS = priors().weights
GIVEN, FAMILY = "given name", "family name"


def levels(**named):
    """One row of levels: comparisons by name (blanks as _), levels by name; the others cannot be
    compared.
    """
    row = np.zeros((1, len(WEIGHTS)), dtype=np.int8)
    for place, weights in enumerate(WEIGHTS):
        key = weights.name.replace(" ", "_").replace("-", "_").lower()
        if key in named:
            row[0, place] = 1 + weights.levels.index(named.pop(key))
    assert not named
    return row


TWO = {"given_name": "different", "family_name": "same"}


@pytest.mark.parametrize(
    ("shared", "apart"),
    [
        ({"street": "same", "phone": "same line", "birthday": "same"}, True),
        ({"phone": "same mobile"}, True),
        ({"e_mail": "same"}, True),
        ({"linkedin_profile": "same"}, False),
        ({"official_number": "same"}, False),
    ],
    ids=["a home and a birthday", "a mobile", "a mailbox", "a profile", "an official number"],
)
def test_two_given_names_are_one_persons_only_with_what_one_person_has(shared, apart):
    assert two_people(View(WEIGHTS, levels(**TWO, **shared)), replaced=0.0) == apart


def test_where_names_are_replaced_two_of_them_may_be_one_persons():
    alike = levels(**TWO, birthday="same", street="same")
    assert not two_people(View(WEIGHTS, alike), replaced=REPLACED).any()


def test_how_often_names_are_replaced_is_told_by_family_names():
    """Of records with given name, birthday and home in common, one in ten bears another family
    name.
    """
    home = {"given_name": "same", "birthday": "same", "street": "same"}
    rows = np.concatenate(
        [levels(**home, family_name="same"), levels(**home, family_name="different")]
    )
    assert replaced_names(View(WEIGHTS, rows), np.array([900, 100])) == pytest.approx(
        0.1, abs=0.005
    )
    assert replaced_names(View(WEIGHTS, rows), np.array([9, 1])) < REPLACED, (
        "one marriage is no rule"
    )
    siblings = levels(**{**home, "given_name": "different"}, family_name="same")
    assert replaced_names(View(WEIGHTS, siblings), np.array([500])) == 0


@pytest.mark.parametrize("name", [GIVEN, FAMILY])
def test_two_names_stay_rare_among_the_records_of_one_person(name):
    prior = next(weights for weights in WEIGHTS if weights.name == name)
    m = prior.m.copy()
    m[1:] = 0.12 / (len(m) - 3)
    m[1], m[-1] = 0.3, 0.58
    found, sentence = bounded(replace(prior, m=m), prior, replaced=0.0, renamed=0.0)
    assert found.m[-1] == pytest.approx(MOVED * prior.m[-1])
    assert found.m[1:].sum() == pytest.approx(1)
    assert "58%" in sentence
    assert name in sentence


def test_people_change_family_names_where_no_names_are_replaced():
    """By marriage: how many do, the list tells of family names alone."""
    for name, most in ((GIVEN, MOVED * 0.02), (FAMILY, MOVED * 0.1)):
        prior = next(weights for weights in WEIGHTS if weights.name == name)
        m = prior.m.copy()
        m[1:] = 0.12 / (len(m) - 3)
        m[1], m[-1] = 0.3, 0.58
        found, _ = bounded(replace(prior, m=m), prior, replaced=0.0, renamed=0.1)
        assert found.m[-1] == pytest.approx(most)


def test_what_is_no_name_is_not_bounded():
    street = next(weights for weights in WEIGHTS if weights.name == "street")
    m = np.array([1.0, 0.1, 0.1, 0.1, 0.7])
    found, sentence = bounded(replace(street, m=m), street, replaced=0.0, renamed=0.0)
    assert found.m[-1] == 0.7
    assert sentence is None


def directory(people, **more):
    """The staff of one firm: names of their own, one switchboard, one street, addresses of one
    form.
    """
    given = [
        f"{a}{b}"
        for a in ("Ar", "Bo", "Ce", "Du", "El", "Fa", "Gi", "Ho")
        for b in ("mund", "lind", "vic", "ta")
    ]
    family = [
        f"{a}{b}"
        for a in ("Oster", "Wester", "Norder", "Suder", "Mittel")
        for b in ("holt", "mann", "berg")
    ]
    whole = [(given[k % len(given)], family[k * 7 % len(family)]) for k in range(people)]
    return pd.DataFrame(
        [
            {
                "given_name": a,
                "family_name": b,
                "emails": [f"{a}.{b}@quarz.example".lower()],
                "phones": ["+49301234567"],
                "company": "Quarz AG",
                "street": "1 Kai",
                "city": "Emden",
            }
            | more
            for a, b in whole
        ]
    )


def test_a_directory_does_not_teach_that_colleagues_are_one_person():
    links = nm.match(directory(120))
    assert len(set(links.clusters)) == 120
    given = next(weights for weights in links.model.weights if weights.name == GIVEN)
    assert given.m[-1] <= MOVED * 0.02 + 1e-9


def judged(pairs, two_names):
    """Pairs 0-1, 2-3 … all sure to be one person, of which the first have two given names."""
    count = np.arange(pairs)
    flags = np.zeros(pairs, dtype=bool)
    odds = np.full(pairs, 9.0)
    two = count < two_names
    return Judged(2 * count, 2 * count + 1, odds, flags, two, flags, flags, flags, odds, flags)


def names_of(records):
    """One given name a record, each by itself, and no family name."""
    return np.arange(records), np.full(records, -1)


def test_too_many_merged_pairs_of_two_names_are_taken_apart():
    pairs = 200
    labels = np.repeat(2 * np.arange(pairs), 2)
    few = int(DISAGREEING * pairs)
    plausible, warnings = guarded(judged(pairs, few), labels, names_of(2 * pairs), 0.0)
    assert not plausible.apart.any()
    assert not warnings
    found, warnings = guarded(judged(pairs, few + 1), labels, names_of(2 * pairs), 0.0)
    assert found.apart.sum() == found.taken_apart.sum() == few + 1
    assert "in review" in warnings[0]
    assert f"{few + 1} pairs" in warnings[0]


def test_pairs_of_one_official_number_and_birthday_may_have_two_names():
    pairs = 100
    labels = np.repeat(2 * np.arange(pairs), 2)
    known = replace(judged(pairs, 30), known=np.ones(pairs, dtype=bool))
    found, warnings = guarded(known, labels, names_of(2 * pairs), 0.0)
    assert not found.apart.any()
    assert not warnings


def test_a_handful_of_them_is_no_failure():
    labels = np.repeat(2 * np.arange(SOME), 2)
    assert not guarded(judged(SOME, SOME), labels, names_of(2 * SOME), 0.0)[1]


def test_where_names_are_replaced_more_are_plausible():
    labels = np.repeat(2 * np.arange(100), 2)
    assert guarded(judged(100, 15), labels, names_of(200), 0.0)[1]
    assert not guarded(judged(100, 15), labels, names_of(200), 0.1)[1]


def test_nobody_has_so_many_given_names():
    rows = MOST_NAMES + 1
    left, right = np.triu_indices(rows, k=1)
    none = np.zeros(len(left), dtype=bool)
    odds = np.full(len(left), 9.0)
    crowd = Judged(left, right, odds, none, none, none, none, none, odds, none)
    found, warnings = guarded(crowd, np.zeros(rows, dtype=np.int64), names_of(rows), 0.0)
    assert found.apart.all()
    assert f"more than {MOST_NAMES}" in warnings[0]
    given, family = names_of(rows)
    assert guarded(crowd, np.zeros(rows, dtype=np.int64), (family, given), 0.0)[1]
    fewer = np.minimum(given, MOST_NAMES - 1)
    assert not guarded(crowd, np.zeros(rows, dtype=np.int64), (fewer, family), 0.0)[1]


def test_a_model_that_failed_cannot_merge_half_a_book(monkeypatch):
    """As though nothing were known of two names, and a match were all that shares a firm."""
    monkeypatch.setattr(
        judging, "two_people", lambda view, _: np.zeros(len(view.levels), dtype=bool)
    )
    monkeypatch.setattr(judging, "_most", lambda view, _: np.full(len(view.levels), np.inf))
    monkeypatch.setattr(
        nm.matching.match,
        "score",
        believing_all(nm.matching.match.score, lambda scored: np.full(len(scored.left), 30.0)),
    )
    links = nm.match(directory(60))
    assert len(set(links.clusters)) == 60
    assert links.warnings
    assert (links.pairs["lane"] == "review").sum() > 100, "outside of the cap"
    assert links.pairs["reason"].str.startswith("too many alike").sum() > 100


def believing_all(score, weights):
    def scored(*arguments):
        found = score(*arguments)
        return replace(found, weight=weights(found))

    return scored
