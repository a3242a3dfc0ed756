"""E-mail addresses: what is valid is normalised, what a scanner spoilt is repaired for matching
only.
"""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmerge.clean import emails
from netmerge.clean.ocr import ocr_key


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("John.Doe@Gmail.com", ["john.doe@gmail.com"]),
        ("mailto:a@b.com?subject=Hello", ["a@b.com"]),
        ("E: a@b.com", ["a@b.com"]),
        ("E-mail:a@b.com", ["a@b.com"]),
        ("a ＠ b.com", ["a@b.com"]),
        ("john . doe @ example . com", ["john.doe@example.com"]),
        ("a@b.com.", ["a@b.com"]),
        ("John Doe <A@B.co.uk>", ["a@b.co.uk"]),
        ("a@b.com; c@d.org ::: a@b.com", ["a@b.com", "c@d.org"]),
        ("jörg@münchen.de", ["jörg@münchen.de"]),
        ("x..y@docomo.ne.jp", ["x..y@docomo.ne.jp"]),
        ("a@b", []),
        ("a@b-.com", []),
        ("user@1.2.3.4", []),
        ("john©gmail.com", []),
        ("n/a", []),
        ("", []),
    ],
)
def test_only_valid_addresses_come_out(text, addresses):
    assert list(emails.parse(text)) == addresses
    assert emails.parse_array(pa.array([text])).to_pylist()[0] in (addresses, addresses or None)


@pytest.mark.parametrize(
    ("scanned", "printed"),
    [
        ("john©acme.com", "john@acme.com"),
        ("john(at)acme.org", "john@acme.org"),
        ("john@acme,com", "john@acme.com"),
        ("john@acme.corn", "john@acme.com"),
        ("john@acme.c0m", "john@acme.com"),
        ("john@acmecom", "john@acme.com"),
        ("john@gmai1.com", "john@gmail.com"),
        ("john@grnail,com", "john@gmail.com"),
        ("john@yah00.co.uk", "john@yahoo.co.uk"),
        ("E: john @ acme . com", "john@acme.com"),
        ("john@acme.io", "john@acme.io"),
        ("no address", None),
        (None, None),
    ],
)
def test_repair_gives_what_was_printed(scanned, printed):
    assert emails.repair(scanned) == printed


@given(st.emails())
def test_a_cleaned_address_stays_as_it_is(address):
    for cleaned in emails.parse(address):
        assert emails.parse(cleaned) == (cleaned,)


def test_look_alike_words_have_one_ocr_key():
    assert ocr_key("Modern1sm") == ocr_key("ModernIsm") == ocr_key("rnodernlsm")
    assert ocr_key("Modern") != ocr_key("Motern")


def test_local_parts_are_without_their_tag():
    addresses = pa.array(["jane+news@example.com", "+@example.com"])
    assert emails.local_parts(addresses).to_pylist() == ["jane", "+"]
    assert emails.domains(addresses).to_pylist() == ["example.com", "example.com"]


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\ufeff", "\u202c", "\u2060"])
def test_what_nobody_sees_is_no_part_of_an_address(sign):
    assert emails.parse(f"{sign}ida{sign}@lake.example{sign}") == ("ida@lake.example",)
    assert emails.left_over(f"ida@lake.example{sign}") is None
