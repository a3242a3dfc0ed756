"""Whose network this is."""

from netmerge.importers.contract import Imported
from netmerge.interactions import find_owner
from netmerge.schema import OWNER_FACTS

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


def test_the_commonest_sender_is_a_last_resort_and_says_so(messages):
    told = messages(*TALK, recipient_handles=[None] * 5, conversation=[None] * 5)
    owner = find_owner(Imported(interactions=told))
    assert owner.names == ("Ben Castro",)
    assert "a guess" in owner.how


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
