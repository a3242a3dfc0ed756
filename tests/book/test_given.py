"""What is given with an import on circles, cadences and grades is kept, and holds without being
given again.
"""

import pytest

import netmerge as nm
from tests.book.conftest import ADA, ALAN, GRACE, TODAY, connections

LETTER = """\
From: Robin Reyes <robin@reyes.example>
To: Ada Byron <ada@byron.example>
Date: Mon, {day} Oct 2026 09:30:00 +0000
Subject: The boat
Message-ID: <{day}@reyes.example>

Dear Ada, did the varnish on the old rowing boat of number {day} ever dry? I think of it often.
"""


@pytest.fixture
def export(write):
    return write("Connections.csv", connections(ADA, GRACE))


def told(book, name):
    """What the book says of somebody's circle."""
    table = book.contacts
    row = table[table["full_name"] == name].iloc[0]
    return row["circle"], row["circle_basis"], row["circle_reason"], row["cadence_days"]


FRIENDS = ("friends", "said", "You said so.", 60)


@pytest.mark.parametrize(
    "text",
    [
        "name,circle\nADA BYRON,Friends\n",
        "circle;e-mail\nfriends;Ada@Byron.example\n",
        "id\tcircle\n{}\tfriends\n",
    ],
)
def test_circles_hold_at_the_next_import_without_being_given_again(book, export, write, text):
    book.add(export, today=TODAY)
    circles = write("circles.csv", text.format(book.find("Ada Byron")))
    book.add(export, today=TODAY, circles=circles)
    assert told(book, "Ada Byron") == FRIENDS
    circles.unlink()
    book.add(write("next.csv", connections(ADA, GRACE, ALAN)), today=TODAY)
    assert told(book, "Ada Byron") == FRIENDS
    row = book.due(TODAY).set_index("full_name").loc["Ada Byron"]
    assert (row["circle"], row["circle_basis"], row["cadence_days"]) == ("friends", "said", 60)


def test_circles_given_with_the_first_import_are_kept(book, export, write):
    made = book.add(export, circles=write("c.csv", "name,circle\nAda Byron,friends\nEve,family\n"))
    assert made.notices == ("Line 3 of the circles: Eve is nobody in these inputs.",)
    assert told(book, "Ada Byron") == FRIENDS
    assert list(made.contacts["circle_basis"]).count("said") == 1


def test_what_was_given_is_one_with_its_import_and_undone_with_it(book, export, write):
    book.add(export, today=TODAY)
    before = book.contacts
    circles = write("c.csv", "name,circle,cadence\nAda Byron,friends,10d\n")
    book.add(export, today=TODAY, circles=circles)
    assert told(book, "Ada Byron")[3] == 10
    book.add(export, today=TODAY, circles=circles)
    assert len(book.log()) == 2
    book.undo()
    assert book.contacts.equals(before)


def test_a_run_s_own_file_tells_what_was_edited_in_it(book, export, tmp_path):
    made = book.add(export, today=TODAY)
    path = tmp_path / "contacts.csv"
    made.to_csv(path)
    path.write_text(path.read_text("utf-8").replace(",other,", ",family,", 1), "utf-8")
    book.add(export, today=TODAY, circles=path)
    assert sorted(book.contacts["circle"]) == ["family", "other"]
    assert sorted(book.contacts["circle_basis"]) == ["guessed", "said"]


def test_a_later_word_of_any_kind_holds(book, export, write):
    book.add(export, today=TODAY, circles=write("c.csv", "name,circle\nAda Byron,friends\n"))
    book.circle("Ada Byron", "family")
    assert told(book, "Ada Byron")[0] == "family"
    book.add(export, circles=write("d.csv", "name,circle\nAda Byron,co-workers\n"))
    assert told(book, "Ada Byron")[0] == "co-workers"


def test_cadences_of_circles_and_of_contacts_are_kept(book, export, write):
    book.add(export, today=TODAY, cadence={"other": "90d", "Ada Byron": "6w"})
    book.add(export, today=TODAY, cadence={"friends": 20})
    book.add(write("next.csv", connections(ADA, GRACE, ALAN)), today=TODAY)
    days = dict(zip(book.contacts["full_name"], book.contacts["cadence_days"], strict=True))
    assert days == {"Ada Byron": 42, "Grace Amazing": 90, "Alan Mathison": 90}
    book.circle("Grace Amazing", "friends")
    book.circle("Ada Byron", "friends")
    assert told(book, "Grace Amazing") == (*FRIENDS[:3], 20)
    assert told(book, "Ada Byron")[3] == 42
    book.set("Ada Byron", "cadence", "")
    assert told(book, "Ada Byron")[3] == 20


def test_a_circle_that_is_said_tells_its_reason_and_cadence_at_once(book, export):
    book.add(export, today=TODAY)
    book.set("Ada Byron", "circle", "friends")
    assert told(book, "Ada Byron") == FRIENDS
    row = book.due(TODAY).set_index("full_name").loc["Ada Byron"]
    assert (row["circle_basis"], row["cadence_days"]) == ("said", 60)
    book.undo()
    assert told(book, "Ada Byron")[1] == "guessed"


@pytest.fixture
def letters(write):
    return [write(f"{day}.eml", LETTER.format(day=day)) for day in (5, 12)]


def grades(book):
    """The grade and reason of each letter by its day."""
    happened = book.interactions
    rows = zip(happened["day"], happened["grade"], happened["reason"], strict=True)
    return {day.day: (grade, reason) for day, grade, reason in rows}


def test_grades_are_kept_by_the_key_of_the_message(book, export, letters, write):
    asked = {"today": TODAY, "me": "robin@reyes.example"}
    book.add(export, letters[0], **asked)
    (key,) = book.interactions["key"]
    file = write("grades.csv", f"key,grade\n{key},canned\nno-such-key,personal\n")
    made = book.add(export, grades=file, **asked)
    assert made.notices == ("Line 3 of the grades: no-such-key is no key in these inputs.",)
    file.unlink()
    made = book.add(letters[1], today=TODAY)
    assert grades(book) == {5: ("canned", "you said so"), 12: ("personal", grades(book)[12][1])}
    assert made.notices == ()
    assert book.due(TODAY).set_index("full_name").loc["Ada Byron", "days_since"] == 20
    book.undo()
    book.undo()
    assert grades(book)[5][0] == "personal"


def test_an_interactions_csv_given_back_keeps_what_was_changed_in_it(
    book, export, letters, tmp_path
):
    book.add(export, *letters, today=TODAY, me="robin@reyes.example").write(tmp_path / "run")
    path = tmp_path / "run" / "interactions.csv"
    before = path.read_text("utf-8")
    path.write_text(before.replace(",personal,", ",draft,", 1), "utf-8")
    book.add(export, grades=path, today=TODAY)
    assert sorted(grade for grade, _ in grades(book).values()) == ["draft", "personal"]
    path.write_text(before, "utf-8")
    book.add(export, grades=path, today=TODAY)
    assert [grade for grade, _ in grades(book).values()] == ["personal", "personal"]


def test_a_file_that_cannot_be_meant_leaves_the_book_as_it_was(book, export, write):
    book.add(export, today=TODAY)
    for asked in ("circles", "grades"):
        with pytest.raises(nm.SettingsError):
            book.add(write("x.csv", connections(ALAN)), **{asked: write("c.csv", "a,b\n1,2\n")})
    assert len(book.log()) == 1
