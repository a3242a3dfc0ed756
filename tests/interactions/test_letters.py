"""Form letters and what only looks like one: by when, to whom, and what each copy says."""

import datetime as dt

import numpy as np
import pytest

from netmerge.interactions.grading.spells import to_many, to_several

PEOPLE = ["Anna Berg", "Ben Castro", "Carla Duval", "Dmitri Ito", "Farid Novak", "Jan Silva"]
NEWS = [
    "you run the mill in Ludlow",
    "Severn Clay has opened a second shop for glazes in Cardiff",
    "your talk on salt kilns was the best one in Stoke",
    "the guild gave you its prize for the third year in a row",
    "you are looking for two throwers and a packer",
    "you left the bank for the wheel after eleven years",
]


def every(days, count=6):
    start = dt.datetime(2019, 3, 1, 9, tzinfo=dt.UTC)
    return [start + dt.timedelta(days=days * number) for number in range(count)]


def told(text):
    return [
        (name, text.format(name.split()[0], news)) for name, news in zip(PEOPLE, NEWS, strict=True)
    ]


@pytest.mark.parametrize(
    "text", ["Is the bisque firing done by {1}?", "Come over and try the new wheel, {0}!"]
)
def test_one_question_to_three_friends_in_three_years_is_three_questions(graded, text):
    asked = [(name, text.format(name.split()[0], "noon")) for name in PEOPLE[:3]]
    assert graded(*asked, date=every(400, 3)) == ["personal"] * 3
    assert "personal" not in graded(*asked, date=every(20, 3))


def test_the_same_to_five_people_is_a_template_at_whatever_time(graded):
    text = "Hi {}, we look for potters for the open day in June, would you come?"
    assert graded(*told(text), date=every(400)) == ["bulk"] * 6


@pytest.mark.parametrize(
    "text",
    [
        (
            "Hi {0}, I saw that {1}. We glaze and fire for studios without a kiln of their own, "
            "may I send you our prices next week?"
        ),
        (
            "Bonjour {0}, j'ai vu que {1}. Nous cuisons pour les ateliers qui n'ont pas de four à "
            "eux, puis-je vous envoyer nos prix la semaine prochaine ?"
        ),
        (
            "{0}, {1}! We glaze and fire for studios without a kiln of their own, in Ludlow since "
            "1990 and from this May on in Cardiff as well, with a van that fetches the pots. Shall "
            "I send you our prices?"
        ),
    ],
)
def test_a_merge_field_may_hold_any_number_of_words(graded, text):
    assert graded(*told(text), date=every(1)) == ["bulk"] * 6


def test_sentences_in_another_order_are_the_same_letter(graded):
    parts = ["The kiln is free in May.", "Prices stay.", "Shall I book you in?"]
    orders = [parts, parts[::-1], [parts[1], parts[0], parts[2]]]
    sent = [(name, " ".join(order)) for name, order in zip(PEOPLE, orders, strict=False)]
    assert graded(*sent) == ["bulk"] * 3


def test_a_long_text_to_three_people_is_a_letter_at_whatever_time(graded):
    text = (
        "Dear {}, as we both throw pots on the Severn I thought that we might be in touch, "
        "I like to know my neighbours."
    )
    sent = [(name, text.format(name.split()[0])) for name in PEOPLE[:3]]
    assert graded(*sent, date=every(400, 3)) == ["bulk"] * 3


@pytest.mark.parametrize("place", ["end", "middle"])
def test_a_long_sentence_that_only_one_copy_has_makes_it_a_note(graded, place):
    own = "I hope that your wrist heals and that Mo carries the clay."
    opening = "Dear {}, a peaceful Christmas to you and to all whom you love!"
    close = "May the new year bring us together more often than the old one did."
    sent = [(name, f"{opening.format(name.split()[0])} {close}") for name in PEOPLE[:5]]
    parts = (
        [opening.format("Carla"), own, close]
        if place == "middle"
        else [opening.format("Carla"), close, own]
    )
    sent[2] = (PEOPLE[2], " ".join(parts))
    assert graded(*sent) == ["bulk", "bulk", "personal", "bulk", "bulk"]


def test_a_sentence_that_three_letters_share_makes_none_of_them_a_form_letter(graded):
    shared = "I kept the notes of your talk and read them to the class, who loved the broken lift."
    sent = [
        ("Anna Berg", f"Did the goat come home? {shared} Come for tea."),
        ("Ben Castro", f"The plums are ripe now. {shared} How is your knee these days?"),
        ("Carla Duval", f"We missed you on Sunday at the wake. {shared} Bring the ladder."),
    ]
    assert graded(*sent) == ["personal"] * 3


def test_a_letter_that_comes_back_quoted_stays_a_note(graded):
    letter = (
        "Dear Anna, the pond froze last night and the ducks stood about as if they had lost a key."
    )
    assert graded(("Anna Berg", letter), ("< Anna Berg", letter)) == ["personal", "received"]


def test_a_spell_is_told_to_the_day():
    group, person = np.zeros(4, np.int64), np.array([1, 2, 1, 3])
    assert to_several(group, person, np.array([0, 10, 20, 70])).tolist() == [
        False,
        True,
        True,
        True,
    ]
    assert to_several(group, person, np.array([0, 10, 20, 71])).tolist() == [False] * 4
    assert to_several(group, np.array([1, 2, 1, 2]), np.arange(4)).tolist() == [False] * 4


def test_many_are_five_different_people():
    group = np.array([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    person = np.array([1, 2, 3, 4, 5, 1, 2, 3, 4, 4])
    assert to_many(group, person).tolist() == [True] * 5 + [False] * 5
