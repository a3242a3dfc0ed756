"""vCards that mean harm or none at all: linear time whatever a line holds, and nothing lost
whatever a file holds.
"""

import base64
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmerge.errors import ReadError
from netmerge.importers.files.source import open_sources
from netmerge.importers.programs import vcard
from netmerge.settings import Settings
from netmerge.vcard.heads import parse_head

LONG = 100_000
FRAGMENTS = [
    ";A", ";A=", ';A="', ';A="b"', "a,", "a.", "item1.", ":", "\\", "\\;", "\\,", "=5C;", "=3B",
    "=\r\n", "\r\n", "\r",
    "\r\n ", " ", "\t", "^n", '"', "_$!<", "%41", "--", "1-", "data:a/b;base64,", "linkedin.com/",
    "http://", "\x00",
    "\xff", "\xe9", "BEGIN:VCARD\r\n", "END:VCARD\r\n", "AGENT:\r\nBEGIN:VCARD\r\n",
    "item1.X-A:1\r\n", "X-A:1\r\n",
]  # fmt: skip
PLACES = ["TEL{}!", "TEL;TYPE={}!:1", "N:{}", "NICKNAME:{}", "NOTE;ENCODING=QUOTED-PRINTABLE:{}",
          "BDAY:{}", "URL:{}",
          "N;ENCODING=QUOTED-PRINTABLE:{}", "PHOTO:{}", "PHOTO;ENCODING=b:{}",
          "X-SOCIALPROFILE;type=linkedin:{}",
          "IMPP:{}", "item1.X-ABLabel:{}", "X-{}:1", "{}"]  # fmt: skip


def read(path, data):
    path.write_bytes(data)
    return vcard.read(open_sources([path])[0], Settings())


def seconds(function):
    start = time.process_time()
    function()
    return time.process_time() - start


@pytest.mark.parametrize("line", ["TEL" + ";A" * 28 + "!", "TEL;TYPE=" + "a," * 22 + '"'])
def test_lines_that_take_an_exponential_pattern_seconds_take_none(line, tmp_path):
    data = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\n{line}\r\nEND:VCARD\r\n".encode()
    assert seconds(lambda: read(tmp_path / "a.vcf", data)) < 0.5


@pytest.mark.parametrize("place", PLACES)
def test_no_repeated_fragment_takes_more_than_linear_time(place, tmp_path):
    for fragment in FRAGMENTS:
        repeated = fragment * (LONG // len(fragment))
        data = (
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\n{place.format(repeated)}\r\nEND:VCARD\r\n"
        ).encode("latin-1")
        assert seconds(lambda data=data: read(tmp_path / "a.vcf", data)) < 1, fragment


@pytest.mark.parametrize("columns", [74, 76, 10_000_000])
def test_a_large_photo_costs_little_more_than_its_bytes(columns, tmp_path):
    picture = bytes(range(256)) * 8192
    text = base64.b64encode(picture).decode()
    folded = "\r\n ".join(text[place : place + columns] for place in range(0, len(text), columns))
    data = (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nPHOTO;ENCODING=b;TYPE=JPEG:{folded}\r\n"
        f"END:VCARD\r\n"
    ).encode()
    assert seconds(lambda: read(tmp_path / "photo.vcf", data)) < 0.5
    assert read(tmp_path / "photo.vcf", data).records["photo"].tolist() == [picture]


def test_as_many_categories_as_fit_are_read_in_linear_time(tmp_path):
    data = (
        f"BEGIN:VCARD\nFN:A\nCATEGORIES:{','.join(map(str, range(50_000)))}\nEND:VCARD\n".encode()
    )
    assert seconds(lambda: read(tmp_path / "many.vcf", data)) < 1


WORDS = st.sampled_from(
    [b"BEGIN:VCARD", b"END:VCARD", b"VERSION:2.1", b"N:", b"FN:", b"AGENT:", b"item1.TEL;TYPE=",
     b"NOTE;ENCODING=b:",
     b"NOTE;ENCODING=QUOTED-PRINTABLE:", b";CHARSET=SHIFT_JIS:", b"PHOTO;ENCODING=b:", b"BDAY:",
     b"REV:", b"ADR:",
     b"X-ABLabel:", b"X-ABADR:", b"URL:", b"IMPP:", b"SOUND;X-IRMC-N:", b"X-ANDROID-CUSTOM:",
     b"CATEGORIES:", b"KIND:",
     b"item1.", b"MEMBER:", b"\n", b"\r\n", b"\r", b"\n ", b";", b",", b":", b"=", b"=\n", b"=3B",
     b'"', b"\\", b"\\n",
     b"--0101", b"1604-02-29", b"tel:", b"urn:uuid:", b"\xff", b"\xe9", b"\x83\x5c", "ß".encode(),
     b"\0", b"\x1b$B"]
)  # fmt: skip


@given(st.lists(st.one_of(WORDS, WORDS, st.binary(max_size=8)), max_size=60))
def test_whatever_a_file_holds_each_card_is_a_record_or_a_reject(tmp_path_factory, words):
    data = b"BEGIN:VCARD\n" + b"".join(words)
    try:
        imported = read(tmp_path_factory.mktemp("fuzz") / "any.vcf", data)
    except ReadError:
        return
    positions = sorted([*imported.records["position"], *imported.rejects["position"]])
    assert positions == list(range(1, len(positions) + 1))
    assert imported.sources["rows"].tolist() == [len(positions)]


@given(st.text(max_size=60))
def test_whatever_a_head_holds_it_is_parsed_or_refused(text):
    head = parse_head(text)
    assert head is None or head.name == head.name.upper()
