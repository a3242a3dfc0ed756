"""Where a row of a table stands in the user's files → the columns that say so."""

from netmerge.schema.table import INTEGER, TEXT, Column

FILE = {
    "file": Column(TEXT, "the input's name, without its folder"),
    "member": Column(TEXT, "the file inside an archive or folder; null for a plain file"),
}
PLACE = FILE | {
    "position": Column(
        INTEGER, "data row or card, counted from 1 within the member, rejected ones included"
    ),
}
LINE = {
    "line": Column(INTEGER, "line of the file where the row or card begins, from 1"),
}
