"""`netmerge merge --engine`: inputs → Parquet, past what memory holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from netmerge.cli.progress import Progress
from netmerge.cli.text import as_json, printable
from netmerge.text.plurals import many

if TYPE_CHECKING:
    from netmerge.engines.run import Written

Command = TypeVar("Command", bound=Callable[..., Any])

ENGINES = ("duckdb", "spark")
_OWN = ("work", "master", "memory", "workers", "keep_work")
_KNOWN = frozenset(
    {
        *("engine", "inputs", "out", *_OWN),
        *("region", "columns", "encoding", "decisions", "quiet", "style"),
    }
)
"""Options that go with --engine."""


def engine_options(command: Command) -> Command:
    """Add the options of engines: --engine, --work, --master, --memory, …"""
    for option in (
        click.option("--keep-work", is_flag=True, help="Leave in --work what the run put there."),
        click.option(
            "--workers",
            type=click.IntRange(min=1),
            metavar="N",
            help="Processes of the engine.  [default: one a core]",
        ),
        click.option(
            "--memory",
            metavar="SIZE",
            help="Memory that DuckDB may take, or Java on each machine of Spark.  "
            "[default: 500MB, and as Spark is set up]",
        ),
        click.option(
            "--master",
            metavar="URL",
            help="A Spark cluster, spark://HOST:PORT: people's data go to its machines.  "
            "[default: this machine]",
        ),
        click.option(
            "--work",
            type=click.Path(file_okay=False),
            metavar="DIR",
            help="What does not fit into memory goes here; a run that was stopped goes on from it.",
        ),
        click.option(
            "--engine",
            type=click.Choice(ENGINES),
            help="Match on disk, or with Spark, what does not fit into memory, and write "
            "Parquet: needs --work.",
        ),
    ):
        command = option(command)
    return command


def by_engine(
    inputs: Sequence[str], out: str | None, settings: dict[str, Any], *, quiet: bool, style: str
) -> bool:
    """Merge by an engine, where one is asked for, and say what came of it.

    Takes the options of engines out of `settings`. Raises UsageError for those that do
    not go together.
    """
    engine = settings.pop("engine")
    own = {name: settings.pop(name) for name in _OWN}
    if not engine:
        given = [name for name in _OWN if own[name]]
        if given:
            raise click.UsageError(f"{_option(given[0])} is for --engine.")
        return False
    _check()
    if not out or not own["work"]:
        raise click.UsageError(f"--engine {engine} needs --out DIR and --work DIR.")
    if own["master"] and not quiet:
        click.echo(f"People's data go to the machines of {printable(own['master'])}.", err=True)
    written = _run(engine, inputs, Path(out), own, settings, quiet)
    if not quiet:
        _report(written, out, style)
    return True


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _check() -> None:
    """Raise UsageError for an option that no engine knows."""
    context = click.get_current_context()
    for parameter in context.command.params:
        name = str(parameter.name)
        source = context.get_parameter_source(name)
        if name not in _KNOWN and source == ParameterSource.COMMANDLINE:
            raise click.UsageError(f"{parameter.opts[0]} does not go with --engine.")


def _run(
    engine: str,
    inputs: Sequence[str],
    out: Path,
    own: dict[str, Any],
    settings: dict[str, Any],
    quiet: bool,
) -> Written:
    from netmerge.engines.engine import Options
    from netmerge.engines.run import run
    from netmerge.settings import resolve

    asked = {name: settings[name] for name in ("region", "columns", "encoding")}
    options = Options(own["memory"], own["workers"], own["master"])
    with Progress(quiet) as progress:
        return run(
            inputs,
            out,
            Path(own["work"]),
            resolve(**asked),
            settings["decisions"],
            options,
            engine=engine,
            keep_work=own["keep_work"],
            say=progress,
        )


def _report(written: Written, out: str, style: str) -> None:
    from netmerge.cli.tables import show

    told = {
        "rows": written.rows,
        "region": written.region,
        "warnings": list(written.warnings),
        "bounds": written.bounds,
        "written": out,
    }
    if style == "json":
        click.echo(as_json(told))
        return
    rows = written.rows
    records, contacts = many(rows["records"], "record"), many(rows["contacts"], "contact")
    asked = many(rows["review"], "pair")
    show(f"{records} became {contacts}; {asked} to look at.")
    show(f"Phone region {written.region}")
    for warning in written.warnings:
        show(warning)
    for name, left_out in written.bounds.items():
        show(f"Left out for their number: {left_out:,} ({name}).")
    show(f"Written to {out}: contacts, records, review, model.json.")
