"""Rows of a table: which are people and which organisations, by name, company and address."""

import pyarrow as pa
import pytest

from netmerge.importers.tables.organisations import is_organisation, kinds

TEXT = pa.string()


@pytest.mark.parametrize(
    ("name", "company", "email", "kind"),
    [
        (None, None, "accounting@acme.example", "organisation"),
        (None, None, "biuro@acme.example", "organisation"),
        (None, "Acme", "no-reply@acme.example", "organisation"),
        (None, "Acme", None, "organisation"),
        (None, None, "ap@acme.example", "person"),
        (None, None, "ada.berg@acme.example", "person"),
        (None, None, None, "person"),
        ("Ada Berg", "Acme", "info@acme.example", "person"),
        ("Voicemail", None, None, "organisation"),
        ("Acme", "ACME", "ada.berg@acme.example", "organisation"),
    ],
)
def test_what_a_row_is(name, company, email, kind):
    columns = [pa.array([value], TEXT) for value in (name, company, email)]
    assert kinds(*columns).to_pylist() == [kind]


def test_an_entry_is_what_a_row_would_be():
    assert is_organisation([], "", ["biuro@acme.example"])
    assert is_organisation(["Acme"], "acme", [])
    assert not is_organisation(["Ada Berg"], "", ["info@acme.example"])
    assert not is_organisation([], "", ["post@acme.example"])
