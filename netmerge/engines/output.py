"""What an engine found → its files: contacts/, records/, review/, model.json."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.types import Ints
from netmerge.engines.engine import Engine
from netmerge.engines.flow import Found
from netmerge.engines.ordered import Group, read_all
from netmerge.engines.people import AS_WRITTEN, apart
from netmerge.engines.reading import GROUP
from netmerge.engines.tasks import people_at
from netmerge.engines.work import write_parquet
from netmerge.errors import WriteError
from netmerge.matching.model.model import Model
from netmerge.merging import review_table

FOLDERS = ("contacts", "records", "review")
_UNFINISHED = ".unfinished"
_PLACE = "place"
_RECORD = f"{AS_WRITTEN}record_id"


@dataclass(frozen=True)
class Asked:
    """The records that questions are about, with their clusters (see Links)."""

    records: pd.DataFrame
    cleaned: pd.DataFrame
    clusters: Ints
    sides: Ints


def check(out: Path) -> None:
    """Raise WriteError for a folder that holds something already."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise WriteError(str(out), "holds something already.", "Give a new folder.")


def write(made: Engine, found: Found, out: Path) -> dict[str, int]:
    """Write the files of a run, all or none; returns how many rows each folder has."""
    partial = out.with_name(out.name + _UNFINISHED)
    shutil.rmtree(partial, ignore_errors=True)
    for name in FOLDERS:
        (partial / name).mkdir(parents=True, mode=0o700)
    for name in ("contacts", "records"):
        for path in sorted(found.contacts.glob(f"{name}-*.parquet")):
            shutil.copy(path, partial / name / path.name.removeprefix(f"{name}-"))
    questions = _questions(made, found)
    columns = {str(name): arrow(column) for name, column in questions.items()}
    write_parquet(pa.table(columns), partial / "review" / "00000.parquet", GROUP)
    told = json.dumps(as_json(found), indent=2, ensure_ascii=False)
    (partial / "model.json").write_text(f"{told}\n", "utf-8")
    for path in partial.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    partial.chmod(0o700)
    if out.exists():
        out.rmdir()
    partial.rename(out)
    return {name: _rows(out / name) for name in FOLDERS}


def _rows(folder: Path) -> int:
    return sum(pq.ParquetFile(path).metadata.num_rows for path in folder.iterdir())


def _questions(made: Engine, found: Found) -> pd.DataFrame:
    """What is worth asking, with both sides as they would be contacts."""
    asked = found.settled.questions
    asked = asked[asked["review"]].reset_index(drop=True)
    ids = read_all(found.ordered, [_RECORD]).column(0).to_numpy()
    ends = np.isin(ids, asked[["record_a", "record_b"]].to_numpy())
    clusters = found.settled.clusters
    places = np.flatnonzero(np.isin(clusters, clusters[ends]))
    people = _at(made, found.ordered, places)
    places = people[_PLACE].to_numpy()
    records, cleaned = apart(people)
    of = Asked(records, cleaned, clusters[places], found.settled.sides[places])
    return review_table(of, _contact_of(found.contacts, records["record_id"]), asked)


def _at(made: Engine, ordered: list[Group], places: Ints) -> pa.Table:
    """The people at some places, which ascend, in the order of the input."""
    jobs = []
    for group in ordered:
        begin, end = np.searchsorted(places, [group.start, group.stop])
        if begin < end:
            jobs.append((group, places[begin:end]))
    found = made.run(people_at, jobs) or [ordered[0].read().slice(0, 0)]
    people = pa.concat_tables(found, promote_options="default")
    return people.append_column(_PLACE, pa.array(places)).sort_by(_RECORD)


def _contact_of(folder: Path, record_ids: pd.Series[int]) -> pd.Series[str]:
    """The contacts that some records are in."""
    wanted = ds.field("record_id").isin(one_chunk(record_ids))
    everybody = ds.dataset(sorted(folder.glob("records-*.parquet")))
    table = everybody.to_table(["record_id", "contact_id"], filter=wanted)
    ids = pd.array(one_chunk(table["contact_id"]), dtype="string[pyarrow]")
    return pd.Series(ids, index=table["record_id"].to_numpy(), name="contact_id")


def as_json(found: Found) -> dict[str, Any]:
    """The model, and what there is to say of the run, as plain values."""
    return {
        "threshold": found.settled.threshold,
        **_of_model(found.model),
        "warnings": list(found.warnings),
        "bounds": found.bounds,
        "region": found.region[1],
    }


def _of_model(model: Model) -> dict[str, Any]:
    return {
        "prior_weight": model.prior_weight,
        "namesakes": model.namesakes,
        "replaced_names": model.replaced_names,
        "shares": model.shares.tolist(),
        "comparisons": {
            each.name: {
                "levels": list(each.levels),
                "m": each.m[1:].tolist(),
                "u": each.u[1:].tolist(),
            }
            for each in model.weights
        },
    }
