"""Which circle a contact belongs to, how sure that is, and why."""

import datetime as dt

import pytest

from netmerge.due import circles
from netmerge.interactions import Owner
from netmerge.schema import HAPPENED, RECORDS

OWNER = Owner(
    names=("Robin Okafor-Lind",),
    emails=("robin@okafor.example",),
    phones=("020 7946 0133",),
    companies=(("Harbour Energy Ltd", "2021-03", None), ("Tallis & Webb", "2014", "2021")),
    schools=("University of Northgate", "London School of Economics and Political Science"),
)
F, R, C, A = "family", "friends", "co-workers", "alumni"
P, O = "professional organisation", "other"  # noqa: E741


@pytest.fixture
def told(contacts):
    """Circle, basis and reason of a contact, alone or beside others, and of its company."""

    def build(company=None, others=None, beside=(), happened=None, **contact):
        records = RECORDS.frame(
            {"record_id": [7], "company": [company], "other_companies": [others]}
        )
        first = {"contact_id": "c", "record_ids": [7], "company": company, **contact}
        found = circles(contacts(first, *beside), records, OWNER, happened)
        return tuple(found.table.iloc[0])[:3]

    return build


@pytest.fixture
def circle(told):
    return lambda *args, **kwargs: told(*args, **kwargs)[0]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        *[(name, F) for name in ("Family", "Familie", "Famille", "家族", "Akrabalar", "العائلة")],
        *[(name, R) for name in ("Semesterfreunde, Freunde", "Amigos", "Besties", "Φίλοι")],
        *[(name, C) for name in ("Arbeit", "Former colleagues", "Ehemalige Kollegen", "العمل")],
        *[(name, P) for name in ("Chamber of Commerce", "IHK", "Club", "Plumbers' guild")],
        *[(name, A) for name in ("University", "東京大学", "Class of 2012", "Spolužáci")],
        *[(name, O) for name in ("myContacts", "Unification", "Munich", "VIP")],
    ],
)
def test_a_label_names_a_circle_in_many_languages(circle, label, expected):
    assert circle(categories=[label]) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        *[(name, R) for name in ("Rowing club", "Handball team", "Poker night", "Wine", "Choir")],
        *[
            (name, R)
            for name in ("Ruderverein", "Innebandylaget", "Fietsclub", "Turngruppe", "Stammtisch")
        ],
        *[(name, R) for name in ("Coro parrocchiale", "Club d'échecs", "Клуб шахматы", "합창단")],
        *[(name, R) for name in ("Friends of the family", "Lawyer friends", "Golf, Freunde")],
        *[(name, O) for name in ("Customers", "Roofers", "Family doctor", "Work clients")],
        *[(name, O) for name in ("Stammkunden", "Vecinos", "Loodgieters", "客户")],
        ("School parents", O),
        ("Friends & family", F),
        ("University choir", A),
    ],
)
def test_a_label_is_read_as_a_whole_with_hobbies_and_trades(told, label, expected):
    assert told(categories=[label]) == (expected, "said", f'Labelled "{label}".')


def test_a_label_may_be_the_owner_s_school_or_employer(circle):
    assert circle(categories=["Northgate University 2012"]) == A
    assert circle(categories=["LSE"]) == A
    assert circle(categories=["Harbour Energy"]) == C


def test_the_closer_circle_wins_among_labels(circle):
    assert circle(categories=["Work", "Friends", "Family", "Clients"]) == F
    assert circle(categories=["Clients", "Work"]) == C


@pytest.mark.parametrize(
    "name",
    [
        *("Mum", "DAD", "Großmutter", "Husband", "brother", "Grandma", "Aunt Clara", "妈妈"),
        *("Mama Handy", "Papa Büro neu", "Maman maison", "Mum & Dad", "Dad 2", "Mother-in-law"),
        *("Tío Anselmo", "Ciocia Ewa", "Бабушка Зоя", "Ayşe Teyze", "Onkel Rolf mobil"),
        *("Clara Berg (Oma)", "Jo Berg - sister", "お母さん", "Grand-mère Odile", "Bestemor"),
        *("Cugina Piera", "Faster Ulla", "Setä Arvo", "Брат", "Avó Inês", "Papi Marcel"),
    ],
)
def test_whoever_is_called_as_relatives_are_is_family(told, name):
    assert told(full_name=name)[:2] in ((F, "said"), (F, "guessed"))
    assert told(full_name="Clara Berg", other_names=["C. Berg", name])[0] == F


@pytest.mark.parametrize(
    "name",
    [
        *("Anne", "Papa Diop", "Sister Mary", "My", "Tanteri Vale", "Anne Smith"),
        *("Paul's mum", "Mama von Paul", "Mother of Kit", "Karim Adel", "Father Brown"),
    ],
)
def test_a_name_that_only_looks_like_a_relative_s_makes_no_family(circle, name):
    assert circle(full_name=name) == O


def test_oma_and_tia_before_a_name_are_relatives_unless_the_name_is_public(told):
    assert told(full_name="Oma Ross") == (F, "guessed", 'You call them "Oma Ross".')
    assert told(full_name="Oma Ross", linkedin_url="https://www.linkedin.com/in/oma")[0] == O
    assert told(full_name="Nonna Ross")[0] == F
    assert told(full_name="Нонна Берг", company="Sever")[0] == O
    assert told(full_name="Tia Vale", emails=["tia.vale@mail.example"])[0] == O
    assert told("Vale Books", full_name="Tia Vale")[0] == O


def test_cards_tell_of_relations(told):
    own = {"contact_id": "me", "full_name": "Robin Okafor-Lind", "emails": ["robin@okafor.example"]}

    def mine(extra):
        return told(full_name="Lena Vale", beside=[own | {"extra": extra}])

    assert mine('{"RELATED;TYPE=spouse": "Lena Vale"}') == (
        F,
        "said",
        "Your own card names Lena Vale as spouse.",
    )
    assert mine('{"X-ABRELATEDNAMES;X-ABLABEL=friend": ["Jo Ny", "Lena Vale"]}')[0] == R
    assert mine('{"Relation 1 - Label": "Brother", "Relation 1 - Value": "Lena Vale"}')[0] == F
    assert mine('{"Children": "Max Vale, Lena Vale"}')[0] == F
    assert mine('{"Manager\'s Name": "Lena Vale"}')[0] == C
    assert mine('{"Ehepartner/Partner": "Lena Vale"}')[0] == F
    assert mine('{"Name des/der Vorgesetzten": "Lena Vale"}')[0] == C
    assert mine('{"Nom du conjoint": "Lena Vale"}')[0] == F
    assert mine('{"Shoe size": "Lena Vale"}')[0] == O
    assert told(full_name="Ike Wald", extra='{"RELATED;TYPE=sibling": "Robin Okafor-Lind"}') == (
        F,
        "said",
        "Their card names you as sibling.",
    )
    assert told(full_name="Ike Wald", extra='{"RELATED;TYPE=sibling": "Jo Ny"}')[0] == O


def test_a_relation_outranks_a_label_and_a_label_what_somebody_is_called(told):
    assert told(full_name="Uncle Tom", categories=["Friends"])[0] == R
    extra = '{"RELATED;TYPE=spouse": "Robin Okafor-Lind"}'
    assert told(full_name="Tom", categories=["Friends"], extra=extra)[0] == F


def test_the_owner_s_family_name_needs_a_telephone_or_a_street_of_theirs(told):
    own = {
        "contact_id": "me",
        "full_name": "Robin Okafor-Lind",
        "emails": ["robin@okafor.example"],
        "addresses": [{"street": "3 Mill Lane", "city": "Ely"}],
    }
    assert told(family_name="Okafor")[0] == O
    assert told(family_name="Smith", phones=["+442079460133"])[0] == O
    assert told(family_name="Okafor", phones=["+442079460133"]) == (
        F,
        "shown",
        "Okafor is your name too, and theirs is your telephone number.",
    )
    for street, expected in (("3 Mill Ln.", F), ("8 Mill Lane", O), ("Mill Lane", O)):
        home = [{"street": street, "city": "Ely"}]
        assert told(family_name="Lind-Mark", addresses=home, beside=[own])[0] == expected


def test_a_day_within_the_owner_s_spell_shows_a_co_worker(told):
    def at(firm, **days):
        return told(firm, **{name: dt.date.fromisoformat(day) for name, day in days.items()})

    assert at("HARBOUR ENERGY", connected_on="2022-05-03") == (
        C,
        "shown",
        "Works at HARBOUR ENERGY, and you were there when you connected on 2022-05-03.",
    )
    assert at("Harbour Energy", connected_on="2020-05-03")[:2] == (C, "guessed")
    assert at("Harbour Energy", connected_on="2020-05-03", met_on="2021-03-09")[:2] == (C, "shown")
    assert at("Tallis and Webb LLP", connected_on="2021-12-31")[:2] == (C, "shown")
    assert at("Tallis and Webb LLP", connected_on="2022-01-01")[:2] == (C, "guessed")
    assert at("Harbour Energy")[:2] == (C, "guessed")
    assert told("Elsewhere", others=["Tallis & Webb"])[0] == C
    assert told("Harbour Energy", categories=["Friends"])[0] == R


@pytest.mark.parametrize(
    "school", ["Northgate University", "Uni Northgate", "LSE", "London School of Economics"]
)
def test_a_school_of_the_owner_s_goes_by_several_names(told, school):
    assert told(school) == (A, "guessed", f"{school} is a school of yours.")


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("Technische Universität München", "TUM"),
        ("Technische Universität München", "Technical University of Munich"),
        ("Manchester Metropolitan University", "Manchester Polytechnic"),
        ("Toronto Metropolitan University", "Ryerson University"),
        ("TH Köln", "Fachhochschule Köln"),
        ("Universität Wien", "University of Vienna"),
        ("Rheinisch-Westfälische Technische Hochschule Aachen", "RWTH"),
        ("東京大学", "University of Tokyo"),
        ("London School of Economics", "London School of Economics (LSE)"),
    ],
)
def test_schools_have_short_forms_translations_and_former_names(own, other):
    from netmerge.due.circles.schools import asked_key, school_keys

    assert asked_key(other) & school_keys(own)
    assert not asked_key("University of Southgate") & school_keys(own)
    assert not asked_key(f"{own} Press") & school_keys(own)


@pytest.mark.parametrize(
    "body",
    [
        *("Society of Tidal Engineers", "IHK Ulm", "Ärztekammer Tirol", "Rotary International"),
        *("Confederation of Small Bakers", "Byggforeningen", "日本商工会議所"),
        "Royal Institute of Tidal Charts",
    ],
)
def test_people_at_a_chamber_or_association_are_of_a_professional_organisation(told, body):
    assert told(body) == (P, "guessed", f"{body} is such an organisation.")
    assert told("Société Générale")[0] == O


def test_one_label_speaks_for_a_group_that_recurs(told):
    def at(*days, present=("c", "d")):
        return HAPPENED.frame(
            {
                "file": ["m.mbox"] * len(days),
                "position": list(range(len(days))),
                "kind": ["message"] * len(days),
                "date": [dt.datetime(2026, 5, day, tzinfo=dt.UTC) for day in days],
                "present": [list(present)] * len(days),
            }
        )

    friend = {"contact_id": "d", "full_name": "Dora Ek", "categories": ["Friends"]}
    family = {"contact_id": "e", "full_name": "Eva Ek", "categories": ["Family"]}
    found = told(full_name="Cleo Ny", beside=[friend], happened=at(1, 2, 2))
    assert found == (R, "guessed", "Stands with people of this circle in messages of 2 days.")
    assert told(full_name="Cleo Ny", beside=[friend], happened=at(1, 1))[0] == O
    both = told(beside=[friend, family], happened=at(1, 2, present=("c", "d", "e")))
    assert both[0] == O
    assert told(categories=["Clients"], beside=[friend], happened=at(1, 2))[0] == O


def test_without_anything_else_the_circle_is_other(told):
    assert told() == (O, "guessed", "Nothing tells of another circle.")
