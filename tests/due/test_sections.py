"""The sections of the due list, and the order within each."""

import pytest

from tests.due.conftest import ago

PROFILE = "https://www.linkedin.com/in/"
CONNECTED = {"linkedin_url": PROFILE + "somebody", "connected_on": ago(2000)}


def ids(table):
    return table["contact_id"].to_list()


def test_a_question_comes_before_a_longer_wait(listed, happened):
    told = happened(
        ("ida", 20, "they", "The sails are back from the loft."),
        ("olga", 100, "they", "I took the tent to the cobbler."),
        ("petra", 3, "they", "Which of the two tents is yours?"),
    )
    table = listed([{"contact_id": who} for who in ("ida", "olga", "petra")], told)
    assert ids(table) == ["petra", "olga", "ida"]
    assert set(table["section"]) == {"answer first"}
    assert table["reason"].iloc[0] == (
        "They asked on LinkedIn on 2026-10-29, 3 days ago: Which of the two tents is yours?"
    )


@pytest.mark.parametrize(
    ("days", "text", "waits"),
    [
        (180, "The sails are back from the loft.", True),
        (181, "The sails are back from the loft.", False),
        (365, "Are the sails back from the loft?", True),
        (366, "Are the sails back from the loft?", False),
        (5, "See https://loft.example/sails?id=7 for the sails", True),
    ],
)
def test_a_statement_waits_half_a_year_and_a_question_a_year(sections, happened, days, text, waits):
    told = happened(("ida", days, "they", text))
    assert (sections([{"contact_id": "ida"}], told)["ida"] == "answer first") == waits


@pytest.mark.parametrize(
    "what", [("note",), ("canned", "Thanks"), ("empty", None), ("call",), ("note", "So", "sms")]
)
def test_whatever_the_owner_sent_afterwards_ends_the_wait(sections, happened, what):
    told = happened(("ida", 9, "they", "Is the loft open?"), ("ida", 2, *what))
    assert sections([{"contact_id": "ida"}], told)["ida"] != "answer first"


@pytest.mark.parametrize(
    "what",
    [
        ("canned", "Happy birthday!"),
        ("decorated", "Congrats on the new role, Ida!"),
        ("to group", "We sail on Sunday."),
        ("draft", "Yes, it is open."),
        ("meeting",),
    ],
)
def test_a_wish_a_group_mail_a_draft_or_a_meeting_is_no_answer(sections, happened, what):
    told = happened(("ida", 9, "they", "Is the loft open?"), ("ida", 2, *what))
    assert sections([{"contact_id": "ida"}], told)["ida"] == "answer first"


@pytest.mark.parametrize(
    "text",
    [
        "Thanks!",
        "Perfect, see you on Friday at 8",
        "Danke dir, bis Montag!",
        "Merci beaucoup, à demain",
        "Gracias, perfecto. Nos vemos el jueves",
        "Va bene, grazie mille",
        "Bedankt, tot morgen",
        "Спасибо, договорились!",
        "了解です",
        "好的，谢谢",
        "Friday at 10 works for me",
        "Yes, see you there. Ida",
        "D'accord, à jeudi alors",
        "Teşekkürler, görüşürüz",
        "👍",
        "Happy birthday!",
        "Super, do piątku!",
        "Отлично, до пятницы!",
        "Yardımın için teşekkürler",
        "Τέλεια, τα λέμε την Παρασκευή",
        "好的，周五见",
        "네, 금요일에 봬요",
        "Will let you know",
        "Gute Besserung!",
        "Thanks for accepting my invitation, glad to connect!",
        "Top, tot woensdag!",
        "Supert, sees fredag",
        "تمام، أراك الثلاثاء",
        "Ok, I'll lend you the ladder then",
        "Super, ich hol dich um sieben ab",
        "Der 4. passt, ich stelle den Kahn raus",
        "D'accord, je m'occupe de la barque",
        "Hej Robin! Toppen, då säger vi så. Kram",
        "Grazie mille, la barca era un sogno",
        "Ок, привезу вёсла завтра",
        "ありがとうございます。では日曜に伺います。",
        "אין בעיה, ניפגש ליד הסירה",
    ],
)
def test_what_only_closes_wants_no_answer(sections, happened, text):
    assert sections([{"contact_id": "ida"}], happened(("ida", 4, "they", text)))["ida"] == (
        "not known"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, and the loft asks for the colour of the sails",
        "Ok. But who pays for the varnish?",
        "Danke, aber der Kahn liegt noch im Wasser",
        "Bis Freitag brauche ich die Segel",
        "Great boat but who pays",
        "Yes please",
        "Good luck with the goat, and where is our ladder",
        "I let you know that the barn burned down last night",
        "Great, I sold the other boat to your cousin in May, he will call you",
        "Ja, wir haben den Kahn verkauft",
        "Ok, dann brauche ich noch die Nummer vom Segelmacher",
        "Parfait, envoie-moi le plan de la barque",
        "Teşekkürler ama kayık hâlâ suda",
        "Ок, пришли номер лодки",
        "好的，请把船的照片发给我",
        "Hope you are well, the boat sank on Monday",
    ],
)
def test_thanks_with_more_to_say_want_an_answer(sections, happened, text):
    told = happened(("ida", 4, "they", text))
    assert sections([{"contact_id": "ida"}], told)["ida"] == "answer first"


def test_what_went_to_a_group_waits_for_nobody(sections, happened):
    told = happened(("ida", 4, "from group", "Who of you brings the tent?"))
    assert sections([{"contact_id": "ida"}], told)["ida"] == "not known"


@pytest.mark.parametrize(
    ("days", "section", "band"),
    [
        (0, "new", "ok"),
        (1, "new", "ok"),
        (2, "new", "due"),
        (13, "new", "due"),
        (14, "new", "overdue"),
        (365, "new", "overdue"),
        (366, "not known", "no evidence"),
    ],
)
def test_a_tie_without_a_note_is_new_for_a_year(listed, happened, days, section, band):
    table = listed([{"contact_id": "ida", "met_on": ago(days)}], happened())
    assert table[["section", "band"]].iloc[0].to_list() == [section, band]


def test_the_new_who_wait_longest_come_first(listed, happened):
    people = [
        {"contact_id": "ida", "met_on": ago(4)},
        {"contact_id": "olga", "connected_on": ago(40)},
        {"contact_id": "petra", "connected_on": ago(9), "met_on": ago(2)},
        {"contact_id": "later", "met_on": ago(-3)},
    ]
    table = listed(people, happened())
    assert ids(table) == ["olga", "petra", "ida", "later"]
    assert table["cadence_days"].to_list() == [14, 14, 14, 365]


def test_a_garbled_name_stands_at_the_end_of_its_section(listed, happened):
    people = [
        {"contact_id": "scan", "full_name": "0lga 8erg", "met_on": ago(90)},
        {"contact_id": "ida", "met_on": ago(4)},
        {"contact_id": "asks", "full_name": "愛? 鈴木"},
        {"contact_id": "waits"},
    ]
    told = happened(("asks", 9, "they", "When do you come?"), ("waits", 3, "they", "When?"))
    assert ids(listed(people, told)) == ["asks", "waits", "ida", "scan"]


def test_a_note_ends_new_and_a_received_message_does_not(sections, happened):
    people = [{"contact_id": who, "met_on": ago(20)} for who in ("ida", "olga")]
    told = happened(("ida", 3, "note"), ("olga", 3, "they", "Thank you!"))
    assert sections(people, told) == {"olga": "new", "ida": "in order"}


def test_gone_quiet_is_sorted_by_capped_lateness_cadence_and_exchange(listed, happened):
    people = [
        {"contact_id": "aunt", "circle": "family"},
        {"contact_id": "boss", "circle": "co-workers"},
        {"contact_id": "chum", "circle": "co-workers"},
        {"contact_id": "dean", "circle": "co-workers"},
        {"contact_id": "egon", "circle": "co-workers"},
        {"contact_id": "fred", "circle": "co-workers"},
    ]
    told = happened(
        ("aunt", 180, "note"),
        ("boss", 900, "note"),
        ("chum", 600, "note"),
        ("chum", 700, "note"),
        ("dean", 900, "note"),
        ("egon", 180, "note"),
        ("fred", 179, "note"),
    )
    table = listed(people, told)
    assert ids(table) == ["aunt", "chum", "boss", "dean", "egon", "fred"]
    assert table["section"].to_list() == ["gone quiet"] * 5 + ["in order"]


@pytest.mark.parametrize(
    ("since", "section"),
    [
        (None, "worth reviving"),
        (("they", "Thanks a lot!"), "worth reviving"),
        (("from group", "Who of you sails?"), "worth reviving"),
        (("call",), "gone quiet"),
        (("meeting",), "gone quiet"),
        (("meeting", None, "calendar", 10), "worth reviving"),
        (("they", "We found the old rope in the shed."), "gone quiet"),
    ],
)
def test_three_years_without_any_exchange_are_worth_reviving(sections, happened, since, section):
    later = [("ida", 400, *since)] if since else []
    told = happened(("ida", 1095, "note"), *later)
    assert sections([{"contact_id": "ida"}], told)["ida"] == section


def test_worth_reviving_is_sorted_by_exchange_then_silence(listed, happened):
    people = [{"contact_id": who} for who in ("ida", "olga", "petra")]
    told = happened(
        ("ida", 1200, "note"),
        ("olga", 2000, "note"),
        ("petra", 1300, "note"),
        ("petra", 1400, "they", "The rope hangs in the shed."),
    )
    assert ids(listed(people, told)) == ["petra", "olga", "ida"]


def test_a_call_sets_no_clock_back_but_stands_in_the_reason(listed, happened):
    table = listed([{"contact_id": "ida"}], happened(("ida", 500, "note"), ("ida", 1, "call")))
    row = table.iloc[0]
    assert (row["days_since"], row["last_contact_kind"]) == (500, "call")
    assert row["reason"].startswith("Spoke on 2026-10-31, no note since. You last wrote")


def test_without_a_note_it_depends_on_what_the_files_cover(listed, happened):
    people = [
        {"contact_id": "ida", **CONNECTED},
        {"contact_id": "olga", **CONNECTED, "emails": ["olga@loft.example"]},
        {"contact_id": "petra", "phones": ["+447700900199"]},
        {"contact_id": "uwe", "linkedin_url": PROFILE + "uwe", "connected_on": ago(500)},
    ]
    table = listed(people, happened(("zoe", 2, "note")))
    assert ids(table) == ["uwe", "ida", "olga", "petra"]
    assert table["section"].to_list() == ["only connected"] * 2 + ["not known"] * 2
    assert table["coverage"].to_list() == [*["no note"] * 2, "partly covered", "not covered"]


def test_only_stock_phrases_are_said_to_be_such(listed, happened):
    table = listed([{"contact_id": "ida"}], happened(("ida", 9, "canned", "Happy birthday!")))
    assert "Only stock phrases of yours." in table["reason"].iloc[0]


def test_by_silence_days_alone_decide(listed, happened):
    from netmerge.due import choose

    people = [
        {"contact_id": "ida"},
        {"contact_id": "olga", "met_on": ago(3)},
        {"contact_id": "petra"},
        {"contact_id": "uwe", "circle": "friends"},
    ]
    told = happened(
        ("ida", 70, "note"),
        ("petra", 1500, "note"),
        ("uwe", 400, "note"),
        ("ida", 3, "they", "Which rope?"),
    )
    table = choose(listed(people, told), by="silence")
    assert ids(table) == ["petra", "uwe", "ida", "olga"]
    assert table["silence_rank"].to_list()[:3] == [1, 2, 3]


def test_nothing_after_today_counts(listed, happened):
    told = happened(("ida", -1, "note"), ("ida", -2, "they", "Where are you?"), ("ida", -3, "call"))
    row = listed([{"contact_id": "ida"}], told).iloc[0]
    assert row["section"] == "not known"
    assert row["exchange"] == 0
    assert row[["last_contact", "who_wrote_last", "first_words"]].isna().all()


def test_who_meets_often_wants_notes_more_often_than_their_circle(listed, happened):
    weekly = [("ida", 7 * week, "meeting") for week in range(1, 7)]
    seldom = [("olga", 7 * week, "meeting") for week in range(1, 6)]
    told = happened(*weekly, *seldom, ("ida", 30, "note"), ("olga", 30, "note"))
    table = listed([{"contact_id": "ida"}, {"contact_id": "olga"}], told)
    assert dict(zip(ids(table), table["cadence_days"], strict=True)) == {"ida": 21, "olga": 365}


def test_columns_say_what_one_needs_to_act(listed, happened):
    told = happened(
        ("ida", 9, "note", "Did the loft mend it?"), ("ida", 5, "they", "It did, all three sails.")
    )
    person = {
        "contact_id": "ida",
        "company": "Loft & Sons",
        "title": "Sailmaker",
        "emails": ["ida@loft.example", "i@loft.example"],
        "phones": ["+447700900199"],
        "city": "Hull",
    }
    row = listed([person], told).iloc[0]
    assert row[["company", "title", "email", "phone", "city"]].to_list() == [
        *("Loft & Sons", "Sailmaker", "ida@loft.example", "+447700900199", "Hull")
    ]
    assert row[["who_wrote_last", "first_words", "exchange", "last_contact_kind"]].to_list() == [
        *("they", "It did, all three sails.", 2, "message")
    ]
