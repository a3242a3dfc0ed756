"""Backups of text messages and calls; the whole tables stand in fixtures/sms."""

import time

import pytest

from netmerge.errors import ReadError
from netmerge.importers.programs import sms
from tests.importers.sources import PLAIN, source_of

GOOD = (
    '<sms address="+447700900123" date="1772449200000" type="2" body="Row!" '
    'contact_name="Ann Berg" />'
)


def imported(tmp_path, *elements, head=""):
    content = (
        f"<?xml version='1.0'?>{head}<smses count='1'>\n" + "\n".join(elements) + "\n</smses>\n"
    )
    return sms.read(source_of(tmp_path / "sms.xml", content), PLAIN)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("&#55357;&#56803;", "🗣"),
        ("&#xD83D;&#xDDE3;", "🗣"),
        ("a &amp; b &lt; &quot;c&quot;&#10;d", 'a & b < "c"\nd'),
        ("half &#55357; of one", "half  of one"),
        ("a&#0;&#8;b", "ab"),
        ("🗣 > /> x", "🗣 > /> x"),
    ],
)
def test_bodies_are_read_as_they_were_meant(tmp_path, body, text):
    assert imported(tmp_path, GOOD.replace("Row!", body)).interactions["text"].tolist() == [text]


def test_a_broken_element_costs_no_other(tmp_path):
    result = imported(tmp_path, GOOD, GOOD.replace('"Row!"', '"Row'), GOOD)
    assert (len(result.interactions), result.rejects["line"].tolist()) == (2, [3])


def test_no_declared_entity_is_ever_expanded(tmp_path):
    head = '<!DOCTYPE smses [<!ENTITY a "boom"><!ENTITY b SYSTEM "none.txt">]>'
    result = imported(
        tmp_path, GOOD.replace("Row!", "&a;"), GOOD.replace("Row!", "&b;"), GOOD, head=head
    )
    assert result.interactions["text"].tolist() == ["Row!"]
    assert len(result.rejects) == 2


def test_a_service_that_sends_under_a_word_has_no_number(tmp_path):
    element = (
        GOOD.replace("+447700900123", "HARBOUR")
        .replace("Ann Berg", "(Unknown)")
        .replace('type="2"', 'type="1"')
    )
    message = imported(tmp_path, element).interactions.iloc[0]
    assert (message["sender_name"], message.isna()["sender_handle"]) == ("HARBOUR", True)


def test_a_message_to_several_people_says_so(tmp_path):
    element = GOOD.replace("+447700900123", "+447700900123~+447700900456").replace(
        "Ann Berg", "Ann Berg, Bo Castro"
    )
    message = imported(tmp_path, element).interactions.iloc[0]
    assert list(message["recipient_names"]) == ["Ann Berg", "Bo Castro"]
    assert list(message["recipient_handles"]) == ["tel:+447700900123", "tel:+447700900456"]


def test_a_backup_of_nothing_is_refused(tmp_path):
    with pytest.raises(ReadError, match="no text message"):
        imported(tmp_path)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 64, 1000])
def test_a_backup_read_in_pieces_of_any_size_is_the_same(size):
    backup = f"<smses>\n{GOOD}\n\n<call number='1'/>{GOOD}<smsx/>\n<mms a='<'>\n</mms>\n</smses>"
    data = backup.encode()
    pieces = (data[start : start + size] for start in range(0, len(data), size))
    assert list(sms._elements(pieces)) == list(sms._elements([data]))
    assert [(line, name) for line, name, _ in sms._elements([data])] == [
        *((2, "sms"), (4, "call"), (4, "sms"), (5, "mms"))
    ]


def test_of_an_element_that_is_too_large_little_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(sms, "MAX_ELEMENT", 1000)
    monkeypatch.setattr(sms, "_BLOCK", 512)
    broken = GOOD.replace('"Row!"', '"Row')
    result = imported(tmp_path, GOOD, GOOD.replace("Row!", "x\n" * 5000), GOOD, broken)
    assert result.interactions["text"].tolist() == ["Row!", "Row!"]
    assert result.rejects["line"].tolist() == [3, 5005]
    assert max(len(raw) for _, _, raw in sms._elements([b"<sms>" + b"y" * 900] * 3)) < 2000


@pytest.mark.parametrize(
    "fragment",
    ["<sms ", "<mms>", "&#55357;", "&#", '"', "<", '<sms a="', ' data="', "</smses", "a=b "],
)
def test_no_repetition_takes_long(tmp_path, fragment):
    start = time.process_time()
    imported(tmp_path, GOOD, fragment * (100_000 // len(fragment)))
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("kind", "direction", "draft"),
    [
        ("2", "out", False),
        ("3", "out", True),
        ("4", "out", True),
        ("5", "out", True),
        ("6", "out", True),
    ],
)
def test_what_waits_or_failed_was_not_sent(tmp_path, kind, direction, draft):
    element = GOOD.replace('type="2"', f'type="{kind}"')
    message = imported(tmp_path, element).interactions.iloc[0]
    assert (message["direction"], bool(message["draft"])) == (direction, draft)
