"""What the owner says of two contacts is gone by at once, and comes out as if the whole
book had been reckoned anew.
"""

import shutil

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import netmerge as nm
from netmerge.book import joined, reckon
from tests.book.conftest import ADA, ALAN, GRACE, TODAY, connections
from tests.book.test_laws import few, networks, new_book, written

TOUCHED = ("members", "ids", "contacts", "happened", "log", "earlier", "decisions")
"""Tables that a decision may change."""


def held(book):
    """What a book holds of who is who."""
    tables = {
        name: sorted(map(repr, book._store.rows(f"SELECT * FROM {name}"))) for name in TOUCHED
    }
    shown = book.contacts.drop(columns=["record_ids", "photo"]).to_dict("records")
    due = book.due(TODAY).to_dict("records")
    nobody = reckon.nobody_by_sources(book._store)
    return tables | {"shown": shown, "due": due, "nobody": nobody}


def told(book, word, one, other, monkeypatch, *, may=True):
    """Say something of two contacts; what the book holds then, and whether it was kept
    at once, as it only `may` be.
    """
    kept = []
    at_once = joined.at_once
    with monkeypatch.context() as patch:
        watched = lambda *asked: kept.append(may and at_once(*asked)) or kept[0]  # noqa: E731
        patch.setattr(joined, "at_once", watched)
        getattr(book, word)(one, other)
    return held(book), kept[0]


@few
@given(networks(), st.integers(0, 7), st.integers(0, 7), st.sampled_from(("same", "different")))
def test_what_is_gone_by_at_once_is_what_a_whole_reckoning_makes(files, a, b, word):
    with new_book() as (book, folder), new_book() as (other, _), pytest.MonkeyPatch.context() as m:
        paths = written(folder, files)
        for one in (book, other):
            one.add(*paths, today=TODAY)
        ids = book.contacts["contact_id"].tolist()
        pair = ids[a % len(ids)], ids[b % len(ids)]
        assume(pair[0] != pair[1])
        whole, _ = told(other, word, *pair, m, may=False)
        assert told(book, word, *pair, m)[0] == whole


CHAT = """[02.10.26, 18:00:00] Ada Byron: the engine works, does it not?
[02.10.26, 18:05:00] Me Myself: It does, and sings.
"""
GROUP = """[03.10.26, 18:00:00] Grace Amazing: tea?
[03.10.26, 18:05:00] Ola Nordmann: yes
[03.10.26, 18:06:00] Me Myself: Coming.
"""
CARDS = (
    ("Ada Byron", "+44 7700 900111\nBDAY:1970-02-03"),
    ("Ada Byron", "+44 7700 900222\nBDAY:1985-06-07"),
    ("Ola Nordmann", "+47 400 00 001"),
    ("Per Viksund", "+47 400 00 002"),
    ("Viksund P", "+47 400 00 003"),
    ("Zoe", "+47 400 00 004"),
)

SAID = (
    ("same", "Per Viksund", "Zoe", True),
    ("different", "Per Viksund", "Viksund P", True),
    ("same", "grace@navy.example", "Zoe", False),  # Grace stands in a group
    ("same", "+44 7700 900111", "+44 7700 900222", False),  # written to by their one name
)
"""What is said of whom, and whether that concerns nobody else."""


@pytest.fixture(scope="module")
def talked_to(tmp_path_factory):
    """A book of some who talk to the owner."""
    folder = tmp_path_factory.mktemp("talked")
    cards = [
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nTEL;TYPE=CELL:{number}\nEND:VCARD\n"
        for name, number in CARDS
    ]
    files = {
        "Connections.csv": connections(ADA, GRACE, ALAN),
        "phone.vcf": "".join(cards),
        "WhatsApp Chat with Ada Byron.txt": CHAT,
        "WhatsApp Chat with tea.txt": GROUP,
    }
    with nm.Book(folder / "book") as book:
        book.add(*written(folder, files), today=TODAY, me="Me Myself", region="GB")
    return book.path


@pytest.mark.parametrize(("word", "one", "other", "alone"), SAID)
def test_only_who_may_be_concerned_is_reckoned_anew(
    talked_to, tmp_path, monkeypatch, word, one, other, alone
):
    found = []
    for may in (True, False) if alone else (True,):
        path = tmp_path / f"{may}.db"
        shutil.copy(talked_to, path)
        with nm.Book(path) as book:
            ids = [_meant(book, text) for text in (one, other)]
            found.append(told(book, word, *ids, monkeypatch, may=may))
    assert found[0][1] is alone
    assert found[0][0] == found[-1][0]


def _meant(book, text):
    """The contact of a name, an address or a number."""
    return book.search(text)["contact_id"].iloc[0]
