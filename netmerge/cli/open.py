"""`netmerge open`: a book → its pages in the browser."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from netmerge.cli.options import today_option


@click.command("open")
@click.argument("book", metavar="[BOOK]", required=False, type=click.Path())
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="A port.  [default: any]")
@click.option("--no-browser", is_flag=True, help="Print the address and open no browser.")
@today_option
def open_command(book: str | None, port: int, no_browser: bool, today: dt.date | None) -> None:
    """Open a book in the browser: look, decide, log notes, drop files.

    BOOK is the folder of a run, or the book itself; your own unless
    given. The pages are served to this machine alone, and only to who
    has the address that is printed. Ctrl-C ends it. It needs the extra
    `web`: pip install 'netmerge[web]'.

    \b
    Examples:
      netmerge open network
      netmerge open --port 8765 --no-browser
    """  # noqa: D301
    from netmerge.web.server import serve

    def opened(address: str) -> None:
        click.echo(f"netmerge is open at {address}")
        click.echo("Ctrl-C ends it.", err=True)
        if not no_browser:
            click.launch(str(_door(Path(folder), address)))

    def told(words: str) -> None:
        click.echo(words, err=True)

    with TemporaryDirectory(prefix="netmerge-") as folder:
        serve(book, opened, told, today=today, port=port, create=book is None)


def _door(folder: Path, address: str) -> Path:
    """A file that leads the browser to an address.

    Other users of the machine see how a browser is called, and would see the token.
    """
    door = folder / "netmerge.html"
    door.touch(0o600)
    head = f'<meta http-equiv="refresh" content="0; url={address}"><title>netmerge</title>'
    door.write_text(f'<!doctype html>{head}<a href="{address}">Open netmerge</a>\n', "utf-8")
    return door
