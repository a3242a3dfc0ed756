"""DuckDB's engine: the answer of memory, a run that goes on where it was stopped."""

import json
import stat
from functools import partial
from importlib import import_module

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import netmerge as nm
from netmerge import matching, merging
from netmerge.clean.records import clean_records
from netmerge.engines import duckdb, flow, reading
from netmerge.engines.engine import Options
from netmerge.engines.run import run as run_by
from netmerge.errors import MatchError, ReadError, SettingsError, WriteError
from netmerge.settings import resolve

SETTINGS = resolve(region="GB")
run = partial(run_by, options=Options(workers=1))  # in this very process
ROWS = 2048
"""DuckDB writes no smaller groups of rows."""


def read(folder):
    """All files of a folder as one table."""
    parts = [pd.read_parquet(path, dtype_backend="pyarrow") for path in sorted(folder.iterdir())]
    return pd.concat(parts, ignore_index=True)


def test_the_answer_is_that_of_memory_to_the_bit(inputs, tmp_path, monkeypatch):
    """In parts and in one piece; with ids so short that many come out alike."""
    for module, name, value in (
        (import_module("netmerge.merging.contact_ids"), "_ID_DIGITS", 4),
        (flow, "SPAN", ROWS),
        (duckdb, "GROUP", ROWS),
        (reading, "GROUP", 1000),
        (flow, "PAIRS", 9000),
    ):
        monkeypatch.setattr(module, name, value)
    imported = reading.imported(inputs, SETTINGS)
    cleaned = clean_records(imported.records, "GB")
    key = imported.records["record_key"]
    decisions = pd.DataFrame(
        {"record_a": [*key.iloc[[-1, 5]]], "record_b": [*key.iloc[[-9, 70]]], "decision": "same"}
    )
    links = matching.match_records(imported.records, cleaned, decisions)
    contacts = nm.merge(links)
    of_record = merging.contact_of_record(links.records, contacts)
    asked = links.questions[links.questions["review"]].reset_index(drop=True)

    out = tmp_path / "out"
    written = run(inputs, out, tmp_path / "work", SETTINGS, decisions)

    records = read(out / "records").sort_values("record_id")
    assert written.rows["records"] == len(records) == len(imported.records)
    assert records["record_key"].tolist() == key.tolist()
    assert records["contact_id"].fillna("").tolist() == of_record.fillna("").tolist()
    assert of_record.str.contains("-").sum() > 20  # ids that had come out alike
    pd.testing.assert_frame_equal(
        *(
            table.sort_values("contact_id").reset_index(drop=True)
            for table in (contacts, read(out / "contacts"))
        ),
        check_dtype=False,
    )
    review = merging.review_table(links, of_record, asked)
    pd.testing.assert_frame_equal(review, read(out / "review"), check_dtype=False)
    model = json.loads((out / "model.json").read_text("utf-8"))
    assert (model["threshold"], model["bounds"]) == (links.threshold, links.bounds)
    for weights in links.model.weights:
        found = model["comparisons"][weights.name]
        np.testing.assert_array_equal(found["m"], weights.m[1:])
        np.testing.assert_array_equal(found["u"], weights.u[1:])
    assert not (tmp_path / "work").exists()


@pytest.fixture
def few(tmp_path):
    path = tmp_path / "few.csv"
    path.write_text(
        "name,email,phone\nAda Valk,ada@valk.example,\nAda Valk,ada@valk.example,020 7946 0001\n"
        "Bo Lind,,020 7946 0002\n,,\n",
        "utf-8",
    )
    return str(path)


def test_a_run_that_was_stopped_goes_on(few, tmp_path, monkeypatch):
    out, work = tmp_path / "out", tmp_path / "work"
    whole = tmp_path / "whole"
    run([few], whole, tmp_path / "other", SETTINGS)

    def stopped(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(flow, "_weigh", stopped)
        with pytest.raises(KeyboardInterrupt):
            run([few], out, work, SETTINGS)
    assert not out.exists()
    assert stat.S_IMODE(work.stat().st_mode) == 0o700

    before = sorted(path for path in work.rglob("*"))
    with pytest.raises(SettingsError, match="other inputs or other settings"):
        run([few], out, work, resolve(region="DE"))
    assert sorted(path for path in work.rglob("*")) == before

    said = []
    run([few], out, work, SETTINGS, say=said.append, keep_work=True)
    done = [stage for stage in said if stage.endswith("done before")]
    assert len(done) == len(said) - 3
    assert [path.name for path in sorted(work.glob("stages/*/_SUCCESS"))] == ["_SUCCESS"] * 10
    for folder in ("contacts", "records", "review"):
        pd.testing.assert_frame_equal(read(out / folder), read(whole / folder))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in out.rglob("*") if path.is_file()}
    assert modes == {0o600}


def test_nobody_to_match_is_an_error_and_the_folder_is_free_for_other_inputs(few, tmp_path):
    pq.write_table(pa.table({"name": pa.array([], pa.string())}), tmp_path / "none.parquet")
    with pytest.raises(MatchError, match="hold nobody"):
        run([str(tmp_path / "none.parquet")], tmp_path / "out", tmp_path / "none", SETTINGS)
    (tmp_path / "bad.parquet").write_text("no table", "utf-8")
    with pytest.raises(ReadError, match="cannot be read as Parquet"):
        run([str(tmp_path / "bad.parquet")], tmp_path / "out", tmp_path / "work", SETTINGS)
    run([few], tmp_path / "out", tmp_path / "work", SETTINGS)


def test_nothing_is_written_over(few, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()
    with pytest.raises(WriteError, match="holds something already"):
        run([few], tmp_path / "out", tmp_path / "work", SETTINGS)
    with pytest.raises(SettingsError, match="holds other files"):
        run([few], tmp_path / "new", tmp_path / "out", SETTINGS)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]
    with pytest.raises(SettingsError, match="lies in --out"):
        run([few], tmp_path / "new", tmp_path / "new" / "work", SETTINGS)


def test_it_works_in_processes_of_its_own(few, tmp_path):
    written = run([few], tmp_path / "out", tmp_path / "work", SETTINGS, options=Options("1GB", 2))
    assert written.rows == {"contacts": 2, "records": 4, "review": 0}
