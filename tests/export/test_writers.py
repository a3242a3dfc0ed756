"""What every writer of contacts holds to: no column is lost in silence."""

import dataclasses
from importlib.metadata import EntryPoint

import pytest

from netmerge.errors import SchemaError, SettingsError, WriteError
from netmerge.export import registry
from netmerge.export.registry import WRITERS, write_as, writers
from netmerge.export.writer import Writer
from netmerge.network import Network
from netmerge.schema import CONTACTS, TEXT, TEXTS, Column
from tests.export.writing import SOMEBODY, without_trace

each = pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)


@each
def test_every_column_of_contacts_is_written_or_the_format_cannot_hold_it(writer, tmp_path):
    lost = without_trace(writer, tmp_path)
    assert not lost - writer.not_held.keys(), (
        f"the writer {writer.name} leaves these columns of contacts out: write them, or say in its "
        "not_held why the format cannot hold them"
    )
    assert lost == writer.not_held.keys(), f"{writer.name} holds what it says it cannot"


@each
def test_what_a_format_cannot_hold_has_its_reason(writer):
    assert all(writer.not_held.values())


@each
def test_a_network_writes_in_every_format(writer):
    assert callable(getattr(Network, writer.write.__name__))


@each
def test_no_contacts_are_a_file(writer, tmp_path):
    path = tmp_path / f"none{writer.suffix}"
    writer.write(CONTACTS.empty(), path)
    assert path.is_file()


@each
def test_the_same_contacts_give_the_same_bytes(writer, tmp_path):
    frame = CONTACTS.frame({name: [value] for name, value in SOMEBODY.items()})
    for name in ("a", "b"):
        writer.write(frame, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@each
def test_a_place_that_cannot_be_written_is_an_error_and_leaves_nothing(writer, tmp_path):
    frame = CONTACTS.frame({name: [value] for name, value in SOMEBODY.items()})
    with pytest.raises(WriteError, match="book"):
        writer.write(frame, tmp_path / "none" / f"book{writer.suffix}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", [TEXT, TEXTS], ids=str)
def test_a_new_column_that_a_writer_of_its_own_fields_does_not_know_is_found(kind, tmp_path):
    more = dataclasses.replace(CONTACTS, columns=CONTACTS.columns | {"shoe_size": Column(kind, "")})
    found = {
        writer.name for writer in WRITERS if "shoe_size" in without_trace(writer, tmp_path, more)
    }
    assert found == {"google", "outlook", "vcard"}  # the others write any column as it is


def test_a_package_adds_a_writer_by_an_entry_point(monkeypatch, tmp_path):
    install(monkeypatch, EntryPoint("names", f"{__name__}:NAMES", registry.ENTRY_POINTS))
    write_as("names", CONTACTS.frame({"full_name": ["Ana", "Bo"]}), tmp_path / "names.txt")
    assert (tmp_path / "names.txt").read_text() == "Ana\nBo"


def test_a_name_that_two_writers_have_is_an_error(monkeypatch):
    install(monkeypatch, EntryPoint("vcard", "netmerge.export.vcard:VCARD", registry.ENTRY_POINTS))
    with pytest.raises(SettingsError, match="'vcard'"):
        writers()


def test_a_writer_that_speaks_of_an_unknown_column_is_an_error_that_names_both(monkeypatch):
    odd = Writer("odd", ".odd", NAMES.write, {"shoe_size": "no feet"})
    monkeypatch.setattr(registry, "WRITERS", (*WRITERS, odd))
    monkeypatch.setattr(registry, "writers", registry.writers.__wrapped__)
    with pytest.raises(SchemaError, match="odd cannot hold shoe_size"):
        registry.writers()


def test_an_unknown_format_is_an_error_that_says_what_was_meant(tmp_path):
    with pytest.raises(SettingsError) as caught:
        write_as("gogle", CONTACTS.empty(), tmp_path / "x")
    assert "Did you mean google?" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def install(monkeypatch, point):
    monkeypatch.setattr(registry, "entry_points", lambda **_: [point])
    registry.writers.cache_clear()
    monkeypatch.setattr(registry, "writers", registry.writers.__wrapped__)


def _write_names(contacts, path):
    path.write_text("\n".join(contacts["full_name"]))


NAMES = Writer("names", ".txt", _write_names)
