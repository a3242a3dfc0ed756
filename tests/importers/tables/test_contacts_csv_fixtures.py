"""Each CSV of fixtures/google, outlook, cards and csv reads as the table beside it says; those
were checked by hand.
"""

import pytest

from netmerge.importers import find_importer, read_all
from tests.importers.sources import FIXTURES, PLAIN, rendered, source_of

INPUTS = sorted(
    path
    for folder in ("google", "outlook", "cards", "csv")
    for path in (FIXTURES / folder).iterdir()
    if ".expected" not in path.suffixes
)
IMPORTERS = {"google": "google", "outlook": "outlook", "cards": "cards", "csv": "contacts"}


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_gives_the_records_beside_it(path):
    imported = read_all([path])
    assert rendered(imported.records) == path.with_suffix(".expected.csv").read_text("utf-8")
    assert not len(imported.rejects)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_file_is_claimed_by_the_importer_of_its_folder(path):
    assert IMPORTERS[path.parent.name] == find_importer(source_of(path), PLAIN).NAME
