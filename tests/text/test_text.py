"""Folding makes comparable, stripping decoration keeps what a person would write."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmerge.text.folding import fold, fold_array, fold_latin, strip_decoration


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Jane   SMITH ", "jane smith"),
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("Jean-Luc", "jean luc"),
        ("José Álvarez", "jose alvarez"),
        ("Straße", "strasse"),
        ("IŞIK", "isik"),
        ("ışık", "isik"),
        ("İstanbul", "istanbul"),
        ("Юрий", "yuriy"),
        ("王小明", "wangxiaoming"),
        ("𝗝𝗼𝗵𝗻 🚀", "john"),
        ("ＪＯＨＮ", "john"),
        ("🚀", ""),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("𝓙𝓪𝓷𝓮 𝕊𝕞𝕚𝕥𝕙", "Jane Smith"),
        ("👨‍👩‍👧 Ann 🇩🇪", "Ann"),
        ("José\u00a0\u200bÁlvarez", "José Álvarez"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u200db 1️⃣", "a\u200db 1"),
        ("㈱東芝", "(株)東芝"),
        ("Acme™", "Acme"),
        ("1ª Maria", "1ª Maria"),
        ("e\u0301", "é"),
    ],
)
def test_decoration_goes_and_words_stay(text, plain):
    assert strip_decoration(text) == plain


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_folded_text_is_words_of_letters_and_digits(text):
    assert set(fold(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


@given(st.text(max_size=60))
def test_stripping_decoration_twice_changes_nothing(text):
    assert strip_decoration(strip_decoration(text)) == strip_decoration(text)


def test_what_folds_to_nothing_cannot_be_compared():
    assert fold_array(pa.array(["Ann", None, "🚀", "ann"])).to_pylist() == [
        "ann",
        None,
        None,
        "ann",
    ]


def test_latin_letters_fold_by_columns_as_by_characters():
    letters = [chr(code) for code in range(0x250)]
    folded = fold_latin(pa.array(letters)).to_pylist()
    assert sum(text is not None for text in folded) > 200
    assert all(text in {None, fold(letter)} for letter, text in zip(letters, folded, strict=True))


@given(st.text(st.sampled_from("aBÉåøß9 '-é王"), max_size=12))
def test_a_column_folds_as_its_values_do(text):
    assert fold_array(pa.array([text])).to_pylist() == [fold(text) or None]
