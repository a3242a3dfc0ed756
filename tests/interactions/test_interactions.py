"""Interactions seen from the owner, and whom they concern."""

import pandas as pd
import pytest

from netmerge.interactions import Owner, attribute, orient
from netmerge.schema import CLEANED, RECORDS


def oriented(messages, owner, *told, **columns):
    return orient(messages(*told, **columns), owner)


def test_direction_follows_the_sender(messages, owner):
    table = oriented(messages, owner, ("Anna Berg", "a"), ("< Anna Berg", "b"))
    assert table["direction"].to_list() == ["out", "in"]
    assert table["counterpart_name"].to_list() == ["Anna Berg", "Anna Berg"]
    assert table["counterpart_handle"].to_list() == ["linkedin:anna-berg"] * 2


def test_a_direction_that_the_source_gives_is_kept(messages, owner):
    table = oriented(messages, owner, ("Anna Berg", "a"), direction=["in"])
    assert table["direction"].to_list() == ["in"]


def test_a_message_to_several_has_a_row_for_each(messages, owner):
    table = oriented(messages, owner, ("Anna Berg; Ben Castro", "a"), ("Anna Berg", "b"))
    assert table["counterpart_name"].to_list() == ["Anna Berg", "Ben Castro", "Anna Berg"]
    assert table["recipients"].to_list() == [2, 2, 1]
    assert table["position"].to_list() == [1, 1, 2]


def test_the_owner_among_the_recipients_is_nobody_written_to(messages, owner):
    table = oriented(messages, owner, ("Anna Berg; Robin", "a"))
    assert table["recipients"].to_list() == [1]


def test_names_tell_where_there_are_no_handles(messages, owner):
    table = oriented(
        messages,
        owner,
        ("Anna Berg", "a"),
        ("< Anna Berg", "b"),
        sender_handle=[None] * 2,
        recipient_handles=[None] * 2,
    )
    assert table["direction"].to_list() == ["out", "in"]
    assert table["counterpart_name"].to_list() == ["Anna Berg", "Anna Berg"]


def test_a_handle_is_taken_from_who_else_writes_in_the_conversation(messages, owner):
    table = oriented(
        messages,
        owner,
        ("Anna Berg", "a"),
        ("< Anna Berg", "b"),
        ("Ben Castro", "c"),
        recipient_handles=[None] * 3,
    )
    assert table["counterpart_handle"].to_list()[:2] == ["linkedin:anna-berg"] * 2
    assert pd.isna(table["counterpart_handle"][2])


def test_nothing_is_dropped_where_nobody_is_named(messages, owner):
    table = oriented(
        messages, owner, ("Anna Berg", "a"), recipient_names=[None], recipient_handles=[None]
    )
    assert table["counterpart_name"].isna().to_list() == [True]


def test_without_an_owner_directions_stay_open(messages):
    table = oriented(messages, Owner(), ("Anna Berg", "a"))
    assert table["direction"].isna().to_list() == [True]


def attributed(messages, owner, people, *told, **columns):
    """Attribute to contacts c0, c1 …, each a record with the given name, profile and e-mail
    addresses.
    """
    names, slugs, emails = zip(*people, strict=True)
    ids = list(range(len(people)))
    records = RECORDS.frame({"record_id": ids, "full_name": names})
    cleaned = CLEANED.frame(
        {"record_id": ids, "full_name": names, "linkedin": slugs, "emails": emails}
    )
    contact_of_record = pd.Series([f"c{i}" for i in ids], index=ids)
    table = attribute(
        oriented(messages, owner, *told, **columns), records, cleaned, contact_of_record, owner
    )
    return [None if pd.isna(contact) else contact for contact in table["contact_id"]]


def test_the_handle_decides_between_namesakes(messages, owner):
    people = [("Anna Berg", "anna-berg", None), ("Anna Berg", "anna-berg-2", None)]
    assert attributed(messages, owner, people, ("Anna Berg", "a")) == ["c0"]


def test_a_unique_name_decides_where_there_is_no_handle(messages, owner):
    people = [("Anna Berg", None, None), ("Ben Castro", None, None)]
    told = [("Dr. ANNA BERG, PMP (she/her)", "a"), ("Carla Duval", "b")]
    assert attributed(messages, owner, people, *told, recipient_handles=[None] * 2) == ["c0", None]


def test_a_name_that_two_contacts_have_decides_nothing(messages, owner):
    people = [("Anna Berg", None, None), ("Anna Berg", None, None)]
    assert attributed(messages, owner, people, ("Anna Berg", "a"), recipient_handles=[None]) == [
        None
    ]


@pytest.mark.parametrize("name", ["Oma", "Otto", "Mo (choir)", "OMA "])
def test_a_chat_named_as_exactly_one_entry_is_that_contact_s(messages, owner, name):
    people = [("Oma", None, None), ("Otto", None, None), ("Mo (choir)", None, None)]
    wanted = {"oma": "c0", "otto": "c1", "mo (choir)": "c2"}[name.strip().lower()]
    assert attributed(messages, owner, people, (name, "a"), recipient_handles=[None]) == [wanted]


def test_a_single_word_decides_nothing_beside_a_handle_or_among_several(messages, owner):
    assert attributed(messages, owner, [("Otto", None, None)], ("Otto", "a")) == [None]
    two = [("Otto", None, None), ("Otto", None, None)]
    assert attributed(messages, owner, two, ("Otto", "a"), recipient_handles=[None]) == [None]


def test_a_namesake_with_another_profile_is_somebody_else(messages, owner):
    people = [("Anna Berg", "anna-the-other", None)]
    assert attributed(messages, owner, people, ("Anna Berg", "a")) == [None]


def test_an_inner_member_number_is_no_other_profile(messages, owner):
    people = [("Anna Berg", "anna-berg", None)]
    handles = [["linkedin:acoaabbbcccdddeeefff"]]
    assert attributed(messages, owner, people, ("Anna Berg", "a"), recipient_handles=handles) == [
        "c0"
    ]


def test_a_shared_mailbox_is_decided_by_the_name(messages, owner):
    people = [("Anna Berg", None, ["bergs@example.org"]), ("Ben Berg", None, ["bergs@example.org"])]
    told = [("Ben Berg", "a"), ("The Bergs", "b")]
    handles = [["mailto:bergs@example.org"]] * 2
    assert attributed(messages, owner, people, *told, recipient_handles=handles) == ["c1", None]
