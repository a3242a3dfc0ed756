"""Each column of contacts is chosen from the records, or found by a later stage."""

import json

import numpy as np
import pytest

from netmerge.clean.records import clean_records
from netmerge.merging import merge_records
from netmerge.schema import CONTACTS, RECORDS
from tests.export.writing import OF_TYPE

SAID = {
    "scanned": False,
    "kind": "person",
    "status": "read",
    "full_name": "Ana Maria Lima",
    "given_name": "Ana",
    "middle_name": "Maria",
    "family_name": "Lima",
    "prefix": "Dr.",
    "suffix": "Jr., PhD",
    "emails": ["ana@b.example"],
    "phones": ["+442079460011"],
    "birthday": "1990-01-02",
    "anniversary": "2011-06-18",
    "linkedin_url": "https://www.linkedin.com/in/ana",
    "extra": json.dumps({"Shoe size": "41"}),
}
LATER = {"circle", "circle_basis", "circle_reason", "cadence_days", "last_personal_note"}
"""Columns that due and interactions fill."""


@pytest.mark.parametrize("name", sorted(CONTACTS.columns.keys() - LATER))
def test_a_column_of_contacts_is_filled_from_a_record_that_says_all(name):
    said = {
        column: [SAID.get(column, OF_TYPE[declared.type])]
        for column, declared in RECORDS.columns.items()
    }
    records = RECORDS.frame(said)
    contacts, _ = merge_records(records, clean_records(records, "GB"), np.array([0]))
    assert contacts[name].notna().all(), f"netmerge/merging chooses no value for contacts.{name}"
