"""Which records are one person: small address books whose answer anybody would agree on."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import netmerge as nm
from netmerge import matching
from netmerge.clean.records import clean_records
from netmerge.importers.frame import as_records

COLUMNS = (
    *(
        "given_name",
        "family_name",
        "emails",
        "phones",
        "company",
        "title",
        "linkedin_url",
        "identifiers",
    ),
    *("source", "file", "duplicate_free", "birthday", "street", "city", "nickname"),
)
GIVEN = (
    "Ana",
    "Bogdan",
    "Chiara",
    "Dmitri",
    "Eun-ji",
    "Farid",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Kemal",
    "Leila",
)
FAMILY = (
    "Abara",
    "Brandt",
    "Castillo",
    "Dufour",
    "Eriksen",
    "Ferri",
    "Gruber",
    "Hidalgo",
    "Ivanova",
    "Jansen",
)


def book(*rows):
    """Records from rows of dicts, after a background of strangers, so that names and companies
    have a frequency.
    """
    strangers = [
        {
            "given_name": a,
            "family_name": b,
            "emails": [f"{a}.{b}{k}@mail.example".lower()],
            "company": f"Firm {k % 7}",
        }
        for k, (a, b) in enumerate((a, b) for a in GIVEN for b in FAMILY)
    ]
    plain = {"source": "contacts", "file": "book"}
    return pd.DataFrame([plain | row for row in (*strangers, *rows)], columns=COLUMNS)


def same(*rows, decisions=None):
    """Whether the two rows given last end in one cluster."""
    links = nm.match(book(*rows), region="GB", decisions=decisions)
    return links.clusters[-1] == links.clusters[-2]


def person(given, family, **more):
    return {"given_name": given, "family_name": family, **more}


ALIKE = {
    "same name and address": (
        person("Oluwaseun", "Adebayo", emails=["seun@adebayo.example"]),
        person("Oluwaseun", "Adebayo", emails=["seun@adebayo.example"]),
    ),
    "nickname, same mobile": (
        person("Robert", "Whitcombe", phones=["+447700900481"]),
        person("Bob", "Whitcombe", phones=["07700 900481"]),
    ),
    "another family name, one passport": (
        person("Philippa", "Quennell", identifiers=["passport:K1234567"]),
        person("Philippa", "Whitcombe", identifiers=["passport:k 1234567"]),
    ),
    "both names in another language's spelling": (
        person("В'ячеслав", "Шевчук", phones=["+380671234567"]),
        person("Wjaczesław", "Szewczuk", company="Acme Looms", phones=["+380671234567"]),
    ),
    "an initial that could be a number, and a junior": (
        person("Morris I", "Quennell", emails=["quennell@post.example"]),
        person("Morris", "Quennell Jr.", emails=["quennell@post.example"]),
    ),
    "a nickname spelt otherwise": (
        person("Margaret", "Whitcombe", phones=["+447700900481"]),
        person("Peggi", "Whitcombe", phones=["07700 900481"]),
    ),
    "no name but the address": (
        person("Marguerite", "Lachance", emails=["m.lachance@lachance.example"]),
        {"emails": ["m.lachance@lachance.example"]},
    ),
    "no name, address spells the other's name": (
        person("Torvald", "Hammerskog", company="Fjordkraft"),
        {"emails": ["torvald.hammerskog@post.example"]},
    ),
    "given and family name swapped": (
        person("Yildiz", "Aydemir", emails=["ya@aydemir.example"]),
        person("Aydemir", "Yildiz", emails=["ya@aydemir.example"]),
    ),
    "another script, same profile": (
        person("伟", "王", linkedin_url="https://www.linkedin.com/in/wei-wang-77"),
        person("Wei", "Wang", linkedin_url="https://uk.linkedin.com/in/wei-wang-77/"),
    ),
    "changed job, same unusual name and address": (
        person("Philippa", "Quennell", company="Old Corp", emails=["pippa@quennell.example"]),
        person("Philippa", "Quennell", company="New Corp", emails=["pippa@quennell.example"]),
    ),
    "one of two family names": (
        person("Rosalía", "Montalbán Ibarra", phones=["+34612345678"]),
        person("Rosalia", "Montalban", phones=["612 345 678"]),
    ),
    "a card of two, twice": (
        person("Tove & Henk", "Achterberg", phones=["+442079460110"]),
        person("Tove & Henk", "Achterberg", phones=["+442079460110"]),
    ),
    "another given name on one passport": (
        person("Chukwuemeka", "Quennell", identifiers=["passport:K1234567"]),
        person("Victor", "Quennell", identifiers=["passport:K1234567"]),
    ),
    "an uncle filed as such": (
        person("Alejo", "Urrutia", phones=["+34610292615"]),
        person("Uncle", "Alejo", phones=["+34610292615"]),
    ),
    "the employer in the place of the family name": (
        person("Ottoline", "Fairweather", company="Kerns Seafoods Ltd"),
        person("Ottoline", "Kerns Seafoods", phones=["+447700900481"]),
    ),
    "family name cut to its initial, same title": (
        person("Ottoline", "Fairweather", title="Harbour Master"),
        person("Ottoline", "F.", title="Harbour Master"),
    ),
    "names swapped, and a slip in one": (
        person("Yildiz", "Aydemir", company="Anadolu Cement"),
        person("Aydemri", "Yildiz", company="Anadolu Cement"),
    ),
    "no name, an address of the other's that spells nothing": (
        person("Melihcan", "Mansiz", emails=["mm@cement.example", "walnut408@gmail.com"]),
        {"emails": ["walnut408@gmail.com"]},
    ),
}

UNALIKE = {
    "father and son, written Snr and Jnr": (
        person("Desmond", "Achterberg Snr", emails=["achterberg@post.example"]),
        person("Desmond", "Achterberg Jnr", emails=["achterberg@post.example"]),
    ),
    "two of one family, of whom one is called Son": (
        person("Son", "Achterberg", phones=["+442079460110"]),
        person("Pere", "Achterberg", phones=["+442079460110"]),
    ),
    "father and daughter with one landline": (
        person("Desmond", "Achterberg", phones=["+442079460110"]),
        person("Wilhelmina", "Achterberg", phones=["+442079460110"]),
    ),
    "namesakes with two social security numbers": (
        person("Ilse", "Vandermeer", identifiers=["ssn:294-66-9999"]),
        person("Ilse", "Vandermeer", identifiers=["ssn:118-05-7731"]),
    ),
    "the first and the second of a name": (
        person("Morris I", "Quennell", emails=["quennell@post.example"]),
        person("Morris II", "Quennell", emails=["quennell@post.example"]),
    ),
    "two profiles": (
        person(
            "Ilse", "Vandermeer", linkedin_url="https://www.linkedin.com/in/ilse-a", company="Acme"
        ),
        person(
            "Ilse", "Vandermeer", linkedin_url="https://www.linkedin.com/in/ilse-b", company="Acme"
        ),
    ),
    "two rows of one list of connections": (
        person("Ilse", "Vandermeer", company="Acme", duplicate_free=True),
        person("Ilse", "Vandermeer", company="Acme", duplicate_free=True),
    ),
    "colleagues": (
        person("Mirela", "Osterholt", company="Acme", phones=["+442079460199"]),
        person("Casper", "Nightingale", company="Acme", phones=["+442079460199"]),
    ),
    "twins in one house": (
        person(
            "Lotte",
            "Marquardt",
            birthday="1998-05-06",
            street="9 Quay",
            city="Kiel",
            phones=["+49431555010"],
        ),
        person(
            "Jutta",
            "Marquardt",
            birthday="1998-05-06",
            street="9 Quay",
            city="Kiel",
            phones=["+49431555010"],
        ),
    ),
    "a couple with one mailbox and one mobile": (
        person("Ruth", "Achterberg", emails=["achterberg@post.example"], phones=["+447700900481"]),
        person("Henk", "Achterberg", emails=["achterberg@post.example"], phones=["+447700900481"]),
    ),
    "two full names at one house and one info address": (
        person(
            "Mirela", "Osterholt", emails=["info@loom.example"], street="4 Mill Lane", city="Bath"
        ),
        person(
            "Casper", "Nightingale", emails=["info@loom.example"], street="4 Mill Lane", city="Bath"
        ),
    ),
    "a card of two, and one of the two": (
        person("Tove & Henk", "Achterberg", phones=["+442079460110"]),
        person("Tove", "Achterberg", phones=["+442079460110", "+447700900481"]),
    ),
    "one desk of two firms": (
        person(
            "Empfang",
            None,
            company="Quarz AG",
            emails=["empfang@quarz.example"],
            phones=["+49401111001"],
        ),
        person(
            "Empfang",
            None,
            company="Basalt AG",
            emails=["empfang@basalt.example"],
            phones=["+49401211001"],
        ),
    ),
    "brothers of two compound names": (
        person("Hans-Georg", "Achterberg", phones=["+442079460110"], street="9 Quay"),
        person("Hans-Albert", "Achterberg", phones=["+442079460110"], street="9 Quay"),
    ),
    "a brother and a sister of one stem": (
        person("Lorenzo", "Achterberg", phones=["+442079460110"], street="9 Quay"),
        person("Lorenza", "Achterberg", phones=["+442079460110"], street="9 Quay"),
    ),
    "brothers who share a syllable, as is the custom": (
        person("영수", "김", phones=["+8225550110"], emails=["kim@post.example"]),
        person("영숙", "김", phones=["+8225550110"], emails=["kim@post.example"]),
    ),
    "colleagues of one given name": (
        person(
            "Mirela",
            "Osterholt",
            company="Acme",
            phones=["+442079460199"],
            emails=["mirela.osterholt@acme.example"],
        ),
        person(
            "Mirela",
            "Nightly",
            company="Acme",
            phones=["+442079460199"],
            emails=["mirela.nightly@acme.example"],
        ),
    ),
    "names in a script that folds to nothing comparable": (person("☃", "☂"), person("♞", "♜")),
}


@pytest.mark.parametrize("rows", ALIKE.values(), ids=ALIKE)
def test_one_person(rows):
    assert same(*rows)


@pytest.mark.parametrize("rows", UNALIKE.values(), ids=UNALIKE)
def test_two_people(rows):
    assert not same(*rows)


@pytest.mark.parametrize(
    "both", ["Tove and Henk", "Tove u. Henk", "Tove + Henk", "Tove/Henk", "Tove y Henk"]
)
def test_a_card_of_two_is_neither_of_them_however_it_is_written(both):
    couple = person(both, "Achterberg", phones=["+442079460110"])
    assert not same(couple, person("Tove", "Achterberg", phones=["+442079460110", "+447700900481"]))


def test_two_given_names_are_one_persons_where_a_record_says_so():
    """One book has both names, the others one each, and the address spells the second."""
    rows = (
        person("Chidi", "Quennell", emails=["charles@quennell.example"]),
        person(
            "Charles", "Quennell", emails=["charles@quennell.example"], phones=["+447700900481"]
        ),
    )
    said = person("Chidi", "Quennell", nickname="Charles", company="Acme")
    assert not same(*rows)
    links = nm.match(book(said, *rows), region="GB")
    assert links.clusters[-1] == links.clusters[-2]


def test_two_given_names_that_are_merged_all_the_same_are_asked_about():
    links = nm.match(book(*ALIKE["another given name on one passport"]), region="GB")
    pair = links.pairs[links.pairs["merged"]].iloc[0]
    assert pair["lane"] == "review"
    assert pair["reason"].startswith("merged, though the given names differ")


def test_two_spellings_with_a_home_in_common_and_no_more_are_asked_about():
    """Robert and Bob of one house may be one, or father and son."""
    home = {"street": "9 Quay", "city": "Bath", "phones": ["+442079460110"]}
    links = nm.match(
        book(person("Robert", "Achterberg", **home), person("Bob", "Achterberg", **home)),
        region="GB",
    )
    pair = links.pairs[links.pairs["reason"].str.contains("given name variant")].iloc[0]
    assert pair["lane"] == "review"


def test_a_number_without_a_name_does_not_join_a_couple():
    couple = UNALIKE["a couple with one mailbox and one mobile"]
    nameless = {"phones": ["+447700900481"], "emails": ["achterberg@post.example"]}
    links = nm.match(book(couple[0], nameless, couple[1]), region="GB")
    assert links.clusters[-1] != links.clusters[-3]


def test_a_switchboard_that_many_share_merges_nobody():
    desk = [
        person(a, b + "ov", phones=["+442079460123"]) for a, b in zip(GIVEN, FAMILY, strict=False)
    ]
    links = nm.match(book(*desk))
    assert len(set(links.clusters[-len(desk) :])) == len(desk)


def test_two_people_do_not_become_one_through_a_third():
    """A nameless number between two different people: it joins one of them at most."""
    links = nm.match(
        book(
            person("Wilhelmina", "Achterberg", phones=["+442079460110"]),
            {"phones": ["+442079460110"]},
            person("Desmond", "Quennell", phones=["+442079460110"]),
        )
    )
    assert links.clusters[-1] != links.clusters[-3]


def test_where_namesakes_share_addresses_one_more_proves_little():
    """Addresses spelled after people, and profiles that tell some of them apart: the others may
    be two as well.
    """
    names = [(a, b) for a in GIVEN for b in FAMILY][:60]
    slug = "https://www.linkedin.com/in/{}-{}-{}"
    told_apart = [
        person(a, b, emails=[f"{a}.{b}@post.example"], linkedin_url=slug.format(a, b, k))
        for a, b in names
        for k in (1, 2)
    ]
    doubtful = [
        person("Ilse", "Vandermeer", emails=["ilse.vandermeer@post.example"], city=city)
        for city in (None, "Ghent")
    ]

    def probability(*rows):
        return nm.match(pd.DataFrame(rows)).pairs["match_probability"].iloc[0]

    alone = [row for row in told_apart if row["linkedin_url"].endswith("1")]
    assert probability(*told_apart, *doubtful) < probability(*alone, *doubtful)


def test_a_whole_name_that_many_bear_proves_less_than_its_parts_say():
    """Each given and family name is as common as every other; half of the whole names occur, the
    others do not.
    """
    usual = [(a, b) for k, a in enumerate(GIVEN) for m, b in enumerate(FAMILY) if (k + m) % 2 == 0]
    strangers = [person(a, b, phones=[f"+4420794{k:05}"]) for k, (a, b) in enumerate(usual * 8)]

    def evidence(given, family):
        records = as_records(pd.DataFrame([*strangers, *[person(given, family)] * 2]))
        cleaned = clean_records(records, None)
        last = len(strangers)
        return nm.matching.explain(nm.matching.match_records(records, cleaned), last, last + 1)

    unusual = evidence(GIVEN[0], FAMILY[1])
    assert unusual.match_weight > evidence(GIVEN[0], FAMILY[0]).match_weight + 1


def test_namesakes_known_by_thin_records_stay_apart():
    """Each pair across could be one person; employer, address and number together say that it is
    not.
    """
    one = [
        person("Ilse", "Vandermeer", company="Acme Looms", emails=["iv@acmelooms.example"]),
        person("Ilse", "Vandermeer", emails=["iv@acmelooms.example"], phones=["+447700900481"]),
    ]
    other = [
        person("Ilse", "Vandermeer", company="Osprey Grid", phones=["+442079460110"]),
        person("Ilse", "Vandermeer", emails=["ilse83@post.example"], phones=["+442079460110"]),
    ]
    clusters = nm.match(book(*one, *other)).clusters[-4:]
    assert clusters[0] == clusters[1]
    assert clusters[2] == clusters[3]
    assert clusters[0] != clusters[2]


def test_the_weakest_bridge_of_a_cluster_is_known():
    """Two records meet through a third that has the one's address and the other's profile."""
    one = person("Ilse", "Vandermeer", emails=["iv@looms.example"])
    middle = person(
        "Ilse",
        "Vandermeer",
        emails=["iv@looms.example"],
        linkedin_url="https://www.linkedin.com/in/ilse-v",
    )
    other = person("I.", "Vandermeer", linkedin_url="https://www.linkedin.com/in/ilse-v")
    table = book(one, middle, other)
    links = nm.match(table)
    ids = [len(table) - 3, len(table) - 2, len(table) - 1]
    assert len(set(links.clusters[-3:])) == 1
    found = nm.matching.explain(links, ids[0], ids[2]).bridge
    weaker = nm.matching.explain(links, ids[1], ids[2])
    stronger = nm.matching.explain(links, ids[0], ids[1])
    expected = min((weaker, stronger), key=lambda pair: pair.match_weight)
    assert set(found[:2]) == {expected.record_a, expected.record_b}


def test_the_owners_word_outranks_every_weight():
    alike, unalike = ALIKE["same name and address"], UNALIKE["two profiles"]
    ids = len(book())
    word = pd.DataFrame({"record_a": [ids], "record_b": [ids + 1], "decision": ["different"]})
    assert not same(*alike, decisions=word)
    assert same(*unalike, decisions=word.assign(decision="same"))


def test_a_decision_on_a_record_that_is_not_there_is_an_error():
    word = pd.DataFrame({"record_a": [0], "record_b": [99999], "decision": ["same"]})
    with pytest.raises(nm.MatchError):
        nm.match(book(), decisions=word)
    with pytest.raises(nm.SchemaError):
        nm.match(book(), decisions=word.drop(columns="decision"))


def test_a_table_without_anything_to_tell_people_by_is_an_error():
    with pytest.raises(nm.SchemaError, match="full_name"):
        nm.match(pd.DataFrame({"shoe_size": [41, 42]}))


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_tiny_tables_match_without_complaint(rows):
    table = book(*ALIKE["same name and address"]).tail(2).head(rows)
    links = nm.match(table)
    assert len(links.clusters) == rows


@pytest.mark.parametrize("column", ["emails", "phones", "full_name", "given_name"])
def test_one_column_is_enough(column):
    text = {"emails": "a@b.example", "phones": "+447700900481"}.get(column, "Ana Silvestre")
    clusters = nm.match(pd.DataFrame({column: [text, text, None]})).clusters
    assert clusters[2] not in clusters[:2]


def test_a_membership_list_with_street_and_birthday_but_no_address_on_the_net():
    members = pd.DataFrame(
        {
            "given_name": ["Ottoline", "Otoline", "Ottoline", "Percival"],
            "family_name": ["Fairweather", "Fairweather", "Fairweather", "Fairweather"],
            "street": ["12 Mill Lane", "12 Mill Lane", "3 High Street", "12 Mill Lane"],
            "postcode": ["AB1 2CD", "AB1 2CD", "ZZ9 9ZZ", "AB1 2CD"],
            "birthday": ["1961-04-05", "1961-04-05", "1999-01-01", "1990-02-02"],
        }
    )
    strangers = book()[["given_name", "family_name"]]
    clusters = nm.match(pd.concat([strangers, members], ignore_index=True)).clusters[-4:]
    assert clusters[0] == clusters[1]
    assert len(set(clusters[1:])) == 3


MEMBER = {
    "given_name": "Ottoline",
    "family_name": "Fairweather",
    "street": "12 Battledown Crescent",
    "postcode": "AB1 2CD",
    "city": "Cheltenham",
    "birthday": "1961-04-05",
}


@pytest.mark.parametrize(
    "changed",
    [
        {
            "family_name": "Farewether",
            "birthday": "1961-04-06",
            "street": None,
            "postcode": None,
            "city": None,
        },
        {
            "family_name": "Farewether",
            "birthday": "1961-05-05",
            "street": None,
            "postcode": None,
            "city": None,
        },
        {
            "given_name": "Ottolina",
            "birthday": None,
            "family_name": "Farweather",
            "street": "12 Batledown Crescent",
            "postcode": "AB2 1CD",
        },
        {
            "given_name": "Ottolina",
            "birthday": None,
            "family_name": "Farweather",
            "street": "Battledown Cres",
            "postcode": "AB2 1CD",
        },
    ],
    ids=[
        "a day",
        "a month",
        "a word of the street and the number",
        "a word of the street and the place",
    ],
)
def test_what_is_written_wrong_in_most_columns_is_still_compared(changed):
    strangers = book()[["given_name", "family_name"]]
    members = pd.DataFrame([MEMBER, MEMBER | changed])
    clusters = nm.match(pd.concat([strangers, members], ignore_index=True)).clusters
    assert clusters[-1] == clusters[-2]


def test_fathers_and_sons_of_one_name_in_one_house_stay_apart():
    """However many a short list has, it must not learn from them that birthdays say little."""
    families = [
        {
            "given_name": given,
            "family_name": family,
            "street": f"{number} Mill Lane",
            "postcode": "AB1 2CD",
            "birthday": birthday,
        }
        for number, (given, family) in enumerate(zip(GIVEN[:5], FAMILY[:5], strict=True), start=3)
        for birthday in (f"195{number}-01-1{number}", f"198{number}-06-2{number}")
    ]
    assert len(set(nm.match(pd.DataFrame(families)).clusters)) == len(families)


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(range(12)))
def test_the_order_of_the_records_changes_no_cluster(order):
    rows = [row for pair in list(ALIKE.values())[:4] + list(UNALIKE.values())[:2] for row in pair]
    table = book(*rows).assign(position=range(1, 121 + 12))
    start = len(table) - len(rows)
    straight = nm.match(table).clusters
    moved = [*range(start), *(start + place for place in order)]
    mixed = nm.match(table.iloc[moved].reset_index(drop=True)).clusters
    back = np.argsort(moved)
    assert (as_partition(mixed[back]) == as_partition(straight)).all()


def as_partition(clusters):
    return pd.factorize(clusters)[0]


def test_names_cut_short_at_the_same_address_and_number_are_one_person():
    home = {"street": "12 Alder Road", "postcode": "31245", "phones": ["+442079460101"]}
    others = [
        {"given_name": given, "family_name": "Lund", "street": f"{k} Mill Lane"}
        for k, given in enumerate(("Ana", "Bo", "Carl", "Dora", "Emil"))
    ]
    cut = {"given_name": "Wi", "family_name": "Ga"}
    whole = {"given_name": "Winifred", "family_name": "Galanis"}
    sister = {"given_name": "Thea", "family_name": "Galanis"}
    people = [each | home for each in (cut, whole, sister)]
    clusters = nm.match(pd.DataFrame([*people, *others]), region="GB").clusters
    assert clusters[0] == clusters[1] != clusters[2]


@pytest.mark.parametrize(
    ("written", "latin", "relative"),
    [
        (("דוד", "כהן"), ("David", "Cohen"), ("Yossi", "Cohen")),
        (("أحمد", "حسن"), ("Ahmed", "Hassan"), ("Khalid", "Hassan")),
        (("สมชาย", "ใจดี"), ("Somchai", "Jaidee"), ("Malee", "Jaidee")),
        (("Сергей Иванович", "Кузнецов"), ("Sergey", "Kuznetsov"), ("Anna", "Kuznetsova")),
        (("Νίκος", "Χατζηδάκης"), ("Nikos", "Chatzidakis"), ("Eleni", "Chatzidakis")),
        (("ひろし", "タナカ"), ("Hiroshi", "Tanaka"), ("Yumi", "Tanaka")),
        (("서연", "박"), ("Seo-yeon", "Park"), ("Min-jun", "Park")),
        (("민준", "김"), ("Min-jun", "Kim"), ("Seo-yeon", "Kim")),
        (("由美子", "渡辺"), ("Yumiko", "Watanabe"), ("Kenta", "Watanabe")),
        (("志明", "陳"), ("Zhiming", "Chan"), ("Mei Ling", "Chan")),
        (("伟", "王"), ("Wei", "Wang"), ("Fang", "Wang")),
    ],
)
def test_a_name_in_another_script_at_one_number_is_that_persons(written, latin, relative):
    columns = ("given_name", "family_name")
    people = [dict(zip(columns, name, strict=True)) for name in (written, latin, relative)]
    people = [each | {"phones": ["+442079460107"]} for each in people]
    others = [
        {"given_name": given, "family_name": family, "phones": [f"+4420794602{k:02}"]}
        for k, given in enumerate(("Ana", "Bo", "Carl", "Dora", "Emil"))
        for family in ("Lund", "Berger", "Okafor")
    ]
    clusters = nm.match(pd.DataFrame([*people, *others]), region="GB").clusters
    assert clusters[0] == clusters[1] != clusters[2]


@pytest.mark.parametrize(
    ("written", "relative"),
    [
        (("민준", "김"), ("Seo-yeon", "Kim")),
        (("健太", "佐藤"), ("Yumi", "Sato")),
        (("伟", "王"), ("Fang", "Wang")),
        (("דוד", "כהן"), ("Yossi", "Cohen")),
        (("សុខា", "ចាន់"), ("Dara", "Chan")),
    ],
)
@pytest.mark.parametrize("common", [{"phones": ["+442079460107"]}, {"company": "Longteng Optics"}])
def test_a_family_name_in_another_script_makes_no_one_person(written, relative, common):
    columns = ("given_name", "family_name")
    people = [dict(zip(columns, name, strict=True)) | common for name in (written, relative)]
    others = [
        {"given_name": given, "family_name": family, "company": f"{family} {given}"}
        for given in ("Ana", "Bo", "Carl", "Dora", "Emil")
        for family in ("Lund", "Berger", "Okafor")
    ]
    clusters = nm.match(pd.DataFrame([*people, *others]), region="GB").clusters
    assert clusters[0] != clusters[1]


def test_of_a_long_list_what_was_compared_is_made_anew_for_who_asks(monkeypatch):
    vera = {"given_name": "Vera", "family_name": "Lindqvist", "emails": ["vera@lindqvist.example"]}
    records = book(vera, vera | {"given_name": "V", "phones": ["+46701740605"]})
    kept = nm.match(records, region="SE")
    monkeypatch.setattr("netmerge.matching.match.KEPT", 2)
    links = nm.match(records, region="SE")
    assert (kept.kept is None, links.kept is None) == (False, True)
    a, b = links.records["record_id"].tolist()[-2:]
    pd.testing.assert_frame_equal(
        matching.explain(links, a, b).table, matching.explain(kept, a, b).table
    )
