"""A text in which each value has a line of its own, behind its label → a Table, a
row for each person.

    Name: Ann Lee
    Phone: 020 7946 0001

A blank line, a drawn one, or the label with which the first person begins parts
people. Labels may stand in the first of two columns, and a name without one in the
first line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from netmerge.columns.ragged import scatter
from netmerge.errors import ReadError
from netmerge.importers.contract import Reject, rejects_of
from netmerge.importers.files.encoding import decode
from netmerge.importers.files.source import Source
from netmerge.importers.tables.header import NAMES, REACH, is_alias, look_up
from netmerge.importers.tables.sniff import MAX_COLUMNS, may_be_name
from netmerge.importers.tables.table import Table, tidy

HEAD_BYTES = 1 << 14

_SEPARATORS = ":\t=;,"
"""What may stand between a label and its value, the likeliest first."""
_CELLS = frozenset("\t;,")
"""Those that part the cells of a table."""
_RULE = re.compile(r"[-=_*+~.#\f ]{0,200}")
"""A blank or drawn line, or the end of a page."""
_MARKS = " \t*-\N{BULLET}#>\"'"
"""Around labels and before values, as in Markdown: - **Name:** Ann Lee."""
_AROUND = " \t\r\"'\ufeff"
"""Around the names of columns in a header."""
_LONGEST_LABEL, _MOST_WORDS = 40, 4
_A_HEADER = 3
"""Names of columns in a line make it a table's header."""
_MAX_RAW = 4096
_ADDRESS = re.compile(r"[^\s@<>:;,=\uff1a]{1,64}@[^\s@<>:;,]{1,200}\.[^\s@<>:;,.]{2,60}")
_WIDE = "\N{FULLWIDTH COLON}"
_EMAIL = "E-mail"
"""The label of an address without one."""
_NAME = "Name"
"""The label of a name without one."""
_HINT = "Write a line such as Name: … or E-mail: … for each value."
_WITH_NAME = NAMES | {"name", "company"}
_NAMED = frozenset({"name", "full_name", "given_name", "family_name"})


class _Line(NamedTuple):
    """A line, its number from 1, and its label, "" if it has none."""

    number: int
    label: str
    value: str


@dataclass
class _Person:
    """The lines of one person: those of each value by its label, `counts` how often a
    label stood; `line` is the first one's number.
    """

    line: int
    values: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    last: str = ""

    def add(self, label: str, value: str) -> None:
        """Take a value; of several by one label the later ones are numbered."""
        name = label
        while name in self.values:
            self.counts[label] = self.counts.get(label, 1) + 1
            name = f"{label} ({self.counts[label]})"
        self.values[name] = [value]
        self.last = name

    def go_on(self, text: str) -> None:
        """Take a line that goes on with the value above."""
        self.values[self.last].append(text)

    def is_named(self) -> bool:
        """Whether a label says who it is."""
        return any((use := look_up(label)) and use.field in _WITH_NAME for label in self.values)

    def goes_on(self, other: _Person) -> bool:
        """Whether what stands behind a blank line may be the same person's."""
        return not other.is_named() and not self.values.keys() & other.values.keys()


def is_labelled(source: Source) -> bool:
    """Whether most lines of the head begin with the name of a column, among them
    how to reach somebody.
    """
    head = source.head(HEAD_BYTES)
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    text, _ = decode(head)
    return _separator(text if len(head) < HEAD_BYTES else text.rpartition("\n")[0]) is not None


def read_labelled(source: Source) -> Table:
    """All people of the text. Raises ReadError if it has no labels, or too many."""
    text, encoding = decode(source.read_bytes())
    separator = _separator(text[:HEAD_BYTES])
    if separator is None:
        raise ReadError(source.label, "is no list with a label before each value.", _HINT)
    people, rejects = _people(list(_lines(text, separator)))
    columns: dict[str, tuple[list[int], list[str]]] = {}
    for row, person in enumerate(people):
        for label, value in person.values.items():
            rows, values = columns.setdefault(label, ([], []))
            rows.append(row)
            values.append("\n".join(value))
        if len(columns) > MAX_COLUMNS:
            hint = f"At most {MAX_COLUMNS} are read."
            raise ReadError(source.label, "has too many labels.", hint, person.line)
    lines = np.array([person.line for person in people], np.int64)
    places = np.argsort(np.argsort([*lines, *(line for line, _ in rejects)])) + 1
    left = [
        Reject(int(position), line, "The lines have no label.", raw[:_MAX_RAW])
        for position, (line, raw) in zip(places[len(people) :], rejects, strict=True)
    ]
    return Table(
        file=source.file,
        member=source.member,
        header=list(columns),
        columns={
            label: tidy(scatter(pa.array(values, pa.string()), np.array(rows), len(people)))
            for label, (rows, values) in columns.items()
        },
        positions=places[: len(people)].astype(np.int64),
        lines=lines,
        rejects=rejects_of(source, left),
        encoding=encoding,
        delimiter=separator,
        preamble="",
    )


def _separator(text: str) -> str | None:
    """What parts labels from values; None if this is another text, a table among them
    in whose notes such lines stand.
    """
    if any(_is_header(line) for line in text.split("\n")):
        return None
    return next((sign for sign in _SEPARATORS if _has_labels(text, sign)), None)


def _has_labels(text: str, separator: str) -> bool:
    lines = [line for line in _lines(text, separator) if line.label or line.value]
    uses = [use for line in lines if (use := look_up(line.label))]
    held = {use.field for use in uses}
    are_values = bool(lines) and not (is_alias(lines[0].label) and is_alias(lines[0].value))
    is_told = 2 * len(uses) > len(lines) and len(held) > 1 and held & REACH
    return bool(are_values and is_told)


def _is_header(line: str) -> bool:
    """Whether a line names the columns of a table."""
    for delimiter in _CELLS:
        names = [cell.strip(_AROUND) for cell in line.split(delimiter)[:MAX_COLUMNS]]
        if sum(is_alias(name) for name in names if len(name) <= _LONGEST_LABEL) >= _A_HEADER:
            return True
    return False


def _lines(text: str, separator: str) -> Iterator[_Line]:
    """All lines; a blank or drawn one has neither label nor value."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("\f") and line.strip():
            yield _Line(number, "", "")
        if _RULE.fullmatch(line.rstrip("\r")):
            yield _Line(number, "", "")
        elif separator in _CELLS:
            yield _of_cells(number, line.rstrip("\r"), separator)
        else:
            yield _of_text(number, line.strip("\r\f\ufeff"), separator)


def _of_cells(number: int, line: str, separator: str) -> _Line:
    """A row of a table, of which the first cell may be a label."""
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return _Line(number, "", line.strip())
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < 2 or not cells[0].strip() or not _may_be_label(filled[0].rstrip(":")):
        return _Line(number, "", " ".join(filled))
    return _Line(number, filled[0].rstrip(": "), separator.join(filled[1:]))


def _of_text(number: int, line: str, separator: str) -> _Line:
    if _ADDRESS.fullmatch(line.strip()):
        return _Line(number, _EMAIL, line.strip())
    line = line.replace(_WIDE, ":", 1) if separator not in line.partition(_WIDE)[0] else line
    label, found, value = line.partition(separator)
    label = label.strip(_MARKS)
    if not found or value.startswith("//") or not _may_be_label(label):
        return _Line(number, "", line.strip())
    return _Line(number, label, value.lstrip(_MARKS).strip())


def _may_be_label(text: str) -> bool:
    is_short = len(text) <= _LONGEST_LABEL and text.count(" ") < _MOST_WORDS
    return is_short and text[:1].isalpha() and may_be_name(text)


def _people(lines: list[_Line]) -> tuple[list[_Person], list[tuple[int, str]]]:
    """The people of a text, and what is nobody's below the first, each with its
    line.
    """
    people: list[_Person] = []
    rejects: list[tuple[int, str]] = []
    first = next((line.label for line in lines if line.label), "")
    person: _Person | None = None
    bare: list[_Line] = []
    for line in [*lines, _Line(len(lines) + 1, "", "")]:
        if line.label:
            if person is None or (line.label == first and first in person.values):
                _keep(people, person)
                if bare and not people and _tells_name(line.label):  # a title of the list
                    rejects.append((bare[0].number, "\n".join(one.value for one in bare)))
                    bare = []
                person = _begin(line.number, bare)
                bare = []
            if line.value:
                person.add(line.label, line.value)
        elif line.value and person is not None and person.values:
            person.go_on(line.value)
        elif line.value:
            bare.append(line)
        else:
            _keep(people, person)
            if bare and people:
                rejects.append((bare[0].number, "\n".join(one.value for one in bare)))
            person, bare = None, []
    return people, rejects


def _tells_name(label: str) -> bool:
    use = look_up(label)
    return use is not None and use.field in _NAMED


def _begin(number: int, bare: list[_Line]) -> _Person:
    """A new person: the line right above the first label is the name."""
    person = _Person(bare[0].number if bare else number)
    if bare:
        person.add(_NAME, " ".join(line.value for line in bare))
    return person


def _keep(people: list[_Person], person: _Person | None) -> None:
    """Add a person, or what is the one's before."""
    if person is None or not person.values:
        return
    if people and people[-1].goes_on(person):
        people[-1].values |= person.values  # no label is in both
    else:
        people.append(person)
