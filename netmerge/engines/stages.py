"""The stages of matching on parts of a list: Arrow tables in, Arrow tables and NumPy
arrays out. What an engine has to do is to carry these from one stage to the next.

A part is any rows of people (`people.py`), a pair two numbers of records. Whatever
is decided over all records comes in as an argument.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.records import clean_records
from netmerge.columns.flags import flags
from netmerge.columns.types import Flags, Ints
from netmerge.engines.keyed import Arrays, of_part
from netmerge.engines.people import AS_READ, AS_WRITTEN, COMPARED, apart, beside, columns_of
from netmerge.matching.attributes import Attributes, describe
from netmerge.matching.blocking.keys import Keys, columns, second_keys
from netmerge.matching.blocking.pairs import pairs_within
from netmerge.matching.blocking.rules import RULES, Rule
from netmerge.matching.comparisons import Comparison
from netmerge.matching.features import Features, join
from netmerge.matching.match import is_telling
from netmerge.matching.score import Compared, compare_all
from netmerge.matching.usage import Usage, affiliations, usage_of_counts
from netmerge.schema import to_pandas

SECONDS = 8
"""Second keys that a record has."""

TELLING = "telling"
"""The column that says whether a record tells how somebody is reached or known."""


@dataclass(frozen=True)
class Learnt:
    """What is known of a whole list: how it uses words, how common its values are,
    and by what its records are compared.
    """

    used: Usage
    frequencies: Arrays
    comparisons: Sequence[Comparison]


def cleaned(records: pa.Table, region: str | None) -> pa.Table:
    """A part of RECORDS, with what it is cleaned to beside it."""
    as_written = to_pandas(records)
    as_read = clean_records(as_written, region)
    telling = pa.array(is_telling(as_read))
    return beside(as_written, as_read).append_column(TELLING, telling)


def columns_compared(comparisons: Sequence[Comparison]) -> list[str]:
    """The columns of people that are looked at; those that nobody has may be among
    them.
    """
    asked = dict.fromkeys(name for each in comparisons for name in each.columns)
    return list(dict.fromkeys([*COMPARED, *columns_of(asked)]))


def words(people: pa.Table) -> pa.Table:
    """How a part uses words: each with how many records have it as their family name,
    and as their company, and whether a company is called by that word alone.
    """
    _, as_read = apart(people)
    written = affiliations(as_read)
    short = [text for text in written.companies if " " not in text]
    named, employed = written.counts()
    none = np.zeros(len(short), dtype=np.int64)
    return pa.table(
        {
            "word": pa.array([*written.texts, *short], pa.string()),
            "named": np.concatenate([named, none]),
            "employed": np.concatenate([employed, none]),
            "short": np.arange(len(written.texts) + len(short)) >= len(written.texts),
        }
    )


def used(added_up: pa.Table) -> Usage:
    """How a list uses words, from the sums over its parts."""
    word = added_up["word"].to_numpy(zero_copy_only=False)
    named, employed = (added_up[name].to_numpy() for name in ("named", "employed"))
    return usage_of_counts(word, named, employed, word[flags(added_up["short"])])


def attributes(people: pa.Table, use: Usage, comparisons: Sequence[Comparison]) -> Attributes:
    """What each record of a part says."""
    as_written, as_read = apart(people)
    asked = dict.fromkeys(name for each in comparisons for name in each.columns)
    more = {name: (as_read if name in as_read.columns else as_written)[name] for name in asked}
    return describe(as_written, as_read, affiliations(as_read), use, pd.DataFrame(more))


def features(people: pa.Table, rows: Ints, learnt: Learnt) -> Features:
    """All that blocking and comparisons look at, of records with these numbers."""
    said = attributes(people, learnt.used, learnt.comparisons)
    return join(said, of_part(said, rows, learnt.frequencies))


def keys(of: Features, rows: Ints) -> tuple[list[Keys], list[Ints]]:
    """The keys of each rule, by the numbers of the records, and the second keys."""
    hashed = columns(of)
    found = []
    for rule in RULES:
        made = rule.keys(hashed)
        kept = made.hashes >= 0
        seeks = None if made.seeks is None else made.seeks[kept]
        found.append(Keys(rows[made.rows[kept]], made.hashes[kept], seeks))
    return found, second_keys(hashed)


def pairs(
    rule: Rule, entries: Keys, seconds: Sequence[Any], population: int, records: int
) -> tuple[Ints, int]:
    """The pairs of those who share a key of a rule, and how many are left out; of any
    entries that hold all of each key.
    """
    rows, hashes = entries.in_use()
    cap = rule.cap_at(population)
    return pairs_within(rows, hashes, list(seconds), cap, records)


def compared(people: pa.Table, rows: Ints, left: Ints, right: Ints, learnt: Learnt) -> Compared:
    """The levels of pairs, and how common is what they share. `people` are the
    records of both sides, `rows` their numbers, ascending.
    """
    of = features(people, rows, learnt)
    one, other = np.searchsorted(rows, left), np.searchsorted(rows, right)
    return compare_all(learnt.comparisons, of, one, other)


def is_matched(people: pa.Table) -> Flags:
    """Which records are neither empty nor a group of people."""
    group = pc.equal(people[AS_WRITTEN + "kind"], "group")
    empty = pc.equal(people[AS_WRITTEN + "status"], "empty")
    return ~(flags(group) | flags(empty))


__all__ = [
    "AS_READ",
    "AS_WRITTEN",
    "SECONDS",
    "TELLING",
    "Learnt",
    "attributes",
    "cleaned",
    "columns_compared",
    "compared",
    "features",
    "is_matched",
    "keys",
    "pairs",
    "used",
    "words",
]
