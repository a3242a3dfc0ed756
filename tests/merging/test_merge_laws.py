"""What holds for any records: nothing is lost, order decides nothing, ids stay."""

import datetime as dt
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmerge.clean.companies import company_key, title_key
from netmerge.clean.emails import repair
from netmerge.clean.ocr import ocr_key
from netmerge.errors import MatchError
from netmerge.merging import merge_records
from netmerge.merging.values import name_key
from netmerge.schema import CONTACTS, PROVENANCE
from tests.merging.people import (
    COPIED,
    SCANNED,
    SELF_WRITTEN,
    TYPED,
    UNKNOWN,
    as_dict,
    merge_rows,
    tables,
)

_WORDS = [
    "Ann",
    "ANN",
    "Åsa",
    "asa",
    "Bo",
    "B.",
    "Söderström",
    "soderstrom",
    "王伟",
    "Юрий",
    "O'Neil",
    "🙂",
]
_NAMES = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3).map(" ".join)
_COMPANIES = st.sampled_from(["Acme", "ACME Ltd", "Beta GmbH", "Beta", "Ltd", "東芝"])
_TITLES = st.sampled_from(["CTO", "cto", "Sr. Engineer", "Senior Engineer", "Head of Sales"])
_EMAILS = st.sampled_from(
    ["ann@acme.com", "ann@gmail.com", "ann@gmai1.com", "info@acme.com", "bo@beta.de"]
)
_PHONES = st.sampled_from(["+442071838750", "+442071838750;ext=12", "+447700900123", "12345"])
_DATES = st.sampled_from([dt.date(2020, 1, 1), dt.date(2024, 5, 6)])
_BIRTHDAYS = st.sampled_from(["1989", "1989-03", "1989-03-24", "--03-24", "1990-01-01"])
_EXTRA = st.dictionaries(
    st.sampled_from(["a", "prefix"]), st.sampled_from(["x", "y"]), min_size=1
).map(json.dumps)
_PLACES = st.sampled_from(["London", "LONDON", "Paris", "1 High St"])


def _some(values):
    return st.lists(values, min_size=1, max_size=3, unique=True)


_TRAITS = st.sampled_from([SELF_WRITTEN, TYPED, UNKNOWN, SCANNED, COPIED])
_SAID = st.fixed_dictionaries(
    {"source": st.sampled_from(["linkedin", "vcard", "camcard", "linkedin-imported", "contacts"])},
    optional={
        "as_of": _DATES,
        "full_name": _NAMES,
        "given_name": st.sampled_from(_WORDS),
        "family_name": st.sampled_from(_WORDS),
        "prefix": st.sampled_from(["Dr.", "dr", "Prof."]),
        "suffix": st.sampled_from(["Jr.", "III"]),
        "credentials": _some(st.sampled_from(["PhD", "Ph.D.", "MBA"])),
        "nicknames": _some(st.sampled_from(_WORDS)),
        "other_names": _some(_NAMES),
        "emails": _some(_EMAILS),
        "email_types": _some(st.sampled_from(["work", "home"])),
        "phones": _some(_PHONES),
        "company": _COMPANIES,
        "title": _TITLES,
        "department": st.sampled_from(["Sales", "R&D"]),
        "other_companies": _some(_COMPANIES),
        "other_titles": _some(_TITLES),
        "linkedin": st.sampled_from(["ann", "åsa"]),
        "birthday": _BIRTHDAYS,
        "street": _PLACES,
        "city": _PLACES,
        "country": _PLACES,
        "notes": _some(st.text(min_size=1)),
        "uid": st.sampled_from(["1", "2"]),
        "extra": _EXTRA,
    },
)
_RECORD = st.builds(lambda traits, said: traits | said, _TRAITS, _SAID)
_RECORDS = st.lists(st.tuples(_RECORD, st.integers(-1, 3)), min_size=1, max_size=8)


def _found_in(contact: dict, field: str, value: str) -> bool:  # noqa: C901 - one line a field
    names = [contact.get("full_name", ""), *contact.get("other_names", [])]
    keys = [name_key(name) for name in names]
    positions = [contact.get("title", ""), contact.get("company", ""), *contact.get("history", [])]
    parts = [part for line in positions for part in line.split(" (2")[0].split(", ")]
    extra = json.loads(contact.get("extra", "{}"))
    beside = [*np.atleast_1d(extra.get(field, []))]
    match field:
        case "full_name" | "other_names":
            return name_key(value) in keys
        case "given_name" | "family_name":
            return any(word in key for key in keys for word in name_key(value).split())
        case "prefix" | "suffix" | "department":
            return name_key(value) in [name_key(text) for text in (contact.get(field, ""), *beside)]
        case "nicknames":
            return name_key(value) in [name_key(text) for text in contact[field]]
        case "credentials":
            return value.replace(".", "") in [text.replace(".", "") for text in contact[field]]
        case "emails":
            return value in contact[field] or ocr_key(repair(value)) in [
                ocr_key(text) for text in contact[field]
            ]
        case "company" | "other_companies":
            return company_key(value) in [company_key(part) for part in parts]
        case "title" | "other_titles":
            return title_key(value) in [title_key(part) for part in parts]
        case "linkedin":
            address = f"https://www.linkedin.com/in/{value}"
            return address in [contact["linkedin_url"], *contact.get("urls", [])]
        case "birthday":
            best = contact["birthday"]
            return best.startswith(value) or best.endswith(value[1:]) or value in beside
        case "street" | "city" | "country":
            return name_key(value) in [
                name_key(place[field] or "") for place in contact["addresses"]
            ]
        case "uid":
            return value in contact["uids"]
        case "extra":
            return all(text in np.atleast_1d(extra[key]) for key, text in json.loads(value).items())
        case "phones" | "notes":
            return value in contact[field]
    raise AssertionError(field)


@given(_RECORDS)
def test_every_value_of_every_record_is_found_in_its_contact(drawn):
    rows, clusters = [row for row, _ in drawn], [cluster for _, cluster in drawn]
    contacts, provenance = merge_rows(rows, clusters)
    CONTACTS.validate(contacts)
    PROVENANCE.validate(provenance)
    by_record = {
        record: as_dict(row) for _, row in contacts.iterrows() for record in row["record_ids"]
    }
    assert sorted(by_record) == [number for number, cluster in enumerate(clusters) if cluster >= 0]
    for number, contact in by_record.items():
        for field, values in rows[number].items():
            if field in {"source", "as_of", "email_types", *UNKNOWN}:
                continue
            for value in values if isinstance(values, list) else [values]:
                assert _found_in(contact, field, value), (field, value, contact)


@given(_RECORDS, st.randoms(use_true_random=False))
def test_order_of_the_records_and_numbers_of_the_clusters_change_nothing(drawn, random):
    drawn = [(row | {"position": place}, cluster) for place, (row, cluster) in enumerate(drawn)]
    shuffled = list(drawn)
    random.shuffle(shuffled)
    first, _ = merge_rows([row for row, _ in drawn], [cluster for _, cluster in drawn])
    second, _ = merge_rows(
        [row for row, _ in shuffled],
        [cluster * 7 if cluster > 0 else cluster for _, cluster in shuffled],
    )
    columns = [name for name in CONTACTS.columns if name != "record_ids"]
    assert [as_dict(row) for _, row in first[columns].iterrows()] == [
        as_dict(row) for _, row in second[columns].iterrows()
    ]


@given(_RECORDS)
def test_provenance_names_only_values_of_the_contact_and_records_in_it(drawn):
    contacts, provenance = merge_rows([row for row, _ in drawn], [cluster for _, cluster in drawn])
    by_id = {row["contact_id"]: as_dict(row) for _, row in contacts.iterrows()}
    assert len(by_id) == len(contacts)
    for contact_id, field, value, record in provenance.itertuples(index=False):
        contact = by_id[contact_id]
        assert record in contact["record_ids"]
        if field != "addresses":
            assert value in (
                contact[field] if isinstance(contact[field], list) else [str(contact[field])]
            )
    for contact_id, contact in by_id.items():
        held = set(provenance.loc[provenance["contact_id"] == contact_id, "value"])
        for field in ("full_name", "company", "title", "linkedin_url", "birthday"):
            assert field not in contact or contact[field] in held
        for field in ("emails", "phones", "history", "notes", "other_names"):
            assert set(contact.get(field, [])) <= held


def test_contact_id_does_not_change_when_the_same_file_comes_twice_or_later():
    row = {"full_name": "Ann Other", "emails": ["ann@x.org"], "as_of": dt.date(2024, 1, 1)}
    once, _ = merge_rows([row])
    twice, _ = merge_rows([row, row | {"as_of": dt.date(2025, 1, 1), "file": "b.vcf"}])
    assert once["contact_id"].tolist() == twice["contact_id"].tolist()


def test_equal_contacts_kept_apart_have_ids_of_their_own():
    contacts, _ = merge_rows(
        [{"full_name": "Ann"}, {"full_name": "Ann"}, {"full_name": "Ann"}], [0, 1, 2]
    )
    assert contacts["contact_id"].nunique() == 3


def test_contacts_are_in_the_order_of_their_names_the_nameless_last():
    names = ["Zoë", None, "émile", "Adam", "Ådne", "Eric"]
    contacts, _ = merge_rows(
        [{"full_name": name, "emails": ["a@x.org"]} for name in names], range(6)
    )
    assert contacts["full_name"].fillna("-").tolist() == [
        "Adam",
        "Ådne",
        "émile",
        "Eric",
        "Zoë",
        "-",
    ]


def test_no_records_give_no_contacts():
    contacts, provenance = merge_rows([{"status": "empty"}], [-1])
    assert len(contacts) == len(provenance) == 0


def test_clusters_of_other_records_are_refused():
    records, cleaned = tables([{"full_name": "Ann"}])
    with pytest.raises(MatchError, match="2 cluster numbers"):
        merge_records(records, cleaned, np.array([0, 0]))
