"""The bytes of a workbook → what openpyxl makes of it, where it does not take the styles
with nothing of these but how numbers are shown, by which days are known.

Many programs write styles that Excel takes and openpyxl does not: a fill of no
kind, a font without a name.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_PART = re.compile(r"xl/styles\.xml", re.IGNORECASE)
_PREFIX = rb"<(?:\w{1,20}:)?"
_FORMAT = re.compile(_PREFIX + rb"numFmt\s([^<>]{1,1000}?)/?>")
_CELLS = re.compile(_PREFIX + rb"cellXfs[\s>]")
_END_OF_CELLS = re.compile(rb"</(?:\w{1,20}:)?cellXfs>")
_STYLE = re.compile(_PREFIX + rb"xf[\s/>]([^<>]{0,2000})")
_NUMBER = re.compile(rb"\bnumFmtId=[\"'](\d{1,5})[\"']")
_CODE = re.compile(rb"\bformatCode=(\"[^\"<>]{0,500}\"|'[^'<>]{0,500}')")
_SHEET = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<numFmts>%b</numFmts><fonts><font/></fonts>"
    b'<fills><fill><patternFill patternType="none"/></fill></fills>'
    b"<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
    b"<cellXfs>%b</cellXfs>"
    b'<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_MOST = 65_000
"""Styles of cells in a workbook of Excel's."""


def load_workbook(data: bytes) -> Workbook:
    """The workbook, to be read row by row; without its styles where openpyxl does not
    take these. Raises whatever openpyxl raises.
    """
    import openpyxl

    def load(data: bytes) -> Workbook:
        return openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )

    try:
        return load(data)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        plain = _with_plain_styles(data)
        if plain is None:
            raise
        return load(plain)


def _with_plain_styles(data: bytes) -> bytes | None:
    """The workbook with plain styles; None if it has none or
    is no archive. Its parts have been found to be small enough.
    """
    made = io.BytesIO()
    found = False
    with zipfile.ZipFile(io.BytesIO(data)) as archive, _archive(made) as plain:
        for part in archive.infolist():
            if _PART.fullmatch(part.filename):
                found = True
                plain.writestr(part.filename, _plain(archive.read(part)))
                continue
            with archive.open(part) as read, plain.open(part.filename, "w") as written:
                shutil.copyfileobj(read, written)
    return made.getvalue() if found else None


def _archive(made: io.BytesIO) -> zipfile.ZipFile:
    return zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1)


def _plain(styles: bytes) -> bytes:
    """A style sheet with the formats of numbers and what each style of a cell has of
    them.
    """
    formats = []
    for found in islice(_FORMAT.finditer(styles), _MOST):
        number, code = _NUMBER.search(found[1]), _CODE.search(found[1])
        if number and code:
            formats.append(b'<numFmt numFmtId="%b" formatCode=%b/>' % (number[1], code[1]))
    begin, end = _CELLS.search(styles), _END_OF_CELLS.search(styles)
    cells = styles[begin.end() - 1 : end.start()] if begin and end else b""
    numbers = [_NUMBER.search(style[1]) for style in islice(_STYLE.finditer(cells), _MOST)]
    listed = [b'<xf numFmtId="%b"/>' % (number[1] if number else b"0") for number in numbers]
    return _SHEET % (b"".join(formats), b"".join(listed) or b"<xf/>")
