"""`netmerge merge`: inputs → the files of a run in --out, and a summary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netmerge.cli.books import opened
from netmerge.cli.engine import by_engine, engine_options
from netmerge.cli.options import (
    corrections_option,
    decisions_option,
    form_option,
    inputs_argument,
    reading_options,
    reconcile,
    today_option,
    vcard_version_option,
)
from netmerge.cli.progress import Progress
from netmerge.cli.text import as_json
from netmerge.errors import SettingsError
from netmerge.settings import BOOK_FILE
from netmerge.text.plurals import many

if TYPE_CHECKING:
    from netmerge.export import Vcf
    from netmerge.network import Network


VCF = ("file", "one-per-contact")


class _Merge(click.Command):
    """Leaves to INPUT what follows a bare `--vcf`, unless it is one of that
    option's own words.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments."""
        bare = [arg == "--vcf" and after not in VCF for arg, after in zip_longest(args, args[1:])]
        args = [f"--vcf={VCF[0]}" if alone else arg for arg, alone in zip(args, bare, strict=True)]
        return super().parse_args(ctx, args)


@click.command("merge", cls=_Merge)
@inputs_argument
@click.option("--out", type=click.Path(), metavar="DIR", help="Write the files of the run here.")
@today_option
@reading_options
@click.option(
    "--vcf",
    is_flag=False,
    flag_value=VCF[0],
    type=click.Choice(VCF),
    help="Write contacts.vcf as well; with one-per-contact, a folder with a file for each.",
)
@click.option(
    "--xlsx",
    is_flag=True,
    help="Write contacts.xlsx as well, a workbook for Excel and LibreOffice.",
)
@click.option(
    "--excel",
    is_flag=True,
    help="Write the CSVs so that Excel opens them by a double click and keeps telephone numbers.",
)
@click.option(
    "--no-text",
    "wordless",
    is_flag=True,
    help="Leave the words of messages out of every file and of the summary; no book is kept.",
)
@click.option("--no-book", "without_book", is_flag=True, help="Keep no book in DIR.")
@vcard_version_option
@click.option(
    "--review",
    metavar="N|all",
    help="Questions in review.csv, at most.  [default: those that are worth asking]",
)
@decisions_option
@corrections_option
@engine_options
@click.option(
    "--force",
    is_flag=True,
    help="Write over files in DIR that no run wrote, and over answers and edits in them.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing, only say what would come of it.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@form_option("text", "json", help_="Form of the summary.")
def merge_command(
    inputs: tuple[str, ...],
    out: str | None,
    today: dt.date | None,
    vcf: str | None,
    vcard_version: str | None,
    xlsx: bool,
    excel: bool,
    wordless: bool,
    without_book: bool,
    corrections: str | None,
    force: bool,
    dry_run: bool,
    quiet: bool,
    style: str,
    **settings: Any,
) -> None:
    """Merge contact exports into one canonical table.

    Each INPUT is a file, a zip or a folder; what it is, is found out.
    DIR then holds contacts.csv, records.csv (what became of every row),
    review.csv (contacts that want a look), due.csv, interactions.csv,
    rejects.csv, sources.csv (what each input was taken for), and the
    book, netmerge.db: merge next month's exports into the same DIR, and
    contacts keep their ids, and what you said of them holds.

    \b
    Examples:
      netmerge merge LinkedInExport.zip phone.vcf cards.csv --out network
      netmerge merge exports/ --out network --region GB --vcf
      netmerge merge exports/ --out network --vcf one-per-contact
      netmerge merge exports/ --out network --xlsx
      netmerge merge exports/ --out network --decisions network/review.csv
      netmerge merge LinkedInExport.zip mail.mbox calendar.ics --me robin@example.org --out network
      netmerge merge members.csv --map "Reach me=phone" --dry-run
      netmerge merge people.parquet --engine duckdb --work work --out network
      netmerge merge big.parquet --engine spark --master spark://host:7077 --work w --out network
    """  # noqa: D301
    if by_engine(inputs, out, settings, quiet=quiet, style=style):
        return
    if not out and not dry_run:
        raise click.UsageError("Give --out DIR for the files, or --dry-run to write none.")
    if vcard_version and not vcf:
        raise click.UsageError("--vcard-version is for the cards of --vcf.")
    if corrections and (dry_run or without_book or wordless):
        raise click.UsageError("--corrections are kept in a book, and here none is written.")
    if out:
        _keep_apart(inputs, Path(out), _cards(vcf), xlsx=xlsx, force=force)
    if out and not (force or dry_run):
        _keep_words(Path(out), xlsx=xlsx, corrections=corrections, **settings)
    asked_for = {"vcard_version": vcard_version, "xlsx": xlsx, "excel": excel}
    wanted: dict[str, Any] = {name: value for name, value in asked_for.items() if value}
    written: list[Path] = []

    @contextmanager
    def write(network: Network) -> Iterator[None]:
        if not out or dry_run:
            yield
            return
        with network.writing(Path(out), vcf=_cards(vcf), **wanted) as paths:
            yield
        written.extend(paths)

    asked = {"today": today, **settings}
    if out and not (dry_run or without_book or wordless):
        network = _into_book(inputs, out, write, quiet=quiet, corrections=corrections, **asked)
        written.append(Path(out) / BOOK_FILE)
    else:
        network = reconcile(inputs, quiet=quiet, **asked)
        network = network.without_text() if wordless else network
        with write(network):
            pass
    if not quiet:
        _report(network, [str(path) for path in written], style)


def _into_book(
    inputs: Sequence[str],
    out: str,
    write: Callable[[Network], AbstractContextManager[object]],
    *,
    quiet: bool,
    **asked: Any,
) -> Network:
    """Merge the inputs into the book of a folder; where the files cannot be written
    the book is as it was.
    """
    with Progress(quiet) as progress, opened(out, create=True) as book:
        return book.merge(*inputs, then=write, progress=progress, **asked)


def _cards(vcf: str | None) -> Vcf:
    return "one-per-contact" if vcf == "one-per-contact" else vcf is not None


def _keep_apart(inputs: Sequence[str], out: Path, vcf: Vcf, *, xlsx: bool, force: bool) -> None:
    """Refuse to write over an input, over a file that no run wrote, or where
    the next run would read its own output.
    """
    from netmerge.export.guard import foreign, overwritten, real
    from netmerge.export.run import CARDS

    target = real(out)
    for name in inputs:
        source = real(name)
        if source.is_dir() and (source == target or source in target.parents):
            raise SettingsError(
                f"--out {out} lies inside the input {name}, "
                "so that the next run would read its own output.",
                "Choose a folder outside of it.",
            )
        if vcf == "one-per-contact" and source.parent == target / CARDS:
            raise _writes_over(out, name)
    lost = overwritten(inputs, out, vcf, xlsx=xlsx)
    if lost is not None:
        raise _writes_over(out, str(lost))
    strange = None if force else foreign(out, vcf, xlsx=xlsx)
    if strange is not None:
        problem = f"--out {out} would write over {strange.name}, which no run wrote."
        raise SettingsError(problem, "Choose another folder, or give --force.")


def _writes_over(out: Path, name: str) -> SettingsError:
    problem = f"--out {out} would write over the input {name}."
    return SettingsError(problem, "Choose another folder.")


def _keep_words(
    out: Path,
    *,
    xlsx: bool,
    corrections: str | None,
    circles: str | None = None,
    grades: str | None = None,
    **asked: Any,
) -> None:
    """Refuse to write over answers and edits in the files of an earlier run that
    were not given back.
    """
    from netmerge.book.store import Store, book_path
    from netmerge.book.unsaid import (
        GRADED,
        PEOPLE,
        REVIEW,
        unsaid_answers,
        unsaid_edits,
        unsaid_grades,
    )
    from netmerge.export.run import WORKBOOK

    path = book_path(out)
    also = [WORKBOOK] if xlsx else []
    with ExitStack() as stack:
        store = stack.enter_context(closing(Store.open(path))) if path.is_file() else None
        for file in (out / name for name in (REVIEW, *also)):
            if answers := unsaid_answers(file, asked.get("decisions"), store):
                raise _unsaid(file, answers, "answer", "--decisions")
        for file in (out / name for name in (PEOPLE, *also)):
            if store is None or _is(corrections, file):
                continue
            edits = unsaid_edits(file, store)
            if _is(circles, file):
                edits = [edit for edit in edits if edit[1] != "circle"]
            if edits:
                raise _unsaid(file, len(edits), "edited cell", "--corrections")
        messages = out / GRADED
        regraded = unsaid_grades(messages, store) if store and not _is(grades, messages) else ()
        if regraded:
            raise _unsaid(messages, len(regraded), "edited grade", "--grades")


def _is(given: str | None, path: Path) -> bool:
    return given is not None and Path(given).exists() and path.samefile(given)


def _unsaid(path: Path, count: int, what: str, option: str) -> SettingsError:
    problem = f"{path} has {many(count, what)} that would be written over."
    return SettingsError(problem, f"Give {option} {path} to keep them, or --force.")


def _report(network: Network, written: list[str], style: str) -> None:
    from netmerge.cli.summary import show_summary
    from netmerge.cli.tables import show

    summary = network.summary() | {"written": written}
    if style == "json":
        click.echo(as_json(summary))
        return
    show_summary(summary)
    if written:
        show()
        names = ", ".join(Path(path).name for path in written)
        show(f"Written to {Path(written[0]).parent}: {names}.")
        show(_for_whom({Path(path).name for path in written}))


def _for_whom(names: set[str]) -> str:
    """Which of the files to give to whom."""
    cards = [] if "contacts.vcf" not in names else ["contacts.vcf is for telephones"]
    if "contacts.xlsx" in names:
        told = ["Open contacts.xlsx to look, choose and correct", "the CSVs are for programs"]
    else:
        told = ["The CSVs are for programs", "to look at them in Excel or LibreOffice, add --xlsx"]
    return "; ".join([*told, *cards]) + "."
