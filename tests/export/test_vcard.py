"""What contacts look like as vCards, and that they read back the same, by our own reader and by
vobject.
"""

import json

import pytest

from netmerge.errors import WriteError
from netmerge.export.vcard import cards, to_vcard, vobject_cards
from netmerge.importers.files.source import open_sources
from netmerge.importers.programs import vcard
from netmerge.schema import CONTACTS
from netmerge.settings import Settings
from netmerge.vcard.lines import fold
from netmerge.vcard.writing import MAX_PHOTO

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
    return vcard.read(open_sources([path])[0], Settings()).records


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
    assert "item1.X-ABLabel:Ski club" in found
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


def test_a_contact_without_a_name_goes_by_its_company_and_by_no_address():
    nameless = {"given_name": None, "family_name": None, "full_name": None, "prefix": None}
    assert "FN:Foo\\; Bar\\, Inc." in lines(**nameless)
    assert "FN:" in lines(**nameless, company=None)
    assert "FN:" in lines(**nameless, company=None, emails=[], phones=[])


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
    assert any(
        line.startswith("PHOTO;ENCODING=b;TYPE=PNG:iVBO")
        for line in lines(photo=b"\x89PNG" + b"x" * 60)
    )
    assert not any(
        line.startswith("PHOTO") for line in lines(photo=b"\xff\xd8\xff" + b"x" * MAX_PHOTO)
    )


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
    assert "item2.X-NETMERGE-FIELD:ana@oneil.example" in found
    assert "item2.X-ABLabel:EMAIL\\;X-ID=7" in found
    assert "item3.X-NETMERGE-FIELD:hot\\; cold" in found
    assert "item3.X-ABLabel:Lead Status" in found
    assert "item4.X-ABRELATEDNAMES:Jenny" in found
    assert "item4.X-ABLabel:_$!<Spouse>!$_" in found
    assert "item5.X-ABRELATEDNAMES:Bo" in found
    assert "X-SPOUSE:Jenny\\, of course" in found
    assert "X-ABADR:gb" in found
    assert "ROLE:Prof\\, emeritus" in found
    assert sum(".EMAIL" in line or line.startswith("EMAIL") for line in found) == 2
    assert sum(line.startswith("PRODID") for line in found) == 1


def test_a_value_cannot_add_lines_of_its_own():
    evil = "x\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:y"
    keys = (evil, "X-B;P=" + evil, "X-B;TYPE=" + evil, f"X-B;{evil}=1", evil + ".X-B")
    extra = json.dumps({"X-A": evil, "Column": evil, "END": "VCARD"} | dict.fromkeys(keys, "z"))
    found = lines(
        full_name=evil,
        notes=[evil],
        handles=[evil],
        email_types=[evil, evil],
        extra=extra,
        uids=[evil],
    )
    upper = [line.upper() for line in found]
    assert upper.count("END:VCARD") == upper.count("BEGIN:VCARD") == 1


# The files


def test_the_same_contacts_give_the_same_bytes(tmp_path):
    for name in ("a.vcf", "b.vcf"):
        to_vcard(contacts(ANA, ANA), tmp_path / name)
    assert (tmp_path / "a.vcf").read_bytes() == (tmp_path / "b.vcf").read_bytes()
    assert not (tmp_path / "a.vcf").read_bytes().startswith(b"\xef\xbb\xbf")


def test_one_file_per_contact_is_named_by_the_contact(tmp_path):
    to_vcard(contacts(ANA, ANA | {"contact_id": "c1"}), tmp_path / "cards", one_per_contact=True)
    assert sorted(path.name for path in (tmp_path / "cards").iterdir()) == [
        "c0123456789.vcf",
        "c1.vcf",
    ]


def test_no_contacts_are_an_empty_file(tmp_path):
    to_vcard(CONTACTS.empty(), tmp_path / "none.vcf")
    assert (tmp_path / "none.vcf").read_bytes() == b""


def test_a_place_that_cannot_be_written_is_an_error_that_names_it(tmp_path):
    (tmp_path / "folder.vcf").mkdir()
    with pytest.raises(WriteError, match=r"folder\.vcf"):
        to_vcard(contacts(ANA), tmp_path / "folder.vcf")


# Reading back


def test_contacts_are_given_as_cards_of_vobject():
    (card,) = vobject_cards(contacts(ANA))
    assert card.fn.value == "Dr. Ana-María O'Neil"
    assert [line.value for line in card.tel_list] == ["+442079460011", "+447700900011"]


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
    assert json.loads(record["extra"]) == extra
    assert sorted(record["handles"]) == sorted(handles)
    assert list(record["urls"]) == ["https://b.example"]


def test_a_relative_by_name_is_one_that_apple_shows():
    found = lines(extra=json.dumps({"RELATED;TYPE=spouse": "Jenny", "RELATED": "urn:uuid:7"}))
    assert "item2.X-ABRELATEDNAMES:Jenny" in found
    assert "item2.X-ABLabel:_$!<Spouse>!$_" in found
    assert "RELATED:urn:uuid:7" in found
