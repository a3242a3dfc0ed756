"""Company and title keys: what tells one from another, and no more."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmerge.clean.companies import company_key, company_keys, display, title_key, title_keys


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Acme Holdings Pvt. Ltd.", "ACME"),
        ("Müller GmbH & Co. KG", "Muller"),
        ("株式会社東芝", "㈱東芝"),
        ("The Boeing Company", "Boeing Co."),
        ("J.P. Morgan", "JP Morgan"),
        ("PT Telkom Indonesia Tbk", "Telkom Indonesia"),
        ("ООО «Ромашка»", "Ромашка"),
        ("Şişecam A.Ş.", "Sisecam"),
        ("Solstice Intl.", "Solstice International, Inc."),
        ("Allegro sp. z o.o.", "Allegro"),
        ("Marks & Spencer plc", "Marks and Spencer"),
        ("Telecom Italia S.p.A.", "Telecom Italia"),
        ("Toyota K.K.", "Toyota"),
        ("삼성전자 주식회사", "삼성전자"),
    ],
)
def test_two_ways_to_write_one_company(first, second):
    assert company_key(first) == company_key(second) is not None


@pytest.mark.parametrize(
    ("first", "second"), [("Delta Bank", "Delta Foods"), ("E.ON SE", "On AG"), ("3M", "4M")]
)
def test_two_companies_differ(first, second):
    assert company_key(first) != company_key(second)


def test_a_name_of_legal_forms_alone_keeps_them():
    assert company_key("S.A.") == "sa"
    assert company_key("…") is None


def test_display_keeps_the_legal_form():
    assert display(" Apex Insurance, Inc. | ") == "Apex Insurance, Inc."
    assert display("🚀") is None


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Sr. VP, Eng", "senior vice president engineer"),
        ("CTO", "chief technology officer"),
        ("R&D Mgr.", "research development manager"),
        ("Head of H.R.", "head human resources"),
    ],
)
def test_titles_are_written_out(title, key):
    assert title_key(title) == key


@given(st.text(max_size=40))
def test_display_twice_changes_nothing(text):
    once = display(text)
    assert once is None or display(once) == once


def test_keys_of_a_column():
    assert company_keys(pa.array(["Acme Inc", None, "acme"])).to_pylist() == ["acme", None, "acme"]


_PARTS = (
    *("Acme", "Élan", "Straße", "3M", "X", "The", "and", "&", "Group", "Intl", "VP", "Sr."),
    *("Ltd", "Ltd.", "S.A.", "B.V.", "K.K.", "PT", "GmbH", "O'Neil", "株式会社"),
)


@given(st.lists(st.sampled_from(_PARTS), max_size=5), st.sampled_from([" ", ", ", "  "]))
def test_a_column_has_the_keys_of_its_values(parts, between):
    text = between.join(parts)
    assert company_keys(pa.array([text])).to_pylist() == [company_key(text)]
    assert title_keys(pa.array([text])).to_pylist() == [title_key(text)]


def test_a_name_beyond_all_bounds_has_no_key():
    assert company_keys(pa.array(["acme " * 300, f"acme{' ltd' * 300}"])).to_pylist() == [
        None,
        None,
    ]
