"""The law of the format: what a contact's card holds is read back the same, column by column, and
written the same.
"""

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

import netmerge
from netmerge.clean.record_keys import with_keys
from netmerge.clean.records import clean_records
from netmerge.export import to_vcard
from netmerge.export.vcard import VERSIONS, cards
from netmerge.merging import merge_records
from netmerge.schema import CONTACTS
from netmerge.vcard.labels import as_label
from netmerge.vcard.lines import clean
from netmerge.vcard.properties import KEPT, NOT_HELD
from tests.vcard.cells import plain

PLACE = ("po_box", "extended", "street", "city", "region", "postcode", "country")
NETWORK = Path(__file__).parents[2] / "fixtures" / "network"
PROFILE = "https://www.linkedin.com/in/"


def contacts(*rows):
    names = dict.fromkeys(name for row in rows for name in row)
    return CONTACTS.frame({name: [row.get(name) for row in rows] for name in names})


def reread(frame, folder, version="3.0"):
    """The records of the cards of these contacts, one each."""
    path = folder / "contacts.vcf"
    to_vcard(frame, path, version=version)
    records = netmerge.read(path).records
    assert len(records) == len(frame)
    return records


def mapped(record):
    """A record's values by the columns of CONTACTS that they came from.

    What every run finds anew is in `extra`, under the column's name. Cleaning tells suffix from
    credentials and one nickname from the next: here they are one text each.
    """
    extra = json.loads(record["extra"] or "{}")
    values = {name: plain(record[name]) for name in CONTACTS.columns if name in record}
    values |= {name: extra.pop(name, None) for name in KEPT}
    if day := values["last_personal_note"]:
        values["last_personal_note"] = dt.date.fromisoformat(day)
    values["uids"] = [record["uid"], *(plain(record["uids"]) or [])]
    values["nicknames"] = record["nickname"].split(", ") if plain(record["nickname"]) else None
    first = {part: plain(record[part]) for part in PLACE}
    others = [dict(address) for address in plain(record["other_addresses"]) or []]
    own = [first | {"type": plain(record["address_type"])}] if any(first.values()) else []
    values["addresses"] = [*own, *others] or None
    return values | {"extra": json.dumps({key: as_list(texts) for key, texts in extra.items()})}


def as_list(value):
    return value if isinstance(value, list) else [value]


# ------------------------------------------------------------------------------------------------
# contacts to be drawn


def text(extra=""):
    """Text as it stands in a table: trimmed, in NFC, without controls; commas, quotes, scripts
    and all.
    """
    signs = st.sampled_from("aZ é,;:\\\"'^=%.-/\n" + extra)
    alphabet = st.one_of(signs, st.characters(exclude_categories=["C", "Z"]))
    return st.text(alphabet, min_size=1, max_size=30).map(clean).filter(bool)


def line():
    return text().map(lambda drawn: " ".join(drawn.split())).filter(bool)


def maybe(strategy):
    return st.one_of(st.none(), strategy)


def several(strategy, most=3):
    return st.lists(strategy, max_size=most, unique=True)


def typed(values, words):
    """Values with parallel types as readers give them: types, then a label; only the best is
    preferred.
    """
    label = line().filter(lambda drawn: not set(",;") & set(drawn) and as_label(drawn) == drawn)
    types = st.tuples(several(st.sampled_from(words), 2), maybe(label))
    of_one = types.map(lambda drawn: ",".join([*drawn[0], *filter(None, [drawn[1]])]) or None)
    return st.lists(st.tuples(values, of_one), max_size=3, unique_by=lambda pair: pair[0])


WORDS = ["home", "work", "cell", "fax", "other", "internet"]
DAYS = st.one_of(
    st.dates(dt.date(1700, 1, 1)).map(str),
    st.dates().map(lambda day: f"--{day:%m-%d}"),
    st.sampled_from(["1989", "1989-03"]),
)
ADDRESS = st.fixed_dictionaries(
    {part: maybe(text()) for part in PLACE if part != "street"}
    | {
        "street": text(),
        "type": st.sampled_from([None, "home", "work", "work,dom", "Summer house"]),
    }
)
SERVICES = st.one_of(
    st.sampled_from("skype twitter jabber mastodon icq other signal im".split()),  # noqa: SIM905
    st.text("abz09 _+.-;:,\"'", min_size=1, max_size=9)
    .map(str.strip)
    .filter(lambda drawn: drawn and ":" not in drawn),
)
HANDLES = st.tuples(SERVICES, line()).map(":".join)
URLS = line().filter(lambda drawn: "linkedin" not in drawn)
KEYS = st.one_of(
    text(),
    st.sampled_from(
        [
            "N",
            "FN;TYPE=work",
            "EMAIL;X-ID=7",
            "NOTE;LANGUAGE=de",
            "X-FOO",
            "X-FOO;P=1",
            "X-ABDATE;X-ABLABEL=swim",
            "GEO",
            "ROLE",
            "ORG",
            "TEL",
            "UID",
            "TITLE",
            "history2",
            "URL;X-ABLABEL=blog",
            "item7.X-A",
            "item7.X-B",
            "item12.X-C",
            "item12.X-D",
            "LOGO;VALUE=uri",
            "BEGIN",
            "END",
            "VERSION",
            "AGENT",
            "X-NETMERGE-FIELD",
            "X-NETMERGE-NEW",
            "IMPP;X-SERVICE-TYPE=GTalk",
            "X-SKYPE;TYPE=home",
            "X-ABLABEL",
            "BDAY",
            "X-ANNIVERSARY",
            "PHOTO",
            "department",
            "phonetic_name",
            "manager",
            "REV",
            "KIND",
            "X-ABSHOWAS",
            "RELATED",
        ]
    ),
).filter(lambda key: key not in KEPT)
EXTRA = st.lists(st.tuples(KEYS, text()), max_size=4)
KIND = st.sampled_from(["person", "organisation", "group"])
NAME = ("full_name", "given_name", "family_name")


def finished(row):
    """A contact as merging leaves it: parallel columns of one length, no part of a name without
    the whole.
    """
    for column, types in (("emails", "email_types"), ("phones", "phone_types")):
        pairs = row[column]
        row |= {column: [value for value, _ in pairs], types: [words for _, words in pairs]}
    if row["full_name"] is None:
        row |= dict.fromkeys(("given_name", "family_name", "middle_name"))
    said = (
        "full_name",
        "company",
        "emails",
        "phones",
        "urls",
        "handles",
        "linkedin_url",
        "addresses",
    )
    if not any(row[name] for name in said):
        row["full_name"] = "Nobody"
    if row["kind"] == "group":
        row |= {"emails": [], "email_types": []}  # else members of the group, as Evolution has it
    for place in ("city", "country"):
        row[place] = row["addresses"][0][place] if row["addresses"] else None
    extra = {}
    for key, value in row["extra"]:
        extra.setdefault(key, []).append(value)
    return row | {"extra": json.dumps(extra) if extra else None, "sources": ["vcard"]}


CONTACT = st.fixed_dictionaries(
    {
        name: maybe(line())
        for name in (*NAME, "middle_name", "prefix", "suffix", "company", "department", "title")
    }
    | {name: several(text()) for name in ("other_names", "history", "identifiers", "uids")}
    | {name: several(line()) for name in ("categories", "credentials")}
    | {"nicknames": several(line().filter(lambda drawn: "," not in drawn))}
    | {name: maybe(st.dates()) for name in ("connected_on", "met_on", "last_personal_note")}
    | {
        "contact_id": st.just("c0123456789"),
        "kind": KIND,
        "emails": typed(line(), WORDS),
        "phones": typed(line(), WORDS),
        "circle": maybe(st.sampled_from(["family", "friends", "co-workers", "other"])),
        "addresses": st.lists(ADDRESS, max_size=3),
        "birthday": maybe(DAYS),
        "anniversary": maybe(DAYS),
        "linkedin_url": st.sampled_from([None, PROFILE + "some-one"]),
        "urls": several(URLS),
        "handles": st.lists(HANDLES, max_size=3, unique_by=str.casefold),
        "notes": several(text().filter(lambda drawn: "* * *" not in drawn)),
        "photo": maybe(st.binary(min_size=1, max_size=300)),
        "extra": EXTRA,
    }
).map(finished)


def expected(row):
    """What must be read back of a contact, by column."""
    values = {name: plain(row.get(name)) for name in CONTACTS.columns if name not in NOT_READ}
    suffix = ", ".join(filter(None, (row["suffix"], *row["credentials"])))
    values["suffix"] = suffix or None
    values["uids"] = row["uids"] or [row["contact_id"]]
    return values


NOT_READ = NOT_HELD.keys() - {"city", "country"} | {
    "credentials",  # behind the suffix, from which cleaning tells them
    "extra",  # has a law of its own
}


# ------------------------------------------------------------------------------------------------
# the laws


@given(st.lists(CONTACT, min_size=1, max_size=2))
def test_every_column_of_a_contact_is_read_back(tmp_path_factory, rows):
    records = reread(contacts(*rows), tmp_path_factory.mktemp("written"))
    for row, record in zip(rows, records.to_dict("records"), strict=True):
        found = mapped(record)
        wanted = expected(row)
        assert row.keys() | NOT_HELD.keys() == CONTACTS.columns.keys()  # all are drawn
        assert {name: found[name] for name in wanted} == wanted
        assert as_extra(found["extra"]) == as_extra(row["extra"])


@given(st.lists(CONTACT, min_size=1, max_size=2))
def test_every_column_of_a_contact_is_read_back_from_a_card_of_version_4(tmp_path_factory, rows):
    records = reread(contacts(*rows), tmp_path_factory.mktemp("written"), "4.0")
    for row, record in zip(rows, records.to_dict("records"), strict=True):
        found, wanted = of_version_4(mapped(record)), of_version_4(expected(row))
        assert {name: found[name] for name in wanted} == wanted


def of_version_4(values):
    """Columns as 4.0 holds them: what is preferred comes last of the types, and that an address
    is one of the internet's is no news; how a name is sorted is read as how it sounds.
    """
    values = {name: value for name, value in values.items() if name != "phonetic_name"}
    return values | {name: as_types(values[name]) for name in ("email_types", "phone_types")}


def as_types(column):
    return [as_words(words) for words in column or ()]


def as_words(words):
    told = [word for word in (words or "").split(",") if word not in ("", "internet", "pref")]
    return [*told, "pref"] if "pref" in (words or "").split(",") else told


def as_extra(text):
    """The texts of `extra` by their keys."""
    found = {}
    for key, texts in sorted(json.loads(text or "{}").items()):
        found.setdefault(bare(key), []).extend(texts)
    return found


def bare(key):
    """A key without what says nothing outside of its own card: the group's number, the form of
    the value; and by the name that any version of a card gives it.
    """
    group, dot, name = key.partition(".")
    own = (name if dot and group.startswith("item") else key).replace(";VALUE=uri", "")
    return "X-ABRELATEDNAMES" if own == "RELATED" else own  # as a card of 3.0 has it


@pytest.mark.parametrize("version", VERSIONS)
@given(st.lists(CONTACT, min_size=1, max_size=2))
def test_a_card_that_was_read_is_written_as_the_same_bytes(tmp_path_factory, version, rows):
    frame = contacts(*rows)
    records = reread(frame, tmp_path_factory.mktemp("written"), version).to_dict("records")
    again = []
    for record in records:
        row = mapped(record)
        again.append(
            {name: value for name, value in row.items() if name != "sources"}
            | {"extra": record["extra"]}
        )
    assert b"".join(cards(contacts(*again), version)) == b"".join(cards(frame, version))


@given(CONTACT)
def test_every_card_is_read_by_vobject(row):
    (card,) = vobject.readComponents(b"".join(cards(contacts(row))).decode())
    assert card.version.value == "3.0"
    assert len(card.contents["fn"]) == len(card.contents["n"]) == len(card.contents["uid"]) == 1
    assert len(card.contents.get("email", ())) == len(row["emails"])
    assert len(card.contents.get("tel", ())) == len(row["phones"])
    assert len(card.contents.get("adr", ())) == len(row["addresses"])
    for name, column in (("fn", "full_name"), ("title", "title")):
        if row[column] and "\\" not in row[column]:  # vobject leaves some escapes as they are
            assert card.contents[name][0].value == row[column]


# ------------------------------------------------------------------------------------------------
# a whole network


MERGED_ANEW = (
    NOT_HELD.keys() - {"city", "country"}
    | KEPT
    | {
        "extra",  # holds what is kept, until it is written
        "email_types",  # only the best address is still preferred
        "phone_types",
        "uids",  # with the contact's own id, where there was none
    }
)


def test_a_network_that_was_written_merges_and_is_written_as_the_same(tmp_path):
    net = netmerge.reconcile(*sorted(NETWORK.glob("*.*")), today="2026-11-01")
    records = with_keys(reread(net.contacts, tmp_path))
    merged, _ = merge_records(records, clean_records(records, net.region), np.arange(len(records)))
    before, after = by_uid(net.contacts), by_uid(merged)
    for uid, row in before.items():
        for name in CONTACTS.columns.keys() - MERGED_ANEW:
            assert plain(after[uid][name]) == plain(row[name]), (uid, name)
        assert written(after[uid]) == written(row)


def by_uid(frame):
    rows = frame.to_dict("records")
    return {(plain(row["uids"]) or [row["contact_id"]])[0]: row for row in rows}


def written(row):
    return b"".join(cards(contacts({name: plain(value) for name, value in row.items()})))


@pytest.mark.parametrize("account", ["0:\\", "0::\\", "other:a:\\", "myspace:b\\"])
def test_an_account_that_ends_with_a_backslash_is_read_back(tmp_path, account):
    row = {"contact_id": ["c0123456789"], "handles": [[account]], "kind": ["person"]}
    assert reread(CONTACTS.frame(row), tmp_path)["handles"].tolist() == [[account]]
