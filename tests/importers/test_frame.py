"""Tables of other libraries, with header names that a CSV may have, are matched as they are."""

import datetime as dt

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import netmerge as nm
from netmerge.importers.frame import as_records

PEOPLE = {
    "first": ["Ann", "Ann", "Bo", None],
    "last": ["Lee", "Lee", "Lund", None],
    "email": ["ann@lee.example", " ann@lee.example ", "bo@lund.example", ""],
    "mobile": ["+442079460011", None, "+442079460012", None],
    "shoe size": [38, 38, 41, 40],
}
FORMS = {
    "pandas": lambda: pd.DataFrame(PEOPLE),
    "pandas on Arrow": lambda: pd.DataFrame(PEOPLE).convert_dtypes(dtype_backend="pyarrow"),
    "Arrow": lambda: pa.table(PEOPLE),
    "a batch of Arrow": lambda: pa.record_batch(PEOPLE),
    "a reader of Arrow": lambda: pa.table(PEOPLE).to_reader(),
    "polars": lambda: pl.DataFrame(PEOPLE),
    "polars, categories": lambda: pl.DataFrame(PEOPLE).with_columns(
        pl.col("last").cast(pl.Categorical)
    ),
    "DuckDB": lambda: duckdb.from_arrow(pa.table(PEOPLE)),
}
HEADERS = {
    "German": ("Vorname", "Nachname", "E-Mail-Adresse", "Mobiltelefon"),
    "French": ("Prénom", "Nom", "Courriel", "Portable"),
    "Spanish": ("Nombre", "Apellidos", "Correo electrónico", "Móvil"),
    "Polish": ("Imię", "Nazwisko", "E-mail", "Telefon komórkowy"),
    "databases": ("first_name", "last_name", "email_address", "phone_number"),
    "shouted": ("FIRST NAME", "LAST NAME", "E-MAIL", "PHONE"),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_library_s_table_gives_the_same(form):
    links = nm.match(FORMS[form]())
    assert links.clusters.tolist() == [1, 1, 2, -1]
    records = links.records
    assert records["given_name"].tolist()[:3] == ["Ann", "Ann", "Bo"]
    assert [list(found) for found in records["emails"].tolist()[:2]] == [["ann@lee.example"]] * 2
    assert records["phone_types"].tolist()[0] == ["cell"]
    assert records["extra"].tolist()[0] == '{"shoe size": "38"}'
    contacts = nm.merge(links)
    assert contacts["full_name"].tolist() == ["Ann Lee", "Bo Lund"]


@pytest.mark.parametrize("language", HEADERS)
def test_headers_of_every_language(language):
    table = pl.DataFrame(dict(zip(HEADERS[language], list(PEOPLE.values())[:4], strict=True)))
    records = as_records(table)
    assert records["family_name"].tolist()[:3] == ["Lee", "Lee", "Lund"]
    assert records["emails"].tolist()[2] == ["bo@lund.example"]
    assert records["phones"].tolist()[0] == ["+442079460011"]


def test_the_user_s_word_goes_first():
    table = pl.DataFrame({"who": ["Ann Lee"], "Reach me": ["+442079460011"], "email": ["vip"]})
    given = {"who": "full_name", "reach me": "phone:cell", "email": "extra"}
    records = as_records(table, given)
    assert records["full_name"].tolist() == ["Ann Lee"]
    assert records["phones"].tolist()[0] == ["+442079460011"]
    assert records["emails"].isna().all()
    assert records["extra"].tolist() == ['{"email": "vip"}']
    assert nm.match(table, columns=given).clusters.tolist() == [0]


def test_values_of_every_type_are_read_as_their_text():
    table = pl.DataFrame(
        {
            "name": ["Ann Lee", "Bo Lund"],
            "phone": [442079460011, None],
            "birthday": [dt.date(1980, 2, 3), None],
            "zip": [4711.0, None],
            "emails": [["a@x.example", "b@x.example"], []],
            "street": ["1 High St", None],
            "picture": [b"\x00", None],
        }
    )
    first = as_records(table).iloc[0]
    assert first["phones"] == ["442079460011"]
    assert first["birthday"] == "1980-02-03"
    assert first["postcode"] == "4711"
    assert list(first["emails"]) == ["a@x.example", "b@x.example"]
    assert first["street"] == "1 High St"
    mixed = pd.DataFrame({"name": ["Ann Lee", 7, None], "email": [np.nan, "b@x.example", 3.5]})
    assert as_records(mixed)["full_name"].tolist()[:2] == ["Ann Lee", "7"]


def test_columns_of_records_may_have_any_type():
    table = pl.DataFrame(
        {
            "full_name": pl.Series(["Ann Lee", "Bo Lund"], dtype=pl.Categorical),
            "phones": [442079460011, None],
            "birthday": [dt.date(1980, 2, 3), None],
            "emails": ["ann@lee.example", None],
        }
    )
    first = as_records(table).iloc[0]
    assert (first["full_name"], first["birthday"]) == ("Ann Lee", "1980-02-03")
    assert (list(first["phones"]), list(first["emails"])) == (
        ["442079460011"],
        ["ann@lee.example"],
    )
    assert nm.match(table).clusters.tolist() == [0, 1]


def test_names_of_records_are_taken_beside_a_csv_s():
    table = pd.DataFrame(
        {
            "record_key": ["m:1", "m:2"],
            "full_name": ["Ann Lee", "Bo Lund"],
            "Company name": ["Lee Ltd", None],
        }
    )
    records = nm.match(table).records
    assert records["record_key"].tolist() == ["m:1", "m:2"]
    assert records["full_name"].tolist() == ["Ann Lee", "Bo Lund"]
    assert records["company"].tolist()[0] == "Lee Ltd"


def test_a_name_that_stands_twice_loses_nothing():
    table = pd.DataFrame([["Ann Lee", "a@x.example", "b@x.example"]])
    table.columns = ["Name", "Email", "Email"]
    assert sorted(as_records(table)["emails"].iloc[0]) == ["a@x.example", "b@x.example"]


def test_own_aliases_hold_for_tables_too(tmp_path, monkeypatch):
    path = tmp_path / "mine.toml"
    path.write_text('phone = ["Ring"]\n')
    monkeypatch.setenv("NETMERGE_ALIASES", str(path))
    links = nm.match(pl.DataFrame({"name": ["Ann Lee"], "Ring": ["+442079460011"]}))
    assert links.records["phones"].tolist()[0] == ["+442079460011"]


@pytest.mark.parametrize(
    ("table", "columns", "error", "told"),
    [
        ({"emial": ["x"], "shoe": [1]}, None, nm.SchemaError, "email for 'emial'"),
        ({"emial": ["x"], "shoe": [1]}, None, nm.SchemaError, "Not understood: 'emial', 'shoe'"),
        ({"name": ["x"]}, {"nmae": "full_name"}, nm.SchemaError, "Did you mean name"),
        ({"name": ["x"], "b": ["y"]}, {"b": "fone"}, nm.SettingsError, 'no field "fone"'),
        ({"city": ["Bergen"]}, None, nm.SchemaError, "needs a full_name"),
    ],
)
def test_what_is_not_understood_is_named(table, columns, error, told):
    with pytest.raises(error, match=told):
        nm.match(pl.DataFrame(table), columns=columns)


@pytest.mark.parametrize("thing", [[1, 2], "people.csv", None, {"name": ["x"]}, pl.LazyFrame()])
def test_what_is_no_table_is_an_error(thing):
    with pytest.raises(nm.SchemaError, match=r"no table|collect"):
        nm.match(thing)


def test_a_table_without_rows_or_columns():
    assert len(nm.match(pl.DataFrame({"first": [], "email": []})).clusters) == 0
    with pytest.raises(nm.SchemaError):
        nm.match(pd.DataFrame())
