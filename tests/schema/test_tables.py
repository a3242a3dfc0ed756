"""The tables as declared: each column has its meaning, each file of a run its table."""

import pytest

from netmerge import schema
from netmerge.schema import FILES, ORIENTED, TABLES, Table
from tests import docs_tables


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_says_what_it_holds(table):
    assert [name for name, column in table.columns.items() if not column.meaning.strip()] == []


def test_every_table_is_listed_once_under_its_own_name():
    declared = [value for value in vars(schema).values() if isinstance(value, Table)]
    assert {table.name for table in TABLES} == {table.name for table in declared}
    assert len({table.name for table in TABLES}) == len(TABLES) == len(declared)


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_a_run_shows_columns_of_its_table(name):
    assert set(FILES[name].columns) <= FILES[name].table.columns.keys()


@pytest.mark.parametrize("page", docs_tables.PAGES, ids=lambda page: page.name)
def test_the_pages_say_what_the_schema_says(page):
    text = page.read_text("utf-8")
    assert docs_tables.renewed(text) == text, "python -m tests.docs_tables --force writes it anew"


def test_every_table_and_every_file_stands_on_a_page():
    shown = [
        name for page in docs_tables.PAGES for name in docs_tables.names(page.read_text("utf-8"))
    ]
    within = {ORIENTED.name, *(file.table.name for file in FILES.values())}
    assert len(shown) == len(set(shown))
    assert set(shown) >= FILES.keys() | ({table.name for table in TABLES} - within)
