"""Delimited files: how header, rows, lines and rejects are told apart."""

import pytest

from netmerge.errors import ReadError
from netmerge.importers.tables.body import MAX_FIELD
from netmerge.importers.tables.careful import MAX_LINE
from netmerge.importers.tables.long_rows import MAX_CELL
from netmerge.importers.tables.table import read_header, read_table
from tests.importers.sources import source_of, table_of


def column(table, name):
    return table.columns[name].to_pylist()


def test_cells_are_stripped_composed_and_null_where_empty(tmp_path):
    table = table_of(tmp_path, "Name,Email\n  Zoe\u0308 \u00a0,\nAnn, a@x.example \n")
    assert column(table, "Name") == ["Zo\u00eb", "Ann"]
    assert column(table, "Email") == [None, "a@x.example"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path, delimiter):
    rows = [
        ["Name", "Email", "Notes"],
        ["Ann", "a@x.example", "tea, cake"],
        ["Bo", "b@x.example", "a; b"],
    ]
    quoted = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    table = table_of(tmp_path, quoted)
    assert table.delimiter == delimiter
    assert column(table, "Notes") == ["tea, cake", "a; b"]


def test_excel_s_own_first_line_names_the_delimiter(tmp_path):
    table = table_of(tmp_path, "sep=;\r\nName;Email\r\nAnn, Bo;a@x.example\r\n")
    assert (table.delimiter, table.preamble) == (";", "sep=;\r\n")
    assert column(table, "Name") == ["Ann, Bo"]


def test_prose_above_the_header_is_skipped_and_kept_as_preamble(tmp_path):
    prose = 'Notes:\n"When exporting, you may notice, that ""some"" e-mails\nare missing."\n\n'
    table = table_of(tmp_path, prose + "First Name,Last Name,Connected On\nAnn,Lee,04 Apr 2021\n")
    assert table.header == ["First Name", "Last Name", "Connected On"]
    assert table.preamble == prose
    assert table.lines.tolist() == [6]


def test_blank_lines_and_a_recurring_header_are_not_rows(tmp_path):
    table = table_of(tmp_path, "Name,Email\nAnn,a@x.example\n\n\r\nName,Email\n,\nBo,b@x.example\n")
    assert column(table, "Name") == ["Ann", None, "Bo"]
    assert table.positions.tolist() == [1, 2, 3]
    assert table.lines.tolist() == [2, 6, 7]


def test_line_breaks_within_quotes_belong_to_the_cell(tmp_path):
    table = table_of(tmp_path, 'Name,Notes\r\nAnn,"one\r\ntwo"\r\nBo,three\r\n')
    assert column(table, "Notes") == ["one\r\ntwo", "three"]
    assert table.lines.tolist() == [2, 4]


def test_lines_may_end_as_on_old_macs(tmp_path):
    assert column(table_of(tmp_path, "Name,Email\rAnn,a@x.example\rBo,b@x.example"), "Name") == [
        "Ann",
        "Bo",
    ]


def test_short_rows_are_filled_up_and_empty_cells_too_many_are_dropped(tmp_path):
    table = table_of(tmp_path, "Name,Email,Phone\nAnn\nBo,b@x.example,1,,\n")
    assert column(table, "Phone") == [None, "1"]
    assert not len(table.rejects)


def test_a_row_with_too_many_cells_is_rejected_with_its_place(tmp_path):
    table = table_of(tmp_path, "Name,Email\nAnn,a@x.example\nLee, Bo,b@x.example\nCy,c@x.example\n")
    assert table.positions.tolist() == [1, 3]
    reject = table.rejects.iloc[0]
    assert (reject.position, reject.line, reject.raw) == (2, 3, "Lee, Bo,b@x.example")
    assert reject.reason == "has 3 cells where the header has 2"


def test_a_quotation_mark_never_closed_costs_one_row(tmp_path):
    table = table_of(
        tmp_path,
        'Name,Email\nAnn,a@x.example\n"Bo,b@x.example\nCy,c@x.example\n"Di, D",d@x.example\n',
    )
    assert column(table, "Name") == ["Ann", "Cy", "Di, D"]
    assert table.rejects[["position", "line", "raw"]].to_numpy().tolist() == [
        [2, 3, '"Bo,b@x.example']
    ]


def test_a_stray_quotation_mark_is_read_as_it_stands(tmp_path):
    table = table_of(tmp_path, 'Name,Notes\nAnn,a 5" pipe\n"Bo" Lee,tall\n')
    assert column(table, "Name") == ["Ann", "Bo Lee"]
    assert column(table, "Notes") == ['a 5" pipe', "tall"]


def test_a_row_with_a_nul_byte_is_rejected(tmp_path):
    table = table_of(tmp_path, b"Name,Email\nAnn,a@x.example\nB\x00o,b@x.example\nCy,c@x.example\n")
    assert column(table, "Name") == ["Ann", "Cy"]
    assert table.rejects["reason"].tolist() == ["holds a NUL character"]


@pytest.mark.parametrize("length", [MAX_FIELD + 1, 3 * MAX_LINE])
@pytest.mark.parametrize("mark", ["", '"'])
def test_a_long_cell_is_a_cell(tmp_path, length, mark):
    long = "y" * length
    table = table_of(tmp_path, f"Name,Notes\nAnn,x\nBo,{mark}{long}{mark}\nCy,z\n")
    assert column(table, "Notes") == ["x", long, "z"]
    assert table.lines.tolist() == [2, 3, 4]


@pytest.mark.parametrize("line", ["so it went", "he said: no", "a, b, c, d", "", '""quoted""'])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_long_note_is_not_a_crowd(tmp_path, line, end, delimiter):
    note = f"{line}{end}" * (500_000 // (len(line) + 1))
    rows = ["Name,Notes,City", "Ann,x,Oslo", f'Bo,"{note}",Bonn', 'Cy,"z, z",Rome', "Di,,Graz"]
    content = end.join(row.replace(",", delimiter) for row in rows)
    table = table_of(tmp_path, content + end)
    assert column(table, "Name") == ["Ann", "Bo", "Cy", "Di"]
    assert column(table, "City") == ["Oslo", "Bonn", "Rome", "Graz"]
    assert table.lines.tolist()[:3] == [2, 3, 4 + note.count("\n")]
    assert not len(table.rejects)


def test_a_long_crowd_is_not_a_note(tmp_path):
    people = "".join(f"Per{number},holm{number}@x.example,tall\n" for number in range(20_000))
    content = 'Name,Email,Notes\nAnn,"a@x.example,x\n' + people + 'Zed,5",z\n'
    table = table_of(tmp_path, content)
    assert len(table) + len(table.rejects) == 20_002
    assert column(table, "Name")[-2] == "Per19999"


def test_an_endless_cell_costs_one_row_and_little_memory(tmp_path):
    endless = "y\n" * (MAX_CELL // 2 + 1)
    table = table_of(tmp_path, f'Name,Notes\nAnn,x\nBo,"{endless}"\nCy,z\n')
    assert column(table, "Name") == ["Ann", "Cy"]
    assert table.rejects["line"].tolist() == [3]
    assert table.rejects["reason"].tolist() == ["a cell is longer than 16 MB"]
    assert len(table.rejects["raw"][0]) < 10_000


def test_quotation_marks_without_end_are_an_error_and_not_an_endless_loop(tmp_path):
    with pytest.raises(ReadError, match="quotation marks do not pair up"):
        table_of(tmp_path, "Name,Notes\n" + 'a","\n' * 400_000)


def test_too_many_columns_are_an_error(tmp_path):
    header = ",".join(f"c{number}" for number in range(2_500))
    with pytest.raises(ReadError, match="columns"):
        table_of(tmp_path, header + "\n" + "," * 2_499 + "\n")


@pytest.mark.parametrize(
    "content",
    [b"", b"\n \n", b"\x00\x01\x02\x00" * 100, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9],
)
def test_what_is_no_text_has_no_header(tmp_path, content):
    assert read_header(source_of(tmp_path / "x.csv", content or b"\n")) == []


def test_a_repeated_column_name_gets_its_count_and_a_trailing_comma_is_no_column(tmp_path):
    table = table_of(tmp_path, "Name,Email,Email,\nAnn,a@x.example,b@x.example,\n")
    assert table.header == ["Name", "Email", "Email (2)"]


def test_a_column_without_a_name_is_kept_if_it_holds_anything(tmp_path):
    table = table_of(tmp_path, "Name,Email,\nAnn,a@x.example,VIP\n")
    assert column(table, "Column 3") == ["VIP"]


def test_the_header_alone_is_read_from_the_first_bytes(tmp_path):
    source = source_of(tmp_path / "x.csv", "Name,Email\n" + "Ann,a@x.example\n" * 100_000)
    assert read_header(source) == ["Name", "Email"] == read_table(source).header
