"""Laws of a book, on small networks of any make: the order of imports does not
matter, what nothing new speaks of stays, what is undone was never there, and an
id leads to somebody for ever.
"""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import netmerge as nm
from tests.book.conftest import TODAY, connections

PEOPLE = (
    ("Mirela", "Kovač", "mirela.kovac@dunav.example", "+381 11 3012345", "Dunav Mills"),
    ("Mirela", "Kovač", "m.kovac@sava.example", "+381 21 4412345", "Sava Press"),
    ("Teodor", "Kovač", "teodor.kovac@dunav.example", "+381 11 3012345", "Dunav Mills"),
    ("Ngozi", "Adeyemi", "ngozi@adeyemi.example", "+234 803 111 2233", "Lagos Lamps"),
    ("Jean-Luc", "Péron", "jlperon@phare.example", "+33 6 12 34 56 78", "Phare SA"),
    ("Jean", "Péron", "jean.peron@quai.example", "+33 6 87 65 43 21", "Quai SARL"),
    ("Sunita", "Rao", "sunita.rao@tea.example", "+91 98200 12345", "Nilgiri Tea"),
    ("Olle", "Håkansson", "olle@bruk.example", "+46 70 123 45 67", "Bruk AB"),
)
"""Namesakes, a household, two names that look alike, and people of their own."""

EMPLOYERS = ("", "Elsewhere Ltd")

few = settings(max_examples=int(os.environ.get("NETMERGE_EXAMPLES", "4")))
"""Each example makes several books; more of them are tried by hand."""
everybody = st.integers(0, len(PEOPLE) - 1)


@st.composite
def profiles(draw):
    """Connections of a LinkedIn list: nobody twice, some without an address."""
    chosen = draw(st.lists(everybody, max_size=6, unique_by=lambda one: PEOPLE[one][:2]))
    rows = []
    for one in chosen:
        given_name, family, email, _, company = PEOPLE[one]
        shown = draw(st.booleans())
        employer = draw(st.sampled_from((company, *EMPLOYERS)))
        rows.append((given_name, family, email if shown else "", employer, "Miller"))
    return connections(*rows)


@st.composite
def cards(draw, book, least=1):
    """Cards of an address book, which knows each by an identifier of its own."""
    chosen = draw(st.lists(everybody, min_size=least, max_size=6))
    lines = []
    for number, one in enumerate(chosen):
        given_name, family, email, phone, company = PEOPLE[one]
        short = draw(st.booleans())
        name = f"{given_name[0]}. {family}" if short else f"{given_name} {family}"
        lines += ["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"UID:{book}-{number}-{one}"]
        lines += [f"EMAIL:{email}"] if draw(st.booleans()) else []
        lines += [f"TEL;TYPE=CELL:{phone}"] if draw(st.booleans()) else []
        lines += [f"ORG:{company}"] if draw(st.booleans()) else []
        lines.append("END:VCARD")
    return "\n".join([*lines, ""])


@st.composite
def networks(draw):
    """Three address books of one owner, by file name; those that are not empty."""
    files = {
        "Connections.csv": draw(profiles()),
        "phone.vcf": draw(cards("phone", 0)),
        "old tablet.vcf": draw(cards("tablet", 0)),
    }
    told = {name: text for name, text in files.items() if text.count("\n") > 1}
    assume(told)
    return told


@contextmanager
def new_book():
    with tempfile.TemporaryDirectory() as folder, nm.Book(folder) as book:
        yield book, Path(folder)


def written(folder, files):
    """The paths of files with these texts, in a folder."""
    paths = []
    for name, text in files.items():
        path = folder / name
        path.write_text(text, "utf-8")
        paths.append(path)
    return paths


def together(network):
    """The record keys of each contact."""
    keys = network.records["record_key"].groupby(network.contact_of_record.to_numpy())
    return {frozenset(group) for _, group in keys}


def state(book):
    """All that a person sees of a book."""
    due = book.due(TODAY)
    ids = book.contacts[["contact_id", "full_name"]]
    return book.contacts.to_dict("records"), due.to_dict("records"), ids.to_dict("records")


@few
@given(networks(), st.randoms(use_true_random=False))
def test_any_order_of_imports_at_once_gives_the_same_contacts(files, random):
    order = random.sample(list(files), len(files))
    with new_book() as (book, folder), new_book() as (other, _):
        paths = dict(zip(files, written(folder, files), strict=True))
        one = book.add(*paths.values(), today=TODAY)
        shuffled = other.add(*(paths[name] for name in order), today=TODAY)
        assert together(one) == together(shuffled)
        assert set(book.contacts["contact_id"]) == set(other.contacts["contact_id"])


@few
@given(networks(), st.randoms(use_true_random=False))
def test_adding_in_parts_in_any_order_gives_what_all_at_once_gives_but_for_what_held(files, random):
    with new_book() as (whole, folder), new_book() as (parts, _):
        paths = written(folder, files)
        at_once = whole.add(*paths, today=TODAY)
        for path in random.sample(paths, len(paths)):
            made = parts.add(path, today=TODAY)
        assert made.links.held or together(made) == together(at_once)


@few
@given(networks())
def test_the_same_files_again_change_nothing(files):
    with new_book() as (book, folder):
        paths = written(folder, files)
        book.add(*paths, today=TODAY)
        before = state(book), len(book.log())
        for path in reversed(paths):
            book.add(path.rename(path.with_stem(f"again {path.stem}")), today=TODAY)
        assert (state(book), len(book.log())) == before


@few
@given(networks(), cards("work"))
def test_contacts_that_nothing_new_speaks_of_stay(files, more):
    with new_book() as (book, folder):
        before = book.add(*written(folder, files), today=TODAY)
        after = book.add(*written(folder, {"work.vcf": more}), today=TODAY)
        old = set(before.records["record_key"])
        untouched = {group for group in together(after) if group <= old}
        grown = {group for group in together(before) if not group & set().union(*untouched)}
        assert untouched <= together(before)
        assert untouched | grown == together(before)


COMMANDS = ("add", "note", "circle", "set", "never", "same", "different", "merge")


def done(book, command, paths, pick):
    """Do something to a book, with whoever `pick` chooses."""
    contacts = book.contacts["contact_id"].tolist()
    one, other = contacts[pick % len(contacts)], contacts[(pick // 3 + 1) % len(contacts)]
    if command in ("add", "merge"):
        getattr(book, command)(paths[pick % len(paths)], today=TODAY)
    elif command == "note":
        book.note(one, "a word", on="2026-10-02")
    elif command == "circle":
        book.circle(one, ("family", "friends")[pick % 2])
    elif command == "set":
        book.set(one, "company", f"Firm {pick % 3}")
    elif command == "never":
        book.never(one)
    elif command == "same" and one != other:
        book.same(one, other)
    elif command == "different":
        keys = [entry["record_key"] for entry in book.show(one)["entries"]]
        if len(keys) > 1:
            book.different(keys[0], keys[-1])


deeds = st.lists(st.tuples(st.sampled_from(COMMANDS), st.integers(0, 50)), min_size=1, max_size=5)


@few
@given(networks(), deeds)
def test_what_is_undone_was_never_there(files, steps):
    with new_book() as (book, folder):
        paths = written(folder, files)
        book.add(paths[0], today=TODAY)
        states = [state(book)]
        for command, pick in steps:
            before = len(book.log())
            done(book, command, paths, pick)
            if len(book.log()) > before:
                states.append(state(book))
        for earlier in reversed(states[:-1]):
            book.undo()
            assert state(book) == earlier


@few
@given(networks(), deeds)
def test_an_id_once_given_leads_to_somebody_for_ever(files, steps):
    with new_book() as (book, folder):
        paths = written(folder, files)
        book.add(*paths, today=TODAY)
        given_out = set()
        for command, pick in steps:
            given_out |= set(book.contacts["contact_id"])
            if command != "merge":
                done(book, command, paths, pick)
        there = set(book.contacts["contact_id"])
        assert {book.find(name) for name in given_out} <= there
