"""Which pairs are looked at: those that share a key, and of too many with one key those that
share a second.
"""

import numpy as np
import pandas as pd

import netmerge as nm
from netmerge.matching.blocking import pairs as block


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
    pairs, left_out = block._pairs_within(rows, keys, [second], cap=4, records=10)
    assert pairs.tolist() == [3 * 10 + 7]
    assert left_out == 10 * 9 // 2 - 1


def test_too_many_of_one_name_are_counted_as_left_out():
    people = [
        {"given_name": "Ana", "family_name": "Silva", "company": f"Firm {k}"}
        for k in range(block.CAP + 20)
    ]
    pairs, capped = candidates(people)
    assert not pairs
    assert capped["same given and family name"] == (block.CAP + 20) * (block.CAP + 19) // 2


def test_as_many_as_the_cap_all_meet():
    pairs, capped = candidates([{"given_name": "Ana", "family_name": "Silva"}] * block.CAP)
    assert len(pairs) == block.CAP * (block.CAP - 1) // 2
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
