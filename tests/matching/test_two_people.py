"""Pairs that look alike and are two people, a table of ten for each kind: apart, or asked about."""

import numpy as np
import pandas as pd
import pytest

import netmerge as nm
from netmerge.matching.comparisons.spelling import GivenName, given_level

GIVEN = ("Bogdan", "Chiara", "Eun", "Farid", "Greta", "Hugo", "Ines", "Jonas")
FAMILY = ("Brandt", "Castillo", "Dufour", "Eriksen", "Ferri", "Gruber")


def links_of(*rows):
    """The links of some rows after a book of strangers."""
    strangers = [
        {
            "full_name": f"{a} {b}",
            "emails": f"{a}.{b}@{b}-works.example".lower(),
            "company": f"{b} Works",
        }
        for a in GIVEN
        for b in FAMILY
    ]
    return nm.match(pd.DataFrame([*strangers, *rows]), region="DE")


def merged(*rows):
    """Whether the two rows given are merged."""
    clusters = np.asarray(links_of(*rows).clusters)
    return clusters[-1] == clusters[-2]


def at_one_firm(one, other, form="{0}.{1}", firm="Glimmer"):
    """Two people of nearly one name, each with an address and an extension of a firm."""
    rows = []
    for place, name in enumerate((one, other)):
        local = form.format(*name.lower().split(), name[0].lower())
        row = {"full_name": name, "emails": f"{local}@glimmer.example", "company": firm}
        rows.append(row | {"phones": f"+49 30 5550{place}1{place}"})
    return rows


@pytest.mark.parametrize(
    ("one", "other", "form"),
    [
        ("Mara Holt", "Mara Holz", "{0}.{1}"),
        ("Mara Holt", "Mara Holz", "{2}{1}"),
        ("Timo Seidl", "Timo Seidel", "{1}.{0}"),
        ("Irina Petrow", "Irina Petrova", "{0}.{1}"),
        ("Lea Brand", "Lea Brandl", "{2}.{1}"),
        ("Nils Hansson", "Nils Hanssen", "{0}_{1}"),
        ("Petra Kolar", "Petra Kolarz", "{0}{1}"),
        ("Sina Mayr", "Sina Mayer", "{1}"),
        ("Ruben Ortiz", "Ruben Ortez", "{0}.{1}"),
        ("Clara Winkel", "Klara Winkler", "{0}.{1}"),
    ],
)
def test_two_addresses_of_one_firm_that_spell_two_names_are_two_people(one, other, form):
    assert not merged(*at_one_firm(one, other, form))


def test_one_who_changed_her_name_at_a_firm_is_found_by_her_mobile():
    rows = at_one_firm("Mara Holt", "Mara Lindqvist")
    rows = [row | {"phones": "+4915123456789"} for row in rows]
    assert merged(*rows)


LINES = {  # a landline each, by its digits
    "+493055501234": "Berlin",
    "+431515014444": "Vienna",
    "+41442051234": "Zurich",
    "+33142681234": "Paris",
    "+34912345678": "Madrid",
    "+390669812345": "Rome",
    "+48221234567": "Warsaw",
    "+31201234567": "Amsterdam",
    "+4687891234": "Stockholm",
    "+442079460123": "London",
}


@pytest.mark.parametrize("line", LINES)
def test_a_landline_that_is_labelled_mobile_is_a_landline(line):
    row = {"phones": [line], "phone_types": ["cell"], "company": "Glimmer"}
    alike = {"full_name": "Anni Falk", "emails": "anni.falk@glimmer.example"}
    other = {"full_name": "Annie Falkner", "emails": "annie.falkner@glimmer.example"}
    links = links_of(alike | row, other | row)
    assert not links.features.mobile[links.features.phones.codes[-1]]
    assert links.clusters[-1] != links.clusters[-2]


def test_a_line_is_no_mobile_for_another_countrys_mobile_of_the_same_digits():
    rows = [
        {"full_name": "Marta Vidal", "phones": ["+34932123456"]},
        {"full_name": "Marco Vitale", "phones": ["+393932123456"], "phone_types": ["cell"]},
    ]
    features = links_of(*rows).features
    assert not features.mobile[features.phones.codes[-2]]


def test_a_mobile_dialled_from_elsewhere_is_still_one():
    """06 12345678 is a mobile in the Netherlands, and would be a line in Germany."""
    rows = [
        {"full_name": "Joep van der Laan", "phones": ["+31612345678"]},
        {"full_name": "Joep vd Laan", "phones": ["06 12345678"], "phone_types": ["cell"]},
    ]
    assert merged(*rows)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Lee", "Lee Kim"),
        ("Hassan Ali", "Ali Hassan"),
        ("James Thomas", "Thomas James"),
        ("Martin Simon", "Simon Martin"),
        ("Anthony Paul", "Paul Anthony"),
        ("Omar Hussein", "Hussein Omar"),
        ("Henry Charles", "Charles Henry"),
        ("Grant Leslie", "Leslie Grant"),
        ("Albert Frank", "Frank Albert"),
        ("Lewis Craig", "Craig Lewis"),
    ],
)
def test_names_that_may_stand_either_way_are_two_people_with_other_firms(one, other):
    rows = [
        {
            "full_name": one,
            "emails": f"{one}@osprey.example".lower().replace(" ", "."),
            "company": "Osprey",
        },
        {
            "full_name": other,
            "emails": f"{other}@hanriver.example".lower().replace(" ", "."),
            "company": "Han River",
        },
    ]
    assert not merged(*rows)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Haruka Ito", "Ito Haruka"), ("Kim Lee", "Lee Kim"), ("Bence Toth", "Toth Bence")],
)
def test_names_turned_round_are_one_persons_with_an_address(one, other):
    rows = [{"full_name": name, "emails": "post47@hanriver.example"} for name in (one, other)]
    assert merged(*rows)


@pytest.mark.parametrize(
    ("called", "one", "other"),
    [
        ("Chris", "christine", "christopher"),
        ("Alex", "alexander", "alexandra"),
        ("Sam", "samuel", "samantha"),
        ("Pat", "patrick", "patricia"),
        ("Nick", "nicholas", "nicola"),
        ("Dan", "daniel", "danielle"),
        ("Max", "maximilian", "maxine"),
        ("Steph", "stephanie", "stephen"),
        ("Andi", "andreas", "andrea"),
        ("Jo", "joanna", "joseph"),
        ("Manu", "manuel", "manuela"),
        ("Mel", "melvin", "melanie"),
        ("Val", "valerie", "valentin"),
    ],
)
def test_addresses_that_spell_two_given_names_are_two_peoples(called, one, other):
    rows = [
        {"full_name": f"{called} Whitlock", "emails": f"{name}.whitlock@{firm}.example"}
        for name, firm in ((one, "milllane"), (other, "hammer"))
    ]
    assert not merged(*rows)


def test_addresses_that_spell_two_forms_of_one_name_are_one_persons():
    rows = [
        {
            "full_name": "Rob Whitlock",
            "emails": f"{name}.whitlock@hammer.example",
            "company": "Hammer",
        }
        for name in ("robert", "bob")
    ]
    assert merged(*rows)


TWO_CARDS = [  # what each of two cards of one name in one book says beside it
    ({"phones": "+4791112233", "emails": "siri@moe.example"}, {"phones": "+4799887766"}),
    ({"phones": "+4791112233"}, {"phones": "+4799887766"}),
    ({"emails": "siri@moe.example"}, {"emails": "s.moe@skole.example"}),
    ({"emails": "siri@moe.example"}, {"phones": "+4799887766"}),
    ({"emails": "siri@moe.example", "city": "Bergen"}, {"phones": "+4799887766"}),
    ({"company": "Moe Bygg", "phones": "+4791112233"}, {"company": "Fjord Kraft"}),
    ({"company": "Moe Bygg", "title": "Baker"}, {"company": "Moe Bygg", "title": "Driver"}),
    ({"city": "Bergen", "phones": "+4755112233"}, {"city": "Bergen", "phones": "+4755998877"}),
    ({"phones": "+4791112233", "birthday": "1980-03-05"}, {"birthday": "1961-11-30"}),
    ({"emails": "siri@moe.example", "street": "Storgata 4"}, {"street": "Havnegata 12"}),
]


def card(uid, file="phone.vcf", **more):
    return {"full_name": "Siri Moe", "uid": uid, "file": file, **more}


@pytest.mark.parametrize(("one", "other"), TWO_CARDS)
def test_two_cards_of_one_book_with_nothing_personal_in_common_are_asked_about(one, other):
    assert not merged(card("k-1", **one), card("k-2", **other))


@pytest.mark.parametrize(("one", "other"), TWO_CARDS)
def test_they_stay_two_beside_a_later_export_of_the_book(one, other):
    later = "phone (1).vcf"
    rows = [card("k-1", **one), card("k-2", **other), card("k-1", later, **one)]
    found = np.asarray(links_of(*rows, card("k-2", later, **other)).clusters)[-4:]
    assert found[0] != found[1]
    assert found[2] != found[3]


@pytest.mark.parametrize(
    "both",
    [
        {"phones": "+4791112233"},
        {"emails": "siri@moe.example"},
        {"linkedin_url": "https://www.linkedin.com/in/siri-moe-47"},
        {"identifiers": "passport:N1234567"},
    ],
)
def test_two_cards_of_one_book_with_something_personal_in_common_are_one(both):
    assert merged(card("k-1", title="Baker", **both), card("k-2", city="Bergen", **both))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Jr.", "Sr."), ("II", "III"), ("III", "IV"), ("IV", "VI"), ("VI", "VII")),
        *(("VII", "VIII"), ("VIII", "IX"), (", V", ", X"), ("Sr.", "VI"), ("Jr.", ", V")),
        *(("sen.", "jun."), ("Filho", "Sr."), ("mladší", "starší"), ("sen.", "III")),
        *(("d. Ä.", "d. J."), ("d.J.", "sen."), ("ml.", "st."), ("Júnior", "Sr.")),
    ],
)
def test_two_generations_are_two_people(one, other):
    """Whatever else they have in common: a home, a mailbox, a number."""
    rows = [
        {"full_name": f"Morris Quennell {which}", "emails": "quennell@post.example", "city": city}
        for which, city in ((one, None), (other, "Kent"))
    ]
    assert not merged(*rows)


@pytest.mark.parametrize(
    "card",
    [
        *("Mr. & Mrs. Ralph Denby", "Mr and Mrs Ralph Denby", "Dr. & Mrs. Ralph Denby"),
        *("Herr und Frau Ralph Denby", "Mme et Monsieur Ralph Denby", "Ralph & Joan Denby"),
        *("Ralph and Joan Denby", "Mr Ralph Denby & Mrs Joan Denby", "Ralph + Joan Denby"),
        *("Ralph und Joan Denby", "Denby Family", "Familie Denby", "Fam. Denby", "The Denbys"),
        *(
            "Famille Denby",
            "Eheleute Denby",
            "Rodzina Denby",
            "Familjen Denby",
            "Ralph Denby Family",
        ),
        *("Ralph ja Joan Denby", "Ralph és Joan Denby", "Ralph e Joan Denby"),
        *("Ralph och Joan Denby", "Ralph и Joan Denby", "Ralph / Joan Denby", "Ralph/Joan Denby"),
        "Ralph Denby / Joan Denby",
    ],
)
def test_a_card_of_a_couple_is_not_one_partners(card):
    home = {"phones": "+442079460123", "emails": "denby@post.example"}
    assert not merged({"full_name": card} | home, {"full_name": "Ralph Denby"} | home)


def at_one_switchboard(*names):
    """People of whom a list says the name, the firm and its switchboard."""
    firm = {"company": "Glimmer", "phones": "+49 30 5550", "city": "Kiel", "street": "Kai 4"}
    return [{"full_name": name} | firm for name in names]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thi Mai Tran", "Thi Lan Tran"),
        ("Minh Chau Pham", "Minh Quan Pham"),
        ("Ana Belén Ruiz", "Ana Rosa Ruiz"),
        ("Hans-Otto Kehl", "Hans-Ulrich Kehl"),
        ("Luisa Castro Peña", "Luisa Castro Vidal"),
        ("Luisa Peña Castro", "Luisa Castro Vidal"),
        ("Salma Al-Khatib", "Salma Al-Dosari"),
        ("Omar El-Amin", "Omar El-Khouri"),
        ("Vendula Novák", "Vendula Nováček"),
        ("Samira Hassan", "Nadira Hassan"),
    ],
)
def test_names_alike_in_part_are_two_peoples_of_one_firm(one, other):
    assert not merged(*at_one_switchboard(one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hans-Georg Kehl", "Hans-Gerog Kehl"),
        ("Ana Rosa Ruiz", "Ana R. Ruiz"),
        ("Ana Rosa Ruiz", "Ana Ruiz"),
        ("Luisa Castro Peña", "Luisa Castro"),
        ("Luisa Castro Vidal", "Luisa Castro Vidol"),
        ("Salma Al-Khatib", "Salma Khatib"),
    ],
)
def test_compounds_but_for_a_slip_or_a_part_are_one_persons(one, other):
    rows = [row | {"emails": "lk47@glimmer.example"} for row in at_one_switchboard(one, other)]
    assert merged(*rows)


def test_a_name_that_the_other_goes_on_from_is_its_short_form():
    features = links_of({"full_name": "Ada Okafor"}, {"full_name": "Adaeze Okafor"}).features
    code = {str(text): place for place, text in enumerate(features.names.texts)}
    level = given_level(features, np.array([code["ada"]]), np.array([code["adaeze"]]))
    assert level.tolist() == [GivenName.VARIANT]


AT_HOME = {"street": "Rue Haute 9", "city": "Dinant", "postcode": "5500"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("1951-02-08", "1979-11-23"), ("1938-06-30", "1964-01-17"), ("1999-12-01", "1970-05-19")),
        *(("1960-04-04", "1931-10-27"), ("2001-08-15", "1975-03-09"), ("1945-09-12", "1968-02-28")),
        *(("1987-07-21", "1955-12-06"), ("1949-01-30", "1983-08-14"), ("1990-10-10", "1962-05-25")),
        ("1972-03-03", "2004-06-18"),
    ],
)
def test_two_of_one_name_and_home_with_two_days_of_birth_are_two_people(one, other):
    rows = [{"full_name": "Gaspard Collin", "birthday": day} | AT_HOME for day in (one, other)]
    assert not merged(*rows)


NUMBERS = ({"identifiers": "national_id:4711-2093-88"}, {"identifiers": "national_id:9350-7146-21"})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"full_name": "Marie Collin"}, {"full_name": "Maria Collin"}),
        ({"full_name": "Hanna Collin"}, {"full_name": "Anna Collin"}),
        ({"full_name": "Joan Collin"}, {"full_name": "Jean Collin"}),
        ({"full_name": "Eric Collin"}, {"full_name": "Erik Collin"}),
        ({"full_name": "Julian Collin"}, {"full_name": "Julien Collin"}),
        ({"full_name": "Marie Collin"}, {"full_name": "M. Collin"}),
        ({"full_name": "Marie Collin"}, {"full_name": "Marie Colling"}),
        ({"full_name": "Leo Collin"}, {"full_name": "Leo Collin", "birthday": "1971-04-19"}),
        ({"full_name": "Leo Collin"}, {"full_name": "Leo Collin", "birthday": "2001-04-18"}),
        ({"full_name": "Leo Collin"}, {"full_name": "Leo Collin", "birthday": None}),
    ],
)
def test_two_official_numbers_that_people_keep_are_two_peoples(one, other):
    home = {"birthday": "2001-04-19", "phones": "+4930123456"} | AT_HOME
    assert not merged(
        *(home | row | number for row, number in zip((one, other), NUMBERS, strict=True))
    )


def test_where_whole_name_and_birthday_are_the_same_a_number_is_wrong():
    row = {"full_name": "Marie Collin", "birthday": "2001-04-19"} | AT_HOME
    assert merged(*(row | number for number in NUMBERS))


def test_one_mobile_outweighs_a_day_of_birth():
    mobile = {"phones": "+32470112233", "emails": "gaspard47@post.example"}
    rows = [
        {"full_name": "Gaspard Collin", "birthday": day} | AT_HOME | mobile
        for day in ("1951-02-08", "1979-11-23")
    ]
    assert merged(*rows)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Hayden", "Jayden"), ("Dana", "Dina"), ("Chris", "Christa"), ("Lena", "Lina")),
        *(("Maik", "Mick"), ("Sonja", "Tonja"), ("Elin", "Erin"), ("Aylin", "Eylin")),
        *(("Kira", "Kyra"), ("Jon", "Jonah")),
    ],
)
def test_twins_with_an_address_each_are_two_people(one, other):
    rows = [
        {"full_name": f"{name} Collin", "emails": f"{name}@collin47.example".lower()}
        | {"birthday": "2003-05-14"}
        | AT_HOME
        for name in (one, other)
    ]
    assert not merged(*rows)


@pytest.mark.parametrize(
    "role",
    [
        *("pfarramt", "vorstand", "werkstatt", "geschaeftsstelle", "accueil", "comptabilite"),
        *("gerencia", "magazzino", "armazem", "boekhouding", "sprzedaz", "prodej"),
        *(
            "forsaljning",
            "asiakaspalvelu",
            "ertekesites",
            "muhasebe",
            "vanzari",
            "treasurer",
            "headoffice",
        ),
    ],
)
def test_a_mailbox_of_a_function_says_nothing_of_who_somebody_is(role):
    box = {"emails": f"{role}@glimmer.example", "company": "Glimmer"}
    rows = [{"full_name": name} | box for name in ("Irma Castillo", "Irma Lindqvist")]
    assert not merged(*rows)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Donald Bexley", "Donald Murrow"),
        ("Ingrid Solheim", "Ingrid Nyborg"),
        ("Paolo Ferrante", "Paolo Gallino"),
        ("Agnieszka Kruk", "Agnieszka Zawada"),
    ],
)
def test_an_address_that_is_but_a_given_name_may_be_the_next_ones(one, other):
    """Of a firm that calls its people so; a private one is one person's."""
    called = one.split()[0].lower()
    rows = [{"full_name": name, "company": "Glimmer"} for name in (one, other)]
    assert not merged(*(row | {"emails": f"{called}@glimmer.example"} for row in rows))
    assert merged(*(row | {"emails": f"{called}77@gmail.com"} for row in rows))


def test_doubled_family_names_are_others_than_two_different_ones():
    for pair in [("Prado Prado", "Prado Luján"), ("Sanz Gil", "Gil Gil")]:
        rosa = {"given_name": "Rosa", "company": "Glimmer"}
        assert not merged(*(rosa | {"family_name": name} for name in pair))


def test_two_names_merely_alike_at_one_employer_are_asked_about():
    """A slip more likely than not: merged, but never unasked."""
    for pair in [("Nadira Voss", "Samira Voss"), ("Ji Han", "Ji Hwang")]:
        links = links_of(*({"full_name": name, "company": "Glimmer"} for name in pair))
        assert links.pairs["lane"].iloc[-1] == "review"


@pytest.mark.parametrize(
    ("one", "other"),
    [("rosa.p", "rprado2"), ("r.prado", "rosa3"), ("rosa3", "prado"), ("prado.rosa1", "rprado")],
)
def test_of_one_firms_two_addresses_of_a_name_a_number_tells_two_people(one, other):
    rosa = {"full_name": "Rosa Prado", "company": "Glimmer"}
    assert not merged(*(rosa | {"emails": f"{local}@glimmer.example"} for local in (one, other)))
    assert merged(*(rosa | {"emails": f"{local}@gmail.com"} for local in (one, other)))
