"""Names that are forms of one, and what else tells two people of one name: apart, or one."""

import numpy as np
import pandas as pd

import netmerge as nm
from netmerge.clean.names.nicknames import nickname_groups
from netmerge.matching.name_texts import sister_names
from netmerge.text.folding import fold
from netmerge.words import GIVEN_NAMES

TWO_FORMS = (
    *(("Marie", "Maria"), ("Jan", "Johan"), ("Anna", "Hanna"), ("Marco", "Marc")),
    *(("Sofie", "Sonja"), ("Elena", "Helen"), ("Nils", "Niklas"), ("Lucia", "Lucie")),
    *(("Pieter", "Peter"), ("Karin", "Katrin"), ("Julie", "Julia"), ("Robin", "Robert")),
)
TWO_NAMES = (
    *(("Mia", "Pia"), ("Lina", "Nina"), ("Kai", "Jay"), ("Ole", "Ove")),
    *(("Lea", "Leo"), ("Ingo", "Inga"), ("Dina", "Gina"), ("Mara", "Lara")),
)
PET_FORMS = (
    *(("William", "Bill"), ("Katarzyna", "Kasia"), ("Francisco", "Paco"), ("Margarethe", "Gretl")),
    *(("Mykola", "Nikolai"), ("Ignacio", "Nacho"), ("Susanne", "Susi"), ("Vincenzo", "Vinz")),
)
FAMILY = (
    "Achleitner",
    "Birkbeck",
    "Cordes",
    "Dragomir",
    "Eskola",
    "Fontanez",
    "Grimsby",
    "Hovland",
)


def merged(*pairs):
    """Which pairs of rows are merged, in a list of all of them."""
    rows = [row for pair in pairs for row in pair]
    clusters = np.asarray(nm.match(pd.DataFrame(rows), region="DE").clusters)
    return (clusters[::2] == clusters[1::2]).tolist()


def pairs_of(names, **said):
    """Two rows of one family for each two names; `said` has what both say, with the
    family's name and number to be filled in.
    """
    found = []
    for number, two in enumerate(names):
        family = f"{FAMILY[number % len(FAMILY)]}{'ik' * (number // len(FAMILY))}"
        home = {
            key: text.format(family=family.lower(), number=number) for key, text in said.items()
        }
        found.append([{"given_name": name, "family_name": family} | home for name in two])
    return found


HOME = {"birthday": "20{number:02}-03-14", "street": "Ahornweg {number}", "city": "Celle"}


def test_two_forms_of_a_name_in_one_home_are_two_people():
    """Twins or mother and daughter: no number or mailbox of one of them is shared."""
    assert not any(merged(*pairs_of(TWO_FORMS, **HOME)))
    assert not any(merged(*pairs_of(TWO_NAMES, **HOME)))
    assert all(merged(*pairs_of(PET_FORMS, **HOME)))


def test_a_mailbox_by_the_family_name_is_the_familys():
    assert not any(merged(*pairs_of(TWO_FORMS, **HOME, emails="{family}@post.example")))


def test_two_forms_of_a_name_with_one_mobile_are_one_person_but_for_two_birthdays():
    pairs = pairs_of(TWO_FORMS, phones="+49151123450{number:02}")
    assert all(merged(*pairs))
    for one, other in pairs:
        one["birthday"], other["birthday"] = "2009-02-01", "2012-11-23"
    assert not any(merged(*pairs))


def test_forms_of_a_name_stand_in_the_list_of_nicknames_too():
    known = nickname_groups()
    for name, groups in sister_names().items():
        others = [other for other, shared in sister_names().items() if groups & shared]
        assert all(known[name] & known[other] for other in others), name
    assert not known.keys() & {fold(name) for name in GIVEN_NAMES.content.words}


def test_namesakes_to_whom_one_firm_gave_numbered_addresses_are_two_people():
    """jo.bell2@, jo.k.bell@ are no slips of jo.bell@."""
    locals_ = (
        *(("ana.reis", "ana.reis2"), ("areis", "areis3"), ("ana_reis", "ana_m_reis")),
        *(("ana.reis1", "ana.reis2"), ("ana.reis", "ana.b.reis"), ("reis.ana", "reis.ana04")),
    )
    pairs = [
        [
            {
                "full_name": f"Ana {family}",
                "company": f"Lago {family}",
                "emails": f"{local}@lago-{family}.example".replace("reis", family).lower(),
            }
            for local in two
        ]
        for family, two in zip(FAMILY, locals_, strict=False)
    ]
    assert not any(merged(*pairs))
    slips = [("ana.reis", "ana2.reis"), ("ana.reis", "ana.resi"), ("ana.reis", "anna.reis")]
    for pair, two in zip(pairs, slips, strict=False):
        for row, local in zip(pair, two, strict=True):
            row["emails"] = f"{local}@{row['emails'].partition('@')[2]}"
            row["full_name"] = "Ana Reis"
    assert all(merged(*pairs[: len(slips)]))
    for pair in pairs:
        for row in pair:
            row["phones"] = f"+4915112345{FAMILY.index(pair[0]['company'][5:])}00"
    assert all(merged(*pairs))


def test_an_initial_with_two_addresses_that_spell_two_names_is_two_people():
    spelt = (("mariana", "manuel"), ("joanne", "jacob"), ("tim", "tom"), ("petra", "paul"))
    pairs = [
        [
            {
                "given_name": f"{local[0].upper()}.",
                "family_name": family,
                "company": f"{family} & Co",
                "emails": f"{local}.{family}@{family}co.example".lower(),
            }
            for local in two
        ]
        for family, two in zip(FAMILY, spelt, strict=False)
    ]
    assert not any(merged(*pairs))


def test_desks_of_two_firms_are_two_desks_in_two_words_too():
    desks = ("IT Helpdesk", "Customer Service", "Front Office", "Servicio Técnico", "Service Desk")
    pairs = [
        [{"full_name": desk, "company": firm, "emails": f"desk@{firm}.example"} for firm in firms]
        for desk, firms in zip(desks, zip(FAMILY, FAMILY[::-1], strict=True), strict=False)
    ]
    for pair in pairs:
        for row in pair:
            row["emails"] = row["emails"].lower()
    assert not any(merged(*pairs))


def test_two_middle_names_are_two_people_of_one_firm():
    middle = (("A.", "B."), ("Lee", "Ann"), ("K.", "Max"))
    pairs = pairs_of([("James", "James")] * 3, company="{family} Rail", title="Buyer")
    for pair, two in zip(pairs, middle, strict=True):
        for row, name in zip(pair, two, strict=True):
            row["middle_name"] = name
    assert not any(merged(*pairs))
    for pair in pairs:
        for row in pair:
            row["phones"] = f"+4915112345{pairs.index(pair)}00"
    assert all(merged(*pairs))


def test_numbers_behind_a_family_name_tell_generations_apart():
    numbers = (("IX", "X"), ("V", "VI"), ("IV", "V"), ("X", "XI"), ("II", "X"))
    pairs = [
        [
            {"given_name": "Otto", "family_name": f"{family} {number}", "street": f"Allee {family}"}
            for number in two
        ]
        for family, two in zip(FAMILY, numbers[:3], strict=False)
    ]
    assert not any(merged(*pairs))


def test_a_couples_card_is_known_by_its_and_between_two_names():
    names = (("Jana a Petr", "Petr"), ("Milan a Zuzana", "Milan"), ("Eva a Jiří", "Eva"))
    assert not any(merged(*pairs_of(names, street="Polní {number}", city="Zlín")))


COMPOUNDS = (
    *(("Ye-jin", "Ji-hoon"), ("Ji-woo", "Ye-jin"), ("Wei Ming", "Wai Kit")),
    *(("Hans Georg", "Johann Albert"), ("Jan Willem", "Johan Pieter")),
    *(("María José", "Mary Lourdes"), ("Ana Sofía", "Anna Belén"), ("Jean Luc", "Ian Marc")),
)


def test_compounds_that_begin_with_forms_of_one_name_are_two_names():
    pairs = pairs_of(COMPOUNDS, phones="+4951415550{number}", street="Ahornweg {number}")
    assert not any(merged(*pairs))


LATER_WORDS = (
    *(("José Carlos", "Carlos"), ("Maria del Carmen", "Carmen"), ("Hans Peter", "Peter")),
    *(("Mary Ann", "Ann"), ("Anna Maria", "Maria"), ("Karl Heinz", "Heinz")),
)


def test_who_goes_by_the_second_of_two_names_is_found_by_a_mobile():
    assert all(merged(*pairs_of(LATER_WORDS, phones="+49151555501{number}1")))


def test_of_one_home_the_second_of_two_names_may_be_a_brothers():
    assert not any(merged(*pairs_of(LATER_WORDS, street="Ahornweg {number}", city="Celle")))


SISTERS = (("Anna", "Annika"), ("Hans", "Jan"), ("Christina", "Christine"), ("Marie", "Maria"))


def test_two_forms_of_one_name_are_two_peoples_at_one_employer_or_in_one_class():
    at_work = pairs_of(SISTERS, company="Ahornwerke")
    in_class = pairs_of(SISTERS, city="Celle")
    for place, pair in enumerate(in_class):
        for row, day in zip(pair, ("03-14", "08-27"), strict=True):
            row |= {"birthday": f"201{place}-{day}"}
    assert not any(merged(*at_work))
    assert not any(merged(*in_class))


def test_a_familys_mailbox_is_known_by_its_name():
    forms = ("familie.{family}", "{family}-family", "fam.{family}", "familia{family}")
    for form in forms:
        twins = pairs_of(SISTERS, emails=form + "@post.example", birthday="201{number}-03-14")
        assert not any(merged(*twins))
