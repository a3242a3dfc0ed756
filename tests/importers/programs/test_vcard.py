"""vCards as programs write them; the whole tables stand in fixtures/vcard."""

import json

import pandas as pd
import pytest

from netmerge.errors import ReadError
from netmerge.importers import read_all
from netmerge.importers.files.source import open_sources
from netmerge.importers.programs import vcard
from netmerge.importers.programs.vcard import tokens
from netmerge.schema import RECORDS, REJECTS
from netmerge.settings import Settings
from tests.fixtures.cases import FIXTURES, document

CARDS = sorted((FIXTURES / "vcard").glob("*/input/*.vcf"))
UNASKED = {"record_id", "file", "member"}


def read(path, content=None):
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return vcard.read(open_sources([path])[0], Settings())


def card(tmp_path, *lines, version="3.0"):
    """The record of a card with these lines."""
    text = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])
    return rows(read(tmp_path / "one.vcf", text).records)[0]


def rows(frame):
    """Each row as a dictionary of what it holds, with pictures told by their length and days as
    ISO dates.
    """
    return [
        {
            name: plain(name, value)
            for name, value in row.items()
            if name not in UNASKED and is_given(value)
        }
        for row in frame.to_dict("records")
    ]


def is_given(value):
    return value is not None and (
        pd.api.types.is_list_like(value) or isinstance(value, bytes) or not pd.isna(value)
    )


def plain(name, value):
    if name == "extra":
        return json.loads(value)
    if name in ("as_of", "met_on", "connected_on"):
        return value.isoformat()
    if isinstance(value, bytes):
        return len(value)
    return list(value) if pd.api.types.is_list_like(value) else value


def test_the_tables_are_of_the_schema():
    imported = read(document("vcard", "damaged.vcf"))
    RECORDS.validate(imported.records)
    REJECTS.validate(imported.rejects)


def test_the_source_says_how_many_cards_were_read_and_in_which_encoding():
    source = read(document("vcard", "damaged.vcf")).sources.iloc[0]
    counts = {name: int(source[name]) for name in ("rows", "read", "empty", "rejected")}
    assert counts == {"rows": 7, "read": 4, "empty": 1, "rejected": 2}
    assert source["note"] == "lines outside of any card: 1"
    assert read(document("vcard", "latin-1.vcf")).sources["encoding"].tolist() == ["cp1252"]
    assert read(document("vcard", "utf-16.vcf")).sources["encoding"].tolist() == ["utf-16-be"]


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_a_card_file_is_known_by_its_content(path, tmp_path):
    copy = tmp_path / "contacts.txt"
    copy.write_bytes(path.read_bytes())
    assert vcard.claims(open_sources([copy])[0])


@pytest.mark.parametrize(
    "content", ["Name,Email\nBEGIN:VCARD,x@y.example\n", "see BEGIN:VCARD\n", "{}", "\0" * 100]
)
def test_other_files_are_left_to_others(content, tmp_path):
    (tmp_path / "file.vcf").write_text(content)
    assert not vcard.claims(open_sources([tmp_path / "file.vcf"])[0])


def test_a_file_without_a_card_is_an_error_that_names_it(tmp_path):
    with pytest.raises(ReadError, match=r"note\.vcf: holds no vCard"):
        read(tmp_path / "note.vcf", "Dear Ann\n")


def test_a_description_shows_the_first_three_cards_and_counts_all():
    inspection = vcard.describe(open_sources([document("vcard", "photos.vcf")])[0], Settings())
    assert (inspection.source, inspection.holds, inspection.rows) == ("vcard", "contacts", 7)
    assert inspection.samples["full_name"].tolist() == ["Folded", "Not folded", "Apple"]


def test_reading_twice_gives_the_same_tables():
    for path in CARDS:
        pd.testing.assert_frame_equal(read(path).records, read(path).records)


# One quirk each, where a whole file would say no more


@pytest.mark.parametrize(
    ("written", "birthday"),
    [
        ("BDAY:1980-03-22", "1980-03-22"),
        ("BDAY:19800322", "1980-03-22"),
        ("BDAY:1980-03-22T00:00:00Z", "1980-03-22"),
        ("BDAY;VALUE=date:1980-03", "1980-03"),
        ("BDAY:--0322", "--03-22"),
        ("BDAY:--02-29", "--02-29"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-22", "--03-22"),
        ("BDAY:1604-02-29", "--02-29"),
        ("BDAY;X-APPLE-OMIT-YEAR=2000:2000-03-22", "--03-22"),
        ("BDAY:22.03.1980", "1980-03-22"),
        ("BDAY:1980-02-30", None),
        ("BDAY:---22", None),
    ],
)
def test_birthdays_may_be_partial(written, birthday, tmp_path):
    assert card(tmp_path, "FN:A", written).get("birthday") == birthday


def test_a_birthday_that_is_no_date_is_kept(tmp_path):
    assert card(tmp_path, "FN:A", "BDAY:1980-02-30")["extra"] == {"BDAY": "1980-02-30"}


def test_a_time_that_the_column_cannot_hold_is_kept(tmp_path):
    found = card(tmp_path, "FN:A", "ANNIVERSARY:20090808T1430-0500", version="4.0")
    assert found["anniversary"] == "2009-08-08"
    assert found["extra"] == {"ANNIVERSARY": "20090808T1430-0500"}


def test_a_fold_at_a_blank_keeps_it_in_2_1_and_a_fold_at_the_margin_does_not(tmp_path):
    short, full = "NOTE:She said\r\n so", "NOTE:" + "x" * 70 + "\r\n yz"
    found = card(tmp_path, "FN:A", short, full, version="2.1")
    assert found["notes"] == ["She said so", "x" * 70 + "yz"]


def test_a_soft_break_at_the_end_of_a_card_does_not_swallow_the_end(tmp_path):
    text = (
        "BEGIN:VCARD\nVERSION:2.1\nNOTE;ENCODING=QUOTED-PRINTABLE:a=\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:B\nEND:VCARD\n"
    )
    found = rows(read(tmp_path / "two.vcf", text).records)
    assert [row.get("notes", row.get("full_name")) for row in found] == [["a"], "B"]


def test_a_web_address_on_a_line_of_its_own_belongs_to_the_note_above(tmp_path):
    found = card(tmp_path, "FN:A", "NOTE:see", "https://a.example/b")
    assert found["notes"] == ["see\nhttps://a.example/b"]


def test_a_name_broken_by_blank_lines_is_whole(tmp_path):
    assert (
        card(tmp_path, "FN:Imre Antal", "", "Kelemen", "TEL;CELL", "N:Kelemen")["full_name"]
        == "Imre Antal Kelemen"
    )


def test_androids_own_labels_are_read(tmp_path):
    head = "TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=42=6F=\r\n=61=74=20=C3=A9)"
    found = card(tmp_path, "N:A", head + ":+44 7700 900007", version="2.1")
    assert (found["phones"], found["phone_types"]) == (["+44 7700 900007"], ["Boat é"])


def test_androids_own_rows_and_roundcubes_department_are_read(tmp_path):
    row = "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;{};{};;;;;;;;;;;;;"
    days = [row.format("1985-06-07", 3), row.format("2010-05-01", 1)]
    found = card(tmp_path, "FN:Ada Bell", "ORG:Bell Mill", "X-DEPARTMENT:Wool", *days)
    assert (found["birthday"], found["anniversary"]) == ("1985-06-07", "2010-05-01")
    assert (found["company"], found["department"]) == ("Bell Mill", "Wool")
    both = card(tmp_path, "FN:Ada Bell", "ORG:Bell Mill;Yarn", "X-DEPARTMENT:Wool")
    assert (both["department"], both["extra"]) == ("Yarn", {"X-DEPARTMENT": "Wool"})


def test_types_that_stand_in_a_label_are_types(tmp_path):
    found = card(
        tmp_path, "FN:A", "q1.TEL;TYPE=pref:+44 7700 900008", "q1.X-ABLABEL:WORK\\;VOICE\\;PREF"
    )
    assert found["phone_types"] == ["pref,work,voice"]


def test_a_card_in_no_vcards_words_is_rejected_whole(tmp_path):
    text = "BEGIN:VCARD\nGroup: \nFirst name:Eddie\nHome phone:020 7946 0007\nEND:VCARD\n"
    imported = read(tmp_path / "words.vcf", text)
    assert len(imported.records) == 0
    assert "First name:Eddie" in imported.rejects["raw"].item()


def test_second_employers_and_titles_are_kept(tmp_path):
    found = card(
        tmp_path,
        "FN:A",
        "ORG:One;Sales",
        "ORG;TYPE=pref:Two",
        "ORG:Three;Lab",
        "TITLE:Head",
        "TITLE:Member",
    )
    assert (found["company"], found["other_companies"]) == ("Two", ["One", "Three"])
    assert (found["title"], found["other_titles"]) == ("Head", ["Member"])
    assert found["extra"] == {"ORG": ["One;Sales", "Three;Lab"]}


def test_preferred_addresses_stand_first(tmp_path):
    found = card(
        tmp_path,
        "FN:A",
        "EMAIL;PREF=2:b@x.example",
        "EMAIL:c@x.example",
        "EMAIL;PREF=1:a@x.example",
    )
    assert found["emails"] == ["a@x.example", "b@x.example", "c@x.example"]
    assert found["email_types"] == ["pref", None, None]


def test_further_addresses_have_their_own_column(tmp_path):
    found = card(
        tmp_path, "FN:A", "ADR;TYPE=home:;;1 A St;Bath;;B1;UK", "ADR;TYPE=work:;;2 B St;York;;Y1;UK"
    )
    assert (found["street"], found["address_type"]) == ("1 A St", "home")
    assert [(address["street"], address["type"]) for address in found["other_addresses"]] == [
        ("2 B St", "work")
    ]


def test_a_card_of_nothing_but_a_label_is_empty(tmp_path):
    assert card(tmp_path, "CATEGORIES:Friends")["status"] == "empty"


def test_keys_and_logos_are_kept_as_base64(tmp_path):
    assert card(tmp_path, "FN:A", "KEY;ENCODING=b;TYPE=X509:AQID")["extra"] == {
        "KEY;TYPE=x509;ENCODING=b": "AQID"
    }


def test_a_guessed_encoding_serves_the_values_that_declare_none(tmp_path):
    text = "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=KOI8-R:Орлова\nFN:Вера Орлова\nEND:VCARD\n"
    found = rows(read(tmp_path / "koi.vcf", text.encode("koi8-r")).records)[0]
    assert (found["family_name"], found["full_name"]) == ("Орлова", "Вера Орлова")


def test_one_card_in_another_encoding_costs_no_other(tmp_path):
    utf = "BEGIN:VCARD\nVERSION:3.0\nFN:Łucja Żak\nEND:VCARD\n".encode()
    latin = "BEGIN:VCARD\nVERSION:3.0\nFN:Zoë Søby\nEND:VCARD\n".encode("latin-1")
    found = read(tmp_path / "mixed.vcf", utf + latin + utf).records
    assert found["full_name"].tolist() == ["Łucja Żak", "Zoë Søby", "Łucja Żak"]


def test_a_character_cut_by_a_fold_is_whole_again(tmp_path):
    data = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë\r\nEND:VCARD\r\n".encode().replace(
        b"\xc3\xab", b"\xc3\r\n \xab"
    )
    assert read(tmp_path / "cut.vcf", data).records["full_name"].tolist() == ["Zoë"]


# Bounds


def test_a_card_past_a_bound_is_rejected_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(tokens, "MAX_PROPERTIES", 5)
    many = "".join(f"TEL:{number}\n" for number in range(6))
    good = "BEGIN:VCARD\nFN:Good\nEND:VCARD\n"
    imported = read(tmp_path / "many.vcf", f"{good}BEGIN:VCARD\nFN:Bad\n{many}END:VCARD\n{good}")
    assert imported.records["position"].tolist() == [1, 3]
    assert rows(imported.rejects)[0]["reason"] == "The card has more than 5 properties."
    assert rows(imported.rejects)[0]["line"] == 4


def test_nested_agents_are_bounded(tmp_path):
    imported = read(tmp_path / "deep.vcf", "BEGIN:VCARD\nFN:A\n" + "AGENT:\nBEGIN:VCARD\n" * 20)
    assert imported.rejects["reason"].tolist() == ["Cards are nested more than 8 deep."]


def test_a_value_longer_than_a_contact_can_have_is_rejected(tmp_path):
    imported = read(
        tmp_path / "long.vcf", "BEGIN:VCARD\nFN:A\nNOTE:" + "x" * (1 << 21) + "\nEND:VCARD\n"
    )
    assert imported.rejects["reason"].tolist() == ["NOTE is longer than 1,048,576 characters."]


def test_cards_that_were_written_twice_as_utf_8_are_read_as_they_were_meant(tmp_path):
    path = tmp_path / "friends.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:BjÃ¶rn Hale\nEND:VCARD\n", encoding="utf-8")
    assert read(path).records["full_name"].tolist() == ["Björn Hale"]


def test_chinese_in_utf_16_without_its_mark_is_told_by_the_first_lines(tmp_path):
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:李小明\r\nNOTE:" + "漢字" * 2000 + "\r\nEND:VCARD\r\n"
    for encoding in ("utf-16-le", "utf-16-be"):
        assert (
            rows(read(tmp_path / "one.vcf", text.encode(encoding)).records)[0]["full_name"]
            == "李小明"
        )


def test_kaddressbooks_accounts_are_handles(tmp_path):
    row = card(
        tmp_path, "FN:Ann Lee", "X-messaging/xmpp-All:ann@chat.example", "X-messaging/icq-All:12345"
    )
    assert row["handles"] == ["jabber:ann@chat.example", "icq:12345"]
    assert "extra" not in row


def test_a_scheme_that_only_repeats_the_service_is_no_part_of_the_handle(tmp_path):
    assert card(tmp_path, "FN:Ann Lee", "X-SIP:sip:ann@call.example")["handles"] == [
        "sip:ann@call.example"
    ]


def test_a_nokias_nickname_is_a_nickname(tmp_path):
    assert card(tmp_path, "FN:Ann Lee", "X-NICKNAME:Annie", version="2.1")["nickname"] == "Annie"


def test_the_lists_of_evolution_and_kaddressbook_are_groups(tmp_path):
    group = [
        "BEGIN:VCARD",
        "FN:Rowing",
        "X-EVOLUTION-LIST:TRUE",
        "EMAIL:ann@lee.example",
        "END:VCARD",
    ]
    member = ["BEGIN:VCARD", "FN:Ann Lee", "EMAIL:Ann@lee.example", "END:VCARD", ""]
    found = rows(read(tmp_path / "two.vcf", "\n".join([*group, *member])).records)
    assert [row["kind"] for row in found] == ["group", "person"]
    assert found[1]["categories"] == ["Rowing"]
    assert card(tmp_path, "FN:Rowing", "X-KADDRESSBOOK-KIND:group")["kind"] == "group"


def test_texts_in_base64_are_read(tmp_path):
    lines = [
        "FN;ENCODING=b:SsO2cmcgTcO8bGxlcg==",
        "N;CHARSET=UTF-8;ENCODING=BASE64:TcO8bGxlcjtKw7ZyZw==",
    ]
    row = card(tmp_path, *lines, "TITLE;ENCODING=b:Chef", version="2.1")
    assert (row["full_name"], row["family_name"], row["given_name"]) == (
        "Jörg Müller",
        "Müller",
        "Jörg",
    )
    assert row["title"] == "Chef"  # which is no base64 of a text


def test_a_fold_within_a_line_break_leaves_no_blank(tmp_path):
    label = "LABEL;ENCODING=QUOTED-PRINTABLE:1 Quay=0D=\r\n =0ALeith=0D=0AScotland"
    assert card(tmp_path, "FN:Ann Lee", label, version="2.1")["extra"] == {
        "LABEL": "1 Quay\nLeith\nScotland"
    }


@pytest.mark.parametrize(
    "above", ["From: ann@lee.example\nSubject: my card\n\n", "BEGIN:VCALENDAR\n"]
)
def test_cards_below_something_else_are_read(above, tmp_path):
    path = tmp_path / "sent.vcf"
    path.write_text(f"{above}BEGIN:VCARD\nFN:Ann Lee\nEND:VCARD\n")
    assert read_all([path]).records["full_name"].tolist() == ["Ann Lee"]


def test_services_and_mailboxes_of_a_function_are_organisations(tmp_path):
    def kind(*lines):
        return card(tmp_path, *lines)["kind"]

    assert (
        kind("FN:Taxi", "N:Taxi;;;;", "TEL:1")
        == kind("FN:Switchboard", "ORG:Acme", "TEL:1")
        == "organisation"
    )
    assert (
        kind("FN:info@acme.example") == kind("N:;;;;", "EMAIL:info@acme.example") == "organisation"
    )
    assert (
        kind("EMAIL:ann@acme.example")
        == kind("FN:Ann Taxi", "ORG:Acme")
        == kind("TEL:1")
        == "person"
    )


def test_a_head_that_is_folded_before_its_colon_is_read(tmp_path):
    found = card(
        tmp_path,
        "FN:Ana",
        'item1.TEL;TYPE="home,',
        ' cell";X-NOTE=some',
        " thing:+44 20",
        " 7946",
        "NOTE:TEL;a",
        " b",
    )
    assert found["phones"] == ["+44 207946"]
    assert found["phone_types"] == ["home,cell"]
    assert found["notes"] == ["TEL;ab"]


def test_heads_that_never_end_cost_no_more_than_their_length(tmp_path):
    lines = ["X-A;" + "b" * 50, *([" c"] * 100_000), *(["X-A;", " d"] * 50_000)]
    assert card(tmp_path, "FN:Ana", "TEL:1", *lines)["full_name"] == "Ana"
