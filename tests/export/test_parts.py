"""Contacts in several files, and under a label."""

import pytest

from netmerge.errors import SettingsError
from netmerge.export.parts import labelled, part_paths, write_parts
from netmerge.importers import read_all
from netmerge.schema import CONTACTS

NAMES = [f"Person {number}" for number in range(7)]
PEOPLE = CONTACTS.frame({"contact_id": NAMES, "full_name": NAMES, "given_name": NAMES})


@pytest.mark.parametrize(
    ("most", "files"),
    [(None, ["a.csv"]), (7, ["a.csv"]), (6, ["a-1.csv", "a-2.csv"]), (1, 7), (100, ["a.csv"])],
)
def test_each_contact_is_in_one_of_the_files(tmp_path, most, files):
    paths = part_paths(tmp_path / "a.csv", len(PEOPLE), most)
    write_parts("google", PEOPLE, paths)
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == files if isinstance(files, list) else len(written) == files
    records = [read_all([path]).records for path in paths]
    assert [name for table in records for name in table["given_name"]] == NAMES
    assert all(len(table) <= (most or 7) for table in records)


@pytest.mark.parametrize(("there", "most"), [("a-4.csv", 3), ("a-1.csv", 9), ("a.csv", 3)])
def test_files_of_an_earlier_export_are_not_taken_for_this_one_s(tmp_path, there, most):
    (tmp_path / there).write_text("x")
    with pytest.raises(SettingsError, match=there):
        part_paths(tmp_path / "a.csv", len(PEOPLE), most)


def test_nobody_at_all_is_one_file(tmp_path):
    paths = part_paths(tmp_path / "a.csv", 0, 3)
    write_parts("google", CONTACTS.empty(), paths)
    assert [path.name for path in paths] == ["a.csv"]


@pytest.mark.parametrize("style", ["google", "outlook", "vcard"])
def test_a_label_is_found_in_every_format(tmp_path, style):
    people = CONTACTS.frame({**PEOPLE, "categories": [["Rowing"], ["netmerge"], *[None] * 5]})
    path = tmp_path / ("a.vcf" if style == "vcard" else "a.csv")
    write_parts(style, labelled(people, " netmerge "), [path])
    found = read_all([path]).records["categories"].map(list).to_list()
    assert found[:3] == [["Rowing", "netmerge"], ["netmerge"], ["netmerge"]]


@pytest.mark.parametrize("label", ["", "  ", "two\nlines", "\x1b[31m"])
def test_what_is_no_label_is_refused(label):
    with pytest.raises(SettingsError, match="is no label"):
        labelled(PEOPLE, label)
