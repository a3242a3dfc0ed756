"""Telephone numbers: E.164 where valid, else their digits; type and extension kept; a key that
survives codes.
"""

import phonenumbers
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmerge import schema
from netmerge.clean import phones
from netmerge.clean.numbering import resolve
from netmerge.clean.phone_labels import clean_types
from netmerge.clean.regions import guess_region


def parsed(text, region=None):
    return [
        (number["value"], number["type"])
        for number in phones.parse_array(pa.array([text]), region).to_pylist()[0]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "+44 20 7946 0018",
        "+44 (0)20 7946 0018",
        "+44 020 7946 0018",
        "0044 20 7946 0018",
        "011-44-20-7946-0018",
        "020 7946 0018",
        "442079460018",
        "T: 020 7946 0018",
        "tel:+44-20-7946-0018",
        "O20 7946 OO18",
        "٠٢٠٧٩٤٦٠٠١٨",
        "＋44 20 7946 0018",
    ],
)
def test_one_number_however_written(text):
    assert parsed(text, "GB") == [("+442079460018", None)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("M: 020 7946 0018", "cell"),
        ("Fax 020 7946 0018", "fax"),
        ("020 7946 0018 (home)", "home"),
        ("携帯: +81 90-1234-5678", "cell"),
        ("+44 7911 123456", "cell"),
        ("+1 415 555 2671", None),
    ],
)
def test_the_type_is_read_or_told_from_the_number(text, kind):
    assert parsed(text, "GB")[0][1] == kind


@pytest.mark.parametrize(
    "text",
    [
        *("+1 415-555-2671 x123", "+1 (415) 555 2671 ext. 123", "+14155552671;ext=123"),
        *("+1 415 555 2671 转 123", "+1 415 555 2671 分機123", "+1 415 555 2671 x123 (Bo)"),
    ],
)
def test_extensions_are_kept(text):
    assert parsed(text) == [("+14155552671;ext=123", None)]


@pytest.mark.parametrize(
    "text",
    [
        "+14155552671,,123#",
        "+1 415 555 2671p123",
        "+1 415-555-2671 w 123",
        "+14155552671;123",
        "415.555.2671,123",
        "+1 415 555 2671 , 123",
    ],
)
def test_what_is_dialled_after_a_pause_is_no_part_of_the_number(text):
    assert parsed(text, "US") == [("+14155552671;ext=123", None)]


def test_a_whole_number_behind_a_comma_is_another_number():
    found = [value for value, _ in parsed("+14155552671,0014155552672", "US")]
    assert found == ["+14155552671", "+14155552672"]
    assert len(parsed("5552671;5552672")) == 2


@pytest.mark.parametrize("text", ["14155552671.0", "1.4155552671E10", "1.4155552671e+10"])
def test_a_number_that_a_spreadsheet_took_for_a_quantity_is_mended(text):
    assert parsed(text, "US") == [("+14155552671", None)]


def test_an_exponent_that_has_cost_digits_is_no_number():
    assert parsed("1.41556E+10", "US") == []


@pytest.mark.parametrize("text", ["+1 415 555 2671 (after 5pm)", "(call 24x7) +1 415 555 2671"])
def test_a_remark_is_no_digits(text):
    assert parsed(text) == [("+14155552671", None)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ring +44 20 7946 0004 after 6pm", ["+442079460004"]),
        ("020 7946 0004 Mo-Fr 9-17 Uhr", ["02079460004"]),
        ("+48 22 555 01 23 po 18", ["+48225550123"]),
        ("(M) +44 7700 900124 (H) +44 20 7946 0001", ["+447700900124", "+442079460001"]),
        ("+44 7700 900124 (M) +44 20 7946 0001 (H)", ["+447700900124", "+442079460001"]),
        ("+44 7700 900124 +44 20 7946 0001", ["+447700900124", "+442079460001"]),
        ("Mob 07700 900124 Fax 020 7946 0001", ["07700900124", "02079460001"]),
        ("020 7946 0001 Ida 07700 900124 Jo", ["02079460001", "07700900124"]),
        ("020 7946 0001/2", ["02079460001", "02079460002"]),
        ("+49 30 901820-15/-16", ["+493090182015", "+493090182016"]),
        ("+48 22 555 01 23 wew. 12", ["+48225550123;ext=12"]),
        ("0341/555 0144", ["03415550144"]),
        ("0800 FLOWERS", ["08003569377"]),
        ("+447700900124/+442079460001", ["+447700900124", "+442079460001"]),
        ("020 7946 0001/07700 900124", ["02079460001", "07700900124"]),
        ("07700 900124 07700 900125 07700 900126", [f"0770090012{last}" for last in "456"]),
        ("01 99 00 04 17 06 39 98 01 72", ["0199000417", "0639980172"]),
        ("(202) 555-0171 (303) 555-0172", ["2025550171", "3035550172"]),
        ("020 7946 0001 07700 900124", ["02079460001", "07700900124"]),
        ("1234 5678 9012 3456 7890 1234", ["123456789012345678901234"]),
        ("UK 020 7946 0001", ["02079460001"]),
        ("+44 2O 7946 OOO1", ["+442079460001"]),
    ],
)
def test_what_stands_between_numbers_parts_them(text, numbers):
    assert [number for number, _ in parsed(text)] == numbers


def test_a_label_belongs_to_its_number_before_or_behind_it():
    before = parsed("(M) +44 7700 900124 (H) +44 20 7946 0001")
    behind = parsed("+44 7700 900124 (M) +44 20 7946 0001 (H)")
    assert before == behind == [("+447700900124", "cell"), ("+442079460001", "home")]


def test_labelled_numbers_in_a_cell_are_several():
    found = parsed("M: 415 555 2671 F: 415 555 2672", "US")
    assert found == [("+14155552671", "cell"), ("+14155552672", "fax")]


@pytest.mark.parametrize("text", ["*21#", "*102#", "#31#"])
def test_a_code_of_the_network_is_kept_as_written(text):
    assert parsed(text, "US") == [(text, None)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("117 or 118", ["117", "118"]),
        ("117 / 118", ["117", "118"]),
        ("118, 117, 144", ["118", "117", "144"]),
        ("020 7946 0018 oder 144", ["02079460018", "144"]),
        ("020 7946 0018 ou 020 7946 0021", ["02079460018", "02079460021"]),
        ("020 7946 0018 или 21", ["02079460018"]),
        ("020 / 7946 0018", ["02079460018"]),
        ("415 / 555-2671", ["4155552671"]),
    ],
)
def test_alternatives_are_numbers_of_their_own(text, numbers):
    assert [number for number, _ in parsed(text)] == numbers
    assert (phones.left_over(text) is None) == (text[-2:] != "21" or len(numbers) == 2)


@pytest.mark.parametrize(
    ("text", "left"),
    [("ask her mother", "ask her mother"), ("n/a", None), ("none", None), ("FALSE", None)],
)
def test_a_cell_of_words_is_no_number_and_what_it_says_is_kept(text, left):
    assert parsed(text) == []
    assert phones.left_over(text) == left


def test_several_numbers_in_a_cell_are_several():
    assert [value for value, _ in parsed("020 7946 0018 / 020 7946 0019", "GB")] == [
        "+442079460018",
        "+442079460019",
    ]


def test_what_is_not_valid_stays_as_its_digits():
    assert parsed("020 7946 0018") == [("02079460018", None)]
    assert parsed("+999 12345") == [("+99912345", None)]
    assert parsed("112", "US") == [("112", None)]
    assert parsed("call me") == []


def test_the_zero_in_brackets_is_part_of_an_italian_number():
    assert parsed("+39 (0)6 698 12345") == [("+390669812345", None)]


def test_letters_on_the_keypad_are_digits():
    assert parsed("1-800-FLOWERS", "US") == [("+18003569377", None)]


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("+442079460018;ext=1", "079460018"),
        ("02079460018", "079460018"),
        ("+4722123456", "22123456"),
        ("22123456", "22123456"),
        ("12345", None),
    ],
)
def test_the_national_key_survives_missing_country_codes(value, key):
    assert phones.national_keys(pa.array([value])).to_pylist() == [key]


@pytest.mark.parametrize(
    ("types", "cleaned"),
    [
        ("cell,voice,pref", "cell"),
        ("work,fax", "work,fax"),
        ("Home,Mobile", "home,cell"),
        ("voice", None),
    ],
)
def test_types_that_say_nothing_are_left_out(types, cleaned):
    assert clean_types(types) == cleaned


@given(st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS - {"AX"})), st.integers(0, 9999))
def test_numbers_resolve_as_the_library_has_them(region, tail):
    """phonenumbers judges number by number; columns must come to the same."""
    example = phonenumbers.example_number(region)
    text = (
        phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)[:-4] + f"{tail:04}"
    )
    number = phonenumbers.parse(text, None)
    expected = text if phonenumbers.is_valid_number(number) else None
    found = resolve(pa.array([text]), None)
    if expected == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164):
        assert found.e164.to_pylist() == [expected]


def facts(*numbers):
    return schema.OWNER_FACTS.frame({"fact": ["phone"] * len(numbers), "value": list(numbers)})


def records(*numbers):
    return schema.RECORDS.frame({"phones": [[number] for number in numbers]}, rows=0)


def test_the_owners_number_tells_the_region():
    region, reason = guess_region(records("+33 1 40 46 54 17"), facts("+44 20 7946 0018"))
    assert region == "GB"
    assert "owner" in reason


def test_else_the_commonest_country_does():
    region, reason = guess_region(
        records("+33 1 40 46 54 17", "+33 1 40 46 54 18", "+442079460018", "020 7946 0018"),
        schema.OWNER_FACTS.empty(),
    )
    assert region == "FR"
    assert reason == "FR: 2 of the 3 different international numbers are from there."


def test_else_there_is_none():
    region, reason = guess_region(records("020 7946 0018"), schema.OWNER_FACTS.empty())
    assert region is None
    assert "digits" in reason
