"""Which value of several wins, and where the others go."""

import datetime as dt
import json

import pytest

from tests.merging.people import (
    COPIED,
    SCANNED,
    SELF_WRITTEN,
    TYPED,
    UNKNOWN,
    merge_rows,
    merged_row,
)

OLD, NEW = dt.date(2021, 6, 30), dt.date(2025, 1, 31)


def test_freshest_source_gives_company_and_title_and_the_earlier_one_is_history():
    contact = merged_row(
        {"as_of": OLD, "company": "Beta GmbH", "title": "Engineer"},
        {"as_of": NEW, "company": "Acme Ltd", "title": "CTO"},
    )
    assert (contact["company"], contact["title"]) == ("Acme Ltd", "CTO")
    assert contact["history"] == ["Engineer, Beta GmbH (2021-06-30)"]


def test_title_never_comes_from_another_employer():
    contact = merged_row(
        {"as_of": NEW, "company": "Acme"},
        {"as_of": OLD, "company": "Beta", "title": "Sales Manager"},
    )
    assert contact["company"] == "Acme"
    assert "title" not in contact
    assert contact["history"] == ["Sales Manager, Beta (2021-06-30)"]


def test_title_is_filled_from_an_older_record_of_the_same_company():
    contact = merged_row(
        {"as_of": NEW, "company": "Acme"},
        {"as_of": OLD, "company": "Acme Ltd.", "title": "Sales Manager"},
    )
    assert (contact["company"], contact["title"]) == ("Acme", "Sales Manager")
    assert "history" not in contact


def test_promotion_within_a_company_is_history():
    contact = merged_row(
        {"as_of": NEW, "company": "Acme", "title": "Director"},
        {"as_of": OLD, "company": "Acme", "title": "Analyst"},
    )
    assert contact["history"] == ["Analyst, Acme (2021-06-30)"]


def test_words_of_a_title_in_another_order_are_no_other_position():
    contact = merged_row(
        {"as_of": NEW, "company": "Acme", "title": "CEO and Founder"},
        {"as_of": OLD, "company": "Acme", "title": "Founder & CEO"},
    )
    assert contact["title"] == "CEO and Founder"
    assert "history" not in contact


def test_official_numbers_are_united_and_one_number_written_twice_is_one():
    contact = merged_row(
        {"as_of": NEW, "identifiers": ["ssn:294-66-9999"]},
        {"as_of": OLD, "identifiers": ["ssn:294669999", "passport:K1234567"]},
    )
    assert contact["identifiers"] == ["ssn:294-66-9999", "passport:K1234567"]


def test_history_is_latest_first_and_undated_last_and_says_nothing_twice():
    contact = merged_row(
        {"company": "Gamma"},
        {"as_of": OLD, "company": "Beta", "title": "Engineer"},
        {"as_of": dt.date(2023, 1, 1), "company": "Delta", "other_companies": ["Beta", "Club"]},
        {"as_of": NEW, "company": "Acme"},
    )
    assert contact["history"] == [
        "Delta (2023-01-01)",
        "Club (2023-01-01)",
        "Engineer, Beta (2021-06-30)",
        "Gamma",
    ]


def test_a_copy_of_unknown_age_does_not_count_as_fresh():
    contact = merged_row(
        COPIED | {"company": "Old Employer"},
        {"as_of": OLD, "company": "Present Employer"},
    )
    assert contact["company"] == "Present Employer"
    assert contact["history"] == ["Old Employer"]


@pytest.mark.parametrize(
    ("first", "second"),
    [(SELF_WRITTEN, TYPED), (TYPED, UNKNOWN), (UNKNOWN, SCANNED), (SCANNED, COPIED)],
)
def test_among_equally_fresh_sources_the_one_of_more_authority_speaks_first(first, second):
    rows = [second | {"as_of": NEW, "company": "A"}, first | {"as_of": NEW, "company": "B"}]
    assert merged_row(*rows)["company"] == merged_row(*rows[::-1])["company"] == "B"


def test_a_row_of_a_table_that_says_nothing_of_its_source_is_believed_as_a_list():
    silent = dict.fromkeys(UNKNOWN)
    for other, best in ((TYPED, "A"), (SCANNED, "B")):
        rows = [other | {"as_of": NEW, "company": "A"}, silent | {"as_of": NEW, "company": "B"}]
        assert merged_row(*rows)["company"] == best


def test_accented_form_of_a_name_wins():
    contact = merged_row(
        {"as_of": NEW, "full_name": "Jose Garcia", "given_name": "Jose", "family_name": "Garcia"},
        {"as_of": OLD, "full_name": "José García", "given_name": "José", "family_name": "García"},
    )
    assert (contact["full_name"], contact["given_name"], contact["family_name"]) == (
        "José García",
        "José",
        "García",
    )
    assert "other_names" not in contact


def test_complete_name_wins_over_initials_and_single_words():
    contact = merged_row(
        {"as_of": NEW, "full_name": "Elisabet S."},
        {"as_of": OLD, "full_name": "Elisabet Söderström"},
        {"as_of": NEW, "full_name": "Lisa"},
    )
    assert contact["full_name"] == "Elisabet Söderström"
    assert contact["other_names"] == ["Elisabet S.", "Lisa"]


def test_human_case_wins_over_capitals():
    contact = merged_row(
        {"as_of": NEW, "full_name": "ELISABET SÖDERSTRÖM"},
        {"as_of": OLD, "full_name": "Elisabet Soderstrom"},
    )
    assert contact["full_name"] == "Elisabet Soderstrom"


def test_typed_name_wins_over_a_scanned_one():
    contact = merged_row(
        SCANNED | {"as_of": NEW, "full_name": "John Srnith"},
        {"as_of": OLD, "full_name": "John Smith"},
    )
    assert contact["full_name"] == "John Smith"
    assert contact["other_names"] == ["John Srnith"]


def test_a_garbled_name_never_wins_over_a_clean_one():
    contact = merged_row(
        {"as_of": NEW, "full_name": "GÃ¼nter Hahn"},
        SCANNED | {"as_of": NEW, "full_name": "G?nter Hahn"},
        {"as_of": OLD, "full_name": "G. Hahn"},
    )
    assert contact["full_name"] == "G. Hahn"
    assert sorted(contact["other_names"]) == ["G?nter Hahn", "GÃ¼nter Hahn"]


@pytest.mark.parametrize(
    "other",
    [{"full_name": "R. Odell", "emails": ["roslyn@odell.example"]}, {"full_name": "ROSLYN ODELL"}],
)
def test_a_misread_name_is_put_right_by_another_record(other):
    parts = {"given_name": "Ros1yn", "family_name": "0dell"}
    contact = merged_row(SCANNED | {"as_of": NEW, "full_name": "Ros1yn 0dell"} | parts, other)
    assert (contact["full_name"], contact["given_name"]) == ("Roslyn Odell", "Roslyn")
    assert contact.get("other_names") in (None, ["R. Odell"])
    assert json.loads(contact["extra"]) == {"name as written": "Ros1yn 0dell"}


def test_garbled_names_stand_behind_the_others_in_the_table():
    rows = [{"full_name": name} for name in ("愛? 鈴木", "Ag7 Berg", "Zoe Zant", None)]
    table, _ = merge_rows(rows, [0, 1, 2, 3])
    assert list(table["full_name"].fillna("")) == ["Zoe Zant", "Ag7 Berg", "愛? 鈴木", ""]


def test_name_wins_over_one_with_a_company_for_a_family_name():
    contact = merged_row(
        {"as_of": NEW, "full_name": "Dario Prairie Retail"},
        {"as_of": OLD, "full_name": "Dario Falloppio", "company": "Prairie Retail Ltd"},
    )
    assert contact["full_name"] == "Dario Falloppio"
    assert contact["other_names"] == ["Dario Prairie Retail"]


def test_family_name_that_is_a_company_s_is_a_family_name():
    contact = merged_row(
        {"as_of": NEW, "full_name": "Anna Bosch"},
        {"as_of": OLD, "full_name": "Anna Klein", "company": "Bosch GmbH"},
    )
    assert contact["full_name"] == "Anna Bosch"


def test_given_name_stands_first_as_the_person_writes_it():
    contact = merged_row(
        {"as_of": NEW, "full_name": "Ertel Raymond"},
        SELF_WRITTEN | {"as_of": OLD, "full_name": "Raymond Ertel"},
    )
    assert contact["full_name"] == "Raymond Ertel"


def test_given_name_stands_first_as_more_forms_of_the_name_have_it():
    contact = merged_row(
        {"as_of": NEW, "full_name": "Wilson Jill"},
        {"as_of": OLD, "full_name": "Jill Wilson"},
        {"as_of": OLD, "full_name": "Jill W."},
    )
    assert contact["full_name"] == "Jill Wilson"


def test_double_family_name_is_told_by_the_source_that_has_it_in_a_column():
    contact = merged_row(
        {
            "as_of": NEW,
            "full_name": "Adalberto Durán Briones",
            "given_name": "Adalberto",
            "middle_name": "Durán",
            "family_name": "Briones",
            "raw_given_name": None,
            "raw_middle_name": None,
            "raw_family_name": None,
        },
        {
            "as_of": OLD,
            "full_name": "Adalberto Duran Briones",
            "given_name": "Adalberto",
            "family_name": "Duran Briones",
        },
    )
    assert (contact["full_name"], contact["given_name"]) == ("Adalberto Durán Briones", "Adalberto")
    assert contact["family_name"] == "Durán Briones"
    assert "middle_name" not in contact


def test_name_in_another_script_is_kept_beside():
    contact = merged_row(
        {"as_of": NEW, "full_name": "Yuriy Petrov"}, {"as_of": OLD, "full_name": "Юрий Петров"}
    )
    assert contact["full_name"] == "Yuriy Petrov"
    assert contact["other_names"] == ["Юрий Петров"]


def test_name_in_a_script_without_blanks_is_complete():
    contact = merged_row(
        {"as_of": NEW, "full_name": "山田太郎"}, {"as_of": OLD, "full_name": "Taro"}
    )
    assert contact["full_name"] == "山田太郎"


def test_name_parts_make_a_name_where_there_is_no_whole_one():
    assert merged_row({"given_name": "Ann", "family_name": "Other"})["full_name"] == "Ann Other"


def test_most_complete_birthday_wins_and_only_a_contradiction_is_kept_beside():
    contact = merged_row(
        {"as_of": NEW, "birthday": "1989"},
        {"as_of": OLD, "birthday": "1989-03-24"},
        {"birthday": "--03-24"},
        {"birthday": "1990"},
    )
    assert contact["birthday"] == "1989-03-24"
    assert json.loads(contact["extra"]) == {"birthday": "1990"}


def test_day_without_year_wins_over_a_year():
    assert merged_row({"birthday": "1989"}, {"birthday": "--03-24"})["birthday"] == "--03-24"


def test_notes_are_all_kept_and_labels_united():
    contact = merged_row(
        {"as_of": NEW, "notes": ["Met in Oslo"], "categories": ["Friends"]},
        {"as_of": OLD, "notes": ["Met in Oslo", "Plays chess"], "categories": ["friends", "Chess"]},
    )
    assert contact["notes"] == ["Met in Oslo", "Plays chess"]
    assert contact["categories"] == ["Friends", "Chess"]


def test_earliest_days_and_largest_photo():
    contact = merged_row(
        {"connected_on": NEW, "met_on": OLD, "photo": b"small"},
        {"connected_on": OLD, "photo": b"a larger one"},
    )
    assert (contact["connected_on"], contact["met_on"], contact["photo"]) == (
        OLD,
        OLD,
        b"a larger one",
    )


def test_linkedin_address_is_canonical_and_other_pages_stay():
    contact = merged_row(
        {"as_of": NEW, "linkedin": "zoë", "linkedin_url": "https://www.linkedin.com/in/zo%C3%AB"},
        {
            "urls": [
                "https://Example.org/",
                "http://www.example.org",
                "https://uk.linkedin.com/in/zoë/",
            ]
        },
    )
    assert contact["linkedin_url"] == "https://www.linkedin.com/in/zoë"
    assert contact["urls"] == ["https://Example.org/"]


def test_linkedin_address_that_names_no_profile_is_a_web_address():
    page = "https://www.linkedin.com/company/acme"
    assert merged_row({"linkedin_url": page})["urls"] == [page]


def test_addresses_are_united_and_the_first_city_stands_in_the_row():
    contact = merged_row(
        {"as_of": NEW, "city": "Paris", "country": "France"},
        {"as_of": OLD, "street": "1 High St", "city": "London", "address_type": "work"},
        {"street": "1 high st", "city": "LONDON"},
    )
    assert (contact["city"], "country" in contact) == ("London", False)
    assert [(place["street"], place["city"]) for place in contact["addresses"]] == [
        ("1 High St", "London"),
        (None, "Paris"),
    ]


def test_the_same_word_as_street_and_as_country_makes_two_addresses():
    assert len(merged_row({"street": "Paris"}, {"country": "Paris"})["addresses"]) == 2


def test_losing_values_and_foreign_columns_go_to_extra():
    contact = merged_row(
        {"as_of": NEW, "prefix": "Dr.", "extra": '{"Spouse": "Kim", "Shoe": ["41"]}'},
        {
            "as_of": OLD,
            "prefix": "Prof.",
            "extra": '{"Spouse": "Kim", "Shoe": "42"}',
            "phonetic_name": "yamada",
        },
    )
    assert contact["prefix"] == "Dr."
    assert json.loads(contact["extra"]) == {
        "Shoe": ["41", "42"],
        "Spouse": "Kim",
        "phonetic_name": "yamada",
        "prefix": "Prof.",
    }


def test_kind_is_person_if_one_record_says_so():
    assert merged_row({"kind": "organisation"}, {"kind": "person"})["kind"] == "person"
