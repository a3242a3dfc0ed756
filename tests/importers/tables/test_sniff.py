"""How often a file's head is looked through, however many importers ask."""

import pytest

from netmerge.importers import find_importer, importers, read_all
from netmerge.importers.tables import table
from tests.fixtures.cases import document
from tests.importers.sources import PLAIN, source_of


@pytest.fixture
def sniffed(monkeypatch):
    """The heads that are looked through from now on."""
    heads = []
    sniff = table.sniff

    def counted(head):
        heads.append(head)
        return sniff(head)

    table._sniffed.cache_clear()
    monkeypatch.setattr(table, "sniff", counted)
    return heads


@pytest.mark.parametrize(("importer", "name"), [("contacts", "german.csv"), ("google", "2024.csv")])
def test_a_head_is_looked_through_once_for_all_importers(sniffed, importer, name):
    source = source_of(document(importer, name))
    assert importer == find_importer(source, PLAIN).NAME
    for other in importers():
        other.claims(source)
    assert len(sniffed) == 1


def test_reading_does_not_look_through_it_again(sniffed):
    read_all([document("contacts", "german.csv")])
    assert len(sniffed) == 1


def test_a_head_that_changed_is_looked_through_again(sniffed, tmp_path):
    path = tmp_path / "a.csv"
    assert find_importer(source_of(path, "Colour,Size\nred,3\n"), PLAIN) is None
    assert find_importer(source_of(path, "Name,Email\nAnn,a@x.example\n"), PLAIN)
    assert len(sniffed) == 2
