"""The recipes of CONTRIBUTING.md for a column of contacts and for a writer, done as they stand."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from netmerge.export.registry import WRITERS
from tests.export.writing import without_trace

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NEEDED = ("netmerge", "tests", "docs", "fixtures", "pyproject.toml", "CONTRIBUTING.md")
HOLDING = ("tests/export/test_writers.py", "tests/merging/test_columns.py")
BESIDE = ("tests/schema", "tests/vcard/test_properties.py", "tests/vcard/test_round_trip.py")


def blocks(heading, language):
    """The blocks in a language below a heading."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = text.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [code for name, code in BLOCK.findall(section) if name == language]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the project, to be changed."""
    folder = tmp_path_factory.mktemp("copy")
    for name in NEEDED:
        source = ROOT / name
        ignored = shutil.ignore_patterns("__pycache__", ".hypothesis")
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    return folder


def change(folder, diff):
    command = ["git", "apply", "--recount", "-"]
    subprocess.run(command, cwd=folder, input=diff, text=True, check=True)


def run(folder, *arguments):
    """Run a module of Python in the copy, which comes before the project itself."""
    found = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    return found.returncode, found.stdout


def test_a_column_of_contacts_is_missed_wherever_it_is_missing_and_then_held(copy):
    declared, *rest = blocks("How to add a column of contacts", "diff")
    change(copy, declared)
    pytest_ = ("pytest", "-n0", "-q", "--hypothesis-profile=quick", "-p", "no:cacheprovider")
    code, report = run(copy, *pytest_, *HOLDING)
    assert code == 1
    lost = set(re.findall(r"test_every_column_of_contacts_is_written\w+\[(\w+)\]", report))
    assert lost == {"google", "outlook", "vcard"}  # the others write any column as it is
    assert "netmerge/merging chooses no value for contacts.phonetic_name" in report
    for diff in rest:
        change(copy, diff)
    assert run(copy, "tests.docs_tables", "--force")[0] == 0
    code, report = run(copy, *pytest_, *HOLDING, *BESIDE)
    assert code == 0, report


def test_a_writer_of_the_recipe_holds_what_it_says(tmp_path):
    (code,) = blocks("How to add a writer", "python")
    module = {"__name__": "recipe"}
    exec(compile(code, "CONTRIBUTING.md", "exec"), module)
    writer = module["WRITER"]
    assert without_trace(writer, tmp_path) == writer.not_held.keys()
    assert writer.name not in {known.name for known in WRITERS}
