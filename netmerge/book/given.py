"""A file of a run that is given back, filled in or edited → the words of its owner.

The file is read whole before anything is done, so that it may be one that is then
written anew.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from netmerge.errors import MatchError, SchemaError
from netmerge.export.csv import read_csv
from netmerge.matching.decisions import checked


def read_decisions(path: str | Path) -> pd.DataFrame:
    """The decisions of a review.csv that was filled in: record_a, record_b (record
    keys) and decision; its empty rows are passed over.

    Raises ReadError for a file that is not there or is no CSV, SchemaError and
    MatchError, naming it, for one without these columns and for what is no
    decision.
    """
    try:
        return checked(read_csv(path), by_key=True)
    except MatchError as error:
        raise MatchError(f"{path}: {error.message}", error.hint) from None
    except SchemaError as error:
        raise SchemaError(f"{path}: {error.message}", error.missing, error.available) from None
