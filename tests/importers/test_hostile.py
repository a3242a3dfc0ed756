"""Files that mean harm: whatever they hold, reading ends soon, in tables or in an error that
names the file.
"""

import errno
import importlib
import io
import os
import pkgutil
import re
import struct
import time
import zipfile
import zlib
from collections import deque
from pathlib import Path

import pytest

import netmerge
from netmerge.errors import NetmergeError, ReadError
from netmerge.importers import inspect, read_all
from netmerge.importers.files import archive as archives

LONG = 100_000
LINE = 100_000_000
SHORTER = 40_000_000
"""Above every bound for a line, for where 100 MB would only take longer."""
HEADER = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
ROW = "Ann,Lee,ann@lee.example,Acme,Engineer,01 Jan 2020\n"
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\n{}\nEND:VCARD\n"


def seconds(function):
    start = time.process_time()
    function()
    return time.process_time() - start


def read_soon(path, content=None, within=5.0):
    """What is read of a file, None if it is refused; neither may take long."""
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    start, imported = time.process_time(), None
    try:
        imported = read_all([path])
    except NetmergeError as error:
        message, hint = str(error), error.hint
    assert time.process_time() - start < within
    assert imported is not None or (path.name in message and hint)
    return imported


# expressions


def patterns():
    """Every compiled expression of every room by where it stands, those in tuples and tables too:
    what a stranger wrote comes to all of them.
    """
    found = {}
    for module in pkgutil.walk_packages(netmerge.__path__, "netmerge."):
        if module.name == "netmerge.__main__":
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for number, one in enumerate(compiled(value)):
                found.setdefault(one, f"{module.name}.{name}" + f".{number}" * (number > 0))
    return {name: one for one, name in found.items()}


def compiled(value, depth=3):
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, tuple | list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from compiled(part, depth - 1)


PATTERNS = patterns()
FRAGMENTS = [
    "a", "A", "1", "1-", "1.", "-", "_", "a-", "a_", "a.", "a@", "@", ".", " ", "\n", "a ", "a\n ",
    ",", "a,", ";", ";A", ";a=", "=", "=5C", "=\n", ":", "a:", "/", "a/", "(", "(a", '"', "'",
    " 'a", "\\", "\\;", "+", "0 ", "0x", "#", "_$!<", "data:", "linkedin.com/", "http://", "é",
    "王",
    "か", "김", "\u0301", "\u200d", "🚀",
]  # fmt: skip
ATTACKS = ["TEL" + ";A" * 28 + "!", "TEL;TYPE=" + "a," * 22 + '"']


def own_fragments(pattern):
    """The pieces of plain text in an expression, its comments left out.

    What makes it begin is what may make it go on for ever.
    """
    written = pattern.pattern
    text = written if isinstance(written, str) else written.decode("latin-1")
    if pattern.flags & re.VERBOSE:
        text = re.sub(r"(?<!\\)(?:#.*|\s)", "", text)
    words = re.findall(r"[A-Za-z0-9:;,=@./# _-]{2,20}", text.replace("(?:", "("))
    return list(dict.fromkeys(word for long in words for word in (long, long[:-1])))[:4]


def seconds_of(pattern, text):
    hostile = text if isinstance(pattern.pattern, str) else text.encode()
    return seconds(lambda: (pattern.fullmatch(hostile), deque(pattern.finditer(hostile), maxlen=0)))


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_every_expression_is_linear(name):
    """What takes 5 ms for a tenth takes half a second for the whole even if it is quadratic: only
    the rest is tried. The sign at the end is one that the expression does not look for.
    """
    pattern = PATTERNS[name]
    end = "☃" if "!" in str(pattern.pattern) else "!"
    for attack in ATTACKS:
        assert seconds_of(pattern, attack) < 1, attack
    for fragment in [*FRAGMENTS, *own_fragments(pattern)]:
        if seconds_of(pattern, (fragment * LONG)[: LONG // 10] + end) > 0.005:
            assert seconds_of(pattern, (fragment * LONG)[:LONG] + end) < 1, repr(fragment)


def test_expressions_are_found_wherever_they_stand():
    assert {
        "netmerge.importers.programs.vcard.tokens._VCARD",
        "netmerge.vcard.values._DATE",
        "netmerge.text.urls._HOST",
        "netmerge.due.circles.relations._SEVERAL",
        "netmerge.export.sheet._RUNS",
    } <= PATTERNS.keys()
    assert list(compiled({"a": (re.compile("b"),)})) == [re.compile("b")]


# lines and nesting


@pytest.mark.parametrize(
    ("filler", "size"),
    [("x", LINE), *((filler, SHORTER) for filler in ('"', "a,", '""', '"a",', " "))],
)
def test_a_row_of_100_megabytes_is_rejected_and_the_next_one_read(tmp_path, filler, size):
    line = (filler * (size // len(filler))).encode()
    imported = read_soon(
        tmp_path / "Connections.csv", HEADER.encode() + ROW.encode() + line + b"\n" + ROW.encode()
    )
    assert imported.records["given_name"].tolist() == ["Ann", "Ann"]
    assert (len(imported.records), len(imported.rejects), imported.sources["rows"].sum()) == (
        2,
        1,
        3,
    )
    assert imported.rejects["raw"].str.len().max() < 1 << 17


@pytest.mark.parametrize(
    ("filler", "size"),
    [("x", LINE), *((filler, SHORTER) for filler in (",", '"', "Email,", "\n", "é"))],
)
def test_a_header_of_100_megabytes_is_refused(tmp_path, filler, size):
    assert (
        read_soon(tmp_path / "people.csv", (filler * (size // len(filler))).encode() + b"\n1,2\n")
        is None
    )


PLACES = [
    "NOTE:{}",
    "PHOTO;ENCODING=b:{}",
    "{}",
    "TEL;{}:1",
    "N:{}",
    "FN;ENCODING=QUOTED-PRINTABLE:{}",
]


@pytest.mark.parametrize(
    ("place", "filler", "size"),
    [
        ("NOTE:{}", "x", LINE),
        *((place, filler, SHORTER) for place in PLACES for filler in (";a", "x\n ")),
    ],
)
def test_a_property_of_100_megabytes_costs_its_card_alone(tmp_path, place, filler, size):
    long = CARD.format(place.format(filler * (size // len(filler))))
    imported = read_soon(tmp_path / "a.vcf", CARD.format("") + long + CARD.format(""))
    assert len(imported.records) + len(imported.rejects) == 3
    assert imported.records["full_name"].tolist()[:1] == ["Ann Lee"]
    assert len(imported.rejects) <= 1


@pytest.mark.parametrize(
    "opening",
    ["AGENT:\nBEGIN:VCARD\n", "AGENT:BEGIN:VCARD\n", "BEGIN:VCARD\n", "BEGIN:X\n", "item1."],
)
def test_cards_nested_without_end_are_rejected_or_read(tmp_path, opening):
    imported = read_soon(
        tmp_path / "a.vcf", CARD.format("") + CARD.format(opening * LONG), within=20
    )
    assert imported.records["full_name"].tolist()[:1] == ["Ann Lee"]


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"messages":['])
@pytest.mark.parametrize("name", ["message_1.json", "friends.json", "people.csv"])
def test_json_nested_without_end_is_refused(tmp_path, name, opening):
    assert read_soon(tmp_path / name, '{"participants":[],"messages":' + opening * LONG) is None


ENTITIES = """<?xml version="1.0"?>
<!DOCTYPE smses [
<!ENTITY a0 "ha">
{}
]>
<smses count="1"><sms address="&a30;" date="1" type="1" body="&a30;"/></smses>
"""


@pytest.mark.parametrize("name", ["sms.xml", "people.csv", "cards.vcf"])
def test_no_entity_is_expanded(tmp_path, name):
    laughs = "\n".join(
        f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 31)
    )
    assert read_soon(tmp_path / name, ENTITIES.format(laughs)) is None
    outside = f'<!ENTITY a30 SYSTEM "{(tmp_path / "secret.txt").as_uri()}">'
    (tmp_path / "secret.txt").write_text("secret")
    assert "secret" not in str(read_soon(tmp_path / name, ENTITIES.format(outside)))


# archives


def zipped(members, **options):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def refused(path, content):
    path.write_bytes(content)
    messages = []
    for look in (lambda: read_all([path]), lambda: inspect(path)):

        def attempt(look=look):
            with pytest.raises(ReadError) as caught:
                look()
            assert path.name in str(caught.value)
            messages.append(str(caught.value))

        assert seconds(attempt) < 5
    return messages[0]


def test_a_flat_bomb_is_refused(tmp_path):
    zeros = bytes(archives.RATIO_FREE_BYTES + 1)
    assert "bomb" in refused(tmp_path / "a.zip", zipped({"Connections.csv": zeros}))


def test_many_members_just_below_the_bound_are_refused_by_their_sum(tmp_path):
    inner = zipped({f"{number}.csv": bytes(archives.RATIO_FREE_BYTES) for number in range(3)})
    refusal = refused(tmp_path / "a.zip", zipped({f"{number}.zip": inner for number in range(30)}))
    assert "MB" in refusal


def test_a_nested_bomb_is_refused(tmp_path):
    bomb = zipped({"a.csv": bytes(archives.RATIO_FREE_BYTES + 1)})
    assert "bomb" in refused(tmp_path / "a.zip", zipped({"1.zip": zipped({"2.zip": bomb})}))
    for _ in range(20):
        bomb = zipped({"a.zip": bomb})
    assert "deep" in refused(tmp_path / "b.zip", bomb)


def test_a_member_larger_than_it_says_is_refused(tmp_path):
    content = zipped({"Connections.csv": (HEADER + ROW * 5000).encode()})
    real, told = struct.pack("<L", len(HEADER + ROW * 5000)), struct.pack("<L", 60)
    assert content.count(real) == 2
    assert "damaged" in refused(tmp_path / "a.zip", content.replace(real, told))


def test_members_that_share_their_bytes_are_refused_or_read_within_the_budget(tmp_path):
    """David Fifield's bomb: many entries of the directory that point to one and the same packed
    member.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = (HEADER + ROW * 100_000).encode()
    packed = packer.compress(plain) + packer.flush()
    sizes = struct.pack("<LLL", zlib.crc32(plain), len(packed), len(plain))
    local = (
        b"PK\3\4"
        + struct.pack("<HHHHH", 20, 0, 8, 0, 33)
        + sizes
        + struct.pack("<HH", 5, 0)
        + b"0.csv"
        + packed
    )
    entries = b"".join(
        b"PK\1\2" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + sizes
        + struct.pack("<HHHHHLL", len(name), 0, 0, 0, 0, 0, 0) + name
        for name in (f"{number}.csv".encode() for number in range(5000))
    )  # fmt: skip
    end = b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, 5000, 5000, len(entries), len(local), 0)
    refused(tmp_path / "a.zip", local + entries + end)


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_STORED]
)
@pytest.mark.parametrize("place", [12, 40, -2])
def test_a_member_damaged_anywhere_is_refused_whatever_packed_it(tmp_path, method, place):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("Connections.csv", HEADER + ROW * 50)
    content = bytearray(buffer.getvalue())
    start = 30 + len("Connections.csv")
    end = content.index(b"PK\x01\x02")
    at = start + place if place >= 0 else end + place
    content[at : at + 2] = bytes(byte ^ 0xFF for byte in content[at : at + 2])
    assert "damaged" in refused(tmp_path / "a.zip", bytes(content))


def test_thousands_of_members_that_are_no_contacts_cost_little(tmp_path):
    members = {f"f{number}.txt": b"x" for number in range(2_000)}
    content = zipped({"a.csv": HEADER + ROW, **members, "z.csv": HEADER + ROW.replace("Ann", "Bo")})
    imported = read_soon(tmp_path / "a.zip", content, within=4)
    assert list(imported.sources["member"])[:2] == ["a.csv", "f0.txt"]
    assert list(imported.sources["member"])[-1] == "z.csv"
    assert (imported.sources["holds"] == "nothing").sum() == 2_000
    assert len(imported.records) == 2


def test_a_hundred_thousand_members_are_refused(tmp_path):
    assert "more than" in refused(
        tmp_path / "a.zip", zipped(dict.fromkeys(map("{}.csv".format, range(LONG)), b""))
    )


@pytest.mark.parametrize(
    "name",
    [
        "../a.csv",
        "/a.csv",
        "..\\a.csv",
        "C:\\a.csv",
        "//host/share/a.csv",
        "x/../../a.csv",
        "a/..",
        "\\\\host\\a.csv",
    ],
)
@pytest.mark.parametrize(
    "wrap", [lambda content: content, lambda content: zipped({"inner.zip": content})]
)
def test_a_path_out_of_an_archive_is_refused_at_any_depth(tmp_path, name, wrap):
    assert "points outside" in refused(
        tmp_path / "a.zip", wrap(zipped({"Connections.csv": HEADER + ROW, name: ROW}))
    )


@pytest.mark.parametrize(
    "name",
    ["a\0b.csv", "\x1b[31m.csv", "a" * 60_000 + ".csv", "\u202evsc.csv", "con.csv", "a\nb.csv"],
)
def test_a_strange_name_in_an_archive_is_only_a_name(tmp_path, name):
    path = tmp_path / "a.zip"
    content = zipped({"X.csv": HEADER + ROW}) if "\0" in name else zipped({name: HEADER + ROW})
    imported = read_soon(
        path, content.replace(b"X.csv", name.encode()[:5]) if "\0" in name else content
    )
    assert imported is None or len(imported.records) == 1


def test_an_encrypted_archive_and_a_link_in_one_are_refused_at_any_depth(tmp_path):
    content = bytearray(zipped({"Connections.csv": HEADER + ROW}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    assert "encrypted" in refused(tmp_path / "a.zip", zipped({"inner.zip": bytes(content)}))
    info = zipfile.ZipInfo("Connections.csv")
    info.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, "../../secret")
    assert "link" in refused(tmp_path / "b.zip", zipped({"inner.zip": buffer.getvalue()}))


# folders


def test_a_folder_s_pipes_devices_and_circles_are_passed_over(tmp_path):
    (tmp_path / "Connections.csv").write_text(HEADER + ROW)
    os.mkfifo(tmp_path / "waits-for-ever.csv")
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "nowhere.csv").symlink_to(tmp_path / "missing.csv")
    (tmp_path / "zeros.csv").symlink_to("/dev/zero")
    assert len(read_soon(tmp_path).records) == 1


@pytest.mark.parametrize("name", ["in", "in/deeper", "in/deeper/people.csv"])
def test_what_may_not_be_opened_is_named(tmp_path, monkeypatch, name):
    closed = tmp_path / name
    (tmp_path / "in" / "deeper").mkdir(parents=True)
    (tmp_path / "in" / "deeper" / "people.csv").write_text("Name,Email\nIda,ida@example.org\n")

    def refusing(function):
        def refuse(path, *arguments, **options):
            if path == closed:
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return function(path, *arguments, **options)

        return refuse

    monkeypatch.setattr(Path, "iterdir", refusing(Path.iterdir))
    monkeypatch.setattr(Path, "open", refusing(Path.open))
    with pytest.raises(ReadError, match=f"{closed.name}: cannot be opened .Permission denied"):
        read_all([tmp_path / "in"])
    monkeypatch.setattr(Path, "stat", refusing(Path.stat))
    with pytest.raises(ReadError, match="may read it"):
        read_all([closed])


def test_a_pipe_given_by_itself_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(ReadError, match="not a regular file"):
        read_all([tmp_path / "pipe.csv"])


def test_addresses_in_files_are_never_opened(tmp_path, monkeypatch):
    monkeypatch.setattr("socket.socket", None)
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    lines = "\n".join(
        f"{name}:{secret.as_uri()}"
        for name in ("PHOTO;VALUE=uri", "LOGO", "SOUND", "KEY", "URL", "SOURCE")
    )
    imported = read_soon(
        tmp_path / "a.vcf", CARD.format(f"{lines}\nPHOTO;VALUE=uri:https://tracker.example/a.jpg")
    )
    assert imported.records["photo"].isna().all()
    assert "secret.txt" in imported.records["extra"][0]
