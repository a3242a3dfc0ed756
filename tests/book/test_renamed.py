"""An entry without an identifier of its own is the same one when what it goes by changes."""

import pytest

from netmerge.book import changes_between
from tests.book.conftest import TODAY

HEAD = "First Name,Last Name,Email,Phone,Company\n"
OTHERS = "Bodil,Krag,bodil@krag.example,+45 20 11 22 01,Krag\nEmre,Tan,emre@tan.example,,Tan\n"
BEFORE = "Dagny,Sand,dagny@sand.example,+47 912 00 301,Sand\n"
EDITED = {
    "address": "Dagny,Sand,dagny@post.example,+47 912 00 301,Sand\n",
    "all but the name": "Dagny,Sand,ds@hav.example,+47 912 00 399,Hav\n",
    "name, address and firm": "Dagny,Lie,dl@hav.example,+47 912 00 301,Hav\n",
    "name, number and firm": "Dagny,Lie,dagny@sand.example,+47 912 00 399,Hav\n",
}


def add(book, write, *rows):
    """Next month's export, of Dagny's rows and of two that stay."""
    book.add(write("people.csv", HEAD + OTHERS + "".join(rows)), today=TODAY)
    return dict(zip(book.contacts["given_name"], book.contacts["contact_id"], strict=True))


@pytest.mark.parametrize("edited", EDITED.values(), ids=EDITED)
def test_whoever_is_edited_keeps_their_id(book, write, edited):
    before = add(book, write, BEFORE)
    assert add(book, write, edited) == before
    changed = book.changes()
    assert set(changed["what"]) <= {"employer", "e-mail", "name"}
    employers = changed[changed["what"] == "employer"]
    assert employers["after"].to_list() == ["Hav"] * ("Hav" in edited)
    assert employers["before_day"].notna().all()
    assert employers["after_day"].notna().all()


def test_whoever_marries_keeps_the_id_that_a_running_number_tells(book, write):
    head = "Record ID," + HEAD
    others = "".join(f"{n},{row}\n" for n, row in enumerate(OTHERS.split(), 11))
    was = "13,Dagny,Sand,dagny@sand.example,+47 912 00 301,Sand\n"
    now = "13,Dagny,Lie,dl@hav.example,+47 912 00 399,Hav\n"
    book.add(write("people.csv", head + others + was), today=TODAY)
    before = book.find("Dagny Sand")
    book.add(write("people.csv", head + now + others), today=TODAY)
    assert book.find("Dagny Lie") == before
    changed = book.changes()
    assert sorted(changed["what"]) == ["e-mail", "employer", "name"]


@pytest.mark.parametrize("edited", EDITED.values(), ids=EDITED)
def test_between_two_exports_without_a_book_nobody_edited_is_new_or_gone(write, edited):
    exports = (("october", BEFORE), ("november", edited))
    old, new = (write(f"{name}.csv", HEAD + OTHERS + row) for name, row in exports)
    changed = changes_between(old, new)
    assert set(changed["what"]) <= {"employer", "e-mail", "name"}
    employers = changed.loc[changed["what"] == "employer", "after"]
    assert employers.to_list() == ["Hav"] * ("Hav" in edited)
    other = write("november.csv", f"{HEAD}{OTHERS}Ulf,Moe,ulf@moe.example,+47 912 00 301,Moe\n")
    assert sorted(changes_between(old, other)["what"]) == ["gone", "new"]


def test_of_two_of_one_name_none_is_taken_for_the_other(book, write):
    twin = BEFORE.replace("dagny@", "d@").replace("301", "302")
    again = EDITED["all but the name"]
    before = add(book, write, BEFORE, twin)
    add(book, write, again, again.replace("ds@", "sd@").replace("399", "398"))
    assert not book.contacts["contact_id"].isin([before["Dagny"]]).any()


def test_somebody_else_with_the_number_is_new(book, write):
    before = add(book, write, BEFORE)
    after = add(book, write, "Ulf,Moe,ulf@moe.example,+47 912 00 301,Moe\n")
    assert after["Ulf"] != before["Dagny"]
    assert sorted(book.changes()["what"]) == ["gone", "new"]


def test_a_decision_holds_for_who_is_edited_once_and_again(book, write):
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Dagny Sand\nTEL:+47 912 00 301\nEND:VCARD\n"
    book.add(write("phone.vcf", card), today=TODAY)
    add(book, write, BEFORE)
    keys = [key for key, *_ in book._store.rows("SELECT record_key FROM members ORDER BY 1")]
    (row,) = (key for key in keys if "dagny" in key)
    (phone,) = (key for key in keys if key.startswith("vcard"))
    book.different(row, phone)
    for edited in ("address", "all but the name"):
        add(book, write, EDITED[edited])
        assert len(book.decisions) == 1
        assert list(book.contacts["full_name"]).count("Dagny Sand") == 2
    book.undo()
    assert set(book.decisions.iloc[0]) > {phone}
