"""Every folder of fixtures is a case: what is read of it is what stands beside it."""

import shutil

import pytest

from netmerge.importers import find_importer
from netmerge.importers.files.source import open_sources
from tests.fixtures.__main__ import main
from tests.fixtures.cases import FIXTURES, WHOLE, cases, expected, found
from tests.importers.sources import PLAIN

CASES = cases()
GOOGLE = FIXTURES / "google" / "2024"


def named(case):
    return case.relative_to(FIXTURES).as_posix()


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_case_gives_the_tables_beside_it(case):
    assert expected(case), f"{named(case)} says not what is expected"
    assert found(case) == expected(case)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_case_is_claimed_by_the_importer_of_its_folder_alone(case):
    claimed = [find_importer(source, PLAIN) for source in open_sources([case / "input"])]
    assert {importer.NAME for importer in claimed if importer} == {case.parent.name}


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_case_is_an_input_and_what_is_expected_of_it(case):
    assert sorted(path.name for path in case.iterdir()) == ["expected", "input"]


def test_nothing_lies_beside_the_cases():
    inner = {path.relative_to(FIXTURES).parts[0] for path in FIXTURES.rglob("*") if path.is_file()}
    loose = {"README.md", "build_archive.py", "__pycache__"}
    assert inner - {*WHOLE, *loose} == {case.parent.name for case in CASES}


def test_a_wrong_table_in_a_new_folder_is_found(tmp_path):
    new = tmp_path / "google" / "new"
    shutil.copytree(GOOGLE, new)
    records = new / "expected" / "records.csv"
    records.write_text(records.read_text("utf-8").replace("person", "group", 1), "utf-8")
    (case,) = cases(tmp_path)
    assert case == new
    assert found(case) != expected(case)


def test_what_is_expected_is_written_once_and_then_only_by_force(tmp_path, capsys):
    case = tmp_path / "google" / "new"
    shutil.copytree(GOOGLE / "input", case / "input")
    assert main([str(case)]) == 0
    assert expected(case) == expected(GOOGLE)
    changed = case / "expected" / "records.csv"
    changed.write_text("kept", "utf-8")
    (case / "expected" / "rejects.csv").write_text("none", "utf-8")
    assert main([str(case)]) == 1
    assert "--force" in capsys.readouterr().out
    assert changed.read_text("utf-8") == "kept"
    assert main(["--force", str(case)]) == 0
    assert expected(case) == expected(GOOGLE)
