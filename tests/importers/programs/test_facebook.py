"""Facebook's JSON, file by file; the whole tables stand in fixtures/facebook."""

import json
import time

import pytest

from netmerge.errors import ReadError
from netmerge.importers import read_all
from netmerge.importers.programs import facebook
from tests.fixtures.cases import FIXTURES
from tests.importers.sources import PLAIN, source_of


def imported(tmp_path, value, name="message_1.json"):
    content = value if isinstance(value, str) else json.dumps(value)
    return facebook.read(source_of(tmp_path / name, content), PLAIN)


def chat(*messages, people=("Ann Berg", "Bo Castro")):
    return {"participants": [{"name": name} for name in people], "messages": list(messages)}


def said(sender="Ann Berg", **more):
    return {"sender_name": sender, "timestamp_ms": 1772449200000, **more}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sch\u00c3\u00b6n \u00f0\u009f\u008c\u008a", "schön 🌊"),
        ("plain", "plain"),
        ("already schön", "already schön"),
        ("a \u20ac and \u00c3\u00b6", "a € and ö"),
        ("\ud83d lone", "? lone"),
    ],
)
def test_the_bytes_of_utf_8_are_put_together(tmp_path, written, meant):
    assert imported(tmp_path, chat(said(content=written))).interactions["text"].tolist() == [meant]


def test_a_newer_file_in_plain_utf_8_is_read_alike(tmp_path):
    told = {"senderName": "Zoë", "text": "Grüße 🌊", "timestamp": 1772449200000}
    value = {"participants": ["Zoë", "Bo"], "threadName": "Zoë_1", "messages": [told]}
    message = imported(tmp_path, json.dumps(value, ensure_ascii=False)).interactions.iloc[0]
    assert (message["sender_name"], message["text"]) == ("Zoë", "Grüße 🌊")
    assert list(message["recipient_names"]) == ["Bo"]


def test_pictures_calls_and_taps_are_no_text(tmp_path):
    told = [
        said(photos=[]),
        said(call_duration=3),
        said(content="Reacted \u00f0\u009f\u0091\u008d to your message "),
        said(content="x", is_unsent=True),
    ]
    messages = imported(tmp_path, chat(*told)).interactions
    assert messages["text"].isna().all()
    assert messages["kind"].tolist() == ["message", "call", "message", "message"]


def test_a_broken_message_costs_no_other(tmp_path):
    text = json.dumps(chat(said(content="a"), said(content="b"), said(content="c")), indent=1)
    broken = text.replace('"b"', '"b" "')
    result = imported(tmp_path, broken)
    assert result.interactions["text"].tolist() == ["a", "c"]
    assert result.rejects["reason"].tolist() == ["The message is broken JSON."]


def test_friends_are_contacts_and_pages_and_followers_are_not():
    told = read_all([FIXTURES / "facebook" / "archive" / "input"])
    assert told.records["full_name"].tolist() == ["Élise Moreau", "Ben Castro"]
    assert not told.records["full_name"].str.contains("Fan|Harbour").any()


@pytest.mark.parametrize(
    "text",
    ["{", '{"friends_v2": 5}', '{"friends_v2": []}', '{"messages": 3}', '{"profile_v2": {', "[]"],
)
def test_a_broken_file_is_refused(tmp_path, text):
    with pytest.raises(ReadError):
        imported(tmp_path, text)


@pytest.mark.parametrize(
    "fragment",
    ["{", "[", '{"sender_name":', '{"sender_name":{', '"', "\\u00c3", ",", '{"a":[', " ", "{},"],
)
def test_no_repetition_takes_long(tmp_path, fragment):
    start = time.process_time()
    imported(tmp_path, '{"participants":[],"messages":[' + fragment * (100_000 // len(fragment)))
    assert time.process_time() - start < 3


@pytest.mark.parametrize("number", ["9" * 400, "-" + "9" * 400, "1e999", "NaN", "9" * 5000, "0"])
def test_a_time_beyond_all_reckoning_costs_its_message_alone(tmp_path, number):
    odd = f'{{"sender_name":"Bo Castro","timestamp_ms":{number},"content":"x"}}'
    good = json.dumps(said(content="hello"))
    found = imported(tmp_path, f'{{"messages":[{good},{odd},{good}]}}')
    assert len(found.interactions) == 2
    assert len(found.rejects) == 1


def test_a_long_message_and_one_that_holds_another_are_read_whole(tmp_path):
    long = said(content="x" * 15_000)
    within = said(content="y", shared=[{"sender_name": "Bo Castro", "share": "z" * 3000}])
    found = imported(tmp_path, chat(long, within, said(content="last")))
    assert [len(text) for text in found.interactions["text"]] == [15_000, 1, 4]


@pytest.mark.parametrize(
    "broken",
    ['{"sender_name":"Ann Berg",', '{"sender_name":', '1,x{"sender_name":"Ann",}', "[", '"\n'],
)
def test_broken_messages_cost_no_more_than_their_length(tmp_path, broken):
    def took(count):
        text = f'{{"messages":[{json.dumps(said(content="hello"))},{broken * count}]}}'
        start = time.process_time()
        assert len(imported(tmp_path, text).interactions) == 1
        return time.process_time() - start

    few, many = min(took(4_000) for _ in range(3)), min(took(16_000) for _ in range(2))
    assert many < 8 * few + 0.2
