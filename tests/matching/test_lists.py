"""Firms, clubs, alumni and families, made up: nobody becomes one with those of the same home,
firm or year.

Each kind is made at two seeds, once alone and once among as many others (benchmarks/lists.py
makes them at more).
People of a short list are few: one pair of siblings called Ann and Anne is more than one in a
hundred of them, and no fault of the kind.
"""

import pytest

from benchmarks.calibration import of_list
from benchmarks.damaged import damaged
from benchmarks.kinds import KINDS, LANGUAGES, made
from benchmarks.lists import outcome

SEEDS = (1, 2)


def outcomes(kind, twice, sizes, folder):
    """What becomes of the lists of one kind, for each seed of so many people among so many
    others, each in another language.
    """
    number = list(KINDS).index(kind)
    found = []
    for seed, of_seed in zip(SEEDS, sizes, strict=True):
        for place, (people, others) in enumerate(of_seed):
            language = LANGUAGES[(number + seed + place) % len(LANGUAGES)]
            found.append(outcome(made(kind, people, language, seed, others, twice), folder))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_where_nobody_stands_twice_nobody_is_merged(kind, tmp_path):
    found = outcomes(kind, 0.0, (((40, 0), (250, 250)), ((40, 40), (250, 0))), tmp_path)
    for one in found:
        assert one.mixed <= max(2, 0.01 * one.people), (
            "one pair of people at the most, or one in a hundred"
        )
    assert sum(one.mixed for one in found) <= 0.005 * sum(one.people for one in found)
    assert all(one.unasked == 0 for one in found), (
        "two given names are merged only where it is asked about"
    )


@pytest.mark.parametrize("twice", [0.1, 0.4])
@pytest.mark.parametrize("kind", KINDS)
def test_those_who_stand_twice_are_found_all_the_same(kind, twice, tmp_path):
    found = outcomes(kind, twice, (((40, 0), (250, 250)), ((250, 250),)), tmp_path)
    right, merged, of_one = (
        sum(getattr(one, name) for one in found) for name in ("right", "merged", "of_one")
    )
    assert right / merged >= 0.95
    assert 2 * right / (merged + of_one) >= 0.92


def test_namesakes_at_two_firms_stay_two_where_nobody_changes_companies(tmp_path):
    """Some are known by name, company and title alone: that people change companies is believed
    where the list shows it.
    """
    table = of_list(damaged("contacts and leads", 500, "es_ES", 2, 1), tmp_path).table
    likely = table[table["from"] >= 0.6]
    assert likely["right"].sum() >= 0.98 * likely["pairs"].sum() > 200
