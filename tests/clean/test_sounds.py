"""Names by their sounds: one spelling, whatever language wrote it."""

import pyarrow as pa
import pytest

from netmerge.clean.names.sounds import consonants, sounds
from netmerge.text.folding import fold


@pytest.mark.parametrize(
    "spellings",
    [
        ("Шевченко", "Szewczenko", "Shevchenko", "Schewtschenko"),
        ("Вʼячеслав", "Wjaczesław", "Viacheslav"),
        ("Анастасія", "Anastasija", "Anastasiia", "Anastasiya"),
        ("Зейналова", "Zeynalova", "Zeinalova"),
        ("Şükürova", "Shukurova"),
        ("Müller", "Mueller", "Muller"),
        ("Meyer", "Maier", "Meier"),
        ("Хоменко", "Khomenko"),
        ("Philip", "Filip"),
        ("Sarah", "Sara"),
    ],
    ids=lambda spellings: spellings[-1],
)
def test_spellings_of_one_name_sound_alike(spellings):
    assert len(set(sounds(pa.array([fold(name) for name in spellings])).to_pylist())) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Jan", "Jon"), ("Peter", "Petra"), ("Maria", "Mario"), ("Hasan", "Hassib")]
)
def test_different_names_sound_different(one, other):
    assert len(set(sounds(pa.array([fold(one), fold(other)])).to_pylist())) == 2


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("דוד", "David"),
        ("כהן", "Cohen"),
        ("מזרחי", "Mizrahi"),
        ("محمد", "Mohammed"),
        ("القاسم", "AlQasim"),
        ("الزهراء", "AlZahra"),
        ("سارة", "Sarah"),
        ("สมชาย", "Somchai"),
        ("ใจดี", "Jaidee"),
        ("សុខា", "Sokha"),
        ("शर्मा", "Sharma"),
    ],
)
def test_a_name_has_the_consonants_of_its_transcription(written, latin):
    kinds = consonants(pa.array([fold(written), fold(latin)])).to_pylist()
    assert kinds[0] == kinds[1]


def test_a_doubled_letter_is_written_once_within_a_name():
    names = pa.array(["annna", "", "a", "ab", "bell11", "x"]).slice(1)
    assert sounds(names).to_pylist() == ["", "a", "ab", "bel11", "ks"]


def test_brothers_have_other_consonants():
    brothers = [fold(name) for name in ("דוד", "Yossi", "أحمد", "Khalid", "สมชาย", "Malee")]
    assert len(set(consonants(pa.array(brothers)).to_pylist())) == len(brothers)
