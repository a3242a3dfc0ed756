"""Records of people as they may be drawn, odd cells and all, and the contacts made of them."""

import numpy as np
from hypothesis import strategies as st

from netmerge.clean.companies import display
from netmerge.clean.record_keys import with_keys
from netmerge.clean.records import clean_records
from netmerge.merging import merge_records
from netmerge.schema import RECORDS

ODD = [
    "=1+1",
    "=cmd|'/C calc'!A0",
    "+x(1)",
    "-y",
    "'=z",
    "''@(",
    "@home",
    "a, b; c",
    'say "so"',
    "a\\b",
    "e | f",
    "#1",
]
WORDS = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(categories=["L", "Nd", "Po", "Sm"]), min_size=1, max_size=12),
).map(lambda text: display(text) or "Acme")
LETTERS = st.characters(codec="latin-1", categories=["Lu", "Ll"])
NAMES = st.one_of(
    st.sampled_from(["Zoë", "Ana-María", "O'Neil", "van der Berg", "明", "Юрий", "Smith"]),
    st.text(LETTERS, min_size=3, max_size=8).map(str.capitalize),
)
EMAILS = st.builds(
    "{}@{}.example".format,
    st.from_regex(r"[a-z][a-z0-9.+]{0,5}[a-z]", fullmatch=True),
    st.sampled_from("abc"),
)
PHONES = st.one_of(
    st.integers(0, 999).map("+4420794600{:03}".format).map(lambda number: number[:13]),
    st.integers(0, 99).map("+447700900{:03}".format),
    st.integers(0, 99).map("+14155550{:03};ext=12".format),
    st.integers(100, 99999).map(str),
)
TYPES = st.sampled_from(
    [None, "home", "work", "cell", "fax,work", "fax", "pager", "other", "main", "work,pref", "boat"]
)
URLS = st.sampled_from(
    ["https://a.example/x?y=1&z=2", "http://b.example", "www.c.example/~d", "https://e.example/f,g"]
)
DAYS = st.sampled_from([None, "1989-03-24", "2000-02-29", "--03-07", "1989-03", "1989"])
PLACES = st.fixed_dictionaries(
    {
        "type": st.sampled_from([None, "home", "work", "other"]),
        "street": st.sampled_from(["1 High St", "Gartenweg 3", "中山路 5"]),
        "city": st.sampled_from([None, "Köln", "Hull"]),
        "region": st.sampled_from([None, "NRW"]),
        "postcode": st.sampled_from([None, "SE99 1AA"]),
        "country": st.sampled_from([None, "Deutschland"]),
        "po_box": st.sampled_from([None, "17"]),
        "extended": st.just(None),
    }
)
NOTES = st.one_of(st.sampled_from(["met at the fair,\nstand 4", "- milk (2 l)\n- bread"]), WORDS)


def several(values, most=5):
    return st.lists(values, max_size=most, unique_by=str)


RECORD = st.fixed_dictionaries(
    {
        "given_name": NAMES,
        "middle_name": st.one_of(st.none(), NAMES),
        "family_name": NAMES,
        "prefix": st.sampled_from([None, "Dr.", "Prof. Dr."]),
        "suffix": st.sampled_from([None, "Jr.", "PhD, MBA"]),
        "emails": several(EMAILS),
        "phones": several(st.tuples(PHONES, TYPES), 9),
        "company": st.one_of(st.none(), WORDS),
        "title": st.one_of(st.none(), WORDS),
        "linkedin_url": st.sampled_from([None, "https://www.linkedin.com/in/ana-silva"]),
        "urls": several(URLS, 4),
        "birthday": DAYS,
        "notes": several(NOTES, 3),
        "categories": several(
            st.sampled_from(["Friends", "Chess club", "Sailing, racing", "a;b"]), 3
        ),
        "addresses": several(PLACES, 4),
    }
)


def canonical(records):
    """The contact of each record, in the order of the records."""
    records = with_keys(records)
    cleaned = clean_records(records, "GB")
    contacts, _ = merge_records(records, cleaned, np.arange(len(records)))
    order = np.argsort([record_ids[0] for record_ids in contacts["record_ids"]])
    return contacts.iloc[order].reset_index(drop=True)


def records_of(rows):
    made = []
    for row in rows:
        first, *others = [*row["addresses"], *([] if row["addresses"] else [{}])]
        columns = {
            name: value for name, value in row.items() if name not in ("phones", "addresses")
        }
        columns |= {
            "phones": [number for number, _ in row["phones"]],
            "phone_types": [t for _, t in row["phones"]],
        }
        columns |= {name: value for name, value in first.items() if name != "type"}
        columns |= {"address_type": first.get("type"), "other_addresses": others}
        made.append(
            columns | {"kind": "person", "status": "read", "source": "vcard", "file": "a.vcf"}
        )
    names = dict.fromkeys(name for row in made for name in row)
    columns = {name: [row.get(name) for row in made] for name in names}
    return RECORDS.frame(
        columns | {"record_id": range(len(made)), "position": range(1, len(made) + 1)}
    )


def merged(groups):
    """One contact for each group of drawn records."""
    records = with_keys(records_of([row for group in groups for row in group]))
    clusters = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    contacts, _ = merge_records(records, clean_records(records, "GB"), clusters)
    return contacts
