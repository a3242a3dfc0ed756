"""Lines of cards that were folded anywhere: within a name, a parameter, quotes, or before what
looks like a card.
"""

import time

import pytest

from netmerge.importers.files.source import open_sources
from netmerge.importers.programs import vcard
from netmerge.settings import Settings

HEAD = "BEGIN:VCARD\r\nVERSION:{}\r\nN:Roe;Ida;;;\r\nFN:Ida Roe\r\nTEL:+47 22 00 00 01\r\n"
FOOT = "\r\nEMAIL:ida@roe.example\r\nEND:VCARD\r\n"


def read(folder, text):
    path = folder / "folded.vcf"
    path.write_bytes(text.encode())
    return vcard.read(open_sources([path])[0], Settings())


def one(folder, *lines, version="4.0"):
    """The record of a card with these lines between a number and an address."""
    text = HEAD.format(version) + "\r\n".join(lines) + FOOT
    (record,) = read(folder, text).records.to_dict("records")
    assert record["phones"][0] == "+47 22 00 00 01"
    assert record["emails"][-1] == "ida@roe.example"
    return record


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
@pytest.mark.parametrize(
    "lines",
    [
        ("TEL;TYPE=cell", " ,voice:+47 900 00 002"),
        ("TEL;TYPE=ce", " ll,voi", " ce:+47 900", "  00 002"),
        ("TE", " L;TYPE=cell,voice:+47 900 00 002"),
        ("TEL;TYPE=cell,voice", " :+47 900 00 002"),
        ("TEL;TYPE=cell,voice:", " +47 900 00 002"),
        ("item3.TEL;TYPE=cell;", "\tTYPE=voice:+47 900 00 002"),
        ('TEL;TYPE="cell', ' ,voice":+47 900 00 002'),
    ],
)
def test_a_number_is_read_wherever_its_line_is_folded(lines, version, tmp_path):
    record = one(tmp_path, *lines, version=version)
    assert record["phones"][1].replace("  ", " ") == "+47 900 00 002"
    assert record["phone_types"][1] == "cell,voice"


def test_a_line_goes_on_though_its_first_piece_is_a_head_seen_before(tmp_path):
    record = one(
        tmp_path, "TEL;TYPE=work:+47 22 00 00 03", "TEL;TYPE=work", " ,fax:+47 22 00 00 04"
    )
    assert list(record["phone_types"]) == [None, "work", "work,fax"]


@pytest.mark.parametrize(
    "head",
    [
        ('ADR;GEO="geo:59.9139', ' ,10.7522";TYPE=home'),
        ('ADR;TYPE=home;LABEL="c/o: Per Dahl\\nElvegata', '  7; Bergen"'),
        ('ADR;TYPE=home;LABEL="c/o: Per Dahl', " : Elvegata", ' 7"', " ;LANGUAGE=no"),
    ],
)
def test_a_colon_within_quotes_that_were_folded_ends_no_head(head, tmp_path):
    *first, last = head
    record = one(tmp_path, *first, f"{last}:;;Elvegata 7;Bergen;;5003;Norge")
    place = [record[name] for name in ("po_box", "street", "city", "postcode", "country")]
    assert place == [None, "Elvegata 7", "Bergen", "5003", "Norge"]
    assert record["address_type"] == "home"


def test_a_property_that_nobody_knows_is_kept_with_its_whole_head(tmp_path):
    record = one(tmp_path, "SHOE-SIZE;REGION=eu", " rope;KIND=left:41")
    assert record["extra"] == '{"SHOE-SIZE;REGION=europe;KIND=left": "41"}'


@pytest.mark.parametrize("mark", ["BEGIN:VCARD", "begin:vcard", "END:VCARD"])
def test_a_note_that_is_folded_before_a_mark_is_one_note(mark, tmp_path):
    record = one(tmp_path, "NOTE:She wrote ", f" {mark}", "  into it")
    assert list(record["notes"]) == [f"She wrote {mark} into it"]


@pytest.mark.parametrize("indent", ["  ", "\t", " "])
def test_cards_that_stand_indented_are_read_as_before(indent, tmp_path):
    cards = "".join(HEAD.format("3.0") + f"NOTE:{number}" + FOOT for number in range(3))
    text = "".join(indent + line for line in cards.splitlines(keepends=True))
    assert list(map(list, read(tmp_path, text).records["notes"])) == [["0"], ["1"], ["2"]]


def test_an_indented_card_below_one_that_is_not_is_a_card(tmp_path):
    text = (
        HEAD.format("3.0")
        + "NOTE:a"
        + FOOT
        + "\r\n".join("  " + line for line in (HEAD.format("3.0") + "NOTE:b" + FOOT).split("\r\n"))
    )
    assert len(read(tmp_path, text).records) == 2


@pytest.mark.parametrize("line", ['A;B="\n', "A;B=c\n", ' ":\n', " \n", " :\n", ' ;x="y:\n'])
def test_folds_that_never_end_a_head_take_linear_time(line, tmp_path):
    def seconds(count):
        text = HEAD.format("4.0") + 'X-A;B="' + line * count + FOOT
        start = time.process_time()
        read(tmp_path, text)
        return time.process_time() - start

    seconds(10)
    assert seconds(80_000) < 40 * max(seconds(4_000), 0.02)


def test_a_note_that_quotes_the_version_of_another_card_is_unfolded_as_its_own(tmp_path):
    (note,) = one(tmp_path, "NOTE:its VERSION:2.1 is o", " ld", version="4.0")["notes"]
    assert note == "its VERSION:2.1 is old"
    lines = ("NOTE:folded at a", " blank")
    assert one(tmp_path, *lines, version="2.1")["notes"] == ["folded at a blank"]


def test_how_a_japanese_phone_says_that_a_name_is_read(tmp_path):
    lines = (
        "SOUND;X-IRMC-N;CHARSET=UTF-8:ロウ;イダ;;;",
        "SOUND;TYPE=WAVE:http://roe.example/a.wav",
    )
    record = one(tmp_path, *lines, version="2.1")
    assert record["phonetic_name"] == "ロウ イダ"
    assert "a.wav" in record["extra"]
