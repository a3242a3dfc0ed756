"""What somebody wrote into the files of a run is not written over before it is given back."""

import pandas as pd
import pytest

PEOPLE = """\
First Name,Last Name,Email,Phone,Company
Ida,Holm,ida@holm.example,+44 20 7946 0001,Orchard
Otto,Brandt,otto@brandt.example,+44 20 7946 0002,Quarry
"""
KEYS = ("any_table:email:ida@holm.example", "any_table:email:otto@brandt.example")


@pytest.fixture
def merged(tmp_path, run):
    """A run into `network`, which can be done again with further arguments."""
    people, out = tmp_path / "people.csv", tmp_path / "network"
    people.write_text(PEOPLE, "utf-8")

    def merge(*further):
        return run("merge", people, "--out", out, "--today", "2026-11-01", *further)

    assert merge().exit_code == 0
    return merge


def edit(path, column, value, row=0):
    table = pd.read_csv(path, dtype=str)
    table.loc[row, column] = value
    table.to_csv(path, index=False)


def answer(path, word):
    head = path.read_text("utf-8").splitlines()[0].split(",")
    keys = dict(zip(("record_a", "record_b", "decision"), (*KEYS, word), strict=True))
    pd.DataFrame([[keys.get(name) for name in head]], columns=head).to_csv(path, index=False)


@pytest.mark.parametrize(
    ("word", "further"),
    [("same", ()), ("Different", ("--no-book",)), (" same ", ("--no-text",))],
)
def test_an_answer_is_not_written_over(tmp_path, merged, word, further):
    review = tmp_path / "network" / "review.csv"
    answer(review, word)
    before = review.read_bytes()
    done = merged(*further)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert f"{review} has 1 answer that would be written over." in done.stderr
    assert f"Give --decisions {review} to keep them, or --force." in done.stderr
    assert review.read_bytes() == before
    assert merged("--dry-run").exit_code == 0
    assert merged("--force", *further).exit_code == 0
    assert not len(pd.read_csv(review))


def test_an_answer_that_is_given_back_is_kept(tmp_path, merged):
    review = tmp_path / "network" / "review.csv"
    answer(review, "different")
    assert merged("--decisions", review).exit_code == 0
    answer(review, "different")  # it stands in the book by now
    assert merged().exit_code == 0


def test_an_answer_other_than_that_given_back_is_not_written_over(tmp_path, merged):
    review, earlier = tmp_path / "network" / "review.csv", tmp_path / "earlier.csv"
    earlier.write_text(f"record_a,record_b,decision\n{KEYS[1]},{KEYS[0]},same\n", "utf-8")
    answer(review, "different")
    assert merged("--decisions", earlier).exit_code == 2
    answer(review, "same")
    assert merged("--decisions", earlier).exit_code == 0


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("full_name", "Ida Holm-Berg"),
        ("phones", "+442079460009"),
        ("emails", "ida@holm.example ; ida@orchard.example"),
        ("company", ""),
        ("birthday", "1980-05-04"),
        ("circle", "friends"),
    ],
)
def test_an_edited_cell_is_not_written_over(tmp_path, merged, column, value):
    people = tmp_path / "network" / "contacts.csv"
    edit(people, column, value)
    before = people.read_bytes()
    done = merged()
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "1 edited cell that would be written over" in done.stderr
    assert f"Give --corrections {people}" in done.stderr
    assert people.read_bytes() == before
    assert merged("--corrections", people).exit_code == 0
    assert merged().exit_code == 0
    edit(people, column, "1981-01-01" if column == "birthday" else "family")
    assert merged("--force").exit_code == 0


def test_circles_that_are_given_back_are_no_edits_that_are_lost(tmp_path, merged):
    people = tmp_path / "network" / "contacts.csv"
    edit(people, "circle", "friends")
    edit(people, "cadence_days", "15")
    assert "1 edited cell " in merged("--circles", people).stderr
    edit(people, "cadence_days", "365")
    assert merged("--circles", people).exit_code == 0
    assert merged().exit_code == 0
    assert sorted(pd.read_csv(people)["circle"]) == ["friends", "other"]


def test_what_was_saved_without_an_edit_or_said_to_the_book_is_none(tmp_path, merged, run):
    people = tmp_path / "network" / "contacts.csv"
    edit(people, "full_name", pd.read_csv(people)["full_name"][0])
    assert merged().exit_code == 0
    assert run("set", "Otto Brandt", "city=Leeds", "--book", people.parent).exit_code == 0
    assert run("circle", "Ida Holm", "family", "--book", people.parent).exit_code == 0
    assert merged().exit_code == 0


def test_an_answer_that_is_none_is_said(tmp_path, merged):
    answer(tmp_path / "network" / "review.csv", "perhaps")
    done = merged()
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "perhaps" in done.stderr
    assert merged("--force").exit_code == 0


CHAT = """\
[12.10.26, 09:15:04] Robin Cole: Dear Ida, the museum keeps your photographs, and I miss you.
[13.10.26, 18:02:11] Ida Holm: Oh how lovely, come and see them with me!
[14.10.26, 08:30:00] Robin Cole: I will, on Sunday, and I bring the plums from the garden.
"""


def test_a_grade_that_was_edited_is_not_written_over(tmp_path, run):
    people, chat, out = tmp_path / "people.csv", tmp_path / "chats", tmp_path / "network"
    people.write_text(PEOPLE, "utf-8")
    chat.mkdir()
    (chat / "WhatsApp Chat with Ida Holm.txt").write_text(CHAT, "utf-8")

    def merged(*further):
        fixed = ("--out", out, "--today", "2026-11-01", "--me", "Robin Cole")
        return run("merge", people, chat, *fixed, *further)

    assert merged().exit_code == 0
    logged = run("note", "Ida Holm", "sent her plums", "--on", "2026-10-30", "--book", out)
    assert logged.exit_code == merged().exit_code == 0
    told = out / "interactions.csv"
    (row, *_) = pd.read_csv(told).query("direction == 'out'").index
    edit(told, "grade", "canned", row)
    before = told.read_bytes()
    done = merged()
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert f"{told} has 1 edited grade that would be written over." in done.stderr
    assert f"Give --grades {told} to keep them, or --force." in done.stderr
    assert told.read_bytes() == before
    assert merged("--grades", told).exit_code == 0
    assert pd.read_csv(told)["grade"][row] == "canned"
    edit(told, "grade", "canned", row)  # it stands in the book by now
    assert merged().exit_code == 0
    edit(told, "grade", "splendid", row)
    assert "splendid" in merged().stderr
    assert merged("--force").exit_code == 0
