"""Arguments → one call of the library → text: the command line, one file a
command.
"""

from __future__ import annotations

import io
import sys
from typing import Any

import click

from netmerge.cli.due import due_command
from netmerge.cli.explain import explain_command
from netmerge.cli.export import export_command
from netmerge.cli.inspect import inspect_command
from netmerge.cli.merge import merge_command
from netmerge.cli.text import printable
from netmerge.errors import NetmergeError

INTERRUPTED = 130  # 128 + SIGINT, as shells report it


class _Failure(click.ClickException):
    """An error of netmerge as click shows it: one line `Error: …`."""

    exit_code = 2


class _Program(click.Group):
    """Here alone errors of netmerge become a line and an exit code; others keep
    their traceback.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order of use."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except NetmergeError as error:
            raise _Failure(printable(str(error))) from error
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)


@click.group(
    cls=_Program,
    commands=[inspect_command, merge_command, due_command, explain_command, export_command],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="netmerge")
def main() -> None:
    """Merge contact exports into one table, and see whom you owe a note.

    Every INPUT is a file, a zip or a folder: a LinkedIn archive,
    vCards, scanned cards, an address book, any CSV of contacts.
    netmerge finds out which. It reads nothing else, sends nothing
    anywhere and never changes an input.

    \b
      netmerge inspect cards.csv
      netmerge merge LinkedInExport.zip phone.vcf cards.csv --out network
      netmerge due network
      netmerge explain "Ana Silva" ana@example.org phone.vcf cards.csv
      netmerge export network --format google -o google.csv

    \b
    Exit codes: 0 done; 2 an input, option or output that does not work (one
    line on stderr, nothing written); 130 interrupted; 1 anything else.
    """  # noqa: D301
    for stream in (sys.stdout, sys.stderr):
        # a name that the terminal's encoding lacks must not stop a run
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
