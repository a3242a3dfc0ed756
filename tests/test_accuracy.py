"""The measure by which netmerge is judged: which row of the truth is which record."""

import datetime as dt
from types import SimpleNamespace

import pandas as pd
import pytest

from benchmarks.accuracy import World, groups, notes_right, place, read_world


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
        "file,position,person_id\nlinks.zip,1,7\nlinks.zip,2,8\nlinks.zip,3,9\n"
        "phone.vcf,1,7\nphone.vcf,2,\n"
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
