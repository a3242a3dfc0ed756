"""E-mail as mailboxes hold it; the whole tables stand in fixtures/mail."""

import datetime as dt
import time
import zipfile

import pytest

import netmerge as nm
from netmerge.errors import ReadError
from netmerge.importers import read_all
from netmerge.importers.files import archive
from netmerge.importers.programs import mail
from netmerge.importers.programs.mail import headers, mbox
from netmerge.importers.programs.mail.headers import parse_header, people, plain
from netmerge.importers.programs.mail.html import html_text
from netmerge.importers.programs.mail.mbox import messages
from netmerge.importers.programs.mail.replies import own_words
from tests.importers.sources import PLAIN, source_of

FROM = b"From a@x.example Mon Mar 02 09:15:00 2026\n"
HEAD = b"From: Ann <ann@x.example>\nTo: Bo <bo@y.example>\nDate: Mon, 2 Mar 2026 09:15:00 +0000\n"
LETTER = HEAD + b"\nDear Bo, how is the boat?\n\n"


def imported(tmp_path, content, name="box.mbox"):
    return mail.read(source_of(tmp_path / name, content), PLAIN)


def one(tmp_path, header=b"", body=b"Dear Bo"):
    return imported(tmp_path, FROM + HEAD + header + b"\n" + body + b"\n").interactions.iloc[0]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_mailbox_is_parted_at_its_separators_only(tmp_path, end):
    body = b"From here on it is downhill.\nFrom Monday on: rain\n\nFrom Mon to Sun 10:00 we row\n"
    content = (FROM + HEAD + b"\n" + body + b"\n" + FROM + LETTER).replace(b"\n", end)
    texts = imported(tmp_path, content).interactions["text"]
    assert texts.tolist() == [body.decode().strip(), "Dear Bo, how is the boat?"]


def test_a_program_s_own_separators_are_known(tmp_path):
    for line in (
        b"From - Mon Mar 02 09:15:00 2026\n",
        b"From 17@xxx Mon Mar 02 09:15:00 +0000 2026\n",
    ):
        assert len(imported(tmp_path, (line + LETTER) * 2).interactions) == 2


def test_a_single_message_is_a_message(tmp_path):
    source = source_of(tmp_path / "letter.eml", LETTER)
    assert mail.claims(source)
    assert len(mail.read(source, PLAIN).interactions) == 1


@pytest.mark.parametrize(
    "content",
    [b"BEGIN:VCARD\nVERSION:3.0\n", b"Name,Email\nAnn,a@x.example\n", b"From: the desk\n"],
)
def test_other_files_are_not_mail(tmp_path, content):
    assert not mail.claims(source_of(tmp_path / "file.txt", content))


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("Mon, 2 Mar 2026 10:15:00 +0100", "2026-03-02 09:15:00+00:00"),
        ("2 Mar 2026 10:15", "2026-03-02 10:15:00+00:00"),
        ("Mon, 2 Mar 2026 10:15:00 EST", "2026-03-02 15:15:00+00:00"),
    ],
)
def test_dates_become_utc(tmp_path, date, moment):
    content = LETTER.replace(b"Mon, 2 Mar 2026 09:15:00 +0000", date.encode())
    assert str(imported(tmp_path, content, "a.eml").interactions["date"][0]) == moment


def test_without_a_date_the_message_is_read_and_it_is_said(tmp_path):
    broken = LETTER.replace(b"Mon, 2 Mar 2026 09:15:00 +0000", b"soon")
    assert imported(tmp_path, LETTER.replace(b"Ann", b"Eve"), "a.eml").sources["note"].isna().all()
    found = imported(tmp_path, broken, "b.eml")
    assert (len(found.rejects), found.interactions["date"].isna().tolist()) == (0, [True])
    assert found.sources["note"].tolist() == ["1 message has no date that can be read"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Ann Berg <ANN@x.example>", [("Ann Berg", "mailto:ann@x.example")]),
        ('"Berg, Ann" <a@x.example>, b@y.example',
         [("Berg, Ann", "mailto:a@x.example"), (None, "mailto:b@y.example")]),
        ("ann@x.example (Ann Berg)", [("Ann Berg", "mailto:ann@x.example")]),
        ("'ann@x.example' <ann@x.example>", [(None, "mailto:ann@x.example")]),
        ("All: Ann <a@x.example>, Bo <b@y.example>;",
         [("Ann", "mailto:a@x.example"), ("Bo", "mailto:b@y.example")]),
        ("undisclosed-recipients:;", []),
        ("=?utf-8?q?Zo=C3=AB?= =?utf-8?b?IEzDrg==?= <z@x.example>",
         [("Zoë Lî", "mailto:z@x.example")]),
        ('"An \\"Oar\\" Berg" <ann@x.example>', [('An "Oar" Berg', "mailto:ann@x.example")]),
        ("", []),
    ],
)  # fmt: skip
def test_people_of_an_address_field(value, expected):
    assert people([value]) == expected


def test_a_character_parted_between_two_encoded_words_is_whole():
    assert plain("=?utf-8?q?caf=C3?= =?utf-8?q?=A9?= x") == "café x"


def test_a_header_in_plain_utf_8_or_latin_1_is_read():
    assert parse_header("Subject: Grüße".encode()) == parse_header(
        "Subject: Grüße".encode("latin-1")
    )


@pytest.mark.parametrize(
    "header",
    [b"List-Id: <rowers.lists.example>\n", b"List-Unsubscribe: <https://x.example>\n",
     b"Precedence: bulk\n",
     b"X-Gmail-Labels: Spam\n"],
)  # fmt: skip
def test_what_a_list_or_a_machine_sent_is_no_letter(tmp_path, header):
    assert one(tmp_path, header)["sponsored"]


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (b"Sent", ("out", False)),
        (b"=?UTF-8?Q?Ge=C3=B6ffnet,Gesendet?=", ("out", False)),
        (b"Brouillons", ("out", True)),
        (b"Inbox", (None, False)),
    ],
)
def test_labels_tell_what_was_sent_and_what_was_not(tmp_path, labels, told):
    message = one(tmp_path, b"X-Gmail-Labels: " + labels + b"\n")
    assert (
        message["direction"] if isinstance(message["direction"], str) else None,
        message["draft"],
    ) == told


def test_the_folder_tells_it_too(tmp_path):
    (tmp_path / "Gesendet.mbox").mkdir()
    told = imported(tmp_path / "Gesendet.mbox", FROM + LETTER, "mbox")
    assert told.interactions["direction"].tolist() == ["out"]
    assert told.owner_facts["value"].tolist() == ["ann@x.example"]


def test_the_address_that_mail_is_delivered_to_is_the_owner_s(tmp_path):
    content = (
        (FROM + b"Delivered-To: bo@y.example\n" + LETTER) * 3
        + FROM
        + b"Delivered-To: old@y.example\n"
        + LETTER
    )
    assert imported(tmp_path, content).owner_facts["value"].tolist() == ["bo@y.example"]


def test_attachments_are_not_read(tmp_path):
    header = b'Content-Type: multipart/mixed; boundary="=_b"\n'
    body = (
        b"--=_b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\n"
        b"secret\n"
        b"--=_b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        b"SMOkbGxv\n--=_b--\n"
    )
    assert one(tmp_path, header, body)["text"] == "Hällo"


@pytest.mark.parametrize(
    "below",
    [
        "On 3 May 2020, Ann <a@x.example> wrote:\n> old",
        "On Sun, 3 May 2020 at 10:00, Ann Berg\n<ann@x.example> wrote:\n\n> old",
        "Am 03.05.20 um 10:00 schrieb Ann:\n> old",
        "Le 3 mai 2020 à 10:00, Ann a écrit :\n> old",
        "El 3 may 2020, a las 10:00, Ann escribió:\nold",
        "2020年5月3日 10:00 Ann 写道：\n> old",
        "-----Original Message-----\nFrom: Ann\n\nold",
        "---------- Forwarded message ---------\nold",
        (
            "________________________________\nVon: Ann <a@x.example>\n"
            "Gesendet: Sonntag, 3. Mai 2020\nAn: Bo\nold"
        ),
        "From: Ann\nSent: Sunday\nTo: Bo\nold",
        "*De :* Ann <a@x.example>\n*Envoyé :* dimanche\nold",
        "-- \nBo\nCaptain",
        "Sent from my iPhone",
        "> old",
    ],
)
def test_only_one_s_own_words_are_kept(below):
    assert own_words(f"My words: 3 oars.\n\n{below}") == "My words: 3 oars."


def test_an_answer_below_or_between_quotations_is_kept():
    text = "On 3 May 2020, Ann wrote:\n> When?\nAt ten.\n> Where?\nAt the pier.\n"
    assert own_words(text) == "At ten.\nAt the pier."


def test_a_sentence_that_ends_in_a_colon_is_no_attribution():
    assert own_words("As Ann wrote:\nrow!\nfrom: here") == "As Ann wrote:\nrow!\nfrom: here"


def test_html_is_read_without_styles_scripts_and_quotations():
    html = (
        "<style>p{}</style><p>Dear\n"
        "Bo,<br/>5 &lt; 6 &amp; x</p><script>a<b</script><blockquote>old</blockquote><p>Ann"
    )
    assert html_text(html) == "Dear Bo,\n5 < 6 & x\nAnn"
    assert html_text('<div>New</div><div class="gmail_quote">old</div>') == "New"


@pytest.mark.parametrize(
    "content", [FROM + b"\n", b"From x\n\n", b"\0" * 50, b"Subject: x\nDate: y\n\n"]
)
def test_a_mailbox_without_a_message_is_refused_or_each_is_set_aside(tmp_path, content):
    (tmp_path / "box.mbox").write_bytes(content)
    with pytest.raises(ReadError):
        read_all([tmp_path / "box.mbox"])


@pytest.mark.parametrize(
    "fragment",
    ["=?", "=?utf-8?q?", '"', "(", "<", ",", "a@", "\\", '"\\"', "<a", "<!--", "<style>", "<p ",
     "&", "> ", "On 1 ",
     "From: x\n", "--b\n", "-", " ", "\t\n ", "wrote:", "From a Mon 10:00\n", "=3D", "*De :* ", "[",
     "a:"],
)  # fmt: skip
def test_no_repetition_takes_long(tmp_path, fragment):
    many = (fragment * (100_000 // len(fragment))).encode()
    header = (
        b"To: "
        + many[:100_000].replace(b"\n", b" ")
        + b"\nSubject: "
        + many.replace(b"\n", b"\n ")
        + b"\n"
    )
    message = HEAD + b'Content-Type: multipart/mixed; boundary="b"\n' + header
    start = time.process_time()
    for kind in (b"text/plain", b"text/html", b'multipart/mixed; boundary="b"'):
        content = message + b"\n--b\nContent-Type: " + kind + b"\n\n" + many + b"\n--b--\n"
        imported(tmp_path, content, "a.eml")
        own_words(many.decode())
        html_text(many.decode())
    assert time.process_time() - start < 3


@pytest.mark.parametrize("size", [1, 7, 2048, 5000])
def test_a_mailbox_parts_the_same_however_it_is_read(size):
    content = b"\xef\xbb\xbf\n" + (FROM + LETTER + b"x" * 3000 + b"\nFrom here\n") * 3
    blocks = [content[start : start + size] for start in range(0, len(content), size)]
    found = list(messages(blocks))
    assert [line for line, _, _ in found] == [2, 11, 20]
    assert {(separator, message) for _, separator, message in found} == {
        (FROM.strip(), LETTER + b"x" * 3000 + b"\nFrom here\n")
    }


def test_what_follows_the_bound_of_a_message_is_passed_over(monkeypatch):
    monkeypatch.setattr(mbox, "MAX_MESSAGE", 300)
    found = list(messages([FROM + LETTER + b"x" * 5000, b"x" * 5000 + b"\n" + FROM + LETTER]))
    assert [len(separator + b"\n" + message) for _, separator, message in found] == [
        300,
        len(FROM + LETTER),
    ]


def test_a_mailbox_in_an_archive_may_be_larger_than_any_other_file(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_MEMBER_BYTES", 100)
    path = tmp_path / "takeout.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("Takeout/Mail/All mail.mbox", FROM + LETTER)
    assert len(read_all([path]).interactions) == 1
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("contacts.csv", b"x" * 200)
    with pytest.raises(ReadError, match=r'"contacts\.csv" of 0 MB.*unzip it yourself'):
        read_all([path])


def test_a_line_that_begins_with_from_loses_the_mark_of_its_mailbox(tmp_path):
    body = b"Thanks!\n>From what I hear Mo rows again.\n>>From here it is quoted\n"
    message = one(tmp_path, body=body)
    assert message["text"] == "Thanks!\nFrom what I hear Mo rows again."


REPLY = b"BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n"
PARTED = (
    b"--=_b\nContent-Type: text/plain\n\nI will come\n"
    b'--=_b\nContent-Type: text/calendar; charset=utf-8;\n method="REPLY"\n\nQkVHSU4=\n--=_b--\n'
)


@pytest.mark.parametrize(
    "header",
    [
        b"Auto-Submitted: auto-replied (vacation)\n",
        b"Auto-Submitted: auto-generated; owner-email=a@x.example\n",
        b"X-Autoreply: yes\n",
        b"X-Autorespond: Re: boat\n",
        b"X-Auto-Response-Suppress: All\n",
        b"Precedence: auto_reply\n",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n",
        b"Content-Type: message/disposition-notification\n",
        b"Subject: Automatische Antwort: Das Boot\n",
        b"Subject: Out of Office AutoReply: The boat\n",
        b"Subject: =?utf-8?Q?R=C3=A9ponse_automatique_:_le_bateau?=\n",
        "Subject: 自動返信：船\n".encode(),
        "Subject: Автоматический ответ: Лодка\n".encode(),
        "Subject: Otomatik Yanıt: Tekne\n".encode(),
        "Subject: رد تلقائي: القارب\n".encode(),
        b"Subject: Fuera de la oficina\n",
        b"Subject: Accepted: Lunch @ Tue 5 May 2026 12:00\n",
        b"Subject: Automatikus valasz\nAuto-Submitted: auto-replied\n",
    ],
)
def test_an_automatic_answer_is_told(tmp_path, header):
    found = one(tmp_path, header)
    assert found["automatic"]
    assert not found["sponsored"]


def test_an_answer_to_an_invitation_is_automatic(tmp_path):
    assert one(tmp_path, b"Content-Type: text/calendar; method=REPLY\n", REPLY)["automatic"]
    assert one(tmp_path, b"Content-Type: text/calendar\n", REPLY)["automatic"]
    assert one(tmp_path, b"Content-Type: multipart/mixed; boundary==_b\n", PARTED)["automatic"]
    asked = PARTED.replace(b"REPLY", b"REQUEST")
    header = b"Content-Type: multipart/mixed; boundary==_b\n"
    assert not one(tmp_path, header, asked)["automatic"]


@pytest.mark.parametrize(
    "header",
    [
        b"Auto-Submitted: no\n",
        b"Subject: Re: Automatic reply: The boat\n",
        b"Subject: Out of office drinks on Friday\n",
        b"Subject: Auto: die Bremsen\n",
        b"Subject: Automatic replymania\n",
        b"Subject: Accepted: our paper!\n",
        b"Subject: Accepted at last: our paper @ page 12\n",
    ],
)
def test_what_a_person_wrote_is_not_automatic(tmp_path, header):
    assert not one(tmp_path, header)["automatic"]


@pytest.mark.parametrize(
    "name",
    ["Outbox.mbox", "Unsent Messages.mbox", "Postausgang.mbox", "Boîte d'envoi.mbox", "予定.mbox"],
)
def test_what_waits_in_an_outbox_was_not_sent(tmp_path, name):
    assert imported(tmp_path, FROM + LETTER, name).interactions.iloc[0]["draft"]


@pytest.mark.parametrize(
    "header",
    [
        b"X-Gmail-Labels: Scheduled\n",
        b"X-Gmail-Labels: =?UTF-8?Q?Geplant?=,Wichtig\n",
        b"X-Mozilla-Status: 0801\n",
        b"X-Unsent: 1\n",
        b"X-Uniform-Type-Identifier: com.apple.mail-draft\n",
    ],
)
def test_what_is_marked_as_waiting_was_not_sent(tmp_path, header):
    assert one(tmp_path, header)["draft"]
    assert not one(tmp_path, b"X-Mozilla-Status: 0001\n")["draft"]


@pytest.mark.parametrize(
    "name", ["INBOX.Sent.mbox", "Sent (2).mbox", "Gesendet-2019.mbox", "Enviados 2.mbox"]
)
def test_a_folder_is_known_in_several_files_and_under_the_inbox(tmp_path, name):
    assert imported(tmp_path, FROM + LETTER, name).interactions.iloc[0]["direction"] == "out"


def test_one_e_mail_by_itself_is_a_network_of_nobody(tmp_path):
    path = tmp_path / "letter.eml"
    path.write_text(
        "From: Ida Holm <ida@example.org>\nTo: Otto Brandt <otto@example.org>\n"
        "Date: Mon, 5 Oct 2026 10:00:00 +0000\nSubject: The lake\n\nShall we row on Sunday?\n"
    )
    network = nm.reconcile(path, today="2026-11-01", me="ida@example.org")
    assert (len(network.contacts), len(network.due()), len(network.interactions)) == (0, 0, 1)


@pytest.mark.parametrize(
    "date",
    [
        "Mo, 5 Okt 2026 10:00:00 +0200",
        "lun., 5 oct. 2026 10:00:00 +0200",
        "Lun, 5 Ott 2026 10:00:00 +0200",
        "пн, 5 окт 2026 11:00:00 +0300",
        "Montag, 5. Oktober 2026 10:00:00 +0200",
        "Mon, Okt 5 2026 10:00:00 +0200",
        "Okt 5, 2026 10:00:00 +0200",
        "2026-10-05 10:00:00 +0200",
        "2026-10-05T08:00:00Z",
        "2026/10/05 17:00:00 +0900",
        "Mon, 2026-10-05 08:00:00 +0000",
        "Mon, 5 Oct 2026 1000 +0200",
        "Mon, 5 Oct 2026 10.00.00 +0200",
        "Mon,5 Oct 2026 10:00:00+0200",
        "Mo, 5 Okt 26 10:00:00 +0200 (CEST)",
        "=?utf-8?q?Mo=2C_5_Okt_2026_10=3A00=3A00_+0200?=",
    ],
)
def test_an_odd_date_is_read(date):
    found = headers.sent_at({"date": [date]})
    assert found == dt.datetime(2026, 10, 5, 8, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "date",
    ["whenever", "", "05/10/2026 10:00", "Mon, 32 Oct 2026 10:00:00", "Mon, 5 Oct 2026 25:00:00"],
)
def test_where_no_date_can_be_read_the_mailbox_gives_none(tmp_path, date):
    path = tmp_path / "in.mbox"
    path.write_text(
        "From ida@example.org Mon Oct 05 10:00:00 2026\nFrom: Ida Holm <ida@example.org>\n"
        f"To: Otto Brandt <otto@example.org>\nDate: {date}\n\nShall we row on Sunday?\n"
    )
    found = read_all([path])
    assert found.interactions["date"].isna().tolist() == [True]
    assert found.sources["note"].tolist() == ["1 message has no date that can be read"]
