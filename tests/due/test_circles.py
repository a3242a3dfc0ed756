"""Which circle a contact belongs to."""

import pytest

from netmerge.due import circles
from netmerge.interactions import Owner
from netmerge.schema import RECORDS

OWNER = Owner(
    names=("Robin Okafor",),
    phones=("020 7946 0133",),
    companies=(("Harbour Energy Ltd", "2021-03", None), ("Tallis & Webb", "2014", "2021")),
    schools=("University of Northgate",),
)


def circle(contacts, company=None, others=None, **contact):
    records = RECORDS.frame({"record_id": [7], "company": [company], "other_companies": [others]})
    return circles(
        contacts({"contact_id": "c", "record_ids": [7], **contact}), records, OWNER
    ).to_list()[0]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Family", "family"),
        ("Familie", "family"),
        ("Famille", "family"),
        ("家族", "family"),
        ("Semesterfreunde, Freunde", "friends"),
        ("Amigos", "friends"),
        ("Arbeit", "co-workers"),
        ("Chamber of Commerce", "professional organisation"),
        ("IHK", "professional organisation"),
        ("University", "alumni"),
        ("東京大学", "alumni"),
        ("Class of 2012", "alumni"),
        ("myContacts", "other"),
        ("Unification", "other"),
    ],
)
def test_a_label_names_a_circle_in_several_languages(contacts, label, expected):
    assert circle(contacts, categories=[label]) == expected


def test_the_owner_s_own_school_as_a_label_is_alumni():
    from netmerge.due.circles import _circle_of

    assert _circle_of("northgate 2012", {"northgate"}) == "alumni"


def test_the_closer_circle_wins_among_labels(contacts):
    assert circle(contacts, categories=["Work", "Friends", "Family"]) == "family"


def test_an_employer_of_the_owner_s_present_or_past_makes_co_workers(contacts):
    assert circle(contacts, company="HARBOUR ENERGY") == "co-workers"
    assert circle(contacts, company="Elsewhere", others=["Tallis and Webb LLP"]) == "co-workers"


def test_a_label_outranks_the_employer(contacts):
    assert circle(contacts, company="Harbour Energy", categories=["Friends"]) == "friends"


def test_people_at_a_chamber_or_association_are_of_a_professional_organisation(contacts):
    assert circle(contacts, company="Society of Tidal Engineers") == "professional organisation"
    assert circle(contacts, company="Société Générale") == "other"


def test_a_family_name_or_a_telephone_alone_makes_no_family(contacts):
    assert circle(contacts, family_name="Okafor") == "other"
    assert circle(contacts, family_name="Smith", phones=["+442079460133"]) == "other"
    assert circle(contacts, family_name="Okafor", phones=["+442079460133"]) == "family"


@pytest.mark.parametrize(
    "name", ["Mum", "DAD", "Großmutter", "Husband", "brother", "Grandma", "Aunt Clara", "妈妈"]
)
def test_whoever_is_called_as_relatives_are_is_family(contacts, name):
    assert circle(contacts, full_name=name) == "family"
    assert circle(contacts, full_name="Clara Berg", other_names=["C. Berg", name]) == "family"


@pytest.mark.parametrize(
    "name",
    ["Oma Ross", "Anne", "Papa Diop", "Sister Mary", "My", "Uncle Bob Martin", "Tanteri Vale"],
)
def test_a_name_that_only_looks_like_a_relative_s_makes_no_family(contacts, name):
    assert circle(contacts, full_name=name) == "other"


def test_a_label_outranks_what_somebody_is_called(contacts):
    assert circle(contacts, full_name="Uncle Tom", categories=["Friends"]) == "friends"
