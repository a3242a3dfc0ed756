"""Without text nobody's words stand in any file."""

from pathlib import Path

import pytest

import netmerge as nm

OWNER = "From: Robin Owner <robin@own.example>"
MAIL = f"""From robin Mon Mar 09 12:00:00 2026
{OWNER}
To: Ida Loft <ida@loft.example>
Subject: Quorndon
Date: Mon, 9 Mar 2026 12:00:00 +0000

Is the zeppelin dry after all that rain?

From ida Tue Mar 10 12:00:00 2026
From: Ida Loft <ida@loft.example>
To: Robin Owner <robin@own.example>
Subject: Quorndon
Date: Tue, 10 Mar 2026 12:00:00 +0000

Would the zeppelin fit into your barn?

From nobody Tue Mar 10 13:00:00 2026
Subject: zeppelin without a date

"""


@pytest.fixture
def files(tmp_path):
    cards = tmp_path / "phone.vcf"
    cards.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ida Loft\nEMAIL:ida@loft.example\nEND:VCARD\n")
    mail = tmp_path / "all.mbox"
    mail.write_text(MAIL)
    return cards, mail


def contents(folder):
    return "".join(path.read_text() for path in Path(folder).iterdir())


def test_no_words_are_written(files, tmp_path):
    net = nm.reconcile(*files, today="2026-03-20", me="robin@own.example")
    net.write(tmp_path / "told")
    assert "zeppelin" in contents(tmp_path / "told")
    net.without_text().write(tmp_path / "untold")
    assert "zeppelin" not in contents(tmp_path / "untold")
    due = net.without_text().due()
    assert due["section"].to_list() == net.due()["section"].to_list() == ["answer first"]
    assert due["reason"].to_list() == ["They asked by e-mail on 2026-03-10, 10 days ago."]
    told = net.due()["reason"].iloc[0]
    assert told.endswith("10 days ago: Would the zeppelin fit into your barn?")


def test_the_command_line_shows_none_either(files, tmp_path):
    from click.testing import CliRunner

    from netmerge.cli import main

    options = ["--today", "2026-03-20", "--me", "robin@own.example", "--out"]
    merge = ["merge", *map(str, files), *options]
    told = CliRunner().invoke(main, [*merge, str(tmp_path / "told")])
    assert "zeppelin" in told.output
    untold = CliRunner().invoke(main, [*merge, str(tmp_path / "out"), "--no-text"])
    assert (untold.exit_code, "zeppelin" in untold.output) == (0, False)
    assert "zeppelin" not in contents(tmp_path / "out")
