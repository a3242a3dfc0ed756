"""`netmerge export`: the folder of an earlier run → its contacts for another
program.
"""

from __future__ import annotations

from pathlib import Path

import click

from netmerge.cli.options import vcard_version_option
from netmerge.cli.text import printable
from netmerge.errors import SettingsError


class Format(click.types.StringParamType):
    """The name of a writer, those of other packages included; looked up only
    where it is asked.
    """

    name = "format"

    def get_metavar(
        self,
        param: click.Parameter,  # noqa: ARG002
        ctx: click.Context | None = None,  # noqa: ARG002
    ) -> str:
        """All of them, for the help."""
        from netmerge.export import writers

        return f"[{'|'.join(writers())}]"


@click.command("export")
@click.argument("directory", metavar="DIR", type=click.Path())
@click.option("--format", "style", type=Format(), required=True, help="Form of the file.")
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE", required=True, help="File to write."
)
@vcard_version_option
def export_command(directory: str, style: str, output: str, vcard_version: str | None) -> None:
    """Write the contacts of a run for another program.

    DIR is the --out folder of an earlier `netmerge merge`, whose
    contacts.csv is read. Pictures, which that does not hold, are left
    out.

    \b
    Examples:
      netmerge export network --format google -o google.csv
      netmerge export network --format outlook -o outlook.csv
      netmerge export network --format vcard --vcard-version 4.0 -o contacts.vcf
      netmerge export network --format jsonl -o contacts.jsonl
    """  # noqa: D301
    if vcard_version and style != "vcard":
        raise click.UsageError("--vcard-version is for --format vcard.")
    from netmerge.export import to_vcard, write_as
    from netmerge.export.earlier import CONTACTS_FILE, read_contacts
    from netmerge.export.guard import real

    source = Path(directory) / CONTACTS_FILE
    if real(output) == real(source):
        raise SettingsError(f"-o {output} would write over what is read.", "Choose another file.")
    contacts = read_contacts(directory)
    if vcard_version:
        to_vcard(contacts, output, version=vcard_version)
    else:
        write_as(style, contacts, output)
    written = f"{len(contacts):,} contact{'s' * (len(contacts) != 1)} written to {output}."
    click.echo(printable(written), err=True)
