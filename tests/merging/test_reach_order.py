"""E-mail addresses and telephone numbers: a union, best first."""

import datetime as dt

from tests.merging.people import SCANNED, merge_rows, merged_row

OLD, NEW = dt.date(2021, 6, 30), dt.date(2025, 1, 31)


def test_address_in_more_records_comes_first():
    contact = merged_row(
        {"as_of": NEW, "emails": ["new@x.org", "both@x.org"], "email_types": ["work", "home"]},
        {"as_of": OLD, "emails": ["both@x.org"], "email_types": ["other"]},
    )
    assert contact["emails"] == ["both@x.org", "new@x.org"]
    assert contact["email_types"] == ["home", "work"]


def test_address_of_an_earlier_employer_and_role_addresses_come_last():
    contact = merged_row(
        {"as_of": OLD, "company": "Beta", "emails": ["ann@beta.com"]},
        {"as_of": NEW, "company": "Acme", "emails": ["info@acme.com", "ann@acme.com"]},
        {"emails": ["ann@gmail.com"]},
    )
    assert contact["emails"] == ["ann@gmail.com", "ann@acme.com", "ann@beta.com", "info@acme.com"]


def test_missing_type_is_null_and_no_type_at_all_is_no_list():
    contact = merged_row(
        {"emails": ["a@x.org", "b@x.org"], "email_types": [None, "work"]},
        {"phones": ["+442071838750"]},
    )
    assert contact["email_types"] == [None, "work"]
    assert "phone_types" not in contact


def test_mobile_comes_first_and_fax_and_unreadable_numbers_last():
    contact = merged_row(
        {
            "phones": ["12345", "+442071838751", "+442071838750", "+447700900123"],
            "phone_types": ["home", "fax", "work", "cell"],
        }
    )
    assert contact["phones"] == ["+447700900123", "+442071838750", "12345", "+442071838751"]
    assert contact["phone_types"] == ["cell", "work", "home", "fax"]


def test_damaged_address_of_a_card_is_the_address_of_the_other_record():
    contacts, provenance = merge_rows(
        [
            {"emails": ["john.morris@gmail.com"]},
            SCANNED | {"raw_emails": ["john.rnorris©gmai1,com"]},
            SCANNED | {"emails": ["john.morris@gmai1.com"]},
        ]
    )
    assert list(contacts["emails"].iloc[0]) == ["john.morris@gmail.com"]
    assert sorted(provenance.loc[provenance["field"] == "emails", "record_id"]) == [0, 1, 2]


def test_scanned_address_like_no_other_stays_and_an_unreadable_one_is_not_shown():
    contact = merged_row(
        SCANNED | {"emails": ["ann@acme.com"], "raw_emails": ["ann@acme.com", "???©acme"]},
        {"emails": ["ann@home.org"]},
    )
    assert contact["emails"] == ["ann@home.org", "ann@acme.com"]


def test_two_typed_addresses_that_look_alike_stay_two():
    contact = merged_row({"emails": ["bill1@x.org"]}, {"emails": ["billl@x.org"]})
    assert len(contact["emails"]) == 2


def test_national_writing_is_the_international_number_of_the_same_contact():
    contact = merged_row(
        {"phones": ["01717240172;ext=12", "12345"]},
        {"phones": ["+491717240172"], "phone_types": ["cell"]},
    )
    assert contact["phones"] == ["+491717240172", "+491717240172;ext=12", "12345"]


def test_national_number_that_could_be_two_stays():
    contact = merged_row(
        {"phones": ["01717240172"]}, {"phones": ["+491717240172", "+441717240172"]}
    )
    assert "01717240172" in contact["phones"]


def test_number_that_is_shown_as_a_fax_comes_last_whoever_else_holds_it():
    contact = merged_row(
        {"phones": ["+442071838751", "+442071838750"]},
        {"phones": ["+442071838751"], "phone_types": ["fax"]},
    )
    assert contact["phones"] == ["+442071838750", "+442071838751"]
    assert contact["phone_types"] == [None, "fax"]
