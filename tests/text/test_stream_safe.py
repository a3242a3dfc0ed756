"""Marks without end upon one letter, which normal forms sort: not at the cost of their square."""

import time
import unicodedata

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmerge.importers import read_all
from netmerge.text.folding import fold, nfc, nfc_array, normalised_array, stream_safe

MARKS = "\u0301\u0323\u0308\u0327\u0f71\u3099"
TEXTS = st.text(st.sampled_from(f"aé한 {MARKS}"), max_size=200)
JOINER = "\u034f"


@given(TEXTS)
def test_no_more_than_30_marks_stand_in_a_row_and_nothing_is_lost(text):
    safe = stream_safe(text)
    assert safe.replace(JOINER, "") == text
    assert stream_safe(safe) == safe
    marks = 0
    for character in safe:
        marks = marks + 1 if unicodedata.combining(character) else 0
        assert marks <= 30


@given(TEXTS)
def test_a_column_is_normalised_as_a_text_is(text):
    assert nfc_array(pa.array([text, None]))[0].as_py() == nfc(text)
    assert nfc(nfc(text)) == nfc(text)


def test_what_people_write_stays_as_it_is():
    for text in ("Zoë", "Nguyễn Thị", "שָׁלוֹם", "a" + "\u0301" * 30):
        assert stream_safe(text) == text
        assert nfc(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("pair", ["\u0300\u0323", "\u0323\u0300", "\u3099\u0327", "\u0f71\u0f72"])
@pytest.mark.parametrize(
    "function",
    [
        nfc,
        fold,
        *(
            lambda text, form=form: normalised_array(pa.array([text]), form)
            for form in ("NFC", "NFKC")
        ),
    ],
)
def test_a_million_marks_cost_no_more_than_their_number(pair, function):
    start = time.process_time()
    function("a" + pair * 500_000)
    assert time.process_time() - start < 4


@pytest.mark.parametrize(
    ("name", "form"),
    [
        (
            "a.csv",
            "First Name,Last Name,Email,Notes\n{0},Lee,ann@lee.example,{0}\nBo,Ek,b@ek.example,\n",
        ),
        ("a.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:{0}\nNOTE:{0}\nEMAIL:b@ek.example\nEND:VCARD\n"),
    ],
)
def test_a_file_of_marks_is_read_soon(tmp_path, name, form):
    path = tmp_path / name
    path.write_text(form.format("a" + "\u0300\u0323" * 100_000))
    start = time.process_time()
    assert "b@ek.example" in str(read_all([path]).records["emails"].tolist())
    assert time.process_time() - start < 4
