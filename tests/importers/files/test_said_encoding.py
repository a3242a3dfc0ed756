"""The encoding that a user says, and that a guess is told."""

import pytest

import netmerge as nm
from netmerge.errors import NetmergeError, SettingsError
from netmerge.importers import inspect, read_all
from netmerge.importers.files.encoding import decode
from netmerge.settings import Settings, resolve


def written(path, text, encoding):
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["cp1254", "iso8859_9", "mac_turkish"])
def test_what_the_user_says_outranks_every_guess(tmp_path, encoding):
    path = written(tmp_path / "a.csv", "Name,Email\nIşık Ağa,i@aga.example\n", encoding)
    found = read_all([path], resolve(encoding=encoding))
    assert found.records["full_name"].tolist() == ["Işık Ağa"]
    (source,) = found.sources.to_dict("records")
    assert resolve(encoding=encoding).encoding == source["encoding"]
    assert "guess" not in str(source["note"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_is_unicode_beyond_doubt_stays_that(tmp_path, encoding):
    path = written(tmp_path / "a.csv", "Name,Email\nIşık Ağa,i@aga.example\n", encoding)
    found = read_all([path], Settings(encoding="cp1251"))
    assert found.records["full_name"].tolist() == ["Işık Ağa"]


def test_a_header_that_only_the_user_can_read_is_read(tmp_path):
    text = "姓名,电子邮件\n王芳,w@fang.example\n"
    path = written(tmp_path / "a.csv", text, "hz")
    assert read_all([path], Settings(encoding="hz")).records["full_name"].tolist() == ["王芳"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Işık Ağa\nEMAIL:i@aga.example\nEND:VCARD\n"),
        ("a.ldif", "dn: cn=a\ncn: Işık Ağa\nmail: i@aga.example\n"),
        ("a.csv", "Işık Ağa,i@aga.example\n"),
    ],
)
def test_cards_entries_and_lists_are_read_in_it_too(tmp_path, name, text):
    path = written(tmp_path / name, text, "cp1254")
    found = read_all([path], Settings(encoding="cp1254"))
    assert found.records["full_name"].tolist() == ["Işık Ağa"]
    assert found.sources["encoding"].tolist() == ["cp1254"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_wide_encoding_that_is_said_of_what_is_none_is_no_crash(tmp_path, encoding):
    path = written(tmp_path / "a.csv", "Name,Email\nIda Holm,ida@lake.example\n", "ascii")
    with pytest.raises(NetmergeError):
        read_all([path], resolve(encoding=encoding))


@pytest.mark.parametrize("declared", ["idna", "punycode", "utf-16", "unicode_escape", "rot13"])
def test_an_encoding_that_a_file_declares_is_never_an_error(declared):
    assert decode(b"Ida", declared)[0]


def test_mail_says_itself_in_which_encoding_it_is(tmp_path):
    head = "From: Ann <ann@lee.example>\nTo: me@me.example\nDate: Fri, 1 Mar 2024 10:00:00 +0000\n"
    more = 'Content-Type: text/plain; charset="iso-8859-1"\nContent-Transfer-Encoding: 8bit\n'
    path = tmp_path / "a.eml"
    path.write_bytes(f"{head}{more}\nschön".encode("latin-1"))
    found = read_all([path], Settings(encoding="cp1251"))
    assert found.interactions["text"].tolist() == ["schön"]


def test_a_guess_is_told_in_the_summary_and_by_inspect(tmp_path):
    path = written(tmp_path / "a.csv", "Name,Email\nJörg Müller,j@m.example\n", "cp1252")
    net = nm.reconcile(path, today="2026-11-01")
    (source,) = net.summary()["sources"]
    assert "cp1252, is a guess" in source["note"]
    assert "cp1252, is a guess" in inspect(path).note
    said = inspect(path, Settings(encoding="cp1252"))
    assert (said.encoding, "guess" in said.note) == ("cp1252", False)


@pytest.mark.parametrize("name", ["cp99", "rot13", "zlib", "", "../x", "base64"])
def test_what_is_no_encoding_is_an_error(name):
    with pytest.raises(SettingsError, match="is no encoding"):
        resolve(encoding=name)
