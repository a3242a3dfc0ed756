"""What `python -m benchmarks.calibration` adds up, and the lists that it makes."""

import pandas as pd
import pytest

import netmerge as nm
from benchmarks.calibration import calibrated
from benchmarks.damaged import DAMAGED, damaged

PEOPLE = pd.DataFrame(
    {
        "given_name": ["Runa", "R.", "Odalys", "O.", "Bertil", "Wenke"],
        "family_name": ["Halvorsen", "Halvorsen", "Quiroga", "Quiroga", "Ek", "Ek"],
        "emails": [
            *["runa@halvorsen.example"] * 2,
            *["odalys@quiroga.example"] * 2,
            *["bertil@ek.example", "wenke@ek.example"],
        ],
    }
)


def told(links, *people):
    record_id = links.records["record_id"]
    return pd.DataFrame({"record_id": record_id, "person_id": people})


def test_a_reliability_table_is_added_up_over_lists():
    links = nm.match(PEOPLE)
    all_right = calibrated(links, told(links, *"aabbcd"))
    one_wrong = calibrated(links, told(links, *"aabecd"))
    assert (all_right.safe, all_right.safe_right) == (2, 2)
    both = all_right + one_wrong
    assert (both.safe, both.safe_right) == (4, 3)
    assert both.table["pairs"].sum() == 4
    assert both.table["right"].sum() == 3
    assert both.lines("two lists")[0] == "two lists: safe lane 0.7500 of 4"


def test_pairs_of_a_person_who_is_not_known_do_not_count():
    links = nm.match(PEOPLE)
    found = calibrated(links, told(links, "a", None, *"bbcd"))
    assert (found.safe, found.safe_right) == (1, 1)
    assert found.table["pairs"].sum() == 1


@pytest.mark.parametrize("kind", DAMAGED)
def test_damaged_lists_have_copies_and_are_the_same_for_the_same_seed(kind):
    pytest.importorskip("faker", reason="names come from the extra `bench`")
    made = damaged(kind, 40, "de_DE", seed=3, damages=3)
    pd.testing.assert_frame_equal(made, damaged(kind, 40, "de_DE", seed=3, damages=3))
    rows_of = made["person"].value_counts()
    assert len(rows_of) > 40, "some have somebody beside them who looks alike"
    assert (rows_of > 1).sum() >= 8
