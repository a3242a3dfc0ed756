"""Second names, second values and rarer properties of cards: each in its column, none lost, and
written back whole.
"""

import json

import pytest
import vobject

import netmerge
from netmerge.importers.files.source import open_sources
from netmerge.importers.programs import vcard
from netmerge.settings import Settings


def text(*lines, version="3.0", name="FN:Ida Roe\r\nN:Roe;Ida;;;"):
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", name, *lines, "END:VCARD", ""])


def read(folder, cards):
    path = folder / "cards.vcf"
    path.write_bytes(cards.encode())
    return vcard.read(open_sources([path])[0], Settings()).records.to_dict("records")


def one(folder, *lines, **given):
    (record,) = read(folder, text(*lines, **given))
    return record


def written(folder, *cards):
    """The cards of the contacts that these become, unfolded; once more they are the same, and
    vobject takes them.
    """
    source, first, second = (folder / name for name in ("a.vcf", "first.vcf", "second.vcf"))
    source.write_bytes("".join(cards).encode())
    netmerge.reconcile(source, today="2026-11-01").to_vcard(first)
    netmerge.reconcile(first, today="2026-11-01").to_vcard(second)
    assert first.read_bytes() == second.read_bytes()
    found = first.read_bytes().decode()
    assert len(list(vobject.readComponents(found))) == found.count("BEGIN:VCARD")
    return found.replace("\r\n ", "").split("\r\n")


def extra(record):
    return json.loads(record["extra"] or "{}")


# names


def test_nicknames_of_all_lines_are_nicknames(tmp_path):
    card = text("NICKNAME:Ditte,Id", "NICKNAME;TYPE=work:Captain", "NICKNAME:Ditte")
    (record,) = read(tmp_path, card)
    assert record["nickname"] == "Ditte, Id, Captain"
    assert "NICKNAME:Ditte,Id,Captain" in written(tmp_path, card)


def test_a_name_in_a_second_script_is_another_name(tmp_path):
    name = (
        "FN;ALTID=1;LANGUAGE=el:Μαρία Παππά\r\nFN;ALTID=1;LANGUAGE=en:Maria Pappa\r\n"
        "N;ALTID=1;LANGUAGE=el:Παππά;Μαρία;;;\r\nN;ALTID=1;LANGUAGE=en:Pappa;Maria;;;"
    )
    card = text("EMAIL:m@pappa.example", version="4.0", name=name)
    (record,) = read(tmp_path, card)
    assert record["full_name"] == "Μαρία Παππά"
    assert list(record["other_names"]) == ["Maria Pappa"]
    assert "X-NETMERGE-OTHER-NAME:Maria Pappa" in written(tmp_path, card)


def test_a_second_n_that_no_fn_says_is_another_name(tmp_path):
    record = one(tmp_path, "N;LANGUAGE=ru:Роу;Ида;;;")
    assert list(record["other_names"]) == ["Ида Роу"]


def test_an_n_of_digits_and_an_initial_does_not_spoil_a_whole_fn(tmp_path):
    record = one(tmp_path, name="FN:Ida Roe\r\nN:12;I.;;;")
    assert (record["full_name"], record["family_name"]) == ("Ida Roe", None)
    assert extra(record) == {"N": "12;I.;"}
    short = one(tmp_path, name="FN:Xi Xu\r\nN:X;X;;;")
    assert (short["family_name"], short["given_name"]) == ("X", "X")


def test_a_contact_without_a_name_is_given_none(tmp_path):
    nameless = "FN:\r\nN:;;;;"
    cards = [
        text("EMAIL:ir77@inn.example", name=nameless),
        text("URL:https://b.example", name=nameless),
    ]
    found = written(tmp_path, *cards)
    assert found.count("FN:") == 2
    assert found.count("N:;;;;") == 2


# organisations, groups, things


def test_a_second_organisation_keeps_its_department(tmp_path):
    found = written(
        tmp_path, text("ORG:Fram AS;Sales", "ORG:Nansen & Co;Boats", "EMAIL:i@fram.example")
    )
    assert "ORG:Fram AS;Sales" in found
    assert any("Nansen & Co\\;Boats" in line for line in found)


@pytest.mark.parametrize("kind", ["location", "application", "device", "Location"])
def test_what_is_no_person_is_none_and_keeps_what_it_is(kind, tmp_path):
    record = one(tmp_path, f"KIND:{kind}", "TEL:+47 22 00 00 01", version="4.0", name="FN:Hall 4")
    assert record["kind"] == "organisation"
    assert extra(record) == {"KIND": kind}


def test_members_of_a_group_are_written_so_that_apple_knows_them(tmp_path):
    group = text("KIND:group", "UID:g", "MEMBER:urn:uuid:p", version="4.0", name="FN:Choir")
    found = written(tmp_path, group, text("UID:p", "EMAIL:ida@roe.example"))
    assert "X-ADDRESSBOOKSERVER-KIND:group" in found
    assert "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:p" in found
    assert "CATEGORIES:Choir" in found


# accounts


@pytest.mark.parametrize(
    "line",
    [
        "X-LINKEDIN:ida-roe-7",
        "X-LINKEDIN:https://www.linkedin.com/in/ida-roe-7",
        "X-LINKEDIN-URL:https://www.linkedin.com/in/ida-roe-7/",
        "item1.URL:ida-roe-7\r\nitem1.X-ABLabel:LinkedIn",
        "URL;TYPE=linkedin:ida-roe-7",
        "item1.X-SOCIALPROFILE:ida-roe-7\r\nitem1.X-ABLabel:LINKEDIN",
    ],
)
def test_a_profile_is_one_whatever_names_it(line, tmp_path):
    assert one(tmp_path, line)["linkedin_url"].rstrip("/").endswith("linkedin.com/in/ida-roe-7")


@pytest.mark.parametrize("service", ["github", "bluesky", "discord", "threads", "tiktok", "xing"])
def test_accounts_are_handles_by_their_property_or_their_label(service, tmp_path):
    lines = [f"X-{service.upper()}:idaroe", f"item1.URL:idar\r\nitem1.X-ABLabel:{service.title()}"]
    record = one(tmp_path, *lines)
    assert list(record["handles"]) == [f"{service}:idaroe", f"{service}:idar"]
    written(tmp_path, text(*lines))


def test_the_address_of_a_page_is_kept_beside_the_name_that_it_ends_in(tmp_path):
    record = one(tmp_path, "X-GITHUB:https://github.com/idaroe")
    assert list(record["handles"]) == ["github:idaroe"]
    assert extra(record) == {"X-GITHUB": "https://github.com/idaroe"}


@pytest.mark.parametrize("line", ["item1.URL:roe.example\r\nitem1.X-ABLabel:GitHub", "URL:idaroe"])
def test_a_web_address_stays_one(line, tmp_path):
    assert len(one(tmp_path, line)["urls"]) == 1


def test_what_kde_joins_is_several(tmp_path):
    lines = ["X-messaging/xmpp-All:a@b.example\ue000c@d.example", "CATEGORIES:x\ue000y"]
    record = one(tmp_path, *lines)
    assert list(record["handles"]) == ["jabber:a@b.example", "jabber:c@d.example"]
    assert list(record["categories"]) == ["x", "y"]


# days, labels, what other programs refuse


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("Thu\\, 5 Mar 1981", "1981-03-05"),
        ("Do., 5. März 1981", "1981-03-05"),
        ("Thu Mar 05 00:00:00 CET 1981", "1981-03-05"),
        ("03-05", "--03-05"),
        ("--3-5", "--03-05"),
        ("25-03", "--03-25"),
        ("13-13", None),
        ("02-30", None),
    ],
)
def test_birthdays_in_odd_forms(value, day, tmp_path):
    record = one(tmp_path, f"BDAY:{value}")
    assert record["birthday"] == day
    assert "BDAY" in extra(record)  # as written


def test_labels_of_ones_own_are_written_as_they_were(tmp_path):
    labels = ["Hytta Geilo", "OLD", "Boat\\, summer", "Left\\; right"]
    lines = [
        f"item{n}.TEL:+4722000{n:03}\r\nitem{n}.X-ABLabel:{label}"
        for n, label in enumerate(labels, 1)
    ]
    found = written(tmp_path, text(*lines))
    for label in labels:
        assert any(line.endswith(f"X-ABLabel:{label}") for line in found), label
    assert sum("TEL" in line for line in found) == len(labels)


def test_types_within_a_label_are_types(tmp_path):
    record = one(tmp_path, "item1.TEL:+47 22", "item1.X-ABLabel:WORK;VOICE")
    assert list(record["phone_types"]) == ["work,voice"]


@pytest.mark.parametrize(
    "line", ["PROFILE:VCARD", "X-GOOGLE TALK;TYPE=home:ida", "X-a.b/c:d", "X-É:f"]
)
def test_vobject_takes_what_it_would_refuse_as_it_was(line, tmp_path):
    found = written(tmp_path, text(line, "EMAIL:ida@roe.example"))
    assert line not in found
    is_there = any(one.endswith(line[line.index(":") :]) for one in found[1:-2])
    assert is_there != line.startswith("PROFILE")


@pytest.mark.parametrize("above", ["TITLE:Pilot", "FN;ENCODING=QUOTED-PRINTABLE:Ida Roe", "X-A:b"])
@pytest.mark.parametrize("comment", ["# of mine", "// by hand: yes", "<!-- no -->"])
def test_comments_between_properties_belong_to_none(above, comment, tmp_path):
    record = one(tmp_path, above, comment, "EMAIL:ida@roe.example", version="2.1")
    assert extra(record).pop("unreadable") == comment
    assert record["title"] in {"Pilot", None}
    assert record["full_name"] == "Ida Roe"
