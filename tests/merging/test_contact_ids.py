"""A contact's id: made of what its records are, kept through every export, join and split."""

import datetime as dt
import re

import numpy as np
import pyarrow as pa

import netmerge as nm
from netmerge.merging.contact_ids import contact_ids
from tests.merging.people import merged_row


def ids(*contacts, known=None):
    """The ids of contacts that are given as lists of record keys."""
    number = np.repeat(np.arange(len(contacts)), [len(keys) for keys in contacts])
    keys = pa.array([key for keys in contacts for key in keys], pa.string())
    return contact_ids(number, keys, known or {}).to_pylist()


def told(*contacts):
    """What is known of such contacts afterwards: the id of each record key."""
    given = zip(contacts, ids(*contacts), strict=True)
    return {key: contact_id for keys, contact_id in given for key in keys}


def test_an_id_is_made_of_the_key_that_lasts_longest():
    profile = ids(["linkedin:profile:ada"])
    assert re.fullmatch("c[0-9a-f]{10}", profile[0])
    assert ids(["camcard:name:ada", "linkedin:profile:ada", "google:email:a@x.org"]) == profile
    assert ids(["vcard:uid:1", "linkedin:profile:ada"]) == ids(["vcard:uid:1"]) != profile
    assert ids(["vcard:uid:2", "vcard:uid:1"]) == ids(["vcard:uid:1", "vcard:uid:2"])


def test_no_contacts_have_no_ids():
    assert ids() == []


def test_a_known_contact_keeps_its_id_whatever_joins_it():
    known = {"google:email:a@x.org": "c1"}
    assert ids(["google:email:a@x.org", "vcard:uid:1"], known=known) == ["c1"]
    assert ids(["vcard:uid:1"], known=known) == ids(["vcard:uid:1"])


def test_joined_contacts_keep_the_id_that_most_of_their_records_had():
    known = {"a": "c1", "b": "c2", "c": "c2"}
    assert ids(["a", "b", "c"], known=known) == ["c2"]


def test_of_equally_many_records_the_smallest_key_decides():
    assert ids(["b", "a"], known={"a": "c9", "b": "c1"}) == ["c9"]
    assert ids(["b"], ["a"], known={"a": "c1", "b": "c1"})[1] == "c1"


def test_a_split_leaves_the_id_with_the_part_that_holds_most():
    known = told(["vcard:uid:1", "vcard:uid:2", "vcard:uid:3"])
    old = known["vcard:uid:1"]
    first, second = ids(["vcard:uid:1"], ["vcard:uid:2", "vcard:uid:3"], known=known)
    assert second == old
    assert first == f"{old}-2"  # its key is the one that the old id was made of


def test_each_id_goes_to_one_contact_and_each_contact_takes_one():
    known = {"a": "c1", "b": "c1", "c": "c2", "d": "c1", "e": "c2"}
    assert ids(["a", "b", "c"], ["d", "e"], known=known) == ["c1", "c2"]


def test_an_id_that_was_given_is_given_to_nobody_else():
    made = ids(["vcard:uid:1"])[0]
    assert ids(["vcard:uid:1"], known={"gone": made}) == [f"{made}-2"]
    assert ids(["vcard:uid:1"], known={"gone": made, "gone too": f"{made}-2"}) == [f"{made}-3"]


def test_the_order_of_the_contacts_decides_nothing():
    known = {"a": "c1", "b": "c1", "c": "c2"}
    assert ids(["a"], ["b"], ["c"], known=known) == ids(["c"], ["b"], ["a"], known=known)[::-1]


def test_an_edit_of_one_of_two_cards_does_not_change_the_uid():
    old, new = dt.date(2024, 1, 1), dt.date(2025, 1, 1)
    for days in ((old, new), (new, old)):
        cards = [
            {"full_name": "Ann", "uid": uid, "as_of": day}
            for uid, day in zip(("b", "a"), days, strict=True)
        ]
        assert merged_row(*cards)["uids"] == ["a", "b"]


CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
CARD = "BEGIN:VCARD\nVERSION:3.0\nUID:6f2e\nFN:{}\nORG:{}\nTITLE:{}\nEMAIL:{}\nEND:VCARD\n"


def exported(folder, cards, connections):
    """A network of a phone and a LinkedIn export; these name people by their profile."""
    folder.mkdir()
    lines = [
        f"{given},{family},https://www.linkedin.com/in/{slug},{rest}\n"
        for given, family, slug, rest in connections
    ]
    (folder / "phone.vcf").write_text("".join(CARD.format(*card) for card in cards))
    (folder / "Connections.csv").write_text(CONNECTIONS + "".join(lines))
    return nm.reconcile(folder / "phone.vcf", folder / "Connections.csv", today="2026-11-01")


def test_a_new_job_changes_neither_the_id_of_a_person_nor_the_uid_in_the_vcard(tmp_path):
    first = exported(
        tmp_path / "october",
        [("Bo Lund", "Firm Ltd", "CTO", "bo@firm.example")],
        [("Ada", "Lovelace", "ada-l", "ada@mill.example,Mill,Analyst,01 Mar 2024")],
    )
    second = exported(
        tmp_path / "november",
        [("Bo Lund", "Other GmbH", "CEO", "lund@other.example")],
        [
            ("Cy", "New", "cy-new", ",Loom,Weaver,30 Oct 2026"),
            ("Ada", "Lovelace", "ada-l", "al@loom.example,Loom,Director,01 Mar 2024"),
        ],
    )
    before = first.contacts.set_index("full_name")["contact_id"]
    after = second.contacts.set_index("full_name")["contact_id"]
    assert after[["Ada Lovelace", "Bo Lund"]].equals(before[["Ada Lovelace", "Bo Lund"]])
    assert after["Cy New"] not in set(before)
    cards = [
        {card.fn.value: card.uid.value for card in net.to_vobject()} for net in (first, second)
    ]
    assert cards[0] == {name: cards[1][name] for name in cards[0]}


def test_who_comes_back_or_is_parted_again_has_the_id_of_before():
    former = [("vcard:uid:1", "c1"), ("vcard:uid:1", "c2"), ("vcard:uid:2", "c2")]
    number, keys = np.array([0, 1, 1]), pa.array([f"vcard:uid:{one}" for one in "123"])
    joined = {"vcard:uid:1": "c2", "vcard:uid:2": "c2", "vcard:uid:3": "c2"}
    assert contact_ids(number, keys, joined, former).to_pylist() == ["c1", "c2"]
    gone = {"vcard:uid:2": "c2"}
    assert contact_ids(number, keys, gone, former).to_pylist() == ["c1", "c2"]
    assert contact_ids(number, keys, {}, former[2:]).to_pylist()[1] == "c2"
