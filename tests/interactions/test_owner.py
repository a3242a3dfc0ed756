"""Whose network this is."""

import pandas as pd
import pytest

from netmerge.errors import OwnerUnknownError
from netmerge.importers.contract import Imported
from netmerge.interactions import find_owner, grade, orient
from netmerge.schema import INTERACTIONS, OWNER_FACTS
from tests.conftest import ME

TALK = [
    ("Anna Berg", "a"),
    ("< Anna Berg", "b"),
    ("< Ben Castro", "c"),
    ("< Ben Castro", "d"),
    ("< Ben Castro", "e"),
]


def facts(**told):
    rows = [(fact, value) for fact, values in told.items() for value in values]
    return OWNER_FACTS.frame(
        {"fact": [fact for fact, _ in rows], "value": [value for _, value in rows]}
    )


def test_the_inviter_of_outgoing_invitations(messages):
    told = messages(
        ("Anna Berg", None),
        ("< Ben Castro", None),
        kind=["invitation"] * 2,
        direction=["out", "in"],
    )
    owner = find_owner(Imported(interactions=told))
    assert owner.handles == ("linkedin:robin",)
    assert owner.names == ("Robin Owner",)
    assert owner.how == "The owner is Robin Owner: the inviter of 1 outgoing invitation."


def test_who_is_in_every_conversation_though_others_write_more(messages):
    owner = find_owner(Imported(interactions=messages(*TALK)))
    assert owner.handles == ("linkedin:robin",)
    assert "in 100% of the conversations" in owner.how


def test_the_name_of_the_profile(messages):
    told = messages(*TALK, recipient_handles=[None] * 5, conversation=[None] * 5)
    owner = find_owner(
        Imported(
            interactions=told, owner_facts=facts(name=["Robin Owner"], email=["Robin@Example.org"])
        )
    )
    assert owner.handles == ("linkedin:robin", "mailto:robin@example.org")
    assert "profile" in owner.how


def test_the_commonest_senders_are_candidates_and_nobody_is_believed(messages):
    told = messages(*TALK, recipient_handles=[None] * 5, conversation=[None] * 5)
    owner = find_owner(Imported(interactions=told))
    assert not owner.known
    assert owner.how.startswith("Who you are on linkedin could only be guessed")
    with pytest.raises(OwnerUnknownError, match="--me") as raised:
        owner.require_known()
    assert str(raised.value) == owner.how
    assert raised.value.candidates == (
        *("Ben Castro (linkedin.com/in/ben-castro)", "Anna Berg (linkedin.com/in/anna-berg)"),
        "Robin Owner (linkedin.com/in/robin)",
    )


def test_nothing_is_personal_where_the_owner_could_only_be_guessed(messages):
    told = messages(
        ("Anna Berg", "The heron came back to the pond this morning, Anna."),
        ("< Ben Castro", "Did the roof hold in the storm?"),
        recipient_handles=[None] * 2,
        conversation=[None] * 2,
    )
    lone = {"channel": ["sms"], "direction": ["out"]}
    lone |= {"sender_name": [None], "sender_handle": [None]}
    sure = messages(("Eve", "Nobody has sent me a pumpkin before."), **lone)
    both = Imported(interactions=INTERACTIONS.concat([told, sure]))
    owner = find_owner(both)
    assert owner.guessed == ("linkedin",)
    graded = grade(orient(both.interactions, owner), owner)
    assert graded["grade"].tolist() == ["received", "received", "personal"]
    assert graded["direction"].isna().tolist() == [True, True, False]
    assert "the owner is not known" in graded["reason"][0]


@pytest.mark.parametrize(
    "me",
    [
        "Robin Owner",
        "https://www.linkedin.com/in/Robin/",
        "linkedin:robin",
        ["old@x.example", "robin owner"],
    ],
)
def test_who_says_who_they_are_needs_no_guess(messages, me):
    told = messages(*TALK, recipient_handles=[None] * 5, conversation=[None] * 5)
    owner = find_owner(Imported(interactions=told), me)
    owner.require_known()
    assert "linkedin:robin" in owner.handles


def test_all_that_was_given_is_told():
    owner = find_owner(Imported(), ["a@x.example", "Robin Hill", "+447700900123"])
    assert owner.names == ("Robin Hill",)
    assert owner.handles == ("mailto:a@x.example", "tel:+447700900123")
    assert owner.how == (
        "The owner is Robin Hill: a@x.example was given, Robin Hill was given "
        "and +447700900123 was given."
    )


OLD = "linkedin:r-hill-1a2b"


def two_archives(messages, now, before, name="Robin Hill", **columns):
    """What an archive of today holds, and an earlier one in which the owner was somebody else."""
    new, old = messages(*now), messages(*before)
    replaced = {"sender_name": name, "sender_handle": OLD}
    mine = (old["sender_handle"] == ME[1]).to_numpy()
    old = old.assign(file="old.zip")
    for column, value in replaced.items():
        old[column] = old[column].where(~mine, value)
    to_me = [[OLD] if list(to) == [ME[1]] else list(to) for to in old["recipient_handles"]]
    names = [[name] if list(to) == [ME[0]] else list(to) for to in old["recipient_names"]]
    old = old.assign(recipient_handles=to_me, recipient_names=names, **columns)
    return Imported(interactions=INTERACTIONS.frame(pd.concat([new.assign(file="new.zip"), old])))


NOW = [("Anna Berg", "The heron came back to the pond."), ("< Ben Castro", "Did it?"), ("Eve", "b")]


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ([("Anna Berg", "A first letter"), ("< Ben Castro", "hello")], "Robin Hill"),
        ([("Anna Berg", "The heron came back to the pond.")], "Robin Hill"),
        ([("Dora", "A letter to a stranger")], ME[0]),
    ],
    ids=["in every conversation", "the same message", "the same name"],
)
def test_who_the_owner_was_in_another_archive(messages, before, name):
    owner = find_owner(two_archives(messages, NOW, before, name))
    assert owner.handles == (ME[1], OLD)
    assert set(owner.names) == {ME[0], name}


def test_one_message_of_somebody_else_makes_nobody_the_owner(messages):
    owner = find_owner(two_archives(messages, NOW, [("Dora", "A letter to a stranger")]))
    assert owner.handles == (ME[1],)


def test_who_stands_beside_the_owner_elsewhere_is_somebody_else(messages):
    of_one = two_archives(messages, NOW, [("< Anna Berg", "One"), ("< Anna Berg", "Two")])
    alone = {**of_one.interactions, "recipient_handles": [["linkedin:eve"]] * 5}
    alone["conversation"] = list("abcde")
    told = Imported(interactions=INTERACTIONS.frame(alone))
    assert "linkedin:anna-berg" not in find_owner(told, "linkedin:robin").handles


def test_what_the_owner_sent_as_somebody_else_is_theirs_and_counts_once(messages):
    note = ("Anna Berg", "The heron came back to the pond.")
    told = two_archives(messages, NOW, [note, ("Eve", "Did the roof hold in the storm, Eve?")])
    owner = find_owner(told)
    graded = grade(orient(told.interactions, owner), owner)
    assert graded["grade"].tolist() == ["personal", "received", "canned", "repeat", "personal"]


def test_an_owner_who_never_wrote_is_not_taken_for_another(messages):
    told = messages(("< Anna Berg", "a"), ("< Anna Berg", "b"), recipient_handles=[None] * 2)
    owner = find_owner(Imported(interactions=told, owner_facts=facts(name=["Robin Owner"])))
    assert owner.names == ("Robin Owner",)
    assert owner.handles == ()


def test_the_user_s_own_address_counts():
    owner = find_owner(Imported(), me="me@example.org")
    assert owner.handles == ("mailto:me@example.org",)
    assert owner.how == "The owner is mailto:me@example.org: me@example.org was given."


def test_nobody_is_known_from_nothing():
    owner = find_owner(Imported())
    assert not owner.known
    assert owner.how == "The owner is not known."


def test_employers_and_schools_come_along():
    owner = find_owner(
        Imported(owner_facts=facts(company=["Harbour Ltd"], school=["University of Northgate"]))
    )
    assert owner.companies == (("Harbour Ltd", None, None),)
    assert owner.schools == ("University of Northgate",)
