"""What each process of an engine does with its part: files of the work folder in,
files of the next stage out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from netmerge.columns.chunks import release_unused
from netmerge.columns.types import Floats, Ints, Levels
from netmerge.engines import stages
from netmerge.engines.keyed import keys_of
from netmerge.engines.ordered import Group
from netmerge.engines.reading import GROUP
from netmerge.engines.work import array, load, mapped, save, write_mapped, write_parquet
from netmerge.matching.blocking.keys import Keys
from netmerge.matching.blocking.rules import RULES
from netmerge.matching.model.model import Model
from netmerge.matching.score import Compared, weighed
from netmerge.matching.usage import Usage
from netmerge.matching.weights import priors

ARRAYS, WORDS = "arrays", "words.parquet"
"""The folder of the frequencies, and the file (with some engines a folder of files) of
the words that the list uses; of each span, the end of its name.
"""


@dataclass(frozen=True)
class Span:
    """People with the numbers from `start` on, in a file."""

    number: int
    start: int
    stop: int

    @property
    def rows(self) -> Ints:
        """Their numbers."""
        return np.arange(self.start, self.stop)

    @property
    def name(self) -> str:
        """The name of its files."""
        return f"{self.number:05d}"


@dataclass(frozen=True)
class Places:
    """Where people stand, a file a span, with the words that they use, and what is
    counted of them.
    """

    people: Path
    frequencies: Path
    spans: tuple[Span, ...]

    @property
    def said(self) -> Path:
        """Where stands what each span says, by keys."""
        return self.frequencies / "said"

    def of(self, span: Span) -> pa.Table:
        """The people of a span."""
        return mapped(self.people / f"{span.name}.arrow")


def clean(records: Path, group: int, region: str | None, out: Path) -> None:
    """A group of rows of RECORDS → people."""
    part = pq.ParquetFile(records).read_row_group(group)
    write_parquet(stages.cleaned(part, region), out / f"{group:05d}.parquet", GROUP)
    release_unused()


def span(groups: list[Group], kept: Path, out: Path, number: int) -> None:
    """Groups of people in order → those that are compared, and how they use words."""
    wanted = stages.columns_compared(priors().comparisons)
    part = pa.concat_tables([group.read(wanted) for group in groups], promote_options="default")
    chosen = array(kept)[groups[0].start : groups[-1].stop]
    part = part.filter(pa.array(chosen))
    write_mapped(part, out / f"{number:05d}.arrow")
    write_parquet(stages.words(part), out / f"{number:05d}.{WORDS}", GROUP)
    release_unused()


def occurrences(places: Places, of: Span) -> None:
    """A span of people → what it says, by keys."""
    said = stages.attributes(places.of(of), used_words(places.people), priors().comparisons)
    save(places.said / of.name, keys_of(said))
    release_unused()


def keys(places: Places, of: Span, out: Path) -> None:
    """A span of people → its keys, rule by rule."""
    features = stages.features(places.of(of), of.rows, learnt(places))
    made, seconds = stages.keys(features, of.rows)
    for rule, entries in enumerate(made):
        seeks = {} if entries.seeks is None else {"seeks": entries.seeks}
        found = {"rows": entries.rows, "hashes": entries.hashes, **seeks}
        save(out / f"rule-{rule:02d}" / of.name, found)
    save(out / "seconds" / of.name, {str(place): key for place, key in enumerate(seconds)})
    left_out = {name: np.asarray(count) for name, count in features.values_left_out.items()}
    save(out / "left_out" / of.name, left_out)
    release_unused()


def pairs(keys_: Path, rule: int, population: int, records: int, out: Path) -> int:
    """The keys of a rule → its pairs; returns how many were left out."""
    parts = [load(path) for path in sorted((keys_ / f"rule-{rule:02d}").iterdir())]
    seeks = [part.get("seeks", np.ones(len(part["rows"]), dtype=bool)) for part in parts]
    entries = Keys(
        np.concatenate([part["rows"] for part in parts]),
        np.concatenate([part["hashes"] for part in parts]),
        np.concatenate(seeks),
    )
    seconds = [array(path) for path in sorted((keys_ / "whole").glob("*.npy"))]
    found, left_out = stages.pairs(RULES[rule], entries, seconds, population, records)
    write_parquet(pa.table({"pair": found}), out / f"{rule:02d}.parquet", 1_000_000)
    release_unused()
    return left_out


def compare(places: Places, left: Ints, right: Ints) -> Compared:
    """Pairs → their levels, and how common is what they share."""
    rows = np.unique(np.concatenate([left, right]))
    people = taken(places, rows)
    return stages.compared(people, rows, left, right, learnt(places))


def weigh(places: Places, left: Ints, right: Ints, model: Model) -> tuple[Levels, Floats]:
    """Pairs → their levels and match weights."""
    levels, frequency = compare(places, left, right)
    return levels, weighed(model, levels, frequency)


def taken(places: Places, rows: Ints) -> pa.Table:
    """The people with these numbers, which ascend."""
    parts = []
    for each in places.spans:
        begin, end = np.searchsorted(rows, [each.start, each.stop])
        if begin < end:
            parts.append(places.of(each).take(pa.array(rows[begin:end] - each.start)))
    return pa.concat_tables(parts)


def people_at(group: Group, places: Ints) -> pa.Table:
    """The people of a group at some places of the order."""
    return group.read().take(pa.array(places - group.start))


@cache
def used_words(folder: Path) -> Usage:
    """How the list uses words."""
    return stages.used(pq.read_table(folder / WORDS))


@cache
def learnt(places: Places) -> stages.Learnt:
    """What is known of the whole list."""
    return stages.Learnt(
        used_words(places.people), load(places.frequencies / ARRAYS), priors().comparisons
    )
