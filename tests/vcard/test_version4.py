"""Cards of version 4.0, in the form of RFC 6350, and that they are read back the same."""

import json

import pytest

import netmerge as nm
from netmerge.errors import SettingsError
from netmerge.export.vcard import cards, to_vcard
from netmerge.schema import CONTACTS

ANA = {
    "contact_id": "c0123456789",
    "kind": "person",
    "full_name": "Ana O'Neil",
    "given_name": "Ana",
    "family_name": "O'Neil",
}


def table(**row):
    whole = ANA | row
    return CONTACTS.frame({name: [value] for name, value in whole.items()})


def lines(**row):
    text = b"".join(cards(table(**row), "4.0")).decode()
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def reread(tmp_path, **row):
    path = tmp_path / "ana.vcf"
    to_vcard(table(**row), path, version="4.0")
    (record,) = nm.read(path).records.to_dict("records")
    return record


def test_a_card_begins_with_its_version():
    assert lines()[:2] == ["BEGIN:VCARD", "VERSION:4.0"]


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (
            {"phones": ["+442079460011;ext=12"], "phone_types": ["work,fax,pref"]},
            "TEL;TYPE=work,fax;PREF=1;VALUE=uri:tel:+442079460011;ext=12",
        ),
        ({"phones": ["*102#"], "phone_types": [None]}, "TEL:*102#"),
        ({"emails": ["a@b.example"], "email_types": ["internet"]}, "EMAIL:a@b.example"),
        (
            {"emails": ["a@b.example"], "email_types": ["home,pref"]},
            "EMAIL;TYPE=home;PREF=1:a@b.example",
        ),
        ({"birthday": "1989-03-24"}, "BDAY:19890324"),
        ({"birthday": "--03-24"}, "BDAY:--0324"),
        ({"birthday": "1989-03"}, "BDAY:1989-03"),
        ({"birthday": "1989"}, "BDAY:1989"),
        ({"anniversary": "2001-02-03"}, "ANNIVERSARY:20010203"),
        ({"urls": ["https://o.example/a;b,c"]}, "URL:https://o.example/a;b,c"),
        ({"kind": "organisation", "company": "Oak"}, "KIND:org"),
        ({"kind": "group"}, "KIND:group"),
        ({"kind": "organisation", "extra": '{"KIND": "location"}'}, "KIND:location"),
        ({"kind": "group", "extra": '{"MEMBER": "urn:uuid:7"}'}, "MEMBER:urn:uuid:7"),
        ({"uids": ["urn:uuid:7"]}, "UID:urn:uuid:7"),
        ({"uids": ["seven"]}, "UID;VALUE=text:seven"),
        ({"extra": '{"RELATED;TYPE=spouse": "Bo"}'}, "RELATED;TYPE=spouse;VALUE=text:Bo"),
        (
            {"extra": '{"X-ABRELATEDNAMES;X-ABLABEL=spouse": "Bo"}'},
            "RELATED;TYPE=spouse;VALUE=text:Bo",
        ),
        ({"extra": '{"RELATED;TYPE=kin": "urn:uuid:7"}'}, "RELATED;TYPE=kin:urn:uuid:7"),
        ({"extra": '{"DEATHDATE": "20200101"}'}, "DEATHDATE:20200101"),
        ({"extra": '{"DEATHDATE": "about 1950"}'}, "DEATHDATE;VALUE=text:about 1950"),
        ({"extra": '{"GEO": "37.38;-122.08"}'}, "GEO:geo:37.38,-122.08"),
        ({"extra": '{"SORT-STRING": "Neil"}'}, "N;SORT-AS=Neil:O'Neil;Ana;;;"),
        ({"photo": b"\x89PNG" + b"x" * 8}, "PHOTO:data:image/png;base64,iVBOR3h4eHh4eHh4"),
        ({"notes": ["a, b; c\nd"]}, "NOTE:a\\, b\\; c\\nd"),
    ],
)
def test_each_property_has_the_form_of_the_standard(row, line):
    assert line in lines(**row)


@pytest.mark.parametrize("name", ["LABEL;TYPE=home", "CLASS", "MAILER", "NAME"])
def test_what_the_version_has_not_is_kept_all_the_same(tmp_path, name):
    found = lines(extra=json.dumps({name: "a, b"}))
    assert not any(line.startswith(name.partition(";")[0]) for line in found)
    assert json.loads(reread(tmp_path, extra=json.dumps({name: "a, b"}))["extra"]) == {name: "a, b"}


def test_nothing_of_version_3_is_left():
    found = "\n".join(
        lines(
            kind="group",
            photo=b"\xff\xd8\xff" + b"x" * 40,
            birthday="--03-24",
            emails=["a@b.example"],
            email_types=["internet,home,pref"],
            extra='{"LOGO;ENCODING=b;TYPE=png": "AAAA"}',
        )
    )
    for gone in ("ENCODING", "X-APPLE-OMIT-YEAR", "TYPE=PREF", "INTERNET", "X-ADDRESSBOOK", "1604"):
        assert gone not in found
    assert "LOGO:data:image/png;base64,AAAA" in found


SCRIPTS = """BEGIN:VCARD
VERSION:4.0
FN:山田花
N;ALTID=1;LANGUAGE=ja:山田;花;;;
N;ALTID=1;LANGUAGE=en:Yamada;Hana;;;
EMAIL:hana@yamada.example
END:VCARD
"""


def test_a_name_in_two_scripts_is_one_property_in_two_forms(tmp_path):
    (tmp_path / "in.vcf").write_text(SCRIPTS)
    written = []
    path = tmp_path / "in.vcf"
    for generation in range(3):
        net = nm.reconcile(path, today="2026-11-01")
        path = tmp_path / f"{generation}.vcf"
        net.to_vcard(path, version="4.0")
        written.append(path.read_bytes())
    text = written[0].decode()
    assert "N;LANGUAGE=ja;ALTID=1:山田;花;;;" in text or "N;ALTID=1;LANGUAGE=ja:山田;花;;;" in text
    assert text.count("\r\nN;") == 2
    assert written[1] == written[0]
    assert written[2] == written[1]


def test_a_relative_and_a_place_are_read_back_as_what_they_are(tmp_path):
    extra = json.dumps({"KIND": "device", "RELATED;TYPE=spouse": "Bo"})
    found = reread(tmp_path, kind="organisation", extra=extra)
    assert found["kind"] == "organisation"
    assert json.loads(found["extra"]) == json.loads(extra)


def test_another_version_is_an_error_before_anything_is_written(tmp_path):
    with pytest.raises(SettingsError, match="version"):
        to_vcard(table(), tmp_path / "a.vcf", version="5.0")
    assert not list(tmp_path.iterdir())


def test_each_card_may_have_a_file_of_its_own(tmp_path):
    to_vcard(table(), tmp_path / "cards", one_per_contact=True, version="4.0")
    (path,) = (tmp_path / "cards").iterdir()
    assert b"VERSION:4.0" in path.read_bytes()
