"""LDIF entry by entry; the whole tables stand in fixtures/ldif."""

import base64
import json
import time

import pytest

from netmerge.errors import ReadError
from netmerge.importers import find_importer, read_all
from netmerge.importers.programs import ldif
from tests.importers.sources import PLAIN, source_of


def encoded(data):
    return base64.b64encode(data).decode()


def imported(tmp_path, text, name="book.ldif"):
    content = text if isinstance(text, bytes) else text.encode()
    return ldif.read(source_of(tmp_path / name, content), PLAIN)


def record(tmp_path, *lines):
    text = "\n".join(("dn: cn=Ada Holm,mail=ada@holm.example", *lines)) + "\n"
    (found,) = imported(tmp_path, text).records.itertuples()
    return found


def test_lines_are_unfolded_whatever_their_ends(tmp_path):
    for end in ("\n", "\r\n", "\r"):
        text = end.join(("dn: cn=Ada", "cn: Ada", " Holm", "mail: ada@", " holm.example", ""))
        (found,) = imported(tmp_path, text).records.itertuples()
        assert (found.full_name, list(found.emails)) == ("AdaHolm", ["ada@holm.example"])


@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
def test_a_name_in_base64_is_read_as_text(tmp_path, charset):
    found = record(tmp_path, f"sn:: {encoded('Öberg'.encode(charset))}")
    assert found.family_name == "Öberg"


def test_a_name_in_the_clear_of_another_encoding_is_read(tmp_path):
    text = "dn: cn=Åse Öberg\ncn: Åse Öberg\nmail: ase@oberg.example\n".encode("cp1252")
    assert imported(tmp_path, text).records["full_name"].tolist() == ["Åse Öberg"]


def test_options_of_an_attribute_do_not_hide_it(tmp_path):
    found = record(tmp_path, "cn: Ada Holm", "cn;lang-el: Άντα", "jpegPhoto;binary:: AAECAw==")
    assert (found.full_name, list(found.other_names)) == ("Ada Holm", ["Άντα"])
    assert found.photo == b"\0\1\2\3"


@pytest.mark.parametrize(
    ("lines", "birthday"),
    [
        (["birthyear: 1971", "birthmonth: 4", "birthday: 5"], "1971-04-05"),
        (["birthmonth: 4", "birthday: 15"], "--04-15"),
        (["birthday: 1971-04-15"], "1971-04-15"),
        (["birthyear: 1971"], "1971"),
    ],
)
def test_a_birthday_of_parts_or_as_a_whole(tmp_path, lines, birthday):
    assert record(tmp_path, "cn: Ada Holm", *lines).birthday == birthday


def test_home_and_work_have_an_address_each(tmp_path):
    found = record(
        tmp_path,
        *("mozillaHomeStreet: Kai 9", "mozillaHomeLocalityName: Lund", "street: Torg 1"),
        *("postOfficeBox: 7", "l: Malmö", "homePhone: 046 55 01", "pager: 046 55 02"),
    )
    assert (found.address_type, found.street, found.city, found.po_box) == (
        *("work", "Torg 1", "Malmö"),
        "7",
    )
    (other,) = found.other_addresses
    assert (other["type"], other["street"], other["city"]) == ("home", "Kai 9", "Lund")
    assert list(found.phone_types) == ["home", "pager"]


def test_secrets_are_left_behind_and_all_else_is_kept(tmp_path):
    found = record(tmp_path, "cn: Ada", "userPassword: s3cret", "roomNumber: 12", "uid: ada")
    assert json.loads(found.extra) == {
        "dn": "cn=Ada Holm,mail=ada@holm.example",
        "roomnumber": "12",
        "uid": "ada",
    }


def test_nothing_is_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    address = secret.as_uri()
    found = record(tmp_path, "cn: Ada", f"jpegPhoto:< {address}", f"roomNumber:< {address}")
    assert "secret.txt" in found.extra
    assert not isinstance(found.photo, bytes)


def test_a_list_is_a_group_and_its_name_a_category_of_those_in_it(tmp_path):
    text = (
        "dn: cn=Ada\ncn: Ada Holm\n\ndn: cn=Crew\nobjectclass: groupOfNames\ncn: Crew\n"
        "member: CN=Ada\nmember: cn=nobody\n"
    )
    ada, crew = imported(tmp_path, text).records.itertuples()
    assert (list(ada.categories), crew.kind) == (["Crew"], "group")


def test_what_is_no_entry_is_a_reject_and_costs_no_other(tmp_path):
    change = "dn: cn=B\nchangetype: modify\nadd: mail\n-\n"
    text = f"dn: cn=A\ncn: Ada\n\nrubbish\n\n{change}\ndn: cn=C\ncn: Cy\n"
    found = imported(tmp_path, text)
    assert found.records["full_name"].tolist() == ["Ada", "Cy"]
    assert found.rejects["line"].tolist() == [4, 6]


def test_entries_without_a_blank_line_between_are_two(tmp_path):
    found = imported(tmp_path, "version: 1\ndn: cn=A\ncn: Ada\ndn: cn=B\ncn: Bo\n")
    assert found.records["full_name"].tolist() == ["Ada", "Bo"]


@pytest.mark.parametrize("name", ["book.ldif", "book.txt", "export"])
def test_it_is_known_by_how_it_begins(tmp_path, name):
    text = "# a comment\n#  that is long\n  goes on\n\nversion: 1\n\ndn: cn=Ada\ncn: Ada\n"
    assert find_importer(source_of(tmp_path / name, text), PLAIN) is ldif


def test_a_table_that_quotes_an_entry_stays_a_table(tmp_path):
    text = 'Name,Email,Notes\nAda,ada@holm.example,"dn: cn=Ada\ncn: Ada"\n'
    assert find_importer(source_of(tmp_path / "book.csv", text), PLAIN).NAME == "contacts"


def test_a_file_without_an_entry_is_refused(tmp_path):
    with pytest.raises(ReadError, match="holds no entry"):
        imported(tmp_path, "version: 1\n")


def test_a_long_picture_in_short_lines_takes_no_time(tmp_path):
    lines = "\n".join(" " + "A" * 76 for _ in range(60_000))
    start = time.process_time()
    found = imported(tmp_path, f"dn: cn=Ada\ncn: Ada\njpegPhoto:: AAAA\n{lines}\n")
    assert len(found.records["photo"].iloc[0]) > 3_000_000
    assert time.process_time() - start < 5


def test_directories_write_how_mail_goes_there(tmp_path):
    found = record(tmp_path, "cn: Ada", "proxyAddresses: SMTP:a@holm.example", "o: Holm", "o: Elm")
    assert list(found.emails) == ["a@holm.example"]
    assert (found.company, list(found.other_companies)) == ("Holm", ["Elm"])


def test_it_is_merged_with_the_same_person_of_another_book(tmp_path):
    (tmp_path / "a.ldif").write_text("dn: cn=Ada Holm\ncn: Ada Holm\nmail: ada@holm.example\n")
    (tmp_path / "b.csv").write_text("Name,Email\nAda Holm,ada@holm.example\n")
    assert len(read_all([tmp_path / "a.ldif", tmp_path / "b.csv"]).records) == 2
