"""`netmerge merge`: the summary and what is written."""

import datetime as dt
import json
import os

import pytest

pytestmark = pytest.mark.usefixtures("network")


def test_the_summary_tells_a_person_what_came_of_the_run(run):
    result = run("merge", "export.zip", "phone.vcf", "--dry-run", "--today", "2026-11-01")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.split("\n")[:9] == [
        "source             kind      holds          rows   read  empty  rejected",
        "export.zip",
        "  Connections.csv  linkedin  contacts          4      4      0         0",
        "  messages.csv     linkedin  interactions  1,200  1,200      0         0",
        "phone.vcf          vcard     contacts          3      1      1         1",
        "phone.vcf: 1 card has no end",
        "Set aside: Ads Clicked.csv, Rich Media.csv (not about people).",
        "",
        "3 records became 2 contacts; 1 empty; 1 rejected; 1 pair wants a look.",
    ]
    assert result.stdout.split("\n")[9:14] == [
        "The owner is Alex Reyes: named in the profile.",
        "Phone region GB, 5 of the 6 different international numbers are from there.",
        "What was written is known only from: LinkedIn messages up to 2026-10-31.",
        "4 of 2 contacts have a personal note on file.",
        "1 person has only a telephone number: export your text messages or WhatsApp",
    ]
    assert "Write to these first\n" in result.stdout
    assert "Waiting longest for a personal note from you\n" in result.stdout


@pytest.mark.parametrize(
    ("region", "reason", "said"),
    [
        ("GB", "as given", "Phone region GB, as given."),
        (None, "No number tells the country.", "No number tells the"),
    ],
)
def test_the_region_of_phone_numbers_is_reported(run, network, region, reason, said):
    network.region, network.region_reason = region, reason
    assert f"\n{said}" in run("merge", "x", "--dry-run").stdout


def test_who_has_waited_longest_has_evidence_of_a_note(run):
    summary = json.loads(run("merge", "x", "--dry-run", "--format", "json").stdout)
    assert [contact["contact_id"] for contact in summary["waiting"]] == ["c1", "c2", "c3", "c4"]


@pytest.mark.parametrize("columns", [60, 80, 132])
def test_the_summary_fits_the_terminal_and_is_plain_in_a_pipe(run, columns):
    from rich.cells import cell_len

    lines = run("merge", "x", "--dry-run", columns=columns).stdout.split("\n")
    assert max(map(cell_len, lines)) <= columns
    assert all(line == line.rstrip() and line.replace("\t", "").isprintable() for line in lines)


def test_names_are_shown_and_never_obeyed(run):
    output = run("merge", "x", "--dry-run", columns=132).stdout
    assert "\\u001b[31mEve\\u009b2J \\u202eevil\\u2069 [bold]:smile:[/bold]" in output


def test_the_summary_says_where_the_data_were_not_believed(run, network):
    network.links.warnings = ("3 contacts would have had too many names.",)
    network.model.held = ("Of what looked like one person, 97% had another given name.",)
    output = run("merge", "x", "--dry-run", columns=132).stdout
    assert "3 contacts would have had too many names." in output
    assert "Of what looked like one person, 97% had another given name." in output
    summary = json.loads(run("merge", "x", "--dry-run", "--format", "json").stdout)
    assert summary["warnings"] == ["3 contacts would have had too many names."]
    assert summary["held"] == ["Of what looked like one person, 97% had another given name."]


def test_what_was_not_compared_is_said(run, network):
    network.links.bounds = {"same given and family name": 4950, "e-mail values": 3}
    output = run("merge", "x", "--dry-run", columns=132).stdout
    assert "4,950 of same given and family name; 3 of e-mail values." in output
    summary = json.loads(run("merge", "x", "--dry-run", "--format", "json").stdout)
    assert summary["left_out"] == network.links.bounds


def test_what_is_kept_as_it_was_written_is_counted(run, network):
    odd = ['{"email as written": "ida@loom", "phone as written": "4.4E+11"}']
    odd += ['{"email as written": "jo(at)loom.example"}']
    network.contacts = network.contacts.assign(extra=odd)
    output = run("merge", "x", "--dry-run", columns=132).stdout
    assert "e-mail address of 2 contacts, number of 1 contact." in output
    summary = json.loads(run("merge", "x", "--dry-run", "--format", "json").stdout)
    assert summary["as_written"] == {"e-mail": 2, "number": 1}


def test_the_json_summary_is_json_and_safe_to_show(run):
    output = run("merge", "x", "--dry-run", "--format", "json", "--today", "2026-11-01").stdout
    summary = json.loads(output)
    assert summary["today"] == "2026-11-01"
    assert summary["contacts"] == 2
    assert summary["review_pairs"] == 1
    assert summary["region"] == {
        "code": "GB",
        "how": "GB: 5 of the 6 different international numbers are from there.",
    }
    assert summary["sources"][4]["rejected"] == 1
    assert summary["waiting"][0]["last_personal_note"] == "2021-05-11"
    assert (
        summary["waiting"][1]["full_name"]
        == "\x1b[31mEve\x9b2J \u202eevil\u2069 [bold]:smile:[/bold]"
    )
    assert not {"\x1b", "\x9b", "\u202e"} & set(output)


def test_options_reach_the_library(run, network):
    run(
        *(
            "merge",
            "a.csv",
            "b.vcf",
            "--dry-run",
            "--today",
            "2026-11-01",
            "--region",
            "GB",
            "--me",
            "me@example.org",
            "--me",
            "Robin Hill",
        ),
        *("--map", "Handy=phones", "--map", "a=b=emails"),
    )
    inputs, settings = network.asked
    assert inputs == ("a.csv", "b.vcf")
    assert settings["today"] == dt.date(2026, 11, 1)
    assert settings["region"] == "GB"
    assert settings["me"] == ("me@example.org", "Robin Hill")
    assert settings["columns"] == {"Handy": "phones", "a=b": "emails"}


def test_out_is_written_and_named(run, network, tmp_path):
    result = run("merge", "x", "--out", tmp_path / "run", "--vcf", columns=200)
    assert network.written == [(tmp_path / "run", True)]
    assert f"Written to {tmp_path / 'run'}: contacts.csv, netmerge.db." in result.stdout


@pytest.mark.parametrize(
    ("arguments", "vcf"),
    [
        (["x", "--vcf"], True),
        (["--vcf", "x"], True),
        (["--vcf", "file", "x"], True),
        (["--vcf", "one-per-contact", "x"], "one-per-contact"),
        (["x", "--vcf=one-per-contact"], "one-per-contact"),
        (["x"], False),
    ],
)
def test_cards_are_one_file_or_one_for_each_and_never_eat_an_input(
    run, network, tmp_path, arguments, vcf
):
    result = run("merge", "--out", tmp_path / "run", *arguments)
    assert (result.exit_code, network.written) == (0, [(tmp_path / "run", vcf)])


def test_a_card_of_an_earlier_run_is_not_written_over(run, network, tmp_path):
    card = tmp_path / "contacts" / "c1.vcf"
    result = run("merge", card, "--out", tmp_path, "--vcf", "one-per-contact")
    assert (result.exit_code, network.written) == (2, [])
    assert "would write over the input" in result.stderr


def test_a_dry_run_writes_nothing(run, network, tmp_path):
    run("merge", "x", "--out", tmp_path, "--dry-run")
    assert network.written == []


def test_quiet_prints_nothing(run, network, tmp_path):
    assert run("merge", "x", "--out", tmp_path / "run", "--quiet").output == ""
    assert len(network.written) == 1


def test_an_input_is_never_written_over(run, network, tmp_path):
    (tmp_path / "contacts.csv").write_text("Name\nAna\n")
    result = run("merge", tmp_path / "contacts.csv", "--out", tmp_path)
    assert result.exit_code == 2
    assert "would write over the input" in result.stderr
    assert network.written == []


def test_output_inside_an_input_folder_is_refused(run, tmp_path):
    for out in (tmp_path, tmp_path / "run"):
        result = run("merge", tmp_path, "--out", out)
        assert result.exit_code == 2
        assert "would read its own output" in result.stderr


def link_to(source, place):
    place.symlink_to(source)


def hard_link_to(source, place):
    os.link(source, place)


@pytest.mark.parametrize("how", [link_to, hard_link_to])
@pytest.mark.parametrize("name", ["contacts.csv", "records.csv", "contacts.vcf"])
@pytest.mark.parametrize("given", ["the file", "its folder"])
def test_an_input_is_not_written_over_through_a_link(run, network, tmp_path, how, name, given):
    source, out = tmp_path / "exports" / "mine.csv", tmp_path / "out"
    source.parent.mkdir()
    out.mkdir()
    source.write_text("Name\nAna\n")
    how(source, out / name)
    if given == "its folder" and how is hard_link_to:
        return  # writing gives the name another file: the input stays
    argument = source if given == "the file" else source.parent
    result = run("merge", argument, "--out", out, "--vcf", "--force")
    assert (result.exit_code, network.written) == (2, [])
    assert "would write over the input" in result.stderr
    assert source.read_text() == "Name\nAna\n"


def test_an_input_is_not_written_over_under_another_spelling(run, network, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "alias").symlink_to(out)
    (out / "due.csv").write_text("Name\nAna\n")
    result = run("merge", tmp_path / "alias" / ".." / "out" / "due.csv", "--out", out)
    assert (result.exit_code, network.written) == (2, [])


@pytest.mark.parametrize(
    ("name", "content", "ours"),
    [
        ("contacts.csv", "Name,Email\nAna,a@x.example\n", False),
        ("contacts.csv", "contact_id,full_name,emails\nc1,Ana,\n", True),
        ("contacts.csv", "", True),
        ("due.csv", "Invoice,Due\n1,2\n", False),
        ("contacts.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\r\nEND:VCARD\r\n", False),
        ("notes.csv", "Name\nAna\n", True),
    ],
)
def test_a_file_that_no_run_wrote_is_written_over_by_force_only(
    run, network, tmp_path, name, content, ours
):
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text(content)
    result = run("merge", "x", "--out", out, "--vcf")
    assert (result.exit_code, network.written == []) == ((0, False) if ours else (2, True))
    if not ours:
        assert f"would write over {name}, which no run wrote" in result.stderr
        assert "--force" in result.stderr
    assert run("merge", "x", "--out", out, "--vcf", "--force").exit_code == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_in_the_place_of_a_file_is_nothing_that_a_run_wrote(run, network, tmp_path):
    os.mkfifo(tmp_path / "contacts.csv")
    result = run("merge", "x", "--out", tmp_path)
    assert (result.exit_code, network.written) == (2, [])
    assert "contacts.csv, which no run wrote" in result.stderr
