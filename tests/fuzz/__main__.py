"""Fuzz the importers and the cleaning for a while: `python -m tests.fuzz --minutes 60 --target
vcard`.

Every round has another seed, told at the end of a failure; files that break a promise are kept.
"""

import argparse
import hashlib
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.mutations import mutated
from tests.fuzz.targets import seeds
from tests.fuzz.test_fuzz import TARGETS


def main() -> int:
    """Run rounds over all targets until the time is over; 1 if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--target", choices=sorted(TARGETS), action="append")
    parser.add_argument("--examples", type=int, default=100, help="files a target and round")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument(
        "--keep", type=Path, default=Path("out/fuzz"), help="where failing files go"
    )
    options = parser.parse_args()
    warnings.simplefilter("error")
    end = time.monotonic() + 60 * options.minutes
    found: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    number = options.first_seed
    while time.monotonic() < end:
        for name in options.target or sorted(TARGETS):
            if not seeds(name):
                continue
            tried[name] += options.examples
            failure = one_round(name, TARGETS[name], number, options.examples, options.keep)
            if failure and not found[failure]:
                click.echo(f"round {number}: {failure}")
            found[failure] += bool(failure)
        number += 1
    click.echo(f"{number - options.first_seed} rounds, files tried: {dict(tried)}")
    failures = {failure: count for failure, count in found.items() if failure}
    click.echo(
        "\n".join(f"{count}x {failure}" for failure, count in failures.items()) or "nothing found"
    )
    return bool(failures)


def one_round(
    name: str, check: Callable[[str, bytes], None], number: int, examples: int, keep: Path
) -> str:
    """Try so many files on a target; what failed and where the smallest such file is, or ""."""
    last: list[tuple[str, bytes]] = []

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
        report_multiple_bugs=False,
    )
    @given(mutated(seeds(name)))
    def trial(case: tuple[str, bytes]) -> None:
        last[:] = [case]
        check(*case)

    try:
        trial()
    except Exception as error:
        file, data = last[0]
        path = keep / name / f"{hashlib.sha1(data).hexdigest()[:10]}-{file}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        frames = traceback.extract_tb(error.__traceback__)
        ours = [
            frame for frame in frames if "netmerge" in frame.filename or "targets" in frame.filename
        ]
        place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
        path.with_suffix(".txt").write_text("".join(traceback.format_exception(error)))
        click.echo(f"  {name} seed {number}: kept {path}")
        return f"{name}: {type(error).__name__}: {str(error)[:120]} at {place}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
