"""`netmerge inspect`: one input → what it is taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netmerge.cli.options import encoding_option, map_option

if TYPE_CHECKING:
    from netmerge.importers.contract import Inspection

_PLACE = ["file", "member", "position", "line", "source", "status"]


@click.command("inspect")
@click.argument("path", metavar="FILE")
@map_option
@encoding_option
def inspect_command(path: str, columns: dict[str, str], encoding: str | None) -> None:
    """Say what a file is taken for, and how it would be read.

    Shows the kind of source, its encoding and number of rows, the field
    to which each column goes, and the first three rows. Columns without
    a field are kept with the record all the same. Nothing else is read
    or written.

    \b
    Examples:
      netmerge inspect cards.csv
      netmerge inspect members.csv --map "Reach me=phone"
      netmerge inspect book.csv --encoding cp1255
      netmerge inspect LinkedInExport.zip
    """  # noqa: D301
    from netmerge.importers import inspect
    from netmerge.settings import resolve

    _show(inspect(path, resolve(columns=columns, encoding=encoding)))


def _show(inspection: Inspection) -> None:
    from netmerge.cli.tables import show, show_set_aside

    show(_headline(inspection), bold=True)
    if inspection.note:
        show(inspection.note)
    if len(inspection.samples.columns):
        _show_columns(inspection)
    used = [member for member in inspection.members if member.holds != "nothing"]
    for member in used:
        show()
        _show(member)
    if len(used) < len(inspection.members):
        show()
        show_set_aside(
            (member.member or member.file, member.note)
            for member in inspection.members
            if member.holds == "nothing"
        )


def _headline(inspection: Inspection) -> str:
    facts = [
        inspection.source or ("several sources" if inspection.members else "not read"),
        inspection.holds if inspection.source and inspection.holds != "nothing" else "",
        f"{inspection.rows:,} row{'' if inspection.rows == 1 else 's'}" if inspection.rows else "",
        inspection.encoding or "",
    ]
    return f"{inspection.member or inspection.file}: {', '.join(filter(None, facts))}"


def _show_columns(inspection: Inspection) -> None:
    """A line per column of the file: its name, its field, and its value in the
    first rows.
    """
    from netmerge.cli.tables import Column, rows, show_table

    samples = inspection.samples.drop(columns=_PLACE, errors="ignore")
    values = {str(name): [row[0] for row in rows(samples, [name])] for name in samples.columns}
    blank = [None] * len(samples)
    columns = [Column("column", most=26)]
    if inspection.columns:  # a vCard has properties and no columns to map
        columns.append(Column("field", most=18))
    columns += [
        Column(f"row {number}", fit="cut", least=10, spare=number - 1)
        for number in range(1, len(samples) + 1)
    ]
    show_table(
        columns,
        [
            (
                name,
                *([inspection.columns.get(name) or "-"] if inspection.columns else []),
                *values.get(name, blank),
            )
            for name in dict.fromkeys([*inspection.columns, *values])
        ],
    )
