"""JSON Lines and Parquet: every column is written, and the same table is read again."""

import datetime as dt
import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmerge.errors import ReadError, SchemaError, WriteError
from netmerge.export import read_jsonl, to_jsonl, to_parquet
from netmerge.schema import ADDRESS, CONTACTS, INTERACTIONS

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TEXTS = st.one_of(st.none(), st.lists(st.one_of(st.none(), TEXT), max_size=3))
ROW = st.fixed_dictionaries(
    {
        "contact_id": TEXT,
        "full_name": st.one_of(st.none(), TEXT),
        "emails": TEXTS,
        "email_types": TEXTS,
        "addresses": st.one_of(
            st.none(),
            st.lists(
                st.fixed_dictionaries({part.name: st.one_of(st.none(), TEXT) for part in ADDRESS}),
                min_size=1,
                max_size=2,
            ),
        ),
        "met_on": st.one_of(st.none(), st.dates()),
        "photo": st.one_of(st.none(), st.binary(max_size=9)),
        "extra": st.one_of(
            st.sampled_from(
                [
                    None,
                    "",
                    "{",
                    "[1]",
                    '"a"',
                    '{"b": 1, "a": 2}',
                    '{"a": 1.0}',
                    '{"a": "\\ud800"}',
                    "null",
                ]
            ),
            st.dictionaries(TEXT, TEXT).map(
                lambda found: json.dumps(found, sort_keys=True, ensure_ascii=False)
            ),
        ),
        "record_ids": st.one_of(st.none(), st.lists(st.integers(0, 2**60), max_size=3)),
    }
)


def table(rows):
    return (
        CONTACTS.frame({name: [row[name] for row in rows] for name in rows[0]})
        if rows
        else CONTACTS.empty()
    )


@given(st.lists(ROW, max_size=4))
def test_json_lines_give_back_the_same_table(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "law.jsonl"
    written = table(rows)
    to_jsonl(written, path)
    pd.testing.assert_frame_equal(read_jsonl(path, CONTACTS), written)


@given(st.lists(ROW, max_size=4))
def test_parquet_gives_back_the_same_table(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "law.parquet"
    written = table(rows)
    to_parquet(written, path)
    pd.testing.assert_frame_equal(pd.read_parquet(path, dtype_backend="pyarrow"), written)


def test_moments_are_read_again(tmp_path):
    moment = dt.datetime(2024, 3, 28, 9, 12, 0, 5, tzinfo=dt.UTC)
    written = INTERACTIONS.frame(
        {"date": [moment, None], "draft": [True, None], "position": [1, 2]}
    )
    to_jsonl(written, tmp_path / "a.jsonl")
    pd.testing.assert_frame_equal(read_jsonl(tmp_path / "a.jsonl", INTERACTIONS), written)


def test_a_line_is_an_object_of_the_values_that_there_are(tmp_path):
    frame = table(
        [
            dict.fromkeys(ROW.wrapped_strategy.mapping)
            | {"contact_id": "c1", "emails": ["é@x.example"]}
        ]
    )
    to_jsonl(
        frame.assign(extra='{"Lead": "hot"}').astype({"extra": frame["extra"].dtype}),
        tmp_path / "a.jsonl",
    )
    assert (tmp_path / "a.jsonl").read_text("utf-8") == (
        '{"contact_id": "c1", "emails": ["é@x.example"], "extra": {"Lead": "hot"}}\n'
    )


@pytest.mark.parametrize("write", [to_jsonl, to_parquet])
def test_the_same_table_gives_the_same_bytes(tmp_path, write):
    frame = CONTACTS.frame(
        {"contact_id": ["c1", "c2"], "emails": [["a@x.example"], None], "photo": [b"\xff", None]}
    )
    for name in ("a", "b"):
        write(frame, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("write", [to_jsonl, to_parquet])
def test_a_place_that_cannot_be_written_is_an_error_that_names_it(tmp_path, write):
    (tmp_path / "folder").mkdir()
    with pytest.raises(WriteError, match="folder"):
        write(CONTACTS.empty(), tmp_path / "folder")


@pytest.mark.parametrize("text", ["{", "[1]", "[" * 100_000, "\xff"])
def test_what_is_no_json_line_is_an_error_with_its_line(tmp_path, text):
    (tmp_path / "a.jsonl").write_bytes(b'{"contact_id": "c1"}\n' + text.encode("latin-1"))
    with pytest.raises(ReadError, match=r"a\.jsonl"):
        read_jsonl(tmp_path / "a.jsonl", CONTACTS)


@pytest.mark.parametrize(
    "line",
    [
        '{"emails": "a"}',
        '{"met_on": "31 Feb"}',
        '{"photo": "?"}',
        '{"contact_id": 1}',
        '{"met_on": 7.5}',
        '{"addresses": [1]}',
        '{"record_ids": ["x"]}',
        '{"photo": 7}',
    ],
)
def test_a_value_of_another_type_is_an_error(tmp_path, line):
    (tmp_path / "a.jsonl").write_text(line)
    with pytest.raises(SchemaError):
        read_jsonl(tmp_path / "a.jsonl", CONTACTS)
