"""Whether the files could show a note to each contact."""

import pandas as pd
import pytest

from netmerge.due.wanted import exports_wanted
from netmerge.importers.programs import linkedin, mail, sms, whatsapp
from netmerge.schema import DUE, HAPPENED, SOURCES
from tests.due.conftest import ago

ADDRESS = {"contact_id": "ida", "emails": ["ida@loft.example"], "met_on": ago(500)}
NUMBER = {"contact_id": "ida", "phones": ["+447700900177"], "met_on": ago(500)}


def files(*told):
    """SOURCES: (traits, file, first day ago, last day ago)."""
    rows = [
        {
            "file": name,
            "holds": "interactions",
            "read": 5,
            "covers_from": ago(first),
            "covers_to": ago(last),
            **traits.of_source(),
        }
        for traits, name, first, last in told
    ]
    return SOURCES.frame(pd.DataFrame(rows).to_dict("list"))


def messages(happened, who, what, file, channel):
    told = happened((who, 40, what, None, channel))
    return told.assign(file=file, member=pd.Series([None], dtype=told["member"].dtype))


def covered(listed, person, sources, *told):
    interactions = pd.concat(told, ignore_index=True)
    table = listed([person], interactions, sources=sources)
    return table["coverage"].to_list() if table["days_since"].isna().all() else ["noted"]


@pytest.mark.parametrize(
    ("what", "first", "last", "word"),
    [
        ("canned", 900, 0, "no note"),
        ("canned", 900, 31, "no note"),
        ("canned", 900, 32, "partly covered"),
        ("canned", 499, 0, "partly covered"),
        ("canned", 900, 600, "not covered"),
        ("they", 900, 0, "not covered"),
    ],
)
def test_a_mailbox_covers_its_days_if_sent_mail_is_in_it(listed, happened, what, first, last, word):
    sources = files((mail.TRAITS, "mail.mbox", first, last))
    told = messages(happened, "zoe", what, "mail.mbox", "email")
    assert covered(listed, ADDRESS, sources, told) == [word]


@pytest.mark.parametrize(
    ("between", "word"), [((300, 269), "no note"), ((300, 268), "partly covered")]
)
def test_a_month_between_two_files_is_no_gap(listed, happened, between, word):
    end, start = between
    sources = files((mail.TRAITS, "a.mbox", 900, end), (mail.TRAITS, "b.mbox", start, 0))
    told = [messages(happened, "zoe", "canned", f"{name}.mbox", "email") for name in "ab"]
    assert covered(listed, ADDRESS, sources, *told) == [word]


def test_one_chat_covers_one_person(listed, happened):
    sources = files((whatsapp.TRAITS, "chat.txt", 900, 0))
    hers = messages(happened, "ida", "they", "chat.txt", "whatsapp")
    others = messages(happened, "zoe", "they", "chat.txt", "whatsapp")
    assert covered(listed, NUMBER, sources, hers) == ["partly covered"]
    assert covered(listed, NUMBER, sources, others) == ["not covered"]


def test_a_number_stands_for_text_messages_and_the_messenger(listed, happened):
    sources = files((whatsapp.TRAITS, "chat.txt", 900, 0), (sms.TRAITS, "sms.xml", 900, 0))
    chat = messages(happened, "ida", "canned", "chat.txt", "whatsapp")
    text = messages(happened, "zoe", "canned", "sms.xml", "sms")
    assert covered(listed, NUMBER, sources, chat, text) == ["no note"]
    assert covered(listed, NUMBER, sources, text) == ["partly covered"]


def test_a_tie_without_a_beginning_is_covered_by_any_file(listed, happened):
    sources = files((mail.TRAITS, "mail.mbox", 900, 800))
    told = messages(happened, "zoe", "canned", "mail.mbox", "email")
    assert covered(listed, ADDRESS | {"met_on": None}, sources, told) == ["no note"]


def test_an_archive_covers_all_days_until_it_was_made(listed, happened):
    sources = files((linkedin.TRAITS, "archive.zip", 900, 400))
    dated = SOURCES.frame({**sources, "as_of": [ago(20)]})
    person = {
        "contact_id": "ida",
        "linkedin_url": "https://www.linkedin.com/in/ida",
        "connected_on": ago(4000),
    }
    told = HAPPENED.frame(happened(("zoe", 500, "they")).assign(member=None))
    for known, word in ((dated, "no note"), (sources, "partly covered")):
        table = listed([person], told, sources=known)
        assert table["coverage"].to_list() == [word]


def test_which_exports_would_tell_more():
    due = DUE.frame(
        {
            "coverage": ["not covered", "not covered", "not covered", "no note", None],
            "phone": ["1", "2", "3", "4", "5"],
            "email": [None, None, "c@x.example", None, None],
        }
    )
    [sentence] = exports_wanted(due)
    assert sentence.startswith("2 people have only a telephone number: export your text")
