"""What several channels ask of the owner, of attribution and of grades: mail, meetings, chats,
text messages.
"""

import datetime as dt

import pandas as pd
import pytest

from netmerge.importers.contract import Imported
from netmerge.importers.programs import mail as mail_importer
from netmerge.interactions import Owner, attribute, coverage, find_owner, grade, orient
from netmerge.schema import CLEANED, INTERACTIONS, OWNER_FACTS, RECORDS, SOURCES

NOTE = "The lighthouse is still waiting for the two of us, when do you come?"
START = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)


MAILBOX = SOURCES.frame({name: [value] for name, value in mail_importer.TRAITS.of_source().items()})


def told(*rows, **columns):
    """A table of interactions by e-mail, a minute each; rows are dicts of what is not usual."""
    usual = {
        "file": "a.mbox",
        "kind": "message",
        "channel": "email",
        "draft": False,
        "sponsored": False,
        "text": NOTE,
    }
    full = [
        usual
        | {"position": n + 1, "date": START + dt.timedelta(minutes=n), "conversation": f"t{n}"}
        | columns
        | row
        for n, row in enumerate(rows)
    ]
    return INTERACTIONS.frame(
        {
            name: [row.get(name) for row in full]
            for name in dict.fromkeys(k for r in full for k in r)
        }
    )


def mail(sender, recipient, **more):
    """A letter; `sender` and `recipient` are `Name <address>`."""
    (name, handle), (to, address) = (
        person.rstrip(">").split(" <") for person in (sender, recipient)
    )
    sent = {"sender_name": name, "sender_handle": f"mailto:{handle}"}
    return sent | {"recipient_names": [to], "recipient_handles": [f"mailto:{address}"]} | more


ME, ANN, BEN = (
    "Robin Owner <me@x.example>",
    "Ann Berg <ann@y.example>",
    "Ben Castro <ben@z.example>",
)


def owner_of(*rows, facts=(), me=None, **columns):
    known = OWNER_FACTS.frame(
        {"fact": [fact for fact, _ in facts], "value": [value for _, value in facts]}
    )
    return find_owner(
        Imported(interactions=told(*rows, **columns), owner_facts=known, sources=MAILBOX), me
    )


def test_who_sent_what_the_mailbox_says_was_sent():
    owner = owner_of(mail(ME, ANN, direction="out"), mail(ANN, ME), mail(ANN, ME))
    assert (owner.names, owner.emails) == (("Robin Owner",), ("me@x.example",))
    assert owner.how == "The owner is Robin Owner: the sender of 1 sent message."


def test_the_address_given_or_found_needs_no_guess():
    owner = owner_of(mail(ANN, ME), mail(ANN, BEN), me="me@x.example")
    assert owner.handles == ("mailto:me@x.example",)
    assert "known by me@x.example" in owner.how


def test_who_is_in_most_letters():
    other = mail("Eve <eve@q.example>", "Team <team@x.example>")
    assert owner_of(mail(ANN, ME), mail(BEN, ME), other).handles == ("mailto:me@x.example",)


def test_newsletters_tell_nothing_of_the_owner():
    news = mail("News <news@n.example>", "List <list@n.example>", sponsored=True)
    assert owner_of(*[news] * 9, mail(ANN, ME), mail(BEN, ME)).handles == ("mailto:me@x.example",)


def test_other_addresses_of_the_same_whole_name_are_the_owner_s_too():
    work, single = "Robin Owner <robin@work.example>", "Robin <other@q.example>"
    owner = owner_of(mail(ME, ANN, direction="out"), mail(work, ANN), mail(single, ANN))
    assert owner.emails == ("me@x.example", "robin@work.example")


@pytest.mark.parametrize(
    "copy",
    [
        "Robin Owner <robin@work.example>",
        "me <me+copies@x.example>",
        "Me <ME@x.example>",
        "ROBIN OWNER <r.owner@old.example>",
    ],
)
def test_a_copy_to_oneself_makes_no_group(copy):
    name, address = copy.rstrip(">").split(" <")
    row = mail(ME, ANN, direction="out")
    row["recipient_names"] = [*row["recipient_names"], name]
    row["recipient_handles"] = [*row["recipient_handles"], f"mailto:{address.lower()}"]
    owner = owner_of(row)
    assert graded(row, owner=owner)[["counterpart_name", "grade"]].to_numpy().tolist() == [
        ["Ann Berg", "personal"]
    ]


def test_a_letter_to_nobody_but_oneself_is_no_note():
    assert graded(mail(ME, "Robin Owner <me+todo@x.example>"))["grade"].tolist() == ["draft"]


def test_an_automatic_answer_is_no_note_and_makes_no_letter():
    rows = [
        mail(ME, who, direction="out", automatic=True) for who in (ANN, BEN, "Eve <e@q.example>")
    ]
    assert graded(*rows, mail(ME, ANN, text=NOTE + " "))["grade"].tolist() == [
        *("auto", "auto", "auto", "personal"),
    ]


def test_a_channel_without_handles_knows_the_owner_by_name():
    rows = [
        {"sender_name": "Robin", "recipient_names": ["Ann Berg"], "conversation": "a"},
        {"sender_name": "Ben Castro", "recipient_names": ["Robin"], "conversation": "b"},
    ]
    owner = owner_of(*rows, channel="facebook")
    assert (owner.names, owner.handles) == (("Robin",), ())
    assert "in 100% of the conversations" in owner.how


def test_what_is_known_on_one_channel_is_not_guessed_on_another():
    letters = told(mail(ME, ANN, direction="out"))
    group = {
        "sender_name": "Ann Berg",
        "recipient_names": ["Ben", "Rob"],
        "channel": "whatsapp",
        "conversation": "g",
    }
    owner = find_owner(Imported(interactions=INTERACTIONS.concat([letters, told(group, group)])))
    assert owner.names == ("Robin Owner",)


def test_text_messages_that_say_their_direction_make_nobody_the_owner():
    row = {"sender_handle": "tel:+447700900123", "direction": "in", "channel": "sms"}
    assert not owner_of(row, row, row).known


def graded(*rows, owner=None, **columns):
    owner = owner or Owner(names=("Robin Owner",), handles=("mailto:me@x.example",))
    return grade(orient(told(*rows, **columns), owner), owner)


def test_a_meeting_concerns_all_who_took_part_and_is_no_note():
    handles = ["mailto:ann@y.example", "mailto:me@x.example", "mailto:ben@z.example"]
    everybody = {
        "recipient_names": ["Ann Berg", "Robin Owner", "Ben Castro"],
        "recipient_handles": handles,
    }
    meeting = graded(mail(ANN, ME, kind="meeting") | everybody)
    assert meeting["counterpart_name"].tolist() == ["Ann Berg", "Ben Castro"]
    assert meeting["grade"].tolist() == ["meeting", "meeting"]
    assert graded(mail(ME, ANN, kind="call"))["grade"].tolist() == ["call"]


def test_a_calendar_covers_no_letters():
    sources = SOURCES.frame(
        {
            "file": ["a.ics"],
            "source": ["calendar"],
            "holds": ["interactions"],
            "rows": [1],
            "read": [1],
            "tells_of_writing": [False],
        }
    )
    assert "No source holds messages" in coverage(sources, told(mail(ANN, ME)))


def test_a_message_that_two_files_hold_counts_once():
    row = mail(ME, ANN, date=START)
    again = graded(row, row | {"file": "b.mbox", "position": 7})
    assert again["grade"].tolist() == ["personal", "repeat"]
    assert again["repeat"].tolist()[1] == "a.mbox"


def test_the_copy_that_knows_the_handles_counts():
    row = mail(ME, ANN, date=START)
    old = row | {"file": "old.zip", "recipient_handles": None}
    assert graded(old, row)["grade"].tolist() == ["repeat", "personal"]


@pytest.mark.parametrize(
    "other",
    [
        {"file": "a.mbox"},
        {"text": "Something else, told at the same moment to Ann"},
        {"date": START + dt.timedelta(hours=1)},
        {"sender_name": "Ann Berg", "sender_handle": "mailto:ann@y.example"},
        {"channel": "sms"},
    ],
)
def test_what_differs_is_another_message(other):
    row = mail(ME, ANN, date=START)
    assert "repeat" not in graded(row, row | {"file": "b.mbox"} | other)["grade"].tolist()


def test_repeats_without_text_are_told_by_their_recipients():
    row = mail(ME, ANN, date=START, text=None)
    other = mail(ME, BEN, date=START, text=None, file="b.mbox")
    assert "repeat" not in graded(row, other)["grade"].tolist()
    assert graded(row, row | {"file": "b.mbox"})["grade"].tolist() == ["empty", "repeat"]


def test_two_alike_in_one_file_are_two_and_stay_two_with_a_second_file():
    row = mail(ME, ANN, date=START)
    rows = [row, row, row | {"file": "b.mbox"}, row | {"file": "b.mbox"}]
    assert (graded(*rows)["grade"] == "repeat").sum() == 2


def test_repeats_do_not_make_a_form_letter():
    rows = [mail(ME, ANN, date=START), mail(ME, BEN, date=START + dt.timedelta(days=1))]
    assert set(graded(*rows, *(row | {"file": "b.mbox"} for row in rows))["grade"]) == {
        "personal",
        "repeat",
    }


def attributed(people, *rows):
    ids = list(range(len(people)))
    names, phones, emails = zip(*people, strict=True)
    records = RECORDS.frame({"record_id": ids, "full_name": names})
    cleaned = CLEANED.frame(
        {"record_id": ids, "full_name": names, "phones": phones, "emails": emails}
    )
    contact = pd.Series([f"c{i}" for i in ids], index=ids)
    owner = Owner(handles=("mailto:me@x.example",), names=("Robin Owner",))
    oriented = orient(told(*rows), owner)
    return [
        None if pd.isna(found) else found
        for found in attribute(oriented, records, cleaned, contact, owner)["contact_id"]
    ]


@pytest.mark.parametrize("number", ["+447700900123", "07700900123", "00447700900123", "7700900123"])
def test_a_number_in_national_or_international_form_is_the_same(number):
    people = [("Ann Berg", ["+447700900123;ext=4"], None), ("Ben Castro", ["+447700900456"], None)]
    row = {"sender_handle": f"tel:{number}", "direction": "in", "channel": "sms"}
    assert attributed(people, row) == ["c0"]


def test_a_short_number_is_only_itself():
    people = [("Bank", ["12345"], None), ("Shop", ["+441234567890"], None)]
    rows = [{"sender_handle": f"tel:{number}", "direction": "in"} for number in ("12345", "67890")]
    assert attributed(people, *rows) == ["c0", None]


def test_a_new_address_under_a_name_that_one_contact_has_is_theirs():
    assert attributed([("Ann Berg", None, ["old@y.example"])], mail(ANN, ME)) == ["c0"]


def test_a_family_name_first_is_the_same_name():
    assert attributed([("Ann Berg", None, None)], mail("Berg, Ann <ann@y.example>", ME)) == ["c0"]
