"""What an earlier run left in its folder is read again as it was."""

import pandas as pd
import pytest

import netmerge as nm
from netmerge.errors import SettingsError
from netmerge.export.earlier import is_run, read_contacts, read_saved


@pytest.fixture(scope="module")
def net(tmp_path_factory):
    path = tmp_path_factory.mktemp("inputs") / "people.csv"
    path.write_text("Name,Email,Met on\nAnn Lee,ann@x.example,2026-10-20\nBo Lund,bo@y.example,\n")
    return nm.reconcile(path, today="2026-11-01")


def test_what_was_written_is_read(net, tmp_path):
    assert not is_run(tmp_path)
    net.write(tmp_path)
    assert is_run(tmp_path)
    lost = ["photo", "record_ids"]
    pd.testing.assert_frame_equal(
        read_contacts(tmp_path).drop(columns=lost), net.contacts.drop(columns=lost)
    )
    pd.testing.assert_frame_equal(read_saved(tmp_path).sources, net.sources)


@pytest.mark.parametrize("taken_for_people", [nm.read, nm.reconcile])
def test_an_earlier_run_is_no_input(net, tmp_path, taken_for_people):
    net.write(tmp_path)
    with pytest.raises(SettingsError, match="files of an earlier run"):
        taken_for_people(tmp_path)


def test_a_folder_of_an_earlier_version_is_an_error(net, tmp_path):
    net.write(tmp_path)
    (tmp_path / "sources.csv").unlink()
    with pytest.raises(SettingsError, match="Run netmerge merge again"):
        read_saved(tmp_path)


def test_a_file_without_a_column_is_an_error(net, tmp_path):
    net.write(tmp_path)
    (tmp_path / "interactions.csv").write_text("file,member\n")
    with pytest.raises(SettingsError, match="no column position"):
        read_saved(tmp_path)


def test_contacts_of_another_program_are_refused(tmp_path):
    (tmp_path / "contacts.csv").write_text("Name,Email\nAna,ana@example.org\n")
    with pytest.raises(SettingsError, match="not written by netmerge"):
        read_contacts(tmp_path)
