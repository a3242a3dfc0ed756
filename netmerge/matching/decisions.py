"""The owner's word on pairs of records → pairs of rows that are the
same and that are different.

Records are named by their record key, so that last month's
decisions hold for this month's files. A number (record_id) means
something only beside the very records that it was read from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from netmerge.columns.types import Flags, Ints
from netmerge.errors import MatchError, SchemaError
from netmerge.settings import DIFFERENT, SAME

_COLUMNS = ("record_a", "record_b", "decision")
_SIDES = _COLUMNS[:2]
_NAMED = 3
"""Pairs that a warning names."""


@dataclass(frozen=True)
class Decided:
    """Pairs of rows that the owner decided on (pairs by 2, the
    smaller row first), and what of the decisions no longer applies,
    in words.
    """

    same: Ints
    different: Ints
    warnings: tuple[str, ...]

    @property
    def pairs(self) -> Ints:
        """All of them, with 1 behind the same and 0 behind different ones."""
        of_same = np.insert(self.same, 2, 1, axis=1)
        of_different = np.insert(self.different, 2, 0, axis=1)
        return np.concatenate([of_same, of_different])


def checked(
    decisions: pd.DataFrame | None,
    *,
    by_key: bool = False,
) -> pd.DataFrame:
    """The rows that hold a decision: record_a, record_b, and
    decision as "same" or "different".

    Any further columns are passed over, and so are rows whose
    decision is empty, so that a whole review.csv can be given. With
    `by_key` records must be named by their key. Raises SchemaError
    for a column that is missing and for records that are named by a
    number or not at all, MatchError for another word, naming row
    and word, and for a pair that is decided twice, not alike.
    """
    if decisions is None:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in _COLUMNS})
    missing = [name for name in _COLUMNS if name not in decisions]
    if missing:
        problem = f"The decisions lack {', '.join(missing)}."
        raise SchemaError(problem, missing, [str(name) for name in decisions])
    rows = decisions.loc[:, list(_COLUMNS)].reset_index(drop=True)
    rows["decision"] = rows["decision"].astype("string").str.strip().str.casefold()
    rows = rows[rows["decision"].fillna("") != ""]
    _check_words(rows, decisions)
    _check_names(rows, by_key)
    _check_contradictions(rows)
    return rows


def decided(
    decisions: pd.DataFrame | None,
    records: pd.DataFrame,
    rows: Ints,
) -> Decided:
    """Pairs of places in `rows`, the rows of `records` (RECORDS)
    that are matched.

    A decision by record key whose record is not among them is told
    in `warnings` and applied to nobody. Raises as `checked` does,
    and MatchError for a record_id that is not there.
    """
    word = checked(decisions)
    if word.empty:
        none = np.empty((0, 2), dtype=np.int64)
        return Decided(none, none, ())
    pairs = np.stack([_places(word[side], records, rows) for side in _SIDES], axis=1)
    applies = np.asarray((pairs >= 0).all(axis=1))
    same = (word["decision"] == SAME).to_numpy(dtype=bool)
    pairs.sort(axis=1)
    return Decided(pairs[applies & same], pairs[applies & ~same], _left_over(word, applies))


def _places(
    names: pd.Series,
    records: pd.DataFrame,
    rows: Ints,
) -> Ints:
    """Where in `rows` the records stand that are named by key or by
    record_id; -1 for none.
    """
    column = "record_id" if pd.api.types.is_numeric_dtype(names) else "record_key"
    known = pd.Index(records[column].to_numpy()[rows])
    place = known.get_indexer(pd.Index(names.to_numpy()))
    if column == "record_id" and (place < 0).any():
        first = names[place < 0].iloc[0]
        raise MatchError(
            f"A decision speaks of record {first}, which is not there, or is empty.",
            "Name records by their record_key, which outlives a run.",
        )
    return np.asarray(place, dtype=np.int64)


def _check_words(rows: pd.DataFrame, given: pd.DataFrame) -> None:
    other = rows[~rows["decision"].isin([SAME, DIFFERENT])]
    if len(other):
        row = int(other.index[0])
        raise MatchError(
            f"Row {row + 1} of the decisions says {given['decision'].iloc[row]!r}.",
            f'A decision is "{SAME}", "{DIFFERENT}" or empty.',
        )


def _check_names(rows: pd.DataFrame, by_key: bool) -> None:
    for side in _SIDES:
        unnamed = rows[rows[side].isna()]
        if len(unnamed):
            raise SchemaError(f"Row {unnamed.index[0] + 1} of the decisions lacks {side}.", [side])
    texts = [pd.api.types.infer_dtype(rows[side]) == "string" for side in _SIDES]
    numbers = [pd.api.types.is_numeric_dtype(rows[side]) for side in _SIDES]
    if len(rows) and not (all(texts) or (all(numbers) and not by_key)):
        raise SchemaError(
            "The decisions name records by number, and files that are read anew number theirs anew."
            " Name them by record_key, as review.csv and records.csv do.",
            ["record_key"],
        )


def _check_contradictions(rows: pd.DataFrame) -> None:
    low, high = rows[list(_SIDES)].min(axis=1), rows[list(_SIDES)].max(axis=1)
    alone = np.flatnonzero(low == high)
    if len(alone):
        row = rows.index[alone[0]]
        raise MatchError(f"Row {row + 1} of the decisions names {low[row]} twice.")
    word = pd.DataFrame({"low": low, "high": high, "decision": rows["decision"]}).drop_duplicates()
    again = np.flatnonzero(word.duplicated(["low", "high"]))
    if len(again):
        row = word.index[again[0]]
        raise MatchError(
            f"Row {row + 1} of the decisions contradicts an earlier one on {low[row]} and "
            f"{high[row]}.",
            "Leave one of them.",
        )


def _left_over(word: pd.DataFrame, applies: Flags) -> tuple[str, ...]:
    """A warning that counts and names the decisions whose records
    are not there.
    """
    gone = word[~applies]
    if gone.empty:
        return ()
    named = [
        f"{a} and {b}" for a, b in zip(*(gone[side].head(_NAMED) for side in _SIDES), strict=True)
    ]
    more = f"; and {len(gone) - _NAMED:,} more" if len(gone) > _NAMED else ""
    speak = "decisions no longer apply" if len(gone) > 1 else "decision no longer applies"
    return (f"{len(gone):,} {speak}, since a record is not there: {'; '.join(named)}{more}.",)
