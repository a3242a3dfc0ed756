"""Official numbers for comparing: one spelling for each, and what is none."""

import pytest

from netmerge.clean.identifiers import normalised


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ssn:294-66-9999", "ssn:294669999"),
        ("passport: k 123 456 7", "passport:K1234567"),
        ("passport:Ｋ1234567", "passport:K1234567"),
        ("K1234567", "other:K1234567"),
        ("ssn:n/a", None),
        ("ssn:000-00-0000", None),
        ("ssn:12", None),
        ("passport:UNKNOWN", None),
        ("", None),
    ],
)
def test_an_official_number_has_one_spelling(text, number):
    assert normalised(text) == number
