"""Names are looked at only where a word of theirs may begin a relative's."""

import pyarrow as pa
import pytest

from netmerge.columns.flags import flags
from netmerge.due import circles
from netmerge.due.circles import relatives
from netmerge.interactions import Owner
from netmerge.schema import RECORDS


def test_no_relative_is_passed_over():
    words = relatives._words()
    alone = words.called | words.certain | words.after
    before = words.before | words.likely_before
    phrases = [phrase.title() for phrase in sorted(alone | before)]
    names = [text for phrase in phrases for text in (phrase, f"{phrase} Ines", f"Ayşe {phrase}")]
    looked_at = flags(relatives._may_tell(pa.array(names)))
    passed = [name for name, asked in zip(names, looked_at, strict=True) if not asked]
    assert not [name for name in passed if relatives._kind(name)]


def test_latin_names_without_such_a_word_are_passed_over():
    names = pa.array(["Ines Ålund", "Tomás Vega", "Ines (Mum)", "Vera - sister", "Lena's mum"])
    assert flags(relatives._may_tell(names)).tolist() == [False, False, True, True, True]


@pytest.mark.parametrize(
    "name",
    [
        *("أمي", "عمتي سارة", "סבתא רחל", "אמא נייד", "दादी", "माँ", "คุณยาย", "Mẹ", "Bà ngoại"),
        *("Dayım Ali", "Schwesterchen", "二叔", "Nenek", "Mătușa Ioana", "Тітка Оксана"),
    ],
)
def test_relatives_are_called_so_in_many_scripts(contacts, name):
    people = contacts({"contact_id": "c", "full_name": name, "record_ids": [0]})
    records = RECORDS.frame({"record_id": [0], "full_name": [name]})
    assert circles(people, records, Owner()).table["circle"].to_list() == ["family"]


@pytest.mark.parametrize(
    "name", ["Me", "Bo Dunn", "Ba Ngoc Tran", "علي بابا", "בני כהן", "דוד כהן"]
)
def test_who_is_called_nearly_so_is_no_relative(contacts, name):
    people = contacts({"contact_id": "c", "full_name": name, "record_ids": [0]})
    records = RECORDS.frame({"record_id": [0], "full_name": [name]})
    assert circles(people, records, Owner()).table["circle"].to_list() == ["other"]


def test_who_goes_by_such_a_name_in_public_is_no_relative(contacts):
    page = "https://www.linkedin.com/in/abba-eban"
    people = contacts({"contact_id": "c", "full_name": "אבא אבן", "linkedin_url": page})
    assert circles(people, RECORDS.empty(), Owner()).table["circle"].to_list() == ["other"]
