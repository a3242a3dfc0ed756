"""Every digit group and every address of the input stands in the contact, in `extra` or in a
reject.
"""

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import netmerge as nm
from netmerge.clean import emails, phones


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        ("ida@example.org", None),
        ("Ida Holm <ida@example.org>", None),
        ("ida@example.org / otto@example.org", None),
        ("ida@example.org/otto@example.org", None),
        ("mailto:ida@example.org", None),
        ("IDA@EXAMPLE.ORG.", None),
        ("i d a @ example.org", None),
        ("n/a", None),
        ("none", None),
        ("ida@intranet", "ida@intranet"),
        ("ida(at)lake.example", "ida(at)lake.example"),
        ("ida [at] lake [dot] example", "ida [at] lake [dot] example"),
        ("ida at lake dot example", "ida at lake dot example"),
        ("ida@@lake.example", "ida@@lake.example"),
        ("ida@lake..example", "ida@lake..example"),
        ("ida.holm", "ida.holm"),
        ("ida@lake.example, otto@intranet", "otto@intranet"),
        ("ida@lake.example; otto@", "otto@"),
    ],
)
def test_of_a_cell_of_addresses_what_is_none_is_left_over(cell, left):
    assert emails.left_over(cell) == left


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        ("+44 20 7946 0001", None),
        ("0044 (0)20 7946 0001", None),
        ("020 7946 0001 ext. 12", None),
        ("+44 20 7946 0001,,12#", None),
        ("0800 FLOWERS", None),
        ("Mobile: +44 7700 900123 / Home: 020 7946 0001", None),
        ("see card", "see card"),
        ("", None),
        ("12", "12"),
        ("ext. 7", "ext. 7"),
        ("+44 20 7946 0001 (after 5pm)", "+44 20 7946 0001 (after 5pm)"),
        ("+44 20 7946 0001 / call after 5", "+44 20 7946 0001 / call after 5"),
        ("٠٢٠ ٧٩٤٦ ٠٠٠١", None),
        ("ida@lake.example", "ida@lake.example"),
        ("+44 20 7946 0001 / sip:ida＠lake.example", "+44 20 7946 0001 / sip:ida＠lake.example"),
    ],
)
def test_a_cell_of_numbers_of_which_digits_are_left_is_kept(cell, left):
    assert phones.left_over(cell) == left


@pytest.mark.parametrize(
    "cell",
    [
        "+44 20 7946 0001 / call after 5",
        "+44 20 7946 0001; not before 9",
        "ring twice, 2 rings | +44 20 7946 0001",
        "+44 20 7946 0001\nnur bis 18 Uhr",
    ],
)
def test_a_remark_beside_a_number_is_no_part_of_it(cell):
    assert phones.normalise(cell, "GB") == "+442079460001"


WORDS = st.sampled_from(
    [
        *("ida", "otto", "lake.example", "intranet", "@", "(at)", " at ", ".", "..", "/", ";", ","),
        *(" ", "<", ">", '"', "mailto:", "and", "n/a", "x", "é", "＠", "ü.example", "-", "+"),
    ]
)
CELLS = st.lists(WORDS, min_size=1, max_size=8).map("".join)
NUMBERS = st.lists(
    st.sampled_from(
        [
            *("+44", "0", "00", "20", "7946", "0001", "12", "5", "911", "7", "(", ")", " ", "-"),
            *(
                ".",
                "/",
                ";",
                ",",
                "p",
                "w",
                "x",
                "ext",
                "#",
                "*",
                "after",
                "pm",
                "home:",
                "e",
                "E+",
            ),
            *("\n", " or ", "٧", "O", "l", "S", "FLOWERS"),
        ]
    ),
    min_size=1,
    max_size=9,
).map("".join)


def digits(text):
    plain = unicodedata.normalize("NFKC", text)
    found = (unicodedata.decimal(sign, None) for sign in plain)
    return [str(digit) for digit in found if digit]  # noughts come and go with codes


def stands_in(wanted, text):
    rest = iter(text)
    return all(sign in rest for sign in wanted)


@given(st.lists(CELLS, min_size=1, max_size=20))
def test_no_address_is_lost(cells):
    for cell in cells:
        kept = " ".join([*emails.parse(cell), emails.left_over(cell) or ""]).lower()
        plain = unicodedata.normalize("NFKC", cell).lower()
        for address in re.findall(r"[\wäöüé.]+@[\wäöüé]+(?:\.[\wäöüé]+)*", plain):
            assert address.strip(".") in unicodedata.normalize("NFKC", kept), cell


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_no_digit_is_lost(cells):
    for cell in cells:
        numbers = [f"{one.digits}{one.extension or ''}" for one in phones.take_apart(cell)]
        told = "".join(numbers)
        left = unicodedata.normalize("NFKC", phones.left_over(cell) or "")
        assert stands_in(digits(cell), told) or digits(left) == digits(cell), cell


def test_what_is_left_over_stands_in_extra(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(
        "Name,Email,Phone\n"
        "Ida Holm,ida@intranet,12\n"
        'Otto Brandt,"otto@lake.example, otto@","+44 20 7946 0001 / call after 5"\n'
        "Mia Berg,mia@lake.example,+44 20 7946 0002\n"
    )
    contacts = nm.reconcile(path, today="2026-11-01").contacts.set_index("full_name")
    extra = {name: json.loads(text or "{}") for name, text in contacts["extra"].dropna().items()}
    assert extra == {
        "Ida Holm": {"email as written": "ida@intranet", "phone as written": "12"},
        "Otto Brandt": {
            "email as written": "otto@",
            "phone as written": "+44 20 7946 0001 / call after 5",
        },
    }
    assert list(contacts.loc["Otto Brandt", "phones"]) == ["+442079460001"]
