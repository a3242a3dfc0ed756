"""Made-up names of many kinds, each another one, in; how long cleaning and describing
them takes out: `python -m benchmarks.names [THOUSANDS]`.

Nothing is gained by looking at each distinct name once where every one is distinct.
Microseconds of the processor a name, the best of three.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa

from netmerge.clean.names.columns import clean_names
from netmerge.clean.names.parts import Written
from netmerge.columns.chunks import one_chunk
from netmerge.matching.name_texts import described
from netmerge.text.folding import fold_array

SEED = 20261128
TIMES = 3
_LATIN = [f"{first}{last}" for first in "bdklmnrst" for last in "aeio"]
_CYRILLIC = [f"{first}{last}" for first in "бдклмнрст" for last in "аеио"]
_HAN = [chr(code) for code in range(0x4E00, 0x5800)]

Draw = Callable[[random.Random, int], Written]


def _word(draw: random.Random, syllables: list[str] = _LATIN) -> str:
    return "".join(draw.choices(syllables, k=4)).capitalize()


KINDS: dict[str, Draw] = {
    "given | family": lambda draw, _: _parted(_word(draw), _word(draw)),
    "Cyrillic": lambda draw, _: _parted(_word(draw, _CYRILLIC), _word(draw, _CYRILLIC)),
    "with a number": lambda _, number: _parted(f"P{number}", f"Person{number}"),
    "Guest 12": lambda _, number: Written(full_name=f"Guest {number}"),
    "FAMILY Given Middle": lambda draw, _: Written(
        full_name=f"{_word(draw).upper()} {_word(draw)} {_word(draw)}"
    ),
    "Given Middle de la Family": lambda draw, _: Written(
        full_name=f"{_word(draw)} {_word(draw)} de la {_word(draw)}"
    ),
    "Family, Given M.": lambda draw, _: Written(full_name=f"{_word(draw)}, {_word(draw)} M."),
    "Dr. Given Family, PhD": lambda draw, _: Written(
        full_name=f"Dr. {_word(draw)} {_word(draw)}, PhD"
    ),
    "Chinese": lambda draw, _: Written(full_name="".join(draw.choices(_HAN, k=3))),
}


def _parted(given: str, family: str) -> Written:
    return Written(given_name=given, family_name=family)


def made(kind: str, names: int) -> dict[str, pa.Array]:
    """The columns of Written, so many names of a kind."""
    draw = random.Random(SEED)  # noqa: S311 (no secret)
    rows = [KINDS[kind](draw, number) for number in range(names)]
    columns = zip(*rows, strict=True)
    return {name: pa.array(column) for name, column in zip(Written._fields, columns, strict=True)}


def microseconds(function: Callable[[], object], names: int) -> float:
    """The best of some calls, a name."""
    taken = []
    for _ in range(TIMES):
        begun = time.process_time()
        function()
        taken.append(time.process_time() - begun)
    return min(taken) / names * 1e6


def run(names: int) -> None:
    """Print a line for each kind."""
    print(f"{'':28} {'cleaned':>8} {'described':>9}")
    for kind in KINDS:
        columns = made(kind, names)
        cleaned = clean_names(columns)
        parts = [one_chunk(cleaned[name]).drop_null() for name in ("given_name", "family_name")]
        folded = fold_array(pa.concat_arrays(parts)).drop_null()
        texts = np.asarray(pd.unique(folded.to_numpy(zero_copy_only=False)), dtype=object)
        cleaning = microseconds(partial(clean_names, columns), names)
        describing = microseconds(partial(described, texts), names)
        print(f"{kind:28} {cleaning:8.1f} {describing:9.1f}")


if __name__ == "__main__":
    run(int(sys.argv[1]) * 1000 if len(sys.argv) > 1 else 20_000)
