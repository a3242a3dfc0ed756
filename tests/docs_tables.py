"""The schema, the writers and the comparisons → the tables of them in docs/.

`python -m tests.docs_tables` says which pages differ from the schema; with `--force` it writes
them. What stands between `<!-- NAME -->` and `<!-- end -->` is made here, all else by hand.
"""

import re
import sys
from pathlib import Path

import pyarrow as pa

from netmerge.book.tables import TABLES as BOOK
from netmerge.export.registry import WRITERS
from netmerge.matching.comparisons import COMPARISONS
from netmerge.schema import ADDRESS, FILES, TABLES

DOCS = Path(__file__).parents[1] / "docs"
PAGES = tuple(DOCS / name for name in ("output-files.md", "tables.md", "matching.md", "book.md"))
GENERATED = re.compile(r"<!-- (?!end)(.+?) -->\n(.*?)<!-- end -->", re.DOTALL)
TYPES = {
    pa.string(): "text",
    pa.int64(): "whole number",
    pa.uint64(): "whole number",
    pa.float64(): "number",
    pa.bool_(): "yes or no",
    pa.date32(): "day",
    pa.timestamp("us", tz="UTC"): "moment",
    pa.large_binary(): "bytes",
    ADDRESS: "address",
}


def type_in_words(kind):
    if pa.types.is_list(kind):
        return f"list: {TYPES[kind.value_type]}"
    return TYPES[kind]


def of_columns(columns):
    """Columns as a table in Markdown."""
    rows = [
        f"| {name} | {type_in_words(column.type)} | {column.meaning} |"
        for name, column in columns.items()
    ]
    return "\n".join(["| column | type | holds |", "|---|---|---|", *rows])


def of_book_table(table):
    """A table of the book in Markdown."""
    rows = [
        f"| {name} | {column.type} | {column.meaning} |" for name, column in table.columns.items()
    ]
    return "\n".join(["| column | type | holds |", "|---|---|---|", *rows])


def of_files():
    """The files of a run as a table in Markdown."""
    rows = [f"| {name} | {file.row} | {', '.join(file.columns)} |" for name, file in FILES.items()]
    return "\n".join(["| file | one row per | columns |", "|---|---|---|", *rows])


def of_formats():
    """What the formats cannot hold, as a table in Markdown."""
    formats = {}
    for writer in WRITERS:
        for column, why in writer.not_held.items():
            formats.setdefault((column, why), []).append(writer.name)
    rows = [
        f"| {column} | {', '.join(names)} | {why} |" for (column, why), names in formats.items()
    ]
    return "\n".join(["| column | not in | because |", "|---|---|---|", *sorted(rows)])


def of_comparisons():
    """The comparisons and their levels as a table in Markdown."""
    rows = [
        f"| {each.name} | {', '.join(each.words)} | {', '.join(each.shows)} |"
        for each in COMPARISONS
    ]
    return "\n".join(["| comparison | levels | columns |", "|---|---|---|", *rows])


def made(name):
    """The generated part of that name."""
    if name == "comparisons":
        return of_comparisons()
    if name == "formats":
        return of_formats()
    if name == "files":
        return of_files()
    if name.startswith("book "):
        return of_book_table(BOOK[name.removeprefix("book ")])
    if name in FILES:
        columns = FILES[name].table.columns
        return of_columns({column: columns[column] for column in FILES[name].columns})
    return of_columns({table.name: table for table in TABLES}[name].columns)


def renewed(text):
    """A page with its generated parts as the schema has them."""
    return GENERATED.sub(lambda part: f"<!-- {part[1]} -->\n{made(part[1])}\n<!-- end -->", text)


def names(text):
    """The generated parts of a page."""
    return [name for name, _ in GENERATED.findall(text)]


def main(force):
    """Say which pages differ, or write them; 1 where one differs and was not written."""
    differing = [
        page for page in PAGES if renewed(page.read_text("utf-8")) != page.read_text("utf-8")
    ]
    for page in differing:
        if force:
            page.write_text(renewed(page.read_text("utf-8")), "utf-8")
        print(page, "is written anew" if force else "differs: --force writes it anew")
    return int(bool(differing) and not force)


if __name__ == "__main__":
    sys.exit(main("--force" in sys.argv))
