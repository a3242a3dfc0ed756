"""The ablation: each thing that it switches off is there, is off, and is on again afterwards."""

import pandas as pd
import pytest

import netmerge as nm
from benchmarks.ablation import RUNS
from netmerge import matching
from netmerge.clean.records import clean_records
from netmerge.importers.frame import as_records
from netmerge.matching.comparisons import COMPARISONS

TABLE = as_records(
    pd.DataFrame(
        {
            "full_name": ["Bob Whitcombe", "Robert Whitcombe", "Bo Lund", "Bo Lund"],
            "emails": [["rw@mail.example"], ["rw@mail.example"], ["bo.lund@a.example"], None],
            "city": ["Leeds", "Leeds", "Porto", "Porto"],
        }
    )
)


def matched(name):
    change, switch = RUNS[name]
    with switch():
        start = change(matching.priors())
        return matching.match_records(TABLE, clean_records(TABLE, None), start=start)


@pytest.fixture(scope="module")
def usual():
    return matched("as it comes")


@pytest.mark.parametrize("name", RUNS)
def test_it_can_be_switched_off_and_is_on_again(name, usual):
    assert len(matched(name).clusters) == len(TABLE)
    pd.testing.assert_frame_equal(nm.match(TABLE).pairs, usual.pairs)


@pytest.mark.parametrize("name", [each.name for each in COMPARISONS])
def test_a_comparison_that_is_switched_off_says_nothing(name):
    assert f"{name} " not in " ".join(matched(name).pairs["reason"])


def test_without_nicknames_nobody_knows_bob(usual):
    assert "given name variant" in " ".join(usual.pairs["reason"])
    assert "given name variant" not in " ".join(matched("nicknames and variants").pairs["reason"])


def test_without_term_frequencies_a_value_weighs_as_others_do(usual):
    found = matched("term frequencies").pairs.set_index(["record_a", "record_b"])
    before = usual.pairs.set_index(["record_a", "record_b"])
    assert (found["match_weight"] != before["match_weight"]).any()
