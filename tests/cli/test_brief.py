"""`netmerge brief`, `next`, `why`, `balance` and `missing`, on exports and on a run's folder."""

import json

import pytest

ARCHIVE = {
    "Profile.csv": "First Name,Last Name\nRobin,Vale\n",
    "Email Addresses.csv": "Email Address,Confirmed,Primary\nrobin@vale.example,Yes,Yes\n",
    "Connections.csv": (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ann,Kerr,https://www.linkedin.com/in/ann-kerr,ann@kerr.example,"
        "Kerr Boats,Rigger,05 Jan 2019\n"
    ),
    "messages.csv": (
        "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT\n"
        "1,Robin Vale,https://www.linkedin.com/in/robin-vale,Ann Kerr,"
        "https://www.linkedin.com/in/ann-kerr,2024-05-01 10:00:00 UTC,,"
        "Your oars are still in my shed behind the mill.\n"
    ),
    "Recommendations_Received.csv": (
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
        'Ann,Kerr,Kerr Boats,Rigger,"Robin mends whatever floats.","06/02/22, 09:00 AM",VISIBLE\n'
    ),
}


@pytest.fixture
def exports(tmp_path):
    """An archive with one connection, and a telephone with somebody else."""
    folder = tmp_path / "exports"
    folder.mkdir()
    for name, text in ARCHIVE.items():
        (folder / name).write_text(text, "utf-8")
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Bo Dunn\nN:Dunn;Bo;;;\nTEL:+447700900123\nEND:VCARD\n"
    (folder / "phone.vcf").write_text(card, "utf-8")
    return folder


def test_a_brief_is_one_screen(run, exports):
    result = run("brief", "Ann Kerr", exports, "--today", "2026-11-01")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Ann Kerr, Rigger at Kerr Boats"
    assert "  2024-05-01 linkedin: Your oars are still in my shed behind the mill." in lines
    assert "They gave: recommendation of 2022-06-02" in lines
    assert len(lines) <= 24


def test_next_is_the_first_of_the_list_with_its_brief(run, exports):
    result = run("next", exports, "--today", "2026-11-01")
    assert result.exit_code == 0
    assert result.stdout.startswith("Ann Kerr, ")
    assert run("next", exports / "phone.vcf").stdout == "Nobody wants a note.\n"


def test_a_name_that_nobody_has_is_an_error_with_those_near(run, exports):
    result = run("brief", "Anne Kehr", exports)
    assert result.exit_code == 2
    assert "Ann Kerr" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_why_tells_the_note_its_key_and_what_is_covered(run, exports):
    result = run("why", "ann@kerr.example", exports, "--today", "2026-11-01")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[1:3] == [
        "The note that counts:",
        "  message on LinkedIn of 2024-05-01: own words to one person",
    ]
    assert lines[3].startswith("    i")
    assert lines[3].endswith(" Your oars are still in my shed behind the mill.")
    assert lines[-1] == "  email: not covered"


@pytest.mark.parametrize("command", ["brief", "why"])
def test_a_name_of_two_is_an_error_with_both(run, exports, command):
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Bo Dunn\nN:Dunn;Bo;;;\nBDAY:{}\nEMAIL:{}\nEND:VCARD\n"
    both = (
        card.format("1950-03-02", "bo@ely.example"),
        card.format("1999-07-31", "bo@north.example"),
    )
    (exports / "phone.vcf").write_text("".join(both), "utf-8")
    result = run(command, "Bo Dunn", exports)
    assert result.exit_code == 2
    assert "bo@ely.example" in result.stderr
    assert "bo@north.example" in result.stderr


def test_balance_and_missing_tell_people(run, exports):
    balance = run("balance", exports, "--format", "json", "--today", "2026-11-01")
    [row] = json.loads(balance.stdout)
    assert (row["full_name"], row["given"]) == ("Ann Kerr", None)
    assert row["received"] == ["recommendation of 2022-06-02"]
    assert "Ann Kerr" in run("balance", exports).stdout
    missing = run("missing", exports, "--format", "json", "--today", "2026-11-01")
    assert [row["full_name"] for row in json.loads(missing.stdout)] == ["Bo Dunn"]
    assert "Bo Dunn" in run("missing", exports, "--limit", 1).stdout


def test_a_run_s_folder_is_not_enough(run, exports, tmp_path):
    out = tmp_path / "network"
    assert run("merge", exports, "--out", out, "--no-book").exit_code == 0
    for command in (["brief", "Ann Kerr"], ["why", "Ann Kerr"], ["next"], ["balance"], ["missing"]):
        result = run(*command, out)
        assert result.exit_code == 2
        assert "Give the exports that it was made of." in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_the_owner_overrules_a_grade_by_its_key(run, exports, tmp_path):
    key = run("why", "Ann Kerr", exports, "--today", "2026-11-01").stdout.splitlines()[3].split()[0]
    grades = tmp_path / "grades.csv"
    grades.write_text(f"key,grade\n{key},bulk\ni77,personal\n", "utf-8")
    asked = ("--grades", grades, "--today", "2026-11-01")
    result = run("why", "Ann Kerr", exports, *asked)
    assert "No personal note of yours on file." in result.stdout
    assert "you said so (line 2 of your grades)" in " ".join(result.stdout.split())
    assert result.stderr == "Line 3 of the grades: i77 is no key in these inputs.\n"
    assert "No personal note of yours" in run("brief", "Ann Kerr", exports, *asked).stdout


def test_grades_hold_in_a_run_and_for_a_run_s_folder(run, exports, tmp_path):
    out, grades = tmp_path / "network", tmp_path / "grades.csv"
    today = ("--today", "2026-11-01")

    def noted(*more):
        [ann] = json.loads(run("due", out, *today, "--format", "json", *more).stdout)[:1]
        return ann["last_personal_note"]

    assert run("merge", exports, "--out", out, *today).exit_code == 0
    assert noted() == "2024-05-01"
    told = (out / "interactions.csv").read_text("utf-8")
    grades.write_text(told.replace(",personal,", ",group,"), "utf-8")
    assert noted("--grades", grades) is None
    assert "0 kept" in run("week", out, "--today", "2024-05-02", "--grades", grades).stdout
    assert run("merge", exports, "--out", out, *today, "--grades", grades).exit_code == 0
    assert noted() is None
    assert ",group,you said so (line " in (out / "interactions.csv").read_text("utf-8")
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("key,grade\ni1,persnal\n", "utf-8")
    result = run("due", out, "--grades", wrong)
    assert (result.exit_code, "Did you mean personal" in result.stderr) == (2, True)


def test_a_folder_with_a_book_says_what_the_exports_say(run, exports, tmp_path):
    out, day = tmp_path / "network", ("--today", "2026-11-01")
    assert run("merge", exports, "--out", out, *day).exit_code == 0
    for command in (
        ["brief", "Ann Kerr"],
        ["why", "Ann Kerr"],
        ["next"],
        ["balance", "--format", "json"],
        ["missing", "--format", "json"],
    ):
        alone, of_book = run(*command, exports, *day), run(*command, out, *day)
        assert of_book.exit_code == 0, of_book.output
        assert of_book.stdout == alone.stdout
    explained = [run("explain", "Ann Kerr", "Bo Dunn", where).stdout for where in (out, exports)]
    assert explained[0] == explained[1]


def test_next_leaves_out_who_is_on_no_list(run, exports, tmp_path):
    out = tmp_path / "network"
    run("merge", exports, "--out", out)
    run("never", "Ann Kerr", "--book", out)
    assert run("next", out).stdout == "Nobody wants a note.\n"


def test_options_of_reading_are_refused_beside_a_book(run, exports, tmp_path):
    out = tmp_path / "network"
    run("merge", exports, "--out", out)
    result = run("brief", "Ann Kerr", out, "--region", "GB")
    assert result.exit_code == 2
    assert "is a book" in result.stderr
