"""What an importer of another package returns is looked at before it is used."""

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from netmerge import importers
from netmerge.errors import SchemaError
from netmerge.importers import reading
from netmerge.importers.contract import Imported, source_row
from netmerge.schema import INTERACTIONS, RECORDS, REJECTS

RECORD = {
    "file": ["a.rdk"],
    "position": [1],
    "source": ["rolodesk"],
    "kind": ["person"],
    "status": ["read"],
    "full_name": ["Ann Lee"],
}


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Read a file with an importer that returns what is given, of it changed by `change`."""
    path = tmp_path / "a.rdk"
    path.write_text("Ann Lee")

    def read_with(records, change=lambda imported: imported):
        def read_source(source, _):
            row = source_row(source, "rolodesk", "contacts", read=1)
            return change(Imported(records=records, sources=row))

        fake = SimpleNamespace(
            NAME="rolodesk", claims=lambda source: source.suffix == ".rdk", read=read_source
        )
        known = importers.importers()
        monkeypatch.setattr(reading, "importers", lambda: (fake, *known))
        return importers.read_all([path])

    return read_with


def refused(read, *given):
    with pytest.raises(SchemaError) as caught:
        read(*given)
    assert caught.value.message.startswith(
        "What the importer rolodesk returned for a.rdk cannot be used: "
    )
    return caught.value


def test_a_whole_table_is_taken(read):
    assert read(RECORDS.frame(RECORD)).records["full_name"].tolist() == ["Ann Lee"]


@pytest.mark.parametrize("name", ["file", "position", "source", "kind", "status"])
def test_a_column_that_every_record_needs_is_named_where_it_is_empty(read, name):
    left = {column: values for column, values in RECORD.items() if column != name}
    error = refused(read, RECORDS.frame(left))
    assert f"records.{name} is empty in 1 of 1 rows" in error.message
    assert error.missing == (name,)


def test_one_empty_cell_is_enough(read):
    rows = {column: values * 2 for column, values in RECORD.items()} | {"kind": ["person", None]}
    assert "records.kind is empty in 1 of 2 rows" in refused(read, RECORDS.frame(rows)).message


@pytest.mark.parametrize("name", ["kind", "status", "full_name"])
def test_a_column_that_is_not_there_is_named(read, name):
    error = refused(read, RECORDS.frame(RECORD).drop(columns=name))
    assert f"lacks {name}" in error.message
    assert error.missing == (name,)


def test_a_column_of_another_type_is_named(read):
    error = refused(read, RECORDS.frame(RECORD).assign(emails="ann@x.example"))
    assert "records.emails is" in error.message


def test_a_column_that_the_table_does_not_have_is_named(read):
    assert "no column shoe" in refused(read, RECORDS.frame(RECORD).assign(shoe="42")).message


def test_a_column_that_is_there_twice_is_an_error(read):
    records = RECORDS.frame(RECORD)
    twice = pd.concat([records, records[["kind"]]], axis=1)
    assert "records has two columns of one name" in refused(read, twice).message


@pytest.mark.parametrize(
    ("table", "rows", "name"),
    [
        (
            "interactions",
            INTERACTIONS.frame({"file": ["a.rdk"], "position": [1]}),
            "interactions.kind",
        ),
        ("rejects", REJECTS.frame({"file": ["a.rdk"], "position": [1]}), "rejects.reason"),
    ],
)
def test_the_other_tables_are_looked_at_too(read, table, rows, name):
    error = refused(
        read, RECORDS.frame(RECORD), lambda imported: replace(imported, **{table: rows})
    )
    assert f"{name} is empty" in error.message


def test_each_source_has_its_row(read):
    error = refused(read, RECORDS.frame(RECORD), lambda _: Imported(records=RECORDS.frame(RECORD)))
    assert "sources has 0 rows, not 1" in error.message


@pytest.mark.parametrize("what", [None, {"records": []}, pd.DataFrame(RECORD)])
def test_what_is_no_imported_is_named(read, what):
    error = refused(read, RECORDS.frame(RECORD), lambda _: what)
    assert f"it is a {type(what).__name__}" in error.message


def test_a_table_that_is_none_is_named(read):
    error = refused(read, [RECORD])
    assert "records is a list" in error.message
