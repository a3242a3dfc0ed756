"""Laws of reading delimited files: the clean and the careful reader agree, and no row is lost."""

import contextlib
import csv
import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmerge.errors import NetmergeError
from netmerge.importers.tables import flawless, rows
from netmerge.importers.tables.careful import read_careful
from netmerge.importers.tables.flawless import read_clean
from netmerge.importers.tables.rows import read_rows, stacked
from netmerge.importers.tables.sniff import sniff
from netmerge.importers.tables.table import tidy
from tests.importers.sources import table_of

CELLS = st.text(st.sampled_from(list('ab é,;"\n\t=+')), max_size=6)
HEADER = ("Name", "Email", "Notes")


def written(table, delimiter=",", quoting=csv.QUOTE_MINIMAL, end="\n"):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(table)
    return buffer.getvalue()


def cells(body):
    return [[value or "" for value in tidy(column).to_pylist()] for column in body.columns]


@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8),
    st.sampled_from(",;\t"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_the_csv_module_writes_reads_back(table, delimiter, quoting, end):
    data = written(table, delimiter, quoting, end).encode()
    careful = read_careful(data, 0, 1, delimiter, HEADER)
    assert not careful.rejects
    expected = [[row[place].strip() for row in table] for place in range(3)]
    assert cells(careful) == expected
    clean = read_clean(data, 0, 1, delimiter, HEADER)
    if clean is not None:
        assert cells(clean) == expected
        assert clean.lines.tolist() == careful.lines.tolist()
        assert clean.positions.tolist() == careful.positions.tolist()


@given(st.text(st.sampled_from(list('ab,"\n\r \x00')), max_size=60))
@settings(max_examples=500)
def test_the_clean_reader_agrees_with_the_careful_one_or_declines(text):
    data = text.encode()
    clean = read_clean(data, 0, 1, ",", HEADER)
    careful = read_careful(data, 0, 1, ",", HEADER)
    if clean is not None:
        assert not careful.rejects
        assert cells(clean) == cells(careful)
        assert clean.lines.tolist() == careful.lines.tolist()
    positions = sorted(
        [*careful.positions.tolist(), *(reject.position for reject in careful.rejects)]
    )
    assert positions == list(range(1, len(positions) + 1))


def test_blocks_may_part_a_quoted_cell_anywhere(monkeypatch):
    table = [(f'say "{n}"', "x\ny" * (n % 3), "z, z") for n in range(60)]
    data = written(table, quoting=csv.QUOTE_ALL).encode()
    whole = read_clean(data, 0, 1, ",", HEADER)
    for block in (1, 7, 64):
        monkeypatch.setattr(flawless, "_SCAN", block)
        again = read_clean(data, 0, 1, ",", HEADER)
        assert cells(again) == cells(whole)
        assert again.lines.tolist() == whole.lines.tolist()


TEXT = st.text(st.sampled_from(list('ab,"\n\r \x00')), max_size=80)
GOOD = st.lists(
    st.sampled_from(["a,b,c\n", 'a,"b\nc",d\n', '"a","b, ""b""",c\r\n', "\n", ",,\n"]), max_size=8
).map("".join)


@given(st.lists(TEXT | GOOD, max_size=4).map("".join), st.sampled_from([4, 16, 64]))
@settings(max_examples=500)
def test_reading_in_blocks_changes_nothing(text, size):
    data = text.encode()
    careful = read_careful(data, 0, 1, ",", HEADER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "_LARGEST_BLOCK", 4 * size)
        patch.setattr(rows, "_SMALLEST_BLOCK", size)
        blocks = stacked(read_rows(data, 0, 1, ",", HEADER), len(HEADER))
    assert cells(blocks) == cells(careful)
    assert blocks.rejects == careful.rejects
    assert blocks.lines.tolist() == careful.lines.tolist()
    assert blocks.positions.tolist() == careful.positions.tolist()


def test_a_broken_row_costs_its_neighbourhood_and_not_the_file(tmp_path):
    good = '"Ann ""A"" Lee",ann@lee.example,"likes\ntea"\n' * 100_000
    bad = "too,many,cells,here\n"
    content = f"Name,Email,Notes\n{good}{bad}{good}"
    started = time.process_time()
    table = table_of(tmp_path, content)
    assert (len(table), table.rejects["position"].tolist(), table.rejects["line"].tolist()) == (
        200_000,
        [100_001],
        [200_002],
    )
    assert (table.lines[-1], table.positions[-1]) == (400_001, 200_001)
    broken = time.process_time() - started
    started = time.process_time()
    table_of(tmp_path, content.replace(bad, ""))
    assert broken < 2 * (time.process_time() - started) + 0.5


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_no_bytes_break_the_sniffing(data):
    sniff(data).layout(lambda name: name == "Name")


@pytest.mark.parametrize(
    "fragment", ['"', '""', '","', "a,", ",", "\n", '"\n', "\r", "=", "(", "E-mail 1 - ", "ﷺ"]
)
@pytest.mark.parametrize("place", ["header", "body"])
def test_hostile_repetition_takes_little_time(tmp_path, fragment, place):
    content = fragment * (100_000 // len(fragment))
    started = time.process_time()
    with contextlib.suppress(NetmergeError):
        table_of(tmp_path, content if place == "header" else f"Name,Email\n{content}")
    assert time.process_time() - started < 2
