"""How all tests run: hypothesis without a deadline (a busy machine is no bug), the same examples
each time.

`pytest --hypothesis-profile=quick` tries fewer examples.

The fixtures write small tables of interactions, the way a story is told.
"""

import datetime as dt
import os
import time

import pytest
from hypothesis import settings

from netmerge.importers.programs import linkedin
from netmerge.interactions import Owner, grade, orient
from netmerge.schema import CONTACTS, INTERACTIONS, SOURCES

os.environ["TZ"] = "UTC"  # days are those of the machine, unless a test says otherwise
if hasattr(time, "tzset"):
    time.tzset()

settings.register_profile("netmerge", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("quick", deadline=None, derandomize=True, max_examples=15)
settings.load_profile("netmerge")

ME = ("Robin Owner", "linkedin:robin")


@pytest.fixture
def owner():
    return Owner(names=(ME[0],), handles=(ME[1],))


@pytest.fixture
def messages():
    """messages((who, text), ("< who", text), …): what the owner sent, or with "<" received; one
    day each from 1 May.
    """

    def build(*told, **columns):
        rows = [_row(number, *entry) for number, entry in enumerate(told)]
        return INTERACTIONS.frame({name: [row[name] for row in rows] for name in rows[0]} | columns)

    return build


def _row(number, who, text):
    inward = who.startswith("< ")
    people = [person.strip() for person in who.removeprefix("< ").split(";")]
    handles = ["linkedin:" + person.lower().replace(" ", "-") for person in people]
    return {
        "position": number + 1,
        "kind": "message",
        "date": dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC) + dt.timedelta(days=number),
        "channel": "linkedin",
        "sender_name": people[0] if inward else ME[0],
        "sender_handle": handles[0] if inward else ME[1],
        "recipient_names": [ME[0]] if inward else people,
        "recipient_handles": [ME[1]] if inward else handles,
        "text": text,
        "conversation": people[0],
        "draft": False,
        "sponsored": False,
    }


@pytest.fixture
def graded(messages, owner):
    """The grades of messages told as to `messages`."""

    def build(*told, **columns):
        return grade(orient(messages(*told, **columns), owner), owner)["grade"].to_list()

    return build


@pytest.fixture
def contacts():
    """contacts({"contact_id": …, …}, …): a contacts table."""

    def build(*rows):
        return CONTACTS.frame(
            {name: [row.get(name) for row in rows] for name in {n: 0 for row in rows for n in row}}
        )

    return build


@pytest.fixture
def sources():
    """One archive's messages, which cover 2015 to 1 November 2026."""
    return SOURCES.frame(
        {
            "file": ["archive.zip"],
            "member": ["messages.csv"],
            "source": ["linkedin"],
            "holds": ["interactions"],
            "rows": [12],
            "read": [12],
            "covers_from": [dt.date(2015, 1, 1)],
            "covers_to": [dt.date(2026, 11, 1)],
        }
        | {name: [value] for name, value in linkedin.TRAITS.of_source().items()}
    )
