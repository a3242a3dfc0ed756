"""A world with its truth in, how right netmerge is out: `python -m benchmarks.accuracy PATH`.

PATH is either a folder of inputs with the truth in its folder `truth` (or `expected`):
`records.csv` with the columns file, position, person_id and perhaps member, and `notes.csv` with
person_id, last_personal (or `contacts.csv` with person_id, last_personal_note); or a CSV with
`NAME.truth.csv` beside it: position, person_id.

The figures are those of `nm.evaluate`, and how many of the last personal notes are right.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import netmerge as nm

CONNECTIONS = "connections.csv"


@dataclass(frozen=True)
class World:
    """Inputs and what must come of them: `records` (file, member, position, person_id), `notes`
    (person_id to day).
    """

    inputs: tuple[Path, ...]
    records: pd.DataFrame
    notes: pd.Series[Any] | None


def read_world(path: Path) -> World:
    """The inputs and the truth that stand at `path`; raises FileNotFoundError where there is no
    truth.
    """
    if path.is_dir():
        return _read_folder(path)
    candidates = (path.with_suffix(".truth.csv"), path.with_name(f"{path.name}.truth.csv"))
    truth = _first_that_exists(candidates, path)
    records = pd.read_csv(truth, dtype={"person_id": str}).assign(file=path.name, member="")
    return World((path,), _truth_records(records), None)


def _read_folder(folder: Path) -> World:
    truth = _first_that_exists((folder / "truth", folder / "expected"), folder)
    inputs = tuple(
        sorted(
            path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")
        )
    )
    records = pd.read_csv(
        truth / "records.csv", dtype={"file": str, "member": str, "person_id": str}
    )
    if "member" not in records:
        records["member"] = np.where(
            records["file"].str.lower().str.endswith(".zip"), CONNECTIONS, ""
        )
    return World(inputs, _truth_records(records), _read_notes(truth))


def _read_notes(truth: Path) -> pd.Series[Any]:
    apart = truth / "notes.csv"
    name, column = (
        (apart, "last_personal")
        if apart.exists()
        else (truth / "contacts.csv", "last_personal_note")
    )
    return pd.read_csv(name, dtype=str).set_index("person_id")[column].dropna()


def _first_that_exists(candidates: tuple[Path, ...], path: Path) -> Path:
    for candidate in candidates:
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"{path}: no truth; looked for {', '.join(map(str, candidates))}")


def _truth_records(records: pd.DataFrame) -> pd.DataFrame:
    known = records.dropna(subset="person_id").reset_index(drop=True)
    return known.assign(member=known["member"].fillna("").str.lower())[
        ["file", "member", "position", "person_id"]
    ]


def place(world: World, net: nm.Network) -> pd.DataFrame:
    """The truth's rows with netmerge's answer: `contact_id`, null where the row is missing or in
    no contact.
    """
    records = net.records[["file", "member", "position", "record_id"]].astype(
        {"file": object, "member": object, "position": "int64", "record_id": "int64"}
    )
    member = (
        records["member"]
        .where(records["member"].notna(), "")
        .astype(str)
        .str.lower()
        .str.rsplit("/", n=1)
        .str[-1]
    )
    contact = net.contact_of_record.reindex(records["record_id"]).to_numpy(dtype=object)
    placed = records.assign(member=member, contact_id=contact)
    return world.records.merge(
        placed, how="left", on=["file", "member", "position"], validate="one_to_one"
    )


def labels(placed: pd.DataFrame) -> pd.DataFrame:
    """The truth's rows as `nm.evaluate` takes them; a row that is missing has a record_id that
    no record has.
    """
    record = placed["record_id"].astype(float)
    missing = -1.0 - np.arange(len(placed))
    record_id = record.where(record.notna(), missing).astype(np.int64)
    return pd.DataFrame({"record_id": record_id, "person_id": placed["person_id"]})


def groups(placed: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Group numbers of the truth and of netmerge's answer; a row in no contact is a group by
    itself.
    """
    truth = pd.factorize(placed["person_id"].astype(object))[0]
    found = pd.factorize(placed["contact_id"].astype(object))[0]
    alone = found < 0
    found[alone] = found.max(initial=-1) + 1 + np.arange(alone.sum())
    return truth, found


def notes_right(world: World, placed: pd.DataFrame, contacts: pd.DataFrame) -> tuple[int, int]:
    """Of the people in LinkedIn's Connections: how many have the true day of the last personal
    note, and how many.
    """
    assert world.notes is not None
    people = placed[placed["member"] == CONNECTIONS].drop_duplicates("person_id")
    said = contacts.set_index("contact_id")["last_personal_note"].astype(object)
    days = people["contact_id"].map(said)
    answer = days.map(lambda day: "" if pd.isna(day) else str(day)[:10])
    return int((answer == people["person_id"].map(world.notes).fillna("")).sum()), len(people)


def report(world: World, net: nm.Network, seconds: float) -> str:
    """The scores as lines for a terminal."""
    placed = place(world, net)
    lines = [
        f"{len(net.records):>9,} records, {len(net.contacts):,} contacts, {seconds:.2f} s",
        "",
        repr(nm.evaluate(net.links, labels(placed))),
    ]
    if world.notes is not None:
        right, people = notes_right(world, placed, net.contacts)
        share = right / max(people, 1)
        lines += ["", f"last personal note right for {right:,} of {people:,} people ({share:.1%})"]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy", description=__doc__.splitlines()[0]
    )
    parser.add_argument(
        "path", type=Path, help="a folder with its truth, or a CSV with NAME.truth.csv beside it"
    )
    parser.add_argument("--today", type=dt.date.fromisoformat, default=dt.date(2026, 11, 1))
    options = parser.parse_args(arguments)
    world = read_world(options.path)
    began = time.perf_counter()
    net = nm.reconcile(*world.inputs, today=options.today)
    print(report(world, net, time.perf_counter() - began))
    return 0


if __name__ == "__main__":
    sys.exit(main())
