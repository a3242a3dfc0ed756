"""Who is on no due list."""

import pytest

from netmerge.interactions import Owner
from netmerge.schema import RECORDS

PHONE = {"phones": ["+447700900188"]}


def names(table):
    return table["full_name"].to_list()


@pytest.mark.parametrize(
    "person",
    [
        {"full_name": "Hugo Brandt †"},
        {"full_name": "Hugo Brandt (gestorben 2019)"},
        {"full_name": "Hugo Brandt [RIP]"},
        {"full_name": "Fallecido"},
        {"full_name": "Hugo Brandt", "categories": ["Friends", "Décédés"]},
        {"full_name": "Hugo Brandt", "categories": ["故人"]},
        {"full_name": "Hugo Brandt", "extra": '{"DEATHDATE": "2020"}'},
        {"full_name": "Inge Brandt", "extra": '{"DEATHDATE;CALSCALE=gregorian": "20200101"}'},
        {"full_name": "Karl Brandt", "extra": '{"item1.X-ABDATE;X-ABLABEL=Died": "2020-01-01"}'},
        {"full_name": "Lutz Brandt", "extra": '{"Date of death": "1.2.2020"}'},
        {"full_name": "Mila Brandt", "extra": '{"Deceased": "yes"}'},
        {"full_name": "Nele Brandt", "extra": '{"Todestag": ["2020-01-01", "2020-01-02"]}'},
        {"full_name": "Anne Brandt", "extra": '{"Date de décès": "1/2/2020"}'},
        {"full_name": "Olaf Brandt", "extra": '{"X-EVOLUTION-DEATHDATE": "2020"}'},
        {"full_name": "Nicht rangehen"},
        {"full_name": "Spam, don't answer 2"},
        {"full_name": "Hugo Brandt", "categories": ["Bloqueados"]},
        {"full_name": "Taxi"},
        {"full_name": "110 Notruf"},
        {"full_name": "Plumber"},
        {"full_name": "Fontanero"},
        {"full_name": "Coiffeuse"},
        {"full_name": "Hausverwaltung 2"},
        {"full_name": "Harbour Bank Hotline"},
        {"full_name": "Kundenservice Hafenbank"},
        {"full_name": "Atención al cliente"},
        {"full_name": "Osteria Al Molo"},
        {"full_name": "Radio Taxi 44"},
        {"full_name": "Clínica Dental Norte"},
        {"full_name": "Hotelli Satama"},
        {"full_name": "Boat news", "emails": ["newsletter@boats.example"], "phones": None},
        {"full_name": "Strom Kundenservice"},
        {"full_name": "Scam Likely"},
        {"full_name": "Vodafone Info"},
        {"full_name": "DHL Paket"},
        {"full_name": "Sparkasse Hafen"},
        {"full_name": "Unbekannt 2"},
        {"full_name": "ICE 2"},
        {"full_name": "Mi oficina"},
        {"full_name": "理发店"},
        {"full_name": "Luz Brandt (q.e.p.d.)"},
        {"full_name": None, "phones": ["1414"]},
        {"full_name": "Brandt & Co", "kind": "organisation"},
    ],
    ids=lambda person: str(list(person.values())),
)
def test_the_dead_the_blocked_and_services_are_left_out(listed, happened, person):
    assert listed([{"contact_id": "a", **PHONE, **person}], happened()).empty


@pytest.mark.parametrize(
    "person",
    [
        {"full_name": "Plumber Bill"},
        {"full_name": "Fontanero Luis"},
        {"full_name": "Landlord"},
        {"full_name": "Nachbarin"},
        {"full_name": "Hugo Brandt", "other_names": ["Plumber"]},
        {"full_name": "Taxi Karl Meier"},
        {"full_name": "Clara Hotel"},
        {"full_name": "Garage Rosa"},
        {"full_name": "Ben Spam"},
        {"full_name": "Hugo Brandt (Hull)"},
        {"full_name": "Hugo Brandt", "categories": ["Poets"]},
        {"full_name": "Hugo Brandt", "phones": ["4711"]},
        {"full_name": "Hugo Brandt", "emails": ["noreply@shop.example"]},
        {"full_name": "Reply Services Team"},
        {"full_name": "Hugo Brandt", "extra": '{"Deceased": "No", "Todestag": ""}'},
        {"full_name": "Hugo Brandt", "extra": '{"Notes": "His DEATHDATE novel", "DEATHPLACE": ""}'},
        {"full_name": "Amazon Joe"},
        {"full_name": "Uber Franz"},
        {"full_name": "Casa Brandt"},
        {"full_name": "Kino Hale", "title": "Buyer"},
        {"full_name": "Otto Post"},
    ],
    ids=lambda person: str(list(person.values())),
)
def test_people_with_such_words_are_not(listed, happened, person):
    assert len(listed([{"contact_id": "a", **PHONE, **person}], happened())) == 1


def test_a_remark_that_the_merged_name_has_lost_still_counts(listed, happened):
    records = RECORDS.frame({"record_id": [7], "full_name": ["Hugo Brandt (verstorben)"]})
    people = [{"contact_id": "a", "full_name": "Hugo Brandt", "record_ids": [7]}]
    assert listed(people, happened(), records=records).empty


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("noreply@shop.example", False),
        ("no-reply@shop.example", False),
        ("comments-noreply@docs.example", False),
        ("reply+0af3@reply.forge.example", False),
        ("bounce-77-x@mail.example", False),
        ("unsubscribe_4@news.example", False),
        ("rowers@lists.example", False),
        ("support@bank.example", False),
        ("replyn@mail.example", True),
        ("ida.lister@mail.example", True),
    ],
)
def test_machines_are_left_out(listed, happened, address, left):
    people = [{"contact_id": "a", "full_name": None, "emails": [address]}]
    assert len(listed(people, happened())) == left


OWN = Owner(
    names=("Robin Owner",),
    handles=("linkedin:robin", "tel:+442079460444"),
    emails=("robin@own.example",),
    phones=("020 7946 0444",),
)


@pytest.mark.parametrize(
    ("person", "left"),
    [
        ({"full_name": "Robin Owner"}, False),
        ({"full_name": "R. O.", "emails": ["Robin@own.example"]}, False),
        ({"full_name": "Robin", "linkedin_url": "https://www.linkedin.com/in/robin"}, False),
        ({"full_name": "Ich", "phones": ["+442079460444"]}, False),
        ({"full_name": None, "phones": ["+442079460444"]}, False),
        ({"full_name": "Kim Owner", "phones": ["+442079460444"]}, True),
        ({"full_name": "Ich", "phones": ["+442079460999"]}, False),
        ({"full_name": "Ma carte", "phones": ["+442079460999"]}, True),
        ({"full_name": "Mein Handy"}, False),
        ({"full_name": "Robin", "phones": ["+442079460444"]}, False),
        ({"full_name": "Robin", "phones": ["+442079460999"]}, True),
        ({"full_name": "Ben", "phones": ["+442079460999"]}, True),
        ({"full_name": "Mẹ", "phones": ["+442079460999"]}, True),
        ({"full_name": "Robin Owner", "linkedin_url": "https://www.linkedin.com/in/rob-2"}, True),
    ],
)
def test_the_owner_is_left_out_and_who_shares_the_number_is_not(listed, happened, person, left):
    assert len(listed([{"contact_id": "a", **person}], happened(), owner=OWN)) == left
