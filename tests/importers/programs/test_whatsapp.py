"""WhatsApp chats of both telephones; the whole tables stand in fixtures/whatsapp."""

import time
import zipfile

import pytest

from netmerge.errors import ReadError
from netmerge.importers import read_all
from netmerge.importers.programs import whatsapp
from tests.importers.sources import PLAIN, source_of


def imported(tmp_path, content, name="WhatsApp Chat with Ann Berg.txt"):
    return whatsapp.read(source_of(tmp_path / name, content), PLAIN)


@pytest.mark.parametrize(
    ("head", "moment"),
    [
        ("[2020-01-19, 12:00:01] ", "2020-01-19 12:00:01"),
        ("[19.01.20, 12:00:01] ", "2020-01-19 12:00:01"),
        ("\u200e[1/19/20, 9:05:00\u202fPM] ", "2020-01-19 21:05:00"),
        ("[19/01/2020, 12:05:00\u00a0a.\u00a0m.] ", "2020-01-19 00:05:00"),
        ("19/01/20, 11:23 - ", "2020-01-19 11:23:00"),
        ("1/19/20, 11:23 PM - ", "2020-01-19 23:23:00"),
        ("19.01.20, 11:23 - ", "2020-01-19 11:23:00"),
        ("2020/1/19 下午9:05 - ", "2020-01-19 21:05:00"),
        ("19/1/2020 11.23 - ", "2020-01-19 11:23:00"),
    ],
)
def test_every_form_of_the_clock_is_read(tmp_path, head, moment):
    source = source_of(tmp_path / "chat.txt", f"{head}Ann Berg: Hello\n")
    assert whatsapp.claims(source)
    assert str(whatsapp.read(source, PLAIN).interactions["date"][0]) == f"{moment}+00:00"


@pytest.mark.parametrize(
    ("dates", "months"),
    [
        (["03/04/20", "13/04/20"], [4, 4]),
        (["03/04/20", "03/14/20"], [3, 3]),
        (["01/02/20", "02/02/20", "01/03/20"], [2, 2, 3]),
        (["02/01/20", "02/02/20", "03/01/20"], [2, 2, 3]),
    ],
)
def test_whether_the_day_stands_first_is_told_by_the_whole_chat(tmp_path, dates, months):
    lines = "".join(f"{date}, 10:00 - Ann Berg: x\n" for date in dates)
    result = imported(tmp_path, lines)
    assert [date.month for date in result.interactions["date"]] == months
    assert result.sources["note"].isna().all()


def test_an_order_that_nothing_tells_is_reported(tmp_path):
    assert "two ways" in imported(tmp_path, "03/04/20, 10:00 - Ann Berg: x\n").sources["note"][0]


@pytest.mark.parametrize(
    "name",
    ["WhatsApp Chat with Ann Berg.txt", "WhatsApp-Chat mit Ann Berg.txt",
     "Chat de WhatsApp con Ann Berg (2).txt",
     "Discussion WhatsApp avec Ann Berg.txt", "Conversa do WhatsApp com Ann Berg.txt"],
)  # fmt: skip
def test_the_chat_s_name_tells_who_is_the_other(tmp_path, name):
    told = imported(
        tmp_path, "19/01/20, 11:23 - Ann Berg: Hi\n19/01/20, 11:24 - Bo: Ho\n", name
    ).interactions
    assert told["direction"].tolist() == ["in", "out"]
    assert list(told["recipient_names"][1]) == ["Ann Berg"]


def test_the_zip_of_an_iphone_is_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "WhatsApp Chat - Ann Berg.zip", "w") as archive:
        archive.writestr(
            "_chat.txt", "[19.01.20, 11:23:00] Ann Berg: Hi\n[19.01.20, 11:24:00] Bo: Ho\n"
        )
        archive.writestr("00000001-PHOTO.jpg", b"\xff\xd8\xff\xe0")
    told = read_all([tmp_path / "WhatsApp Chat - Ann Berg.zip"])
    assert told.interactions["direction"].tolist() == ["in", "out"]
    assert told.sources["holds"].tolist() == ["nothing", "interactions"]


@pytest.mark.parametrize(
    "text",
    ["<Media omitted>", "<Medien ausgeschlossen>", "IMG-1.jpg (file attached)",
     "This message was deleted",
     "\u200eimage omitted"],
)  # fmt: skip
def test_what_was_not_written_is_no_text(tmp_path, text):
    assert (
        imported(tmp_path, f"[19.01.20, 11:23:00] Ann Berg: {text}\n")
        .interactions["text"]
        .isna()
        .all()
    )


def test_what_the_program_says_is_no_message(tmp_path):
    lines = (
        'Ann changed the subject from "A: b" to "C: d"',
        "Bo left",
        "Messages are encrypted. Tap to learn more.",
    )
    row = imported(tmp_path, "".join(f"19/01/20, 11:23 - {line}\n" for line in lines)).sources.iloc[
        0
    ]
    assert (row["rows"], row["empty"]) == (3, 3)


def test_a_day_that_does_not_exist_is_set_aside(tmp_path):
    reject = imported(
        tmp_path, "19/01/20, 11:23 - Ann: x\n39/01/20, 11:23 - Ann: y\n"
    ).rejects.iloc[0]
    assert (reject["position"], reject["line"], reject["raw"]) == (2, 2, "y")


def test_other_text_is_no_chat(tmp_path):
    assert not whatsapp.claims(
        source_of(tmp_path / "a.txt", "Dear Ann,\n19/01/20, 11:23 - Ann: x\n")
    )
    with pytest.raises(ReadError):
        imported(tmp_path, "nothing")


@pytest.mark.parametrize(
    "fragment",
    ["19/01/20, 11:23 - ", "[", "19", "1/", " ", "a:", "\u200e", "19/01/20, 11:23 - a: b\n"],
)
def test_no_repetition_takes_long(tmp_path, fragment):
    start = time.process_time()
    imported(tmp_path, "19/01/20, 11:23 - Ann: x" + fragment * (100_000 // len(fragment)))
    assert time.process_time() - start < 2


def test_a_sender_without_a_digit_has_a_name_and_no_number(tmp_path):
    told = imported(tmp_path, "19/01/20, 11:23 - (------): Hi\n").interactions
    assert (told["sender_name"][0], told["sender_handle"].isna()[0]) == ("(------)", True)
