"""Mailboxes: which of them belong to a function, and which may be a person's all the same."""

import pyarrow as pa
import pytest

from netmerge.text.mailboxes import are_roles, is_of_organisation

FUNCTIONS = ["info", "biuro", "accounting", "no-reply", "accounts.payable", "customer_service"]
OF_PEOPLE_TOO = ["personal", "ap", "post"]
PEOPLE = ["ada", "info.ada", "infobert", "a.p.lund"]


@pytest.mark.parametrize("mailbox", FUNCTIONS)
def test_a_function_is_nobody_and_an_organisation(mailbox):
    assert are_roles(pa.array([mailbox])).to_pylist() == [True]
    assert is_of_organisation(mailbox)


@pytest.mark.parametrize("mailbox", OF_PEOPLE_TOO)
def test_initials_are_no_evidence_of_anything(mailbox):
    assert are_roles(pa.array([mailbox])).to_pylist() == [True]
    assert not is_of_organisation(mailbox)


@pytest.mark.parametrize("mailbox", PEOPLE)
def test_a_function_within_a_name_is_none(mailbox):
    assert are_roles(pa.array([mailbox])).to_pylist() == [False]
    assert not is_of_organisation(mailbox)


def test_a_mailbox_is_an_organisations_however_it_is_written():
    assert is_of_organisation("No-Reply")
    assert is_of_organisation("BÜRO") == is_of_organisation("buro")
