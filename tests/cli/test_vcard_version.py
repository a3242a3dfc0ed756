"""The version of cards on the command line."""

import pytest

from netmerge.cli import main

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Holm\nEMAIL:ada@holm.example\nEND:VCARD\n"


def exit_code(*arguments):
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return stopped.value.code


@pytest.fixture
def run_of(tmp_path):
    (tmp_path / "ada.vcf").write_text(CARD)
    out = tmp_path / "run"

    def merge(*options):
        return exit_code("merge", tmp_path / "ada.vcf", "--out", out, "--quiet", *options)

    return merge, out


def test_a_run_and_an_export_write_the_version_that_is_asked_for(run_of, tmp_path):
    merge, out = run_of
    assert merge("--vcf", "--vcard-version", "4.0") == 0
    assert b"VERSION:4.0" in (out / "contacts.vcf").read_bytes()
    for version in ("3.0", "4.0"):
        target = tmp_path / f"{version}.vcf"
        options = ("--format", "vcard", "--vcard-version", version, "-o", target)
        assert exit_code("export", out, *options) == 0
        assert f"VERSION:{version}".encode() in target.read_bytes()


def test_a_version_without_cards_is_an_error(run_of, tmp_path):
    merge, out = run_of
    assert merge("--vcard-version", "4.0") == 2
    assert not out.exists()
    assert merge() == 0
    options = ("--format", "jsonl", "--vcard-version", "4.0", "-o", tmp_path / "a")
    assert exit_code("export", out, *options) == 2
