"""Arguments → one call of the library → text: the command line, one file a
command.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from netmerge.cli.add import add_command
from netmerge.cli.balance import balance_command
from netmerge.cli.brief import brief_command, next_command
from netmerge.cli.due import due_command
from netmerge.cli.explain import explain_command
from netmerge.cli.export import export_command
from netmerge.cli.history import backup_command, doctor_command, log_command, undo_command
from netmerge.cli.inspect import inspect_command
from netmerge.cli.look import changes_command, search_command, show_command
from netmerge.cli.machine import is_of_a_stream, is_of_memory, open_closed, silence
from netmerge.cli.merge import merge_command
from netmerge.cli.missing import missing_command
from netmerge.cli.new import new_command
from netmerge.cli.open import open_command
from netmerge.cli.paging import paged
from netmerge.cli.report import report_command
from netmerge.cli.review import review_command
from netmerge.cli.split import split_command
from netmerge.cli.text import printable
from netmerge.cli.week import week_command
from netmerge.cli.why import why_command
from netmerge.cli.words import (
    circle_command,
    different_command,
    never_command,
    note_command,
    same_command,
    set_command,
    snooze_command,
)
from netmerge.errors import NetmergeError

INTERRUPTED = 130  # 128 + SIGINT, as shells report it
_PAGED = frozenset(
    {
        *("due", "new", "week", "next", "brief", "why", "balance", "missing", "explain"),
        *("changes", "show", "search", "log"),
    }
)
"""Commands that print lists and ask nothing."""

_NO_MEMORY = (
    "There is not enough memory for these inputs. Close other programs, or give fewer inputs."
)
_NOT_SHOWN = (
    "Standard output cannot be written: {}. "
    "Files that were to be written are; send what is shown to another place."
)


_REFUSED = "See that the place is there, may be used, and has room."


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

    def main(self, *args: Any, **extra: Any) -> Any:
        """Read the arguments and run the command."""
        open_closed()
        try:
            return super().main(*args, **extra)
        except OSError as error:
            if not is_of_a_stream(error):
                raise
            silence(sys.stderr)  # it cannot be written either: nobody can be told
            sys.exit(_Failure.exit_code)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; what it prints may be paged."""
        name, command, rest = super().resolve_command(ctx, args)
        if name in _PAGED:
            ctx.with_resource(paged())
        return name, command, rest

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the arguments."""
        with _told():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            with _told():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong on purpose, as click shows it."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        message = printable(error.format_message(), lines=True)
        raise click.UsageError(message, error.ctx) from error
    except NetmergeError as error:
        raise _Failure(printable(str(error))) from error
    except OSError as error:
        if not is_of_a_stream(error):
            raise _of_the_system(error) from error
        silence(sys.stdout)
        if error.errno == errno.EPIPE:  # whoever reads has seen enough, as `head` has
            raise click.exceptions.Exit(0) from error
        raise _Failure(_NOT_SHOWN.format(error.strerror)) from error
    except Exception as error:  # of Arrow, of loaders of libraries, of threads
        if not is_of_memory(error):
            raise
        raise _Failure(_NO_MEMORY) from error


def _of_the_system(error: OSError) -> Exception:
    """What a disk or a system refuses as click shows it: no bug, wherever it was
    raised. One that no system gave is raised as it is.
    """
    if error.errno is None:
        return error
    place = f"{os.fsdecode(error.filename)}: " if error.filename else ""
    told = f"{place}{error.strerror or os.strerror(error.errno)}. {_REFUSED}"
    return _Failure(printable(told))


@click.group(
    cls=_Program,
    commands=[
        *(inspect_command, merge_command, due_command, new_command, week_command, next_command),
        *(brief_command, why_command, balance_command, missing_command),
        *(explain_command, export_command, report_command),
        *(add_command, changes_command, show_command, search_command),
        *(open_command, review_command, same_command, different_command, split_command),
        *(set_command, circle_command),
        *(note_command, snooze_command, never_command),
        *(log_command, undo_command, backup_command, doctor_command),
    ],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(None, "-V", "--version", package_name="netmerge")
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
      netmerge new network
      netmerge week network
      netmerge brief "Ana Silva" LinkedInExport.zip phone.vcf
      netmerge why "Ana Silva" LinkedInExport.zip phone.vcf
      netmerge explain "Ana Silva" ana@example.org phone.vcf cards.csv
      netmerge export network --format google -o google.csv
      netmerge report network --out report.html

    \b
    Exit codes: 0 done; 2 an input, option or output that does not work (one
    line on stderr, nothing written); 130 interrupted; 1 anything else.
    """  # noqa: D301
    for stream in (sys.stdout, sys.stderr):
        # a name that the terminal's encoding lacks must not stop a run
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
