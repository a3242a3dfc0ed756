"""The data files of this package: a file's name in, its parsed content out. Each is read once, when first needed."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def toml_table(name: str) -> dict[str, Any]:
    """A TOML file of netmerge/clean/data as a dictionary; callers must not change it."""
    return tomllib.loads(_text(name))


@cache
def csv_rows(name: str) -> list[list[str]]:
    """The rows of a CSV file of netmerge/clean/data, comment lines (#) and the header left out."""
    lines = [line for line in _text(name).splitlines() if line and not line.startswith("#")]
    return list(csv.reader(lines))[1:]


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The words of a text value of a TOML file, separated by white space there."""
    return frozenset(toml_table(name)[key].split())


def _text(name: str) -> str:
    return resources.files("netmerge.clean").joinpath("data", name).read_text("utf-8")
