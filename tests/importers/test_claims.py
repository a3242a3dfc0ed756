"""What a file is: a mark is a claim about the whole of it, not about what a note quotes."""

import pytest

from netmerge.errors import ReadError
from netmerge.importers import read_all

HEADER = "First Name,Last Name,Email,Notes\n"
PEOPLE = [f"Per{i},Holm{i},per{i}@holm.example,tall\n" for i in range(30)]
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Quoted Person\nEMAIL:q@quoted.example\nEND:VCARD\n"
CALENDAR = (
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20240301T100000Z\n"
    "ATTENDEE:mailto:q@quoted.example\nEND:VEVENT\nEND:VCALENDAR\n"
)
BACKUP = (
    '<smses count="1">\n<sms address="+4670" date="1700000000000" type="1" body="x"/>\n</smses>'
)
MAIL = "From: Q <q@quoted.example>\nTo: me@me.example\nDate: Fri, 1 Mar 2024 10:00:00 +0000\n\nhi\n"
CHAT = "01/02/2024, 10:00 - Quoted Person: hi\n01/02/2024, 10:01 - Me: hello\n"


def written(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, newline="")
    return path


@pytest.mark.parametrize("quoted", [CARD, CALENDAR, BACKUP, MAIL, CHAT])
@pytest.mark.parametrize("name", ["people.csv", "people.txt", "people.tsv", "people"])
@pytest.mark.parametrize("row", [0, 29])
def test_a_note_that_quotes_another_kind_of_file_is_a_note(tmp_path, quoted, name, row):
    cell = quoted.replace('"', '""')
    rows = [*PEOPLE[:row], f'Ann,Lee,ann@lee.example,"see:\n{cell}"\n', *PEOPLE[row:]]
    text = HEADER + "".join(rows)
    if name == "people.tsv":
        text = text.replace(",", "\t")
    imported = read_all([written(tmp_path, name, text)])
    assert len(imported.records) == 31
    assert "Quoted Person" not in set(imported.records["full_name"].dropna())


@pytest.mark.parametrize(
    "quoted", ["BEGIN:VCALENDAR", "<smses count=1>", "<calls >", "Begin: vcard"]
)
def test_a_card_whose_note_quotes_another_kind_of_file_is_a_card(tmp_path, quoted):
    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nNOTE:{quoted}\nEND:VCARD\n"
    imported = read_all([written(tmp_path, "ann.vcf", card)])
    assert list(imported.records["full_name"]) == ["Ann Lee"]


def test_an_event_whose_description_quotes_a_card_is_an_event(tmp_path):
    quoted = CALENDAR.replace("UID:1", "DESCRIPTION:BEGIN:VCARD\nUID:1")
    assert len(read_all([written(tmp_path, "a.ics", quoted)]).interactions) == 1


def test_a_mark_at_the_top_outweighs_the_name(tmp_path):
    assert len(read_all([written(tmp_path, "a.csv", f"\ufeff\n {CARD}")]).records) == 1
    assert len(read_all([written(tmp_path, "b.txt", f"\n{CALENDAR}")]).interactions) == 1
    heads = "<?xml version='1.0'?>\n<!-- made on a phone: <b> -->\n<?style href='x'?>\n"
    assert len(read_all([written(tmp_path, "c.txt", heads + BACKUP)]).interactions) == 1


def test_what_stands_above_a_card_is_counted(tmp_path):
    imported = read_all([written(tmp_path, "a.vcf", f"Exported today\n\n{CARD}")])
    assert imported.sources["note"][0] == "lines outside of any card: 1"


def test_what_stands_around_a_calendar_is_counted(tmp_path):
    imported = read_all([written(tmp_path, "a.ics", f"Exported today\n\n{CALENDAR}bye\n")])
    assert imported.sources["note"][0] == "lines outside of any calendar: 2"


@pytest.mark.parametrize(("name", "quoted"), [("a.vcf", CARD), ("a.ics", CALENDAR)])
def test_a_file_of_which_most_is_left_outside_is_refused(tmp_path, name, quoted):
    text = HEADER + "".join(PEOPLE) + f'Ann,Lee,ann@lee.example,"\n{quoted}"\n'
    with pytest.raises(ReadError, match=r"is something else: 3\d of its \d\d lines"):
        read_all([written(tmp_path, name, text)])


@pytest.mark.parametrize(
    "header",
    [
        "First Name,Last Name,Email,Job Title,Company,Connected On,Member Email",
        "First Name,Last Name,Maiden Name,Headline,Summary,Industry,Phone",
        "First Name,Last Name,Company,Position,Connected On,Phone",
    ],
)
def test_a_table_with_some_columns_of_linkedin_is_none_of_its_files(tmp_path, header):
    row = ",".join("2026-02-01" if "On" in name else f"{name} x" for name in header.split(","))
    path = written(tmp_path, "list.csv", f"{header}\n{row}\n")
    found = read_all([path])
    assert found.sources["source"].tolist() == ["contacts"]
    assert len(found.records) == 1


def test_the_day_of_another_programs_connecting_is_one_of_meeting(tmp_path):
    rows = "Ana,Lopes,Lopes SA,2026-02-01\nAna,Lobo,Lobo SA,2026-02-01\n"
    path = written(tmp_path, "stand.csv", f"First name,Last name,Company,Connected on\n{rows}")
    assert read_all([path]).records["met_on"].notna().all()
