"""Two states of the same entries → what changed: who has a new job, who is new,
who is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.book.renamed import rekeyed
from netmerge.columns.chunks import arrow, one_chunk
from netmerge.columns.flags import flags
from netmerge.columns.joining import joined
from netmerge.columns.ragged import flatten, regroup, with_items
from netmerge.columns.types import Ints
from netmerge.schema import CHANGES, DATE
from netmerge.settings import resolve
from netmerge.text.folding import fold_array

if TYPE_CHECKING:
    from netmerge.importers import Imported

NEW, GONE = "new", "gone"
DAY = pd.ArrowDtype(DATE)


def compared(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """What changed between two states of some entries (CHANGES), by contact, then by
    what.

    Both are RECORDS in which `record_key` says which entry it is and `as_of` the
    day on which it is known to have been so, with the further columns `contact_id`
    and `kept_on`, the day of the export, which counts where `as_of` does not tell
    which is the later one.
    A value counts as changed where it reads differently, case, accents and
    blanks aside; one that was not given before is no change.
    """
    rows, both = _same_entries(before, after)
    old, new = before.iloc[rows].reset_index(drop=True), after.iloc[both].reset_index(drop=True)
    parts = [
        *(_changed(old, new, what, told) for what, told in _TOLD.items()),
        _alone(after, before, NEW),
        _alone(before, after, GONE),
    ]
    found = CHANGES.concat(parts)
    by = ["full_name", "contact_id", "what"]
    found = found.sort_values([*by, "after_day"], kind="stable")
    told = ["contact_id", "what", "before", "after"]  # by two sources, once
    return found.drop_duplicates(told).reset_index(drop=True)


def changes_between(old: str | Path, new: str | Path) -> pd.DataFrame:
    """What changed between two exports of one address book, without a book
    (CHANGES). Raises ReadError.
    """
    from netmerge.pipeline import read_keyed

    before, after = (read_keyed((path,), resolve()) for path in (old, new))
    return between(before, after)


def between(old: Imported, new: Imported) -> pd.DataFrame:
    """What changed between two exports of one address book (CHANGES); contacts go
    by the keys of their entries.
    """
    before, after = (
        one.records.assign(
            contact_id=one.records["record_key"],
            kept_on=pd.Series(one.sources["as_of"].max(), one.records.index, DAY),
        )
        for one in (old, new)
    )
    later = {earlier: now for now, earlier in rekeyed(before, after).items()}
    return compared(before.assign(contact_id=before["contact_id"].replace(later)), after)


def _same_entries(before: pd.DataFrame, after: pd.DataFrame) -> tuple[Ints, Ints]:
    """The rows of each entry that both states have.

    One that came under another key, or in another file, is the one that its contact
    lost: by its own key there, else where it lost one and got one in an address book.
    """
    keys = [one_chunk(table["record_key"]).to_pylist() for table in (before, after)]
    contacts = [one_chunk(table["contact_id"]).to_pylist() for table in (before, after)]
    known = {key: row for row, key in enumerate(keys[0])}
    found = [(known[key], row) for row, key in enumerate(keys[1]) if key in known]
    for part in (1, 0):  # the entry, the slot
        paired = [set(rows) for rows in zip(*found, strict=True)] or [set(), set()]
        open_: list[dict[tuple[str, str], list[int]]] = [{}, {}]
        for side, holders in enumerate(open_):
            for row in sorted(set(range(len(keys[side]))) - paired[side]):
                told = (keys[side][row] or "").partition(":")[::2][part]
                holders.setdefault((contacts[side][row], told), []).append(row)
        lost, came = open_
        alone = [at for at in lost.keys() & came.keys() if len(lost[at]) == len(came[at]) == 1]
        found += [(lost[at][0], came[at][0]) for at in alone]
    rows, both = zip(*sorted(found, key=lambda pair: pair[1]), strict=True) if found else ((), ())
    return np.array(rows, np.int64), np.array(both, np.int64)


def _changed(
    old: pd.DataFrame, new: pd.DataFrame, what: str, told: Callable[[pd.DataFrame], pa.Array]
) -> pd.DataFrame:
    """The entries that say something else of one kind than they said."""
    was, now = told(old), told(new)
    said = pc.and_(pc.is_valid(was), pc.is_valid(now))
    differs = pc.not_equal(fold_array(was), fold_array(now))
    rows = np.flatnonzero(flags(pc.fill_null(pc.and_(said, differs), False)))
    picked = pa.array(rows)
    earlier, later = _dated(old.iloc[rows], new.iloc[rows])
    return _table(later, what, was.take(picked), now.take(picked), earlier)


def _dated(old: pd.DataFrame, new: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both states with the days of their exports, where their own do not follow one
    another.
    """
    before, after = one_chunk(old["as_of"]), one_chunk(new["as_of"])
    follow = pc.fill_null(pc.greater(after, before), False)
    days = (
        pc.if_else(follow, own, one_chunk(table["kept_on"]))
        for own, table in ((before, old), (after, new))
    )
    earlier, later = (ArrowExtensionArray(day) for day in days)
    return old.assign(as_of=earlier), new.assign(as_of=later)


def _alone(one: pd.DataFrame, other: pd.DataFrame, what: str) -> pd.DataFrame:
    """The contacts of one state of which the other has no entry, also under no other
    contact: to be parted from somebody makes nobody new.
    """
    contact = one_chunk(one["contact_id"])
    there = pc.is_in(contact, value_set=one_chunk(other["contact_id"]))
    known = pc.is_in(one_chunk(one["record_key"]), value_set=one_chunk(other["record_key"]))
    of_known = pc.is_in(contact, value_set=contact.filter(known))
    rows = np.flatnonzero(~flags(pc.or_(there, of_known)))
    alone = one.iloc[rows].drop_duplicates("contact_id")
    nothing = pa.nulls(len(alone), pa.string())
    if what == NEW:
        return _table(alone, what, nothing, nothing, alone.assign(as_of=None))
    return _table(alone.assign(as_of=None), what, nothing, nothing, alone)


def _table(
    rows: pd.DataFrame, what: str, before: pa.Array, after: pa.Array, earlier: pd.DataFrame
) -> pd.DataFrame:
    return CHANGES.frame(
        {
            "contact_id": arrow(rows["contact_id"]),
            "full_name": _name(rows),
            "what": pa.array([what] * len(rows), pa.string()),
            "before": before,
            "after": after,
            "before_day": arrow(earlier["as_of"]),
            "after_day": arrow(rows["as_of"]),
        },
        rows=len(rows),
    )


def _name(records: pd.DataFrame) -> pa.Array:
    parts = [one_chunk(records[name]) for name in ("given_name", "middle_name", "family_name")]
    return pc.coalesce(one_chunk(records["full_name"]), joined(parts, " ", len(records)))


def _emails(records: pd.DataFrame) -> pa.Array:
    flat = flatten(records["emails"])
    lists = regroup(with_items(flat, pc.utf8_lower(flat.items)))
    return pc.binary_join(lists, " ; ")


_TOLD: dict[str, Callable[[pd.DataFrame], pa.Array]] = {
    "employer": lambda records: one_chunk(records["company"]),
    "title": lambda records: one_chunk(records["title"]),
    "e-mail": _emails,
    "name": _name,
}
"""What is compared, in words, and how an entry says it."""
