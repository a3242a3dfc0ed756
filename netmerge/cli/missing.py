"""`netmerge missing`: inputs → who is no connection on LinkedIn yet."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from netmerge.cli.options import (
    SCREENFUL,
    form_option,
    inputs_argument,
    limit_option,
    reading_options,
    today_option,
    told,
)
from netmerge.cli.text import as_json


@click.command("missing")
@inputs_argument
@limit_option
@form_option("table", "json")
@today_option
@reading_options
def missing_command(
    inputs: tuple[str, ...], limit: int | None, style: str, today: dt.date | None, **settings: Any
) -> None:
    """Show who of your cards and telephones is not among your LinkedIn
    connections.

    The most recently met stand first, each with the address of a search
    for them, which is only shown, never opened. It needs the exports
    themselves, or a folder with a book.

    \b
    Examples:
      netmerge missing LinkedInExport.zip cards.csv phone.vcf
    """  # noqa: D301
    from netmerge.cli.tables import Column, dicts, show, show_table

    table = told(
        inputs,
        lambda book: book.missing(today, settings["zone"]),
        lambda network: network.missing(),
        today=today,
        **settings,
    )
    shown = table.head(limit or (SCREENFUL if style == "table" else len(table)))
    people = dicts(shown)
    if style == "json":
        click.echo(as_json(people))
        return
    if not people:
        show("Nobody: all are connections.")
        return
    columns = [
        Column("contact", fit="cut", least=14),
        Column("met", spare=1),
        Column("search", fit="fold", least=30),
    ]
    lines = [
        (one["full_name"] or one["contact_id"], one["last_met"], one["search_url"])
        for one in people
    ]
    show_table(columns, lines)
    if len(table) > len(people):
        show(f"{len(people):,} of {len(table):,}; --limit shows more.")
