"""Contact exports → contacts, records and questions in Parquet, by DuckDB, which
sorts, joins and counts on disk what memory does not hold.

Texts are never all in memory: they stand in files, of which each process reads its
part. Numbers are: a few for each record and each pair.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from netmerge.columns.flags import flags
from netmerge.columns.types import Ints
from netmerge.engines import contacts as merging
from netmerge.engines import reading, tasks, whole
from netmerge.engines.keyed import common, occurrences
from netmerge.engines.machine import Engine, quoted
from netmerge.engines.people import AS_READ, AS_WRITTEN
from netmerge.engines.reading import GROUP
from netmerge.engines.stages import SECONDS, TELLING
from netmerge.engines.tasks import Places, Span
from netmerge.engines.work import load, save, write_parquet
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

_ORDER = f"""
    "{AS_READ}fingerprint",
    coalesce("{AS_WRITTEN}file", ''),
    coalesce("{AS_WRITTEN}member", ''),
    "{AS_WRITTEN}position"
"""
_GROUP = f"coalesce(\"{AS_WRITTEN}kind\", '') = 'group'"
_EMPTY = f"coalesce(\"{AS_WRITTEN}status\", '') = 'empty'"


@dataclass(frozen=True)
class Found:
    """What a run found. `contacts` is the folder with the parts of contacts and
    records, `ordered` the file of all people, of whom `settled` speaks by their places
    in it; `region` is the country of numbers without a code, and how it is known.
    """

    contacts: Path
    ordered: Path
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
    ordered = work.stage("order", partial(_order, made, clean)) / "people.parquet"
    if not pq.ParquetFile(ordered).metadata.num_rows:
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


def everybody(clean: Path) -> str:
    """All people, in SQL; each file has the columns in which it says something."""
    return f"read_parquet('{quoted(clean)}/*.parquet', union_by_name = true)"


def _read(made: Engine, inputs: Sequence[str], settings: Settings, out: Path) -> None:
    """In a process of its own where there are several: it takes much memory."""
    made.run(reading.read, [(inputs, settings, out)])


def _clean(made: Engine, read: Path, out: Path) -> None:
    records = read / reading.RECORDS_FILE
    region, _ = json.loads((read / reading.REGION_FILE).read_text("utf-8"))
    groups = pq.ParquetFile(records).num_row_groups
    made.run(tasks.clean, [(records, group, region, out) for group in range(groups)])


def _order(made: Engine, clean: Path, out: Path) -> None:
    """People in order of what they say, so that nothing depends on that of the inputs."""
    source = everybody(clean)
    matched = f"SELECT * FROM {source} WHERE NOT {_GROUP} AND NOT {_EMPTY} ORDER BY {_ORDER}"
    made.copy(matched, out / "people.parquet")


def _circumstances(ordered: Path, decisions: pd.DataFrame | None) -> Circumstances:
    names = [f"{AS_READ}fingerprint", TELLING, f"{AS_WRITTEN}duplicate_free"]
    table = pq.read_table(ordered, columns=[*names, f"{AS_WRITTEN}record_id"])
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


def _called(ordered: Path, decisions: pd.DataFrame | None) -> pd.DataFrame:
    """The records as decisions name them; nothing, where there are none."""
    if decisions is None or decisions.empty:
        return pd.DataFrame()
    names = ("record_key", "record_id")
    table = pq.read_table(ordered, columns=[AS_WRITTEN + name for name in names])
    return to_pandas(table.rename_columns(names))


def _people(made: Engine, ordered: Path, same: Copies, out: Path) -> None:
    """Those who are compared, in spans, and how all of them use words."""
    file = pq.ParquetFile(ordered)
    rows = [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)]
    kept = np.zeros(sum(rows), dtype=bool)
    kept[same.compared] = True
    np.save(out / "kept.npy", kept)
    spans: list[tuple[int, int, int]] = []
    jobs, first, number = [], 0, 0
    for groups in _together(rows):
        size = sum(rows[group] for group in groups)
        chosen = int(kept[first : first + size].sum())
        jobs.append((ordered, groups, out / "kept.npy", first, out, len(spans)))
        spans.append((len(spans), number, number + chosen))
        first, number = first + size, number + chosen
    made.run(tasks.span, jobs)
    (out / "spans.json").write_text(json.dumps(spans), "utf-8")
    added = """SELECT word, sum(named)::BIGINT AS named, sum(employed)::BIGINT AS employed,
        bool_or(short) AS short FROM read_parquet('{}/*.words.parquet') GROUP BY word
        HAVING bool_or(short) OR (sum(named) > 0 AND sum(employed) >= sum(named))"""
    made.copy(added.format(quoted(out)), out / "words.parquet")


def _together(rows: list[int]) -> Iterator[list[int]]:
    """Groups of rows, several together up to SPAN."""
    taken: list[int] = []
    size = 0
    for group, more in enumerate(rows):
        if taken and size + more > SPAN:
            yield taken
            taken, size = [], 0
        taken.append(group)
        size += more
    if taken:
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
    each_once = f"SELECT DISTINCT pair FROM read_parquet('{quoted(out)}/*.parquet') ORDER BY pair"
    made.copy(each_once, out / "distinct")


def _candidates(pairs: Path, said: Occurrences) -> tuple[Ints, Ints]:
    found = pq.read_table(pairs / "distinct", partitioning=None)["pair"].to_numpy()
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


def _members(made: Engine, ordered: Path, clean: Path, clusters: Ints, out: Path) -> None:
    """All people, in parts of whole clusters."""
    part = clusters // SPAN
    table = pa.table({"position": np.arange(len(clusters)), "cluster": clusters, "part": part})
    write_parquet(table, made.work.scratch / "clusters.parquet", GROUP)
    query = f"""SELECT people.* EXCLUDE (file_row_number), clusters.cluster, clusters.part
        FROM read_parquet('{quoted(ordered)}', file_row_number = true) AS people
        JOIN read_parquet('{quoted(made.work.scratch)}/clusters.parquet') AS clusters
        ON people.file_row_number = clusters.position
        UNION ALL BY NAME
        SELECT *, CASE WHEN {_EMPTY} THEN -1 ELSE "{AS_WRITTEN}record_id" END AS cluster,
        -1 AS part
        FROM {everybody(clean)} WHERE {_GROUP} OR {_EMPTY}"""
    made.copy(query, out / "parts", ", PARTITION_BY (part)")


def _contacts(made: Engine, members: Path, out: Path) -> None:
    parts = sorted((members / "parts").iterdir())
    made.run(merging.merge, [(part, out, number) for number, part in enumerate(parts)])
    called = f"read_parquet('{quoted(out)}/called-*.parquet', filename = true)"
    bare = "regexp_replace(contact_id, '-[0-9]+$', '')"
    twice = f"SELECT {bare} FROM {called} GROUP BY 1 HAVING count(*) > 1"
    query = f"SELECT filename, contact_id, key FROM {called} WHERE {bare} IN ({twice})"
    merging.tell_apart(made.rows(query))


def _values_left_out(keys: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    for folder in sorted((keys / "left_out").iterdir()):
        for field, values in load(folder).items():
            name = f"{field} values"
            found[name] = found.get(name, 0) + int(values)
    return {name: values for name, values in found.items() if values}
