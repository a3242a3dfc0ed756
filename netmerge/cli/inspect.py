"""One input in, what it is taken for out: `netmerge inspect`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from netmerge.cli.options import map_option

if TYPE_CHECKING:
    from netmerge.importers.imported import Inspection


@click.command("inspect")
@click.argument("path", metavar="FILE")
@map_option
def inspect_command(path: str, columns: dict[str, str]) -> None:
    """Say what a file is taken for, and how it would be read.

    Shows the kind of source, its encoding and number of rows, the field to which each column goes, and the first
    three rows. Columns without a field are kept with the record all the same. Nothing else is read or written.

    \b
    Examples:
      netmerge inspect cards.csv
      netmerge inspect members.csv --map "Handy=phones"
      netmerge inspect LinkedInExport.zip
    """  # noqa: D301
    from netmerge.importers import inspect
    from netmerge.importers.imported import ReadSettings

    _show(inspect(path, ReadSettings(columns=columns)))


def _show(inspection: Inspection) -> None:
    from netmerge.cli.tables import show

    show(_headline(inspection), bold=True)
    if inspection.note:
        show(inspection.note)
    if len(inspection.columns) or len(inspection.samples.columns):
        _show_columns(inspection)
    for member in inspection.members:
        show()
        _show(member)


def _headline(inspection: Inspection) -> str:
    name = f"{inspection.file}: {inspection.member}" if inspection.member else inspection.file
    if inspection.holds == "nothing" and not inspection.source:
        return f"{name}: {'several sources' if inspection.members else 'not read'}"
    facts = [f"{inspection.source} ({inspection.holds})" if inspection.holds != "nothing" else f"{inspection.source}"]
    if inspection.rows:
        facts.append(f"{inspection.rows:,} row{'' if inspection.rows == 1 else 's'}")
    if inspection.encoding:
        facts.append(inspection.encoding)
    return f"{name}: {', '.join(facts)}"


def _show_columns(inspection: Inspection) -> None:
    """A line per column of the file: its name, its field, and its value in the first rows."""
    from netmerge.cli.tables import Column, rows, show_table

    samples = inspection.samples
    names = list(dict.fromkeys([*inspection.columns, *map(str, samples.columns)]))
    values: dict[str, list[Any]] = {str(name): [row[0] for row in rows(samples, [name])] for name in samples.columns}
    count = len(samples)
    show_table(
        [
            Column("column", fit="cut", least=12),
            Column("field", fit="cut", least=12),
            *(Column(f"row {number}", fit="cut", least=14, spare=number > 1) for number in range(1, count + 1)),
        ],
        [(name, inspection.columns.get(name) or "-", *values.get(name, [None] * count)) for name in names],
    )
