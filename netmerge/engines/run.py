"""Inputs → the files of a run past what memory holds, by an engine over a work folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from netmerge import __version__
from netmerge.engines import output, reading
from netmerge.engines.duckdb import DuckDB
from netmerge.engines.engine import Engine, Options
from netmerge.engines.flow import merge
from netmerge.engines.spark import Spark
from netmerge.engines.work import Work
from netmerge.errors import SettingsError
from netmerge.matching.decisions import checked
from netmerge.settings import Settings

ENGINES: dict[str, Callable[[Work, Options], Engine]] = {"duckdb": DuckDB, "spark": Spark}
"""By the name that the user gives."""

_STORE = re.compile(r"\A[a-z][a-z0-9]+:/", re.IGNORECASE)


@dataclass(frozen=True)
class Written:
    """What a run wrote: rows by folder, and what it has to say."""

    rows: dict[str, int]
    region: str
    warnings: tuple[str, ...]
    bounds: dict[str, int]


def run(
    inputs: Sequence[str],
    out: Path,
    work: Path,
    settings: Settings,
    decisions: pd.DataFrame | None = None,
    options: Options | None = None,
    *,
    engine: str = "duckdb",
    keep_work: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Written:
    """Match and merge inputs into Parquet in `out`, with all that does not fit into
    memory in `work`.

    A run that was stopped goes on after its last whole stage when it is called again
    with the same arguments. Raises WriteError where `out` holds something,
    SettingsError where `work` belongs to another run, and what reading raises.
    """
    output.check(out)
    if _STORE.match(str(work)):
        raise SettingsError(f"--work {work} is no folder.", "Give one that all machines see.")
    places = (out.resolve(), work.resolve())
    if places[0] == places[1] or places[0] in places[1].parents:
        raise SettingsError(f"--work {work} lies in --out.", "Choose a folder outside of it.")
    decisions = checked(decisions, by_key=True)
    asked = (settings.region, settings.columns, settings.aliases, settings.encoding)
    digest = reading.digest(inputs, __version__, *asked, decisions.to_csv())
    kept = Work(work, digest, say)
    with ENGINES[engine](kept, options or Options()) as made:
        found = merge(made, inputs, settings, decisions)
        rows = output.write(made, found, out)
    if not keep_work:
        kept.empty()
    return Written(rows, found.region[1], found.warnings, found.bounds)
