"""What the tests of table importers share: sources from bytes, tables as a person reads them."""

from netmerge.importers.files.source import open_sources
from netmerge.importers.tables.table import read_table
from netmerge.settings import Settings

PLAIN = Settings()


def source_of(path, content=None):
    """The source of a file, written first where content is given."""
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_sources([path])[0]


def table_of(tmp_path, content):
    return read_table(source_of(tmp_path / "table.csv", content))
