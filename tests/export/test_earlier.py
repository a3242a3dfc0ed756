"""What an earlier run left in its folder is read again as it was."""

import csv
import io

import pandas as pd
import pytest

import netmerge as nm
from netmerge.errors import NetmergeError, SettingsError
from netmerge.export import write_as
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


def resaved(text, delimiter):
    """As a spreadsheet saves what it has opened."""
    rows = list(csv.reader(io.StringIO(text)))
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return file.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_file_that_a_spreadsheet_saved_is_read(net, tmp_path, encoding, delimiter):
    net.write(tmp_path)
    contacts, saved = read_contacts(tmp_path), read_saved(tmp_path)
    for name in ("contacts.csv", "due.csv", "sources.csv", "interactions.csv"):
        path = tmp_path / name
        path.write_bytes(resaved(path.read_text("utf-8"), delimiter).encode(encoding))
    pd.testing.assert_frame_equal(read_contacts(tmp_path), contacts)
    for again, before in zip(read_saved(tmp_path), saved, strict=True):
        pd.testing.assert_frame_equal(again, before)


@pytest.mark.parametrize(
    "cell",
    [
        *("{bad", "[1]", "5", "null", '"x"', "NaN", '{"a": [{"b": null}]}', "{" * 2000),
        *("\\", " ; ", "; ;", "a ; b ;", "street=", "|", " | ", "street=a | foo=b", "="),
        *("99999999999999999999", "0000-00-00", "31/12/2026", "'", "\0"),
    ],
)
def test_an_edited_cell_is_read_or_named(net, tmp_path, cell):
    net.write(tmp_path)
    path = tmp_path / "contacts.csv"
    first, *_ = csv.DictReader(io.StringIO(path.read_text("utf-8")))
    for column in first:
        file = io.StringIO()
        writer = csv.DictWriter(file, list(first))
        writer.writeheader()
        writer.writerow(first | {column: cell})
        path.write_text(file.getvalue(), "utf-8", newline="")
        problem = ""
        try:
            contacts = read_contacts(tmp_path)
            for style in ("google", "outlook", "vcard", "csv", "jsonl"):
                write_as(style, contacts, tmp_path / "written")
        except NetmergeError as error:
            problem = str(error)
        assert not problem or (problem.startswith(str(path)) and "run netmerge merge" in problem)


def test_what_is_no_object_in_extra_is_kept(net, tmp_path):
    net.write(tmp_path)
    contacts = read_contacts(tmp_path).assign(extra=["met at the lake", "[1]"])
    for style in ("google", "outlook", "vcard"):
        write_as(style, contacts, tmp_path / "written")
        assert "met at the lake" in (tmp_path / "written").read_text("utf-8-sig")
