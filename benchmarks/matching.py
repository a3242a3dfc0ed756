"""A list of people in, how well and how fast it is matched out: `python -m benchmarks.matching
[PATH.csv | --rows N]`.

PATH.csv has the columns first_name, last_name, email, phone, company, title, city, linkedin (or
some of them; street, postcode and birthday are understood too) and, beside it, PATH.truth.csv
with position and person_id. Without a path a population is made (`pip install
'netmerge[bench]'`). netmerge works at its default; Splink, where it is installed, at the
threshold that suits it best by the truth. Each runs in a process of its own, files read and
written included.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from benchmarks.measure import Measured, read_measured

ROWS, SEED = 5_000, 1


def measure(path: Path) -> list[Measured]:
    """The figures of netmerge for a list and, where it is installed, Splink's."""
    runners = ["run_netmerge"] + ["run_splink"] * (find_spec("splink") is not None)
    return [_in_its_own_process(runner, path) for runner in runners]


def _in_its_own_process(runner: str, path: Path) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        _python("-m", f"benchmarks.{runner}", str(path), str(figures))
        return read_measured(figures)


def made(rows: int, seed: int, folder: Path) -> Path:
    """A population written to `folder`, made in a process of its own so that its memory is given
    back.
    """
    path = folder / f"population_{rows}_{seed}.csv"
    code = "from pathlib import Path; from benchmarks.population import make"
    code += f"; make({rows}, {seed}).write(Path({str(path)!r}))"
    _python("-c", code)
    return path


def _python(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True)  # noqa: S603


def report(results: list[Measured]) -> str:
    """Accuracy, time and memory side by side, the ratio, and how far netmerge's probabilities can
    be trusted.
    """
    lines = [
        f"{results[0].rows:,} rows",
        f"{'':<10}{'precision':>10}{'recall':>8}{'F1':>8}{'B-cubed':>9}{'seconds':>9}{'MB':>8}",
    ]
    for one in results:
        score, b_cubed = one.pairwise, one.b_cubed
        lines.append(
            f"{one.engine:<10}{score.precision:>10.4f}{score.recall:>8.4f}{score.f1:>8.4f}{b_cubed.f1:>9.4f}"
            f"{one.seconds:>9.2f}{one.memory / 1e6:>8.0f}"
        )
    if len(results) > 1:
        ours, theirs = results
        time, memory = ours.seconds / theirs.seconds, ours.memory / theirs.memory
        lines.append(f"ratio of time {time:.2f}, of memory {memory:.2f}")
    else:
        lines.append("Splink is not installed: pip install 'netmerge[bench]'")
    lines += [f"{one.engine}: {note}" for one in results for note in one.notes]
    return "\n".join([*lines, "", *_reliability(results), ""])


def _reliability(results: list[Measured]) -> list[str]:
    """Of the pairs given some probability, how many are one person."""
    lines = [
        "probability   " + "".join(f"{one.engine + ' pairs':>16}{'right':>8}" for one in results)
    ]
    for rows in zip(*(one.reliability for one in results), strict=True):
        low, high = rows[0][:2]
        cells = "".join(
            f"{pairs:>16,}{right / pairs if pairs else float('nan'):>8.3f}"
            for _, _, pairs, right in rows
        )
        lines.append(f"{low:.2f} – {high:.2f}   {cells}")
    return lines


def exponent(results: list[Measured]) -> float:
    """The power of the number of rows with which time grows: the slope of a straight line through
    the logarithms.
    """
    rows, seconds = ([getattr(one, name) for one in results] for name in ("rows", "seconds"))
    return float(np.polyfit(np.log(rows), np.log(seconds), 1)[0])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.matching", description=__doc__.splitlines()[0]
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH.csv", help="lists with their truth beside them"
    )
    parser.add_argument("--rows", type=int, default=ROWS, help="rows of the population to make")
    parser.add_argument(
        "--sizes",
        type=lambda text: [int(size) for size in text.split(",")],
        help="several sizes, as 10000,100000",
    )
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    by_engine: dict[str, list[Measured]] = {}
    with tempfile.TemporaryDirectory() as folder:
        sizes = [] if options.paths else options.sizes or [options.rows]
        for path in (*options.paths, *(made(size, options.seed, Path(folder)) for size in sizes)):
            print(f"{path.name}:", end=" ")
            results = measure(path)
            print(report(results), flush=True)
            for one in results:
                by_engine.setdefault(one.engine, []).append(one)
    if options.sizes:
        for engine, results in by_engine.items():
            print(f"{engine}: time grows with the power {exponent(results):.2f} of the rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
