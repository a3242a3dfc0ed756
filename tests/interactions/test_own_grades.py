"""The owner's word on what single messages are worth, by their keys."""

import pytest

from netmerge.errors import SettingsError
from netmerge.interactions import overrule, read_grades
from netmerge.schema import HAPPENED

ROWS = (
    ("i1", "out", "canned"),
    ("i2", "out", "personal"),
    ("i3", "in", "received"),
    ("i4", "out", "bulk"),
    ("i4", "out", "repeat"),
    ("i5", None, "meeting"),
)


@pytest.fixture
def overruled(tmp_path):
    """Grades, reasons and notices, for the text of a file."""

    def build(text, encoding="utf-8"):
        path = tmp_path / "grades.csv"
        path.write_text(text, encoding)
        keys, directions, grades = zip(*ROWS, strict=True)
        table = HAPPENED.frame(
            {"key": keys, "direction": directions, "grade": grades, "reason": ["found"] * len(ROWS)}
        )
        found, notices = overrule(table, read_grades(path))
        return found["grade"].to_list(), found["reason"].to_list(), notices

    return build


def test_the_owner_s_grades_go_before_those_found(overruled):
    grades, reasons, notices = overruled("key,grade\ni1,personal\ni2,bulk\ni4,Personal\n")
    assert grades == ["personal", "bulk", "received", "personal", "repeat", "meeting"]
    assert reasons[0] == "you said so (line 2 of your grades)"
    assert reasons[2] == reasons[4] == "found"
    assert not notices


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffgrade;key\n;i1\npersonal;i2\n",
        "Key\tGrade\ni1\tcanned\ni4\tbulk\ni4\trepeat\ni3\treceived\ni5\tmeeting\n",
        "file,date,key,grade\nx,,'i1,\ny,,i4,repeat\n",
        "key,grade\n",
    ],
)
def test_what_was_found_already_keeps_its_reason(overruled, text):
    grades, reasons, notices = overruled(text)
    assert grades == [grade for *_, grade in ROWS]
    assert set(reasons) == {"found"}
    assert not notices


def test_of_two_lines_on_one_message_the_last_holds(overruled):
    assert overruled("key,grade\ni1,bulk\ni1,personal\n")[0][0] == "personal"


def test_an_unknown_key_and_what_cannot_be_are_told(overruled):
    lines = "key,grade\nix,personal\ni3,personal\ni5,personal\ni1,meeting\n"
    grades, _, notices = overruled(lines)
    assert grades == [grade for *_, grade in ROWS]
    assert notices == (
        "Line 2 of the grades: ix is no key in these inputs.",
        "Line 3 of the grades: i3 cannot be personal.",
        "Line 4 of the grades: i5 cannot be personal.",
        "Line 5 of the grades: i1 cannot be meeting.",
    )
    many = "key,grade\n" + "".join(f"x{number},bulk\n" for number in range(90))
    assert overruled(many)[2][-1] == "85 more lines of the grades change nothing."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "key,grade\ni1,personnal\n",
            "line 2: there is no grade 'personnal'. Did you mean personal",
        ),
        ("key,grade\ni1,xyz\n", "The grades to give are: personal, "),
        ("key,grade\n,personal\n", "line 2: the grade personal has no key."),
        ("key,mark\ni1,personal\n", "the columns are key, mark. Give a CSV"),
        ("", "the columns are nothing."),
    ],
)
def test_a_file_that_cannot_be_meant_is_an_error(overruled, text, told):
    with pytest.raises(SettingsError, match=r"grades\.csv") as error:
        overruled(text)
    assert told in str(error.value)


def test_a_file_that_cannot_be_read_is_an_error(overruled, tmp_path):
    with pytest.raises(SettingsError, match="the grades cannot be read"):
        overruled("key,grade\n", "utf-16")
    with pytest.raises(SettingsError, match="the grades cannot be read"):
        read_grades(tmp_path / "none.csv")
