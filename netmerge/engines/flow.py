"""Contact exports → contacts, records and questions in Parquet, by an engine that
sorts, joins and counts what memory does not hold.

Texts are never all in memory: they stand in files of the work folder, of which each
process reads its part. Numbers are: a few for each record and each pair.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from netmerge.columns.flags import flags
from netmerge.columns.types import Ints
from netmerge.engines import contacts as merging
from netmerge.engines import reading, tasks, whole
from netmerge.engines.engine import Engine
from netmerge.engines.keyed import common, occurrences
from netmerge.engines.ordered import Group, groups_of, read_all
from netmerge.engines.people import AS_READ, AS_WRITTEN
from netmerge.engines.stages import SECONDS, TELLING
from netmerge.engines.tasks import Places, Span
from netmerge.engines.work import load, save
from netmerge.errors import MatchError
from netmerge.matching.attributes import Occurrences
from netmerge.matching.blocking.pairs import could_be_one
from netmerge.matching.blocking.rules import RULES
from netmerge.matching.cluster.held import Held
from netmerge.matching.copies import Copies, copies
from netmerge.matching.decisions import decided
from netmerge.matching.frequencies import count
from netmerge.matching.model.model import Model
from netmerge.matching.score import Compared, Scored
from netmerge.matching.settle import Circumstances, Settled, settle
from netmerge.matching.weights import priors
from netmerge.schema import to_pandas
from netmerge.settings import Settings

SPAN = 50_000
"""People described at a time, and people of a part of the contacts."""

PAIRS = 200_000
"""Pairs compared at a time."""

DISTINCT = "distinct"
"""The file, or folder of files, with each pair once."""


@dataclass(frozen=True)
class Found:
    """What a run found. `contacts` is the folder with the parts of contacts and
    records, `ordered` all people, of whom `settled` speaks by their places; `region` is
    the country of numbers without a code, and how it is known.
    """

    contacts: Path
    ordered: list[Group]
    settled: Settled
    model: Model
    warnings: tuple[str, ...]
    bounds: dict[str, int]
    region: tuple[str | None, str]


def merge(
    made: Engine, inputs: Sequence[str], settings: Settings, decisions: pd.DataFrame | None
) -> Found:
    """Read, match and merge; `decisions` is the owner's word, which is checked.

    Raises MatchError where there is nobody to match, and what reading raises.
    """
    work = made.work
    read = work.stage("read", partial(_read, made, inputs, settings))
    clean = work.stage("clean", partial(_clean, made, read))
    ordered = groups_of(work.stage("order", partial(made.order, clean)))
    if not ordered or not ordered[-1].stop:
        raise MatchError("The inputs hold nobody who could be matched.", "Export them again.")
    known = _circumstances(ordered, decisions)
    people = work.stage("people", partial(_people, made, ordered, known.copies))
    spans = [Span(*each) for each in json.loads((people / "spans.json").read_text("utf-8"))]
    places = Places(people, work.path("frequencies"), tuple(spans))
    work.stage("frequencies", partial(_frequencies, made, places))
    keys = work.stage("keys", partial(_keys, made, places))
    said = whole.slim(_of_parts(places))
    pairs = work.stage("pairs", partial(_pairs, made, keys, said.records))
    model, settled = _settled(made, places, said, pairs, known)
    members = work.stage("members", partial(_members, made, ordered, clean, settled.clusters))
    contacts = work.stage("contacts", partial(_contacts, made, members))
    left_out = json.loads((pairs / "left_out.json").read_text("utf-8"))
    return Found(
        contacts=contacts,
        ordered=ordered,
        settled=settled,
        model=model,
        warnings=known.word.warnings + settled.warnings,
        bounds=left_out | _values_left_out(keys),
        region=json.loads((read / reading.REGION_FILE).read_text("utf-8")),
    )


def _settled(
    made: Engine, places: Places, said: Occurrences, pairs: Path, known: Circumstances
) -> tuple[Model, Settled]:
    """The fitted model, and what becomes of the records."""
    sample = tasks.taken(places, whole.sample(said.records))
    model = whole.fitted(sample, said.records, priors())
    weighing = Weighing(made, places, whole.nearby(said), *_candidates(pairs, said), model)
    weighed = load(made.work.stage("weights", partial(_weigh, weighing)))
    levels, weight = (np.asarray(weighed[name]) for name in ("levels", "weight"))
    scored = Scored(weighing.left, weighing.right, levels, weight, model)
    return model, settle(scored, said, weighing.compared, known)


def _read(made: Engine, inputs: Sequence[str], settings: Settings, out: Path) -> None:
    made.alone(reading.read, inputs, settings, out)


def _clean(made: Engine, read: Path, out: Path) -> None:
    records = read / reading.RECORDS_FILE
    region, _ = json.loads((read / reading.REGION_FILE).read_text("utf-8"))
    groups = pq.ParquetFile(records).num_row_groups
    made.run(tasks.clean, [(records, group, region, out) for group in range(groups)])


def _circumstances(ordered: list[Group], decisions: pd.DataFrame | None) -> Circumstances:
    names = [f"{AS_READ}fingerprint", TELLING, f"{AS_WRITTEN}duplicate_free"]
    table = read_all(ordered, [*names, f"{AS_WRITTEN}record_id"])
    content = table[names[0]].to_numpy()
    telling, single = (np.array(flags(table[name])) for name in names[1:])
    ids = table[f"{AS_WRITTEN}record_id"].to_numpy()
    called = _called(ordered, decisions)
    of_all = decided(decisions, called, np.arange(len(ids)))
    for pairs in (of_all.same, of_all.different):
        single[pairs.ravel()] = True
    same = copies(content, telling, single)
    word = decided(decisions, called, same.compared)
    return Circumstances(
        record_ids=ids[same.compared],
        copies=same,
        word=word,
        word_of_all=of_all,
        held=Held.none(len(ids)),
    )


def _called(ordered: list[Group], decisions: pd.DataFrame | None) -> pd.DataFrame:
    """The records as decisions name them; nothing, where there are none."""
    if decisions is None or decisions.empty:
        return pd.DataFrame()
    names = ("record_key", "record_id")
    table = read_all(ordered, [AS_WRITTEN + name for name in names])
    return to_pandas(table.rename_columns(names))


def _people(made: Engine, ordered: list[Group], same: Copies, out: Path) -> None:
    """Those who are compared, in spans, and how all of them use words."""
    kept = np.zeros(ordered[-1].stop, dtype=bool)
    kept[same.compared] = True
    np.save(out / "kept.npy", kept)
    spans: list[tuple[int, int, int]] = []
    jobs, number = [], 0
    for groups in _together(ordered):
        chosen = int(kept[groups[0].start : groups[-1].stop].sum())
        jobs.append((groups, out / "kept.npy", out, len(spans)))
        spans.append((len(spans), number, number + chosen))
        number += chosen
    made.run(tasks.span, jobs)
    (out / "spans.json").write_text(json.dumps(spans), "utf-8")
    made.add_up(sorted(out.glob(f"*.{tasks.WORDS}")), out / tasks.WORDS)


def _together(ordered: list[Group]) -> Iterator[list[Group]]:
    """Groups of rows, several together up to SPAN."""
    taken: list[Group] = []
    for group in ordered:
        if taken and group.stop - taken[0].start > SPAN:
            yield taken
            taken = []
        taken.append(group)
    yield taken


def _frequencies(made: Engine, places: Places, out: Path) -> None:
    made.run(tasks.occurrences, [(places, span) for span in places.spans])
    said = _of_parts(places)
    save(out / tasks.ARRAYS, common(said, count(said)))


def _of_parts(places: Places) -> Occurrences:
    names = dict.fromkeys(name for each in priors().comparisons for name in each.columns)
    return occurrences([load(places.said / span.name) for span in places.spans], list(names))


def _keys(made: Engine, places: Places, out: Path) -> None:
    made.run(tasks.keys, [(places, span, out) for span in places.spans])
    spans = places.spans
    (out / "whole").mkdir()
    for place in range(SECONDS):
        each = [np.load(out / "seconds" / span.name / f"{place}.npy") for span in spans]
        np.save(out / "whole" / f"{place}.npy", np.concatenate(each))


def _pairs(made: Engine, keys: Path, records: int, out: Path) -> None:
    jobs = [(keys, rule, records, records, out) for rule in range(len(RULES))]
    left_out = made.run(tasks.pairs, jobs)
    named = {rule.name: pairs for rule, pairs in zip(RULES, left_out, strict=True) if pairs}
    (out / "left_out.json").write_text(json.dumps(named), "utf-8")
    made.distinct(sorted(out.glob("*.parquet")), out / DISTINCT)


def _candidates(pairs: Path, said: Occurrences) -> tuple[Ints, Ints]:
    found = np.sort(pq.read_table(pairs / DISTINCT, partitioning=None)["pair"].to_numpy())
    left, right = np.divmod(found, max(said.records, 1))
    possible = could_be_one(said, left, right)
    return left[possible], right[possible]


@dataclass(frozen=True)
class Weighing:
    """Candidate pairs, and what is needed to weigh them; `near` has a place for each
    record, those of similar names near each other.
    """

    made: Engine
    places: Places
    near: Ints
    left: Ints
    right: Ints
    model: Model

    def compared(self, left: Ints, right: Ints) -> Compared:
        """Some pairs, compared."""
        batches = whole.in_batches(self.near, left, right, PAIRS)
        jobs = [(self.places, left[part], right[part]) for part in batches]
        comparisons = len(priors().comparisons)
        levels = np.zeros((len(left), comparisons), dtype=np.int8)
        frequency = np.zeros((len(left), comparisons), dtype=np.float32)
        for part, found in zip(batches, self.made.run(tasks.compare, jobs), strict=True):
            levels[part], frequency[part] = found
        return levels, frequency


def _weigh(of: Weighing, out: Path) -> None:
    batches = whole.in_batches(of.near, of.left, of.right, PAIRS)
    jobs = [(of.places, of.left[part], of.right[part], of.model) for part in batches]
    levels = np.zeros((len(of.left), len(priors().comparisons)), dtype=np.int8)
    weight = np.zeros(len(of.left))
    for part, found in zip(batches, of.made.run(tasks.weigh, jobs), strict=True):
        levels[part], weight[part] = found
    save(out, {"levels": levels, "weight": weight})


def _members(made: Engine, ordered: list[Group], clean: Path, clusters: Ints, out: Path) -> None:
    """All people, in parts of whole clusters."""
    made.members(ordered, clean, clusters, SPAN, out / "parts")


def _contacts(made: Engine, members: Path, out: Path) -> None:
    parts = sorted((members / "parts").iterdir())
    made.run(merging.merge, [(part, out, number) for number, part in enumerate(parts)])
    merging.tell_apart(out, made.alike(sorted(out.glob("called-*.parquet"))))


def _values_left_out(keys: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    for folder in sorted((keys / "left_out").iterdir()):
        for field, values in load(folder).items():
            name = f"{field} values"
            found[name] = found.get(name, 0) + int(values)
    return {name: values for name, values in found.items() if values}
