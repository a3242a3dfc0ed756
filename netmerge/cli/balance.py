"""`netmerge balance`: inputs → what was given to and received from whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from netmerge.cli.options import (
    form_option,
    inputs_argument,
    reading_options,
    today_option,
    told,
)
from netmerge.cli.text import as_json


@click.command("balance")
@inputs_argument
@form_option("table", "json")
@today_option
@reading_options
def balance_command(
    inputs: tuple[str, ...], style: str, today: dt.date | None, **settings: Any
) -> None:
    """Show what you gave and received: recommendations, endorsements,
    introductions.

    First stand those who gave you something and were given nothing yet. It
    needs the exports themselves, or a folder with a book.

    \b
    Examples:
      netmerge balance LinkedInExport.zip mail.mbox
    """  # noqa: D301
    from netmerge.cli.tables import Column, dicts, show, show_table

    table = told(
        inputs,
        lambda book: book.balance(today, settings["zone"]),
        lambda network: network.balance(),
        today=today,
        **settings,
    )
    people = dicts(table)
    if style == "json":
        click.echo(as_json(people))
        return
    if not people:
        show("Nothing given and nothing received is on file.")
        return
    columns = [
        Column("contact", fit="cut", least=14),
        Column("given", fit="fold", least=16),
        Column("received", fit="fold", least=16),
    ]
    show_table(
        columns,
        [(one["full_name"] or one["contact_id"], one["given"], one["received"]) for one in people],
    )
