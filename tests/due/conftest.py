"""Scenes of a due list, told in a few words."""

import datetime as dt

import pytest

from netmerge.due import due, with_meanings
from netmerge.interactions import Owner
from netmerge.schema import HAPPENED

TODAY = dt.date(2026, 11, 1)
MIDDAY = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
THEM = Owner(names=("Robin Owner",), handles=("linkedin:robin",), emails=("robin@own.example",))


def ago(days):
    return TODAY - dt.timedelta(days=days)


@pytest.fixture
def happened():
    """happened((who, days ago, what, text), …): `note`, `they`, `canned`, `call`, `meeting`, and
    `to group` or `from group`.
    """

    def build(*told, **columns):
        rows = [_row(*entry) for entry in told]
        names = {name for row in rows for name in row}
        table = {name: [row.get(name) for row in rows] for name in names}
        return with_meanings(HAPPENED.frame(table | columns, rows=len(rows)), THEM)

    return build


def _row(who, days, what, text=None, channel="linkedin", others=None):
    inward = what in ("they", "from group")
    kind = what if what in ("call", "meeting") else "message"
    grades = {"note": "personal", "they": "received", "from group": "received"}
    recipients = {"they": 0, "from group": 3, "to group": 3}.get(what, 1)
    return {
        "file": "archive.zip",
        "member": "messages.csv",
        "contact_id": who,
        "counterpart_name": who.title(),
        "date": MIDDAY - dt.timedelta(days=days),
        "kind": kind,
        "direction": "in" if inward else "out",
        "channel": channel,
        "text": text if text or kind != "message" else "The boat lies at the new pier.",
        "recipients": recipients if others is None else others,
        "grade": grades.get(what, "group" if what == "to group" else what),
    }


@pytest.fixture
def listed(contacts, sources):
    """The due list of people, a dict each, and of what happened."""

    def build(people, interactions, owner=THEM, sources=sources, records=None):
        named = [{"full_name": one["contact_id"].title()} | one for one in people]
        return due(contacts(*named), interactions, sources, TODAY, owner, records)

    return build


@pytest.fixture
def sections(listed):
    """The section of each person of such a list."""

    def build(*args, **kwargs):
        table = listed(*args, **kwargs)
        return dict(zip(table["contact_id"], table["section"], strict=True))

    return build
