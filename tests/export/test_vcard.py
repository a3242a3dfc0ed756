"""What contacts look like as vCards, and that they read back the same, by our own reader and by vobject."""

import datetime as dt
import json

import pandas as pd
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from netmerge.errors import WriteError
from netmerge.export.vcard import MAX_PHOTO, cards, fold, to_vcard, vobject_cards
from netmerge.importers import vcard
from netmerge.importers.imported import ReadSettings
from netmerge.importers.source import open_sources
from netmerge.schema import CONTACTS
from netmerge.vcard.values import tidy

ANA = {
    "contact_id": "c0123456789",
    "kind": "person",
    "full_name": "Dr. Ana-María O'Neil",
    "given_name": "Ana-María",
    "family_name": "O'Neil",
    "prefix": "Dr.",
    "emails": ["ana@oneil.example", "office@oneil.example"],
    "email_types": ["home", "Ski, club"],
    "phones": ["+442079460011", "+447700900011"],
    "phone_types": ["work,fax", None],
    "company": "Foo; Bar, Inc.",
    "title": "CEO, founder",
    "linkedin_url": "https://www.linkedin.com/in/ana-example",
    "categories": ["Friends", "Sailing, racing"],
}


def contacts(*rows):
    names = dict.fromkeys(name for row in rows for name in row)
    return CONTACTS.frame({name: [row.get(name) for row in rows] for name in names})


def lines(**changes):
    """The unfolded lines of one contact's card."""
    text = b"".join(cards(contacts(ANA | changes))).decode()
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def reread(frame, folder):
    path = folder / "contacts.vcf"
    to_vcard(frame, path)
    return vcard.read(open_sources([path])[0], ReadSettings()).records


# The form


def test_a_card_begins_with_one_version_and_producer_and_has_both_names():
    assert lines()[:5] == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//netmerge//netmerge//EN",
        "N:O'Neil;Ana-María;;Dr.;",
        "FN:Dr. Ana-María O'Neil",
    ]
    assert lines()[-1] == "END:VCARD"


def test_text_is_escaped_but_never_its_colons():
    found = lines(notes=["a\\b; c, d\ne: f"])
    assert "ORG:Foo\\; Bar\\, Inc." in found
    assert "NOTE:a\\\\b\\; c\\, d\\ne: f" in found


def test_types_are_parameters_and_labels_stand_in_apples_way():
    found = lines()
    assert "EMAIL;TYPE=HOME:ana@oneil.example" in found
    assert "item1.EMAIL:office@oneil.example" in found
    assert "item1.X-ABLabel:Ski  club" in found
    assert "TEL;TYPE=WORK;TYPE=FAX:+442079460011" in found
    assert "TEL:+447700900011" in found


def test_linkedin_is_a_social_profile_and_a_web_address():
    found = lines()
    assert "X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/ana-example" in found
    assert "URL:https://www.linkedin.com/in/ana-example" in found


def test_categories_are_one_line():
    assert "CATEGORIES:Friends,Sailing\\, racing" in lines()


def test_a_birthday_without_its_year_is_written_as_apple_and_nextcloud_read_it():
    assert "BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-24" in lines(birthday="--03-24")


def test_a_contact_without_a_name_goes_by_what_it_has():
    nameless = {"given_name": None, "family_name": None, "full_name": None, "prefix": None}
    assert "FN:Foo\\; Bar\\, Inc." in lines(**nameless)
    assert "FN:ana@oneil.example" in lines(**nameless, company=None)
    assert "FN:?" in lines(**nameless, company=None, emails=[], phones=[])


def test_an_organisation_is_shown_as_one():
    assert "X-ABShowAs:COMPANY" in lines(kind="organisation")


def test_lines_are_folded_at_75_octets_and_never_within_a_character():
    for text in (
        "NOTE:" + "é" * 200,
        "NOTE:" + "x" * 69 + "漢" * 99,
        "FN:" + "👩‍👩‍👧" * 40,
        "N:" + "a" * 73,
        "N:" + "a" * 74,
    ):
        folded = fold(text)
        assert all(len(line) <= 75 for line in folded.removesuffix(b"\r\n").split(b"\r\n"))
        assert all(line.decode("utf-8") for line in folded.removesuffix(b"\r\n").split(b"\r\n"))
        assert folded.replace(b"\r\n ", b"").decode() == text + "\r\n"


def test_pictures_say_what_they_are_and_none_is_larger_than_icloud_takes():
    assert any(line.startswith("PHOTO;ENCODING=b;TYPE=PNG:iVBO") for line in lines(photo=b"\x89PNG" + b"x" * 60))
    assert not any(line.startswith("PHOTO") for line in lines(photo=b"\xff\xd8\xff" + b"x" * MAX_PHOTO))


def test_what_other_sources_held_is_written_back():
    extra = {
        "Lead Status": "hot; cold",
        "X-ABRELATEDNAMES;X-ABLABEL=spouse": ["Jenny", "Bo"],
        "X-SPOUSE": "Jenny\\, of course",
        "item3.X-ABADR": "gb",
        "ROLE": "Prof, emeritus",
        "EMAIL;X-ID=7": "ana@oneil.example",
        "PRODID": "-//another//EN",
    }
    found = lines(extra=json.dumps(extra))
    assert "item2.X-NETMERGE-FIELD:hot\\; cold" in found
    assert "item2.X-ABLabel:Lead Status" in found
    assert "item3.X-ABRELATEDNAMES:Jenny" in found
    assert "item3.X-ABLabel:_$!<Spouse>!$_" in found
    assert "item4.X-ABRELATEDNAMES:Bo" in found
    assert "X-SPOUSE:Jenny\\, of course" in found
    assert "item5.X-ABADR:gb" in found
    assert "ROLE:Prof\\, emeritus" in found
    assert sum("ana@oneil.example" in line for line in found) == 1
    assert sum(line.startswith("PRODID") for line in found) == 1


def test_a_value_cannot_add_lines_of_its_own():
    evil = "x\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:y"
    extra = json.dumps({"X-A": evil, evil: "z", "X-B;P=" + evil: "z", "Column": evil})
    found = lines(full_name=evil, notes=[evil], handles=[evil], email_types=[evil, evil], extra=extra, uids=[evil])
    assert found.count("END:VCARD") == found.count("BEGIN:VCARD") == 1


# The files


def test_the_same_contacts_give_the_same_bytes(tmp_path):
    for name in ("a.vcf", "b.vcf"):
        to_vcard(contacts(ANA, ANA), tmp_path / name)
    assert (tmp_path / "a.vcf").read_bytes() == (tmp_path / "b.vcf").read_bytes()
    assert not (tmp_path / "a.vcf").read_bytes().startswith(b"\xef\xbb\xbf")


def test_one_file_per_contact_is_named_by_the_contact(tmp_path):
    to_vcard(contacts(ANA, ANA | {"contact_id": "c1"}), tmp_path / "cards", one_per_contact=True)
    assert sorted(path.name for path in (tmp_path / "cards").iterdir()) == ["c0123456789.vcf", "c1.vcf"]


def test_no_contacts_are_an_empty_file(tmp_path):
    to_vcard(CONTACTS.empty(), tmp_path / "none.vcf")
    assert (tmp_path / "none.vcf").read_bytes() == b""


def test_a_place_that_cannot_be_written_is_an_error_that_names_it(tmp_path):
    (tmp_path / "folder.vcf").mkdir()
    with pytest.raises(WriteError, match=r"folder\.vcf"):
        to_vcard(contacts(ANA), tmp_path / "folder.vcf")


# Reading back


def word(extra=""):
    """Text as it stands in a table: trimmed, in NFC, without controls; commas, quotes, backslashes, scripts and all."""
    alphabet = st.one_of(st.sampled_from("aZ é,;:\\\"'^=.-/\n" + extra), st.characters(exclude_categories=["C", "Z"]))
    return st.text(alphabet, min_size=1, max_size=30).map(_as_stored).filter(bool)


def _as_stored(text):
    return tidy(text)


def line():
    return word().map(lambda text: " ".join(text.split())).filter(bool)


def several(strategy, most=3):
    return st.lists(strategy, max_size=most, unique=True)


TYPES = st.lists(st.sampled_from(["home", "work", "cell", "fax"]), max_size=2, unique=True).map(",".join)
DAYS = st.one_of(st.none(), st.dates(dt.date(1700, 1, 1)).map(str), st.dates().map(lambda day: f"--{day:%m-%d}"))
ADDRESSES = st.fixed_dictionaries(
    {name: st.one_of(st.none(), line()) for name in ("po_box", "extended", "city", "region", "postcode", "country")}
    | {"street": word(), "type": st.sampled_from([None, "home", "work"])}
)
CONTACT = st.fixed_dictionaries(
    {
        "full_name": line(),
        "given_name": line(),
        "family_name": st.one_of(st.none(), line()),
        "middle_name": st.one_of(st.none(), line()),
        "prefix": st.one_of(st.none(), line()),
        "suffix": st.one_of(st.none(), line()),
        "emails": several(line()),
        "phones": several(line()),
        "types": TYPES,
        "company": st.one_of(st.none(), line()),
        "department": st.one_of(st.none(), line()),
        "title": st.one_of(st.none(), line()),
        "addresses": st.lists(ADDRESSES, max_size=3),
        "birthday": DAYS,
        "anniversary": DAYS,
        "urls": several(line()),
        "categories": several(line()),
        "notes": several(word().filter(lambda text: "* * *" not in text)),
        "uids": st.lists(line(), min_size=1, max_size=1),
        "photo": st.one_of(st.none(), st.binary(min_size=1, max_size=300)),
        "met_on": st.one_of(st.none(), st.dates(dt.date(1900, 1, 1))),
        "linkedin_url": st.sampled_from([None, "https://www.linkedin.com/in/some-one"]),
        "handles": several(
            st.sampled_from(["skype:live:a", "twitter:b", "jabber:c@d.example", "mastodon:@e@f.example"])
        ),
    }
)
SAME = """
    full_name given_name family_name middle_name prefix suffix emails phones email_types phone_types company department
    title birthday anniversary urls categories notes photo met_on linkedin_url handles
""".split()  # noqa: SIM905


def none_if_empty(value):
    if pd.api.types.is_list_like(value):
        return list(value) or None
    return None if value is None or (not isinstance(value, bytes) and pd.isna(value)) else value


@given(st.lists(CONTACT, min_size=1, max_size=3))
def test_a_write_followed_by_a_read_gives_back_the_same_values(tmp_path_factory, drawn):
    for row in drawn:
        types = row.pop("types") or None
        row["email_types"], row["phone_types"] = [types] * len(row["emails"]), [types] * len(row["phones"])
    found = reread(contacts(*drawn), tmp_path_factory.mktemp("written"))
    assert len(found) == len(drawn)
    for row, record in zip(drawn, found.to_dict("records"), strict=True):
        assert {name: none_if_empty(record[name]) for name in SAME} == {name: none_if_empty(row[name]) for name in SAME}
        assert record["uid"] == row["uids"][0]
        assert addresses_of(record) == row["addresses"]


def addresses_of(record):
    parts = ("po_box", "extended", "city", "region", "postcode", "country", "street")
    if none_if_empty(record["street"]) is None:
        return []
    first = {name: none_if_empty(record[name]) for name in parts} | {"type": none_if_empty(record["address_type"])}
    return [first, *(none_if_empty(record["other_addresses"]) or [])]


def test_contacts_are_given_as_cards_of_vobject():
    (card,) = vobject_cards(contacts(ANA))
    assert card.fn.value == "Dr. Ana-María O'Neil"
    assert [line.value for line in card.tel_list] == ["+442079460011", "+447700900011"]


@given(CONTACT)
def test_vobject_reads_the_same_names_and_numbers(drawn):
    del drawn["types"]
    drawn["emails"] = [text.replace("\\", "/") for text in drawn["emails"]]  # vobject leaves some escapes as they are
    card = vobject.readOne(b"".join(cards(contacts(drawn))).decode())
    assert card.version.value == "3.0"
    assert card.fn.value == drawn["full_name"]
    assert [email.value for email in card.contents.get("email", [])] == drawn["emails"]
    assert card.uid.value == drawn["uids"][0]


def test_writing_what_was_read_from_a_written_file_changes_nothing(tmp_path):
    extra = {
        "Lead Status": "hot",
        "X-ABDATE;X-ABLABEL=First swim": "2015-01-02",
        "X-ABRELATEDNAMES;X-ABLABEL=spouse": "Jenny",
        "URL;TYPE=work;X-ABLABEL=blog": "https://b.example",
        "IMPP;X-SERVICE-TYPE=GTalk": "xmpp:ana",
        "X-SOCIALPROFILE;TYPE=twitter;X-USER=ana": "https://social.example/ana",
    }
    handles = ["gtalk:ana", "twitter:ana", "skype:ana"]
    frame = contacts(
        ANA
        | {"extra": json.dumps(extra), "handles": handles, "urls": ["https://b.example"]}
        | {"anniversary": "2011-06-18"}
    )
    record = reread(frame, tmp_path).to_dict("records")[0]
    kept = json.loads(record["extra"])
    assert kept.pop("PRODID") == "-//netmerge//netmerge//EN"
    assert kept == extra
    assert sorted(record["handles"]) == sorted(handles)
    assert list(record["urls"]) == ["https://b.example"]
