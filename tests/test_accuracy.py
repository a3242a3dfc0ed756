"""The measure by which netmerge is judged must itself be right: scores against hand-counted
examples.
"""

import datetime as dt
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.accuracy import World, b_cubed, groups, notes_right, pairwise, place, read_world


def numbers(text):
    return np.array([int(digit) for digit in text])


def test_pairwise_counts_pairs():
    # true pairs ab, ac, bc; found pairs ab, cd; right: ab
    score = pairwise(numbers("0001"), numbers("0011"))
    assert score.precision == pytest.approx(1 / 2)
    assert score.recall == pytest.approx(1 / 3)
    assert score.f1 == pytest.approx(2 / 5)


def test_b_cubed_averages_over_rows():
    # precision 1, 1, 1/2, 1/2; recall 2/3, 2/3, 1/3, 1
    score = b_cubed(numbers("0001"), numbers("0011"))
    assert score.precision == pytest.approx(3 / 4)
    assert score.recall == pytest.approx(2 / 3)


def test_everything_apart_is_precise_and_finds_nothing():
    assert pairwise(numbers("0011"), numbers("0123")).precision == 1
    assert pairwise(numbers("0011"), numbers("0123")).recall == 0
    assert pairwise(numbers("0011"), numbers("0123")).f1 == 0


def test_a_million_rows_in_one_group_do_not_overflow():
    rows = np.zeros(1_000_000, dtype=np.int32)
    assert pairwise(rows, rows).f1 == 1
    assert b_cubed(rows, rows).f1 == pytest.approx(1)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=30))
def test_pairwise_is_what_enumerating_pairs_gives(rows):
    truth, found = (np.array(column) for column in zip(*rows, strict=True))
    pairs = [(i, j) for i in range(len(rows)) for j in range(i)]
    belonging = {pair for pair in pairs if truth[pair[0]] == truth[pair[1]]}
    together = {pair for pair in pairs if found[pair[0]] == found[pair[1]]}
    score = pairwise(truth, found)
    assert score.precision == pytest.approx(
        len(belonging & together) / len(together) if together else 1
    )
    assert score.recall == pytest.approx(
        len(belonging & together) / len(belonging) if belonging else 1
    )


def test_a_row_in_no_contact_is_a_group_by_itself():
    placed = pd.DataFrame({"person_id": ["a", "a", "b"], "contact_id": ["c1", None, None]})
    truth, found = groups(placed)
    assert list(truth) == [0, 0, 1]
    assert len(set(found)) == 3


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "truth").mkdir()
    (tmp_path / "links.zip").touch()
    (tmp_path / "phone.vcf").touch()
    (tmp_path / "truth" / "records.csv").write_text(
        "file,position,person_id\nlinks.zip,1,7\nlinks.zip,2,8\nlinks.zip,3,9\nphone.vcf,1,7\nphone.vcf,2,\n"
    )
    (tmp_path / "truth" / "notes.csv").write_text(
        "person_id,last_personal\n7,2026-01-31\n8,2025-05-05\n"
    )
    return tmp_path


def network():
    """Connections 1, 2, 3 and a card; messages in the same zip count positions of their own."""
    records = pd.DataFrame(
        {
            "file": ["links.zip", "links.zip", "links.zip", "links.zip", "phone.vcf"],
            "member": [
                "Connections.csv",
                "Connections.csv",
                "Connections.csv",
                "ImportedContacts.csv",
                None,
            ],
            "position": [1, 2, 3, 1, 1],
            "record_id": [0, 1, 2, 3, 4],
        }
    )
    contacts = pd.DataFrame(
        {
            "contact_id": ["x", "y", "z"],
            "last_personal_note": [dt.date(2026, 1, 31), dt.date(2025, 5, 6), None],
        }
    )
    return SimpleNamespace(
        records=records,
        contacts=contacts,
        contact_of_record=pd.Series(["x", "y", "z", "y", "x"], index=range(5)),
    )


def test_a_zips_positions_are_those_of_connections(folder):
    world = read_world(folder)
    assert [path.name for path in world.inputs] == ["links.zip", "phone.vcf"]
    assert place(world, network())["contact_id"].tolist() == ["x", "y", "z", "x"]


def test_a_note_is_right_on_its_very_day_and_absent_where_there_is_none(folder):
    world = read_world(folder)
    net = network()
    assert notes_right(world, place(world, net), net.contacts) == (2, 3)  # 7 and 9; 8 is a day out


@pytest.mark.parametrize("name", ["people.truth.csv", "people.csv.truth.csv"])
def test_a_csv_has_its_truth_beside_it(tmp_path, name):
    (tmp_path / "people.csv").touch()
    (tmp_path / name).write_text("position,person_id\n1,007\n2,7\n")
    world = read_world(tmp_path / "people.csv")
    assert isinstance(world, World)
    assert world.notes is None
    assert world.records["person_id"].tolist() == ["007", "7"]


def test_a_world_without_truth_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="no truth"):
        read_world(tmp_path)
