"""No command ever speaks to a network: every one of them does its work where nothing can be
reached, and does not even try.
"""

import socket

import pytest

from netmerge.cli import main

PEOPLE = """\
First Name,Last Name,Email,Phone,Company,Website,Notes
Ida,Holm,ida@holm.example,+44 20 7946 0001,Orchard,https://holm.example/ida.jpg,see http://a.example
Otto,Brandt,otto@brandt.example,+44 20 7946 0002,Quarry,,
Elif,Yaman,elif@yaman.example,+44 20 7946 0003,Bakery,,
"""
CARD = """\
BEGIN:VCARD
VERSION:3.0
FN:Otto Brandt
N:Brandt;Otto;;;
EMAIL:otto@brandt.example
PHOTO;VALUE=uri:https://tracker.example/otto.jpg
SOURCE:https://tracker.example/otto.vcf
NOTE:<img src="https://tracker.example/note.png">
END:VCARD
"""
LETTER = """\
From: Robin Reyes <robin@reyes.example>
To: Ida Holm <ida@holm.example>
Date: Mon, 5 Oct 2026 09:30:00 +0000
Subject: The boat
Message-ID: <one@reyes.example>

Dear Ida, did the varnish on the old rowing boat ever dry? I think of it often.
Robin
"""
BOOK = ["--book", "run"]
EARLIER = ["run", "--today", "2026-11-01"]
INPUTS = ["people.csv", "otto.vcf", "letter.eml", "--me", "robin@reyes.example"]
ARGUMENTS = {
    "inspect": [["people.csv"], ["otto.vcf"], ["letter.eml"]],
    "merge": [
        [*INPUTS, "--out", "run", "--today", "2026-11-01", "--vcf"],
        ["people.csv", "--out", "other", "--no-book", "--format", "json"],
    ],
    "due": [EARLIER, [*INPUTS, "--format", "csv"]],
    "new": [EARLIER],
    "week": [EARLIER],
    "next": [INPUTS],
    "brief": [["Otto Brandt", *INPUTS]],
    "why": [["Otto Brandt", *INPUTS]],
    "balance": [INPUTS],
    "missing": [INPUTS],
    "explain": [["Ida Holm", "Otto Brandt", "people.csv"]],
    "export": [
        ["run", "--format", style, "-o", f"contacts.{style}"]
        for style in ("csv", "google", "outlook", "vcard", "jsonl", "parquet")
    ],
    "report": [["run", "--out", "report.html"]],
    "open": [["run", "--no-browser"]],
    "add": [["otto.vcf", *BOOK]],
    "changes": [BOOK],
    "show": [["Otto Brandt", *BOOK]],
    "search": [["Brandt", *BOOK]],
    "review": [BOOK],
    "same": [["ida@holm.example", "Elif Yaman", *BOOK]],
    "different": [["ida@holm.example", "otto@brandt.example", *BOOK]],
    "split": [["elif@yaman.example", "--people", "1 / 2", *BOOK]],
    "set": [["Otto Brandt", "city=Leeds", *BOOK]],
    "circle": [["Otto Brandt", "friends", *BOOK]],
    "note": [["Otto Brandt", "Sent the drawings of the quarry.", *BOOK]],
    "snooze": [["Otto Brandt", "3w", *BOOK]],
    "never": [["otto@brandt.example", *BOOK]],
    "log": [BOOK],
    "undo": [BOOK],
    "backup": [["book.db", *BOOK]],
    "doctor": [BOOK],
}
"""What each command is run with, in the order in which they work upon the book."""


@pytest.fixture
def reached(tmp_path, monkeypatch):
    """Where somebody tried to reach; whoever tries fails."""
    tried = []

    def refuse(*arguments, **_options):
        tried.append(arguments)
        raise OSError("There is no network here.")

    for name in ("connect", "connect_ex", "sendto", "sendmsg"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    # a server that is told to end as soon as it runs
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: None)
    monkeypatch.chdir(tmp_path)
    for name, content in (("people.csv", PEOPLE), ("otto.vcf", CARD), ("letter.eml", LETTER)):
        (tmp_path / name).write_text(content, "utf-8")
    return tried


def test_every_command_does_its_work_without_a_network(run, reached):
    order = ["merge", *(name for name in ARGUMENTS if name != "merge")]
    for name in order:
        for arguments in ARGUMENTS[name]:
            result = run(name, *arguments)
            assert (result.exit_code, reached) == (0, []), (name, arguments, result.output)


def test_no_command_is_left_out():
    assert set(ARGUMENTS) == set(main.commands)
