"""On which level two records stand: the evidence that is easily counted twice, or for nothing."""

import pandas as pd
import pytest

import netmerge as nm
from netmerge.matching.weights import priors

STRANGER = {"given_name": "Bo", "family_name": "Lund", "company": "Nordkraft", "title": "Nurse"}


def levels(one, other, *more):
    """The level of each comparison of two records, in a table with some others."""
    table = pd.DataFrame([one, other, STRANGER, *more])
    links = nm.match(table, region="GB")
    found = nm.matching.explain(links, 0, 1)
    return dict(zip(found.table["comparison"], found.table["level"], strict=True))


ABSENT = "cannot be compared"


def ana(**more):
    return {"given_name": "Ana", "family_name": "Silvestre", **more}


CASES = {
    "two mobiles": (
        "phone",
        ana(phones=["+34612345678"]),
        ana(phones=["+34698765432"]),
        "different mobiles",
    ),
    "a mobile and a line": (
        "phone",
        ana(phones=["+34612345678"]),
        ana(phones=["+442079460110"]),
        "different",
    ),
    "numbered addresses": (
        "e-mail",
        ana(emails=["ana47@gmail.com"]),
        ana(emails=["ana51@gmail.com"]),
        "different",
    ),
    "a misread address": (
        "e-mail",
        ana(emails=["asilv7@gmail.com"]),
        ana(emails=["asi1v7@gmail.com"]),
        "slip",
    ),
    "both names cut short": (
        "given name",
        {"given_name": "Be", "family_name": "Sc"},
        {"given_name": "Bernadette", "family_name": "Schuhmacher"},
        "initial",
    ),
    "a family name cut short": (
        "family name",
        {"given_name": "Valeria", "family_name": "Pe"},
        {"given_name": "Valeria", "family_name": "Pedrosa"},
        "initial",
    ),
    "two names cut after four letters": (
        "family name",
        {"given_name": "Chri", "family_name": "Papa"},
        {"given_name": "Christos", "family_name": "Papadopoulos"},
        "initial",
    ),
    "a wife's names": (
        "given name",
        {"given_name": "Jan", "family_name": "Novak"},
        {"given_name": "Jana", "family_name": "Novakova"},
        "different",
    ),
    "a given name cut short beside another family name": (
        "family name",
        {"given_name": "Ber", "family_name": "Lu"},
        {"given_name": "Bernadette", "family_name": "Schuhmacher"},
        "different",
    ),
    "the same street": ("street", ana(street="12 Mill Ln."), ana(street="12 Mill Lane"), "same"),
    "an address in one cell": (
        "street",
        ana(street="77 Ferris Street Cedar Bluff IA 52772"),
        ana(street="77 Ferris St.", city="Cedar Bluff", postcode="52772"),
        "same",
    ),
    "the postcode in one cell with the street": (
        "place",
        ana(street="Lindenstr. 7a, 04109 Leipzig"),
        ana(street="Lindenstraße 7a", city="Leipzig", postcode="04109"),
        "same postcode",
    ),
    "the city in one cell with the street": (
        "place",
        ana(street="77 Ferris Street, Cedar Bluff IA 52772"),
        ana(street="77 Ferris St.", city="Cedar Bluff"),
        "same city",
    ),
    "a neighbour": (
        "street",
        ana(street="12 Mill Lane"),
        ana(street="14 Mill Lane"),
        "other number",
    ),
    "a word more": (
        "street",
        ana(street="12 Mill Lane"),
        ana(street="12 Old Mill Lane"),
        "similar",
    ),
    "middle names that differ": (
        "middle name",
        ana(middle_name="Joy"),
        ana(middle_name="Eve"),
        "different",
    ),
    "a middle initial": ("middle name", ana(middle_name="Joy"), ana(middle_name="J."), "initial"),
    "the year alone": (
        "birthday",
        ana(birthday="1980-03-05"),
        ana(birthday="1980-11-27"),
        "same year",
    ),
    "two digits of the year changed over": (
        "birthday",
        ana(birthday="1949-08-05"),
        ana(birthday="1994-08-05"),
        "slip",
    ),
    "digits changed over between year and month": (
        "birthday",
        ana(birthday="1949-05-21"),
        ana(birthday="1945-09-21"),
        "slip",
    ),
    "day and month changed over": (
        "birthday",
        ana(birthday="1980-03-05"),
        ana(birthday="1980-05-03"),
        "slip",
    ),
    "day and month that can only be changed over": (
        "birthday",
        ana(birthday="1980-24-03"),
        ana(birthday="1980-03-24"),
        "same",
    ),
    "the year last in one, first in the other": (
        "birthday",
        ana(birthday="2003-04-05"),
        ana(birthday="2005-04-03"),
        "slip",
    ),
    "the day before": (
        "birthday",
        ana(birthday="1980-03-01"),
        ana(birthday="1980-02-29"),
        "slip",
    ),
    "the year before": (
        "birthday",
        ana(birthday="1990-03-01"),
        ana(birthday="1989-03-01"),
        "slip",
    ),
    "another month": (
        "birthday",
        ana(birthday="1980-03-27"),
        ana(birthday="1980-11-27"),
        "two parts of three",
    ),
    "another day": (
        "birthday",
        ana(birthday="1980-03-05"),
        ana(birthday="1974-11-27"),
        "different",
    ),
    "a damaged birthday": (
        "birthday",
        ana(birthday="1967092"),
        ana(birthday="1967-09-21"),
        "slip",
    ),
    "an impossible birthday": (
        "birthday",
        ana(birthday="1967-09-71"),
        ana(birthday="1967-09-21"),
        "slip",
    ),
    "a damaged birthday of another day": (
        "birthday",
        ana(birthday="1967092"),
        ana(birthday="1944-01-02"),
        ABSENT,
    ),
    "a year and a damaged birthday": (
        "birthday",
        ana(birthday="1967092"),
        ana(birthday="1967"),
        ABSENT,
    ),
    "one official number": (
        "official number",
        ana(identifiers=["passport:K1234567", "ssn:294-66-9999"]),
        ana(identifiers=["passport:L7654321", "ssn:294669999"]),
        "same",
    ),
    "a misread official number": (
        "official number",
        ana(identifiers=["ssn:294669999"]),
        ana(identifiers=["ssn:294-66-9998"]),
        "slip",
    ),
    "two passports": (
        "official number",
        ana(identifiers=["passport:K1234567"]),
        ana(identifiers=["passport:L7654321"]),
        "different",
    ),
    "two numbers that people keep": (
        "official number",
        ana(identifiers=["passport:K1234567", "ssn:294669999"]),
        ana(identifiers=["passport:L7654321", "ssn:123450000"]),
        "different for life",
    ),
    "numbers of two kinds": (
        "official number",
        ana(identifiers=["ssn:294669999"]),
        ana(identifiers=["passport:294669999"]),
        ABSENT,
    ),
    "two names that look alike": (
        "given name",
        {"given_name": "Patrick"},
        {"given_name": "Patricia"},
        "different",
    ),
    "a slip that makes no name": (
        "given name",
        {"given_name": "Patrick"},
        {"given_name": "Patrik"},
        "same sound",
    ),
    "a script without vowels": (
        "given name",
        {"given_name": "דוד", "family_name": "כהן"},
        {"given_name": "David", "family_name": "Cohen"},
        "variant",
    ),
    "a family name in a script without vowels": (
        "family name",
        {"given_name": "خالد", "family_name": "المنصوري"},
        {"given_name": "Khaled", "family_name": "Al Mansoori"},
        "close",
    ),
    "names turned round in a script without vowels": (
        "given name",
        {"given_name": "כהן", "family_name": "דוד"},
        {"given_name": "David", "family_name": "Cohen"},
        "variant",
    ),
    "a brother in a script without vowels": (
        "given name",
        {"given_name": "דוד", "family_name": "כהן"},
        {"given_name": "Yossi", "family_name": "Cohen"},
        ABSENT,
    ),
    "a brother's family name in a script without vowels": (
        "family name",
        {"given_name": "דוד", "family_name": "כהן"},
        {"given_name": "Yossi", "family_name": "Cohen"},
        ABSENT,
    ),
    "one name in the other's place": (
        "family name",
        ana(),
        {"given_name": "Silvestre", "family_name": "Ana"},
        "same",
    ),
    "a family name in another language's spelling": (
        "family name",
        {"given_name": "Olena", "family_name": "Шевченко"},
        {"given_name": "Olena", "family_name": "Szewczenko"},
        "same sound",
    ),
    "forms of a family name": (
        "family name",
        {"given_name": "Omar", "family_name": "Yusuf"},
        {"given_name": "Omar", "family_name": "Youssef"},
        "close",
    ),
    "a company and its domain": (
        "company",
        ana(company="Redwood Security Holding"),
        ana(emails=["as@redwoodsecurityholding.com"]),
        "same",
    ),
    "a company with an and": (
        "company",
        ana(company="Roll & Tervort"),
        ana(emails=["as@rolltervort.com"]),
        "same",
    ),
    "a company's initials": (
        "company",
        ana(company="TSE"),
        ana(company="Tundra Studios Europe"),
        "same",
    ),
    "the domain of a shared address": (
        "company",
        ana(emails=["as@acme.com"]),
        ana(emails=["as@acme.com"]),
        ABSENT,
    ),
}


@pytest.mark.parametrize(("comparison", "one", "other", "level"), CASES.values(), ids=CASES)
def test_level(comparison, one, other, level):
    assert levels(one, other)[comparison] == level


def test_a_title_is_compared_within_a_company_or_across_companies():
    nurse, matron = ana(company="Acme", title="Nurse"), ana(company="Acme", title="Matron")
    within = levels(nurse, matron)
    assert (within["title"], within["title in one company"]) == (ABSENT, "different")
    across = levels(nurse, matron | {"company": "Osprey Grid"})
    assert (across["title"], across["title in one company"]) == ("different", ABSENT)


def test_a_place_is_compared_within_a_company_or_of_two():
    here, there = ana(company="Acme", city="Mainz"), ana(company="Osprey Grid", city="Kiel")
    across = levels(here, there)
    assert (across["place"], across["place of two companies"]) == (ABSENT, "different")
    for company in ("Acme", None):
        known = levels(here, there | {"company": company})
        assert (known["place"], known["place of two companies"]) == ("different", ABSENT)


def test_another_town_says_less_of_whoever_has_another_company():
    of = {each.name: each for each in priors().weights}
    across, otherwise = of["place of two companies"], of["place"]
    assert across.m[-1] > 1.5 * otherwise.m[-1]
