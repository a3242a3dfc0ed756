"""Which pairs are looked at: those that share a key, and of too many with one key those that
share a second.
"""

import numpy as np
import pandas as pd
import pytest

import netmerge as nm
from netmerge.matching.blocking import pairs as block
from netmerge.matching.blocking.rules import CAP


def candidates(rows):
    """The pairs of rows that are compared, and how many were left out by which rule."""
    links = nm.match(pd.DataFrame(rows))
    found = block.candidates(links.features)
    places = links.rows
    pairs = {
        frozenset((places[a], places[b])) for a, b in zip(found.left, found.right, strict=True)
    }
    return pairs, found.capped


def test_of_too_many_with_one_key_those_who_share_a_second_meet_all_the_same():
    rows, keys = np.arange(10), np.zeros(10, dtype=np.int64)
    second = np.arange(10)
    second[7] = second[3]
    pairs, left_out = block.pairs_within(rows, keys, [second], cap=4, records=10)
    assert pairs.tolist() == [3 * 10 + 7]
    assert left_out == 10 * 9 // 2 - 1


def test_too_many_of_one_name_are_counted_as_left_out():
    people = [
        {"given_name": "Ana", "family_name": "Silva", "company": f"Firm {k}"}
        for k in range(CAP + 20)
    ]
    pairs, capped = candidates(people)
    assert not pairs
    assert capped["same given and family name"] == (CAP + 20) * (CAP + 19) // 2


def test_as_many_as_the_cap_all_meet():
    one = {"given_name": "Ana", "family_name": "Silva"}
    pairs, capped = candidates([one | {"title": f"Nurse {k}"} for k in range(CAP)])
    assert len(pairs) == CAP * (CAP - 1) // 2
    assert "same given and family name" not in capped


def test_names_of_one_sound_meet():
    pairs, _ = candidates(
        [
            {"given_name": "Oksana", "family_name": "Шевченко"},
            {"given_name": "Oksana", "family_name": "Szewczenko"},
        ]
    )
    assert pairs


def test_junior_and_senior_never_meet():
    pairs, _ = candidates(
        [
            {"full_name": "Paul Decker Jr.", "emails": "p@d.example"},
            {"full_name": "Paul Decker Sr.", "emails": "p@d.example"},
        ]
    )
    assert not pairs


@pytest.mark.parametrize(
    ("one", "other"), [(("H", "Müller"), ("Kh", "Müller")), (("Ana", "H"), ("Anna", "Kh"))]
)
def test_two_names_without_a_sound_are_not_one(one, other):
    pairs, _ = candidates([{"given_name": a, "family_name": b} for a, b in (one, other)])
    assert not pairs


def test_a_name_without_a_sound_meets_itself():
    pairs, _ = candidates([{"given_name": "Kh", "family_name": "Müller"}] * 2)
    assert pairs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Gerwyn", "Haaksma", "1949-05-12"), ("Grewin", "Haksma", "1994-05-12")),
        (("Ruperta", "Zeilinger", "1958-07-19"), ("Rupetra", "Zeillinger", "1958-11-19")),
        (("Iwona", "Trkulja", "1971-02-03"), ("Ivoma", "Trkukja", "1971-12-03")),
        (("Trkulja", "Iwona", "1971-02-03"), ("Ivoma", "Trkukja", "1966-02-03")),
        (("Hyuk", "Seong", "1980-06-02"), ("Huyk", "Zeong", "1980-02-06")),
    ],
)
def test_two_slips_in_names_and_one_in_the_birthday_do_not_part(one, other):
    columns = ("given_name", "family_name", "birthday")
    pairs, _ = candidates([dict(zip(columns, each, strict=True)) for each in (one, other)])
    assert pairs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Cyprian", "Karkut"), ("Ycprian", "Karkut")),
        (("Marleen", "Oleksy"), ("Marleen", "Loeksy")),
        (("Marleen", "Oleksy"), ("Boleksy", "Marleen")),
    ],
)
def test_a_slip_in_the_first_letters_does_not_part(one, other):
    pairs, _ = candidates([{"given_name": a, "family_name": b} for a, b in (one, other)])
    assert pairs


def test_what_is_missing_of_a_birthday_brings_nobody_together():
    people = [
        {"given_name": "Bo", "family_name": "Lund"},
        {"given_name": "Bea", "birthday": "1980"},
    ]
    pairs, _ = candidates([*people, {"given_name": "Ben", "birthday": "--05-05"}])
    assert not pairs
