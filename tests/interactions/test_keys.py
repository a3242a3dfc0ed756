"""A message has the key that it had, whatever file holds it."""

import datetime as dt

import pytest

import netmerge as nm
from netmerge.interactions import Owner, orient
from netmerge.schema import INTERACTIONS

ROBIN = Owner(names=("Robin Owner",), handles=("mailto:robin@own.example",))
NOON = dt.datetime(2026, 3, 9, 12, 0, 20, tzinfo=dt.UTC)
NOTE = {
    "file": "a.mbox",
    "member": None,
    "position": 4,
    "kind": "message",
    "channel": "email",
    "date": NOON,
    "direction": "out",
    "sender_handle": "mailto:robin@own.example",
    "recipient_names": ["Ida Loft"],
    "recipient_handles": ["mailto:ida@loft.example"],
    "text": "Is the boat dry?",
}


def keys(*messages):
    rows = [NOTE | message for message in messages]
    table = INTERACTIONS.frame({name: [row[name] for row in rows] for name in rows[0]})
    return orient(table, ROBIN)["key"].to_list()


def test_neither_file_nor_position_nor_second_counts():
    elsewhere = {
        "file": "Takeout.zip",
        "member": "Sent.mbox",
        "position": 71,
        "date": NOON.replace(second=0),
        "recipient_names": ["ida"],
    }
    first, second = keys({}, elsewhere)
    assert first == second
    assert keys(elsewhere) == [first]


@pytest.mark.parametrize(
    "other",
    [
        {"text": "Is the boat wet?"},
        {"text": None},
        {"date": NOON + dt.timedelta(minutes=1)},
        {"date": None},
        {"recipient_handles": ["mailto:ann@lee.example"]},
        {"direction": "in"},
        {"kind": "invitation"},
        {"channel": "linkedin"},
    ],
)
def test_another_message_has_another_key(other):
    first, second = keys({}, {"file": "b.mbox"} | other)
    assert first != second


def test_the_second_such_in_one_file_is_another():
    first, second = keys({}, {"position": 5})
    assert first != second
    assert keys({}, {"position": 5}, {"file": "b"}, {"file": "b"}) == [first, second] * 2


def test_each_person_of_a_group_has_a_key_of_their_own():
    both = {
        "recipient_names": ["Ida Loft", "Ann Lee"],
        "recipient_handles": ["mailto:ida@loft.example", "mailto:ann@lee.example"],
    }
    assert len(set(keys(both))) == 2


def test_keys_stay_from_version_to_version():
    assert keys({}) == ["i4a26a0b80c2b1080"]


def test_no_interaction_has_no_key():
    assert orient(INTERACTIONS.empty(), ROBIN)["key"].to_list() == []


def test_what_goes_to_or_comes_from_several_is_a_group_s():
    def group(**message):
        row = NOTE | message
        table = INTERACTIONS.frame({name: [value] for name, value in row.items()})
        return set(orient(table, ROBIN)["group"])

    three = {
        "recipient_names": ["Ida Loft", "Ann Lee"],
        "recipient_handles": ["mailto:ida@loft.example", "mailto:ann@lee.example"],
    }
    mine = {"recipient_names": None, "recipient_handles": ["mailto:robin@own.example"]}
    theirs = {"direction": "in", "sender_handle": "mailto:uwe@own.example"}
    assert group() == {False}
    assert group(**three) == {True}
    assert group(**theirs, **three) == {True}
    assert group(**theirs, **mine) == {False}
    assert group(kind="meeting", direction=None) == {False}
    assert group(kind="meeting", direction=None, **three) == {True}


CHAT = """03/05/2026, 23:40 - Robin Reyes: The owl hatched
03/05/2026, 23:41 - Ida Holm: How many?
03/05/2026, 23:42 - Robin Reyes: Come and see
13/05/2026, 00:10 - Robin Reyes: Come and see
"""
LOG = "date,who,channel,text\n2026-05-03,Ida Holm,letter,The owl hatched in the mill\n"


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_what_a_clock_on_the_wall_showed_has_one_key_and_day_in_every_zone(tmp_path, zone):
    (tmp_path / "WhatsApp Chat with Ida Holm.txt").write_text(CHAT, "utf-8")
    (tmp_path / "notes.csv").write_text(LOG, "utf-8")
    there, here = (
        orient(nm.read(tmp_path, zone=name).interactions, ROBIN) for name in (zone, "UTC")
    )
    assert there["key"].to_list() == here["key"].to_list()
    assert there["day"].to_list() == here["day"].to_list()
    assert len(set(here["key"])) == len(here) == 5
