"""What is a personal note and what is not."""

import random

import pytest

from netmerge.interactions import grade, orient

PEOPLE = [
    "Anna Berg",
    "Ben Castro",
    "Carla Duval",
    "Dmitri Ito",
    "Élodie Meyer",
    "Farid Novak",
    "Inés Ortiz",
    "Jan Silva",
]
NOTE = "I read your piece on tidal mills on the train and kept thinking of the one at Rance."


def test_own_words_to_one_person_are_a_personal_note(graded):
    assert graded(("Anna Berg", NOTE)) == ["personal"]


def test_what_others_write_is_received(graded):
    assert graded(
        ("Anna Berg", NOTE), ("< Anna Berg", "So did I, all the way home on the night train.")
    ) == [
        "personal",
        "received",
    ]


def test_the_same_words_to_three_people_are_bulk_whatever_their_names(graded):
    text = "Hi {}, our new turbine is in the water, come and see it at the open day in June!"
    assert graded(*((name, text.format(name.split()[0])) for name in PEOPLE[:3])) == ["bulk"] * 3


def test_the_same_words_to_two_people_are_news_told_twice(graded):
    text = "Hi {}, we had twins last night and all four of us are well and very tired."
    assert (
        graded(*((name, text.format(name.split()[0])) for name in PEOPLE[:2])) == ["personal"] * 2
    )


def test_the_same_words_three_times_to_one_person_are_no_form_letter(graded):
    assert graded(*[("Anna Berg", NOTE)] * 3) == ["personal"] * 3


@pytest.mark.parametrize(
    "text",
    [
        (
            "Hello {name}, as a fellow engineer in {slot} I thought we should be in touch, "
            "I like to grow my circle here."
        ),
        "Onnittelut uudesta työstä ja kaikkea hyvää paikassa {slot}!",
        (
            "{name}, hoe gaat het bij {slot}? Wij zoeken nog sprekers voor de dag in juni, "
            "laat het me weten als je kunt."
        ),
    ],
)
def test_a_form_letter_with_a_slot_is_told_in_any_language(graded, text):
    slots = ["Hamburg", "wave power", "Sea Tech", "York", "Malmö", "tidal law", "Nantes", "Porto"]
    told = [
        (name, text.format(name=name.split()[0], slot=slot))
        for name, slot in zip(PEOPLE, slots, strict=True)
    ]
    assert set(graded(*told)) <= {"bulk", "canned", "decorated"}


def test_a_suggestion_is_told_by_coming_from_several_senders(graded):
    words = "Ich gratuliere dir zu diesem tollen Schritt"
    assert graded(("< Ben Castro", words), ("Anna Berg", words)) == ["received", "canned"]


def test_a_suggestion_with_a_name_or_an_emoji_is_decorated(graded):
    words = "Ich gratuliere dir zu diesem tollen Schritt"
    assert graded(
        ("< Ben Castro", words), ("Anna Berg", f"{words}, Anna!"), ("Jan Silva", f"{words} 🎉")
    ) == [
        "received",
        "decorated",
        "decorated",
    ]


def test_notes_from_a_common_stock_of_sentences_stay_personal(graded):
    chance = random.Random(5)
    stock = [
        "I kept the notes of your talk on {} and used them with my students.",
        "Did the move to {} go well?",
        "We are in {} at the end of the month and would love to have dinner.",
        "Your question about {} stayed with me, and I believe I have half an answer.",
        "The photos from {} are sorted at last.",
        "My sister starts in {} on Monday and knows nobody there.",
    ]
    slots = [
        "tidal mills",
        "Porto",
        "the choir",
        "law",
        "Malmö",
        "wave power",
        "grant writing",
        "the boat",
    ]
    told = []
    for name in PEOPLE * 8:
        sentences = [sentence.format(chance.choice(slots)) for sentence in chance.sample(stock, 3)]
        opening = chance.choice(["Hi {},", "Dear {},", "{} -", "Hello {}, long time!"]).format(
            name.split()[0]
        )
        told.append(
            (
                name,
                " ".join(
                    [opening, *sentences, chance.choice(["Robin", "Yours, R.", "See you soon", ""])]
                ),
            )
        )
    assert graded(*told) == ["personal"] * len(told)


@pytest.mark.parametrize(
    "text",
    [
        "Congrats on the new role!",
        "¡Felicidades por tu nuevo puesto!",
        "Parabéns pelo novo cargo!",
        "Je vous invite à faire partie de mon réseau professionnel sur LinkedIn.",
        "Herzlichen Glückwunsch zur neuen Position!",
        "vorrei aggiungerti alla mia rete professionale",
        "I’d like to add you to my professional network on LinkedIn.",
        "Hi Anna, I'd like to join your LinkedIn network.",
        "Sorry, I can't",
        "What time?",
        "👍",
        "生日快乐！",
        "Thanks",
    ],
)
def test_stock_phrases_and_taps_are_canned(graded, text):
    assert graded(("Anna Berg", text)) == ["canned"]


@pytest.mark.parametrize(
    "text", ["Congrats, Anna!", "Happy birthday Anna 🎂", "Thanks, dear Anna!", "Nice job, Anna!"]
)
def test_a_stock_phrase_with_a_name_is_decorated(graded, text):
    assert graded(("Anna Berg", text)) == ["decorated"]


@pytest.mark.parametrize(
    "text",
    [
        "Happy birthday Anna! I still laugh about the canoe we sank.",
        "Thanks for the lemon tree, it survived the winter on our balcony!",
        "生日快乐！上次在上海吃的小笼包我们还一直在想，什么时候再来？",
        "Parabéns! Quando vens jantar cá a casa com os miúdos?",
    ],
)
def test_a_stock_opening_does_not_make_a_note_canned(graded, text):
    assert graded(("Anna Berg", text)) == ["personal"]


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for feeding Otto.",
        "Sure you can keep the ladder",
        "At what time is the wake?",
        "Good job on the hedge, Anna",
        "Not sure we can make it, the cat is ill",
        "All the best for the hearing",
        "Gracias por cuidar a Otto",
        "Danke fürs Gießen am Sonntag",
    ],
)
def test_words_of_a_stock_phrase_are_stock_at_the_beginning_of_a_sentence_only(graded, text):
    assert graded(("Anna Berg", text)) == ["personal"]


@pytest.mark.parametrize(
    "text",
    [
        "Is Otto home?",
        "Wie war es?",
        "下车了给我发消息",
        "夕方そちらに寄るね",
        "도착하면 전화해",
        "كيف صارت أمك؟",
        "איך אבא שלך?",
        "दादी कैसी हैं?",
        "พรุ่งนี้เจอกันที่ท่าเรือ",
        "Τι κάνει ο Όττο;",
    ],
)
def test_few_letters_are_a_note_where_they_say_enough(graded, text):
    assert graded(("Anna Berg", text)) == ["personal"]


@pytest.mark.parametrize(
    "text", ["Yes, Tuesday", "On it", "Hm?", "好的好", "جيد", "https://a.example/b"]
)
def test_fewer_are_none(graded, text):
    assert graded(("Anna Berg", text)) == ["canned"]


@pytest.mark.parametrize(
    "text",
    [
        "Χρόνια πολλά!",
        "מזל טוב על התפקיד החדש",
        "जन्मदिन की हार्दिक शुभकामनाएं",
        "La mulți ani!",
        "Boldog születésnapot!",
        "Selamat ulang tahun, semoga sehat selalu",
        "Chúc mừng sinh nhật",
        "З днем народження!",
        "Všechno nejlepší k narozeninám",
        "كل عام وأنتم بخير",
        "생일 축하드립니다!",
        "สุขสันต์วันเกิดค่ะ",
        "Congrats on the new role at Mill Lane Pottery!",
        "Can't talk right now. What's up?",
        "Great, thanks for connecting!",
    ],
)
def test_wishes_and_quick_answers_are_canned_in_many_languages(graded, text):
    assert graded(("Anna Berg", text)) == ["canned"]


def test_what_was_never_sent_to_one_person_in_words_is_none(graded):
    assert graded(("Anna Berg; Ben Castro", NOTE)) == ["group", "group"]
    assert graded(("Anna Berg", NOTE), draft=[True]) == ["draft"]
    assert graded(("Anna Berg", NOTE), sponsored=[True]) == ["sponsored"]
    assert graded(("< Guru", "Hi %FIRSTNAME%, grow with us")) == ["sponsored"]
    assert graded(("Anna Berg", " \u00a0 ")) == ["empty"]
    assert graded(("Anna Berg", None)) == ["empty"]
    assert graded(("Anna Berg", f"<p>{NOTE}</p>")) == ["bulk"]
    assert graded(("Anna Berg", "Marine engineering"), kind=["endorsement"]) == ["canned"]


def test_less_than_and_arrows_are_no_markup(graded):
    assert graded(("Anna Berg", "Height < 3 m and b > 2 in your drawing, is that on purpose?")) == [
        "personal"
    ]


def test_drafts_do_not_make_a_form_letter_of_what_was_sent_once(graded):
    assert graded(*((name, NOTE) for name in PEOPLE[:3]), draft=[False, True, True]) == [
        "personal",
        "draft",
        "draft",
    ]


def test_a_name_that_is_a_word_stays_one(graded):
    told = [("Will Berg", "Will you and the de la Cruz twins come sailing with us in May?")]
    assert graded(*told) == ["personal"]


def test_every_grade_has_a_reason(messages, owner):
    table = grade(
        orient(
            messages(("Anna Berg", NOTE), ("Ben Castro", "Thanks"), ("< Jan Silva", "Hi")), owner
        ),
        owner,
    )
    assert table["reason"].to_list() == [
        "own words to one person",
        "a stock phrase",
        "not written by the owner",
    ]


def test_the_order_of_the_messages_changes_no_grade(messages, owner):
    text = (
        "Hi {}, we look for speakers on {} for the day in June, "
        "do you know somebody who would come?"
    )
    told = [
        (name, text.format(name.split()[0], slot))
        for name in PEOPLE
        for slot in ("tides", "wave power")
    ]
    told += [(name, NOTE) for name in PEOPLE[:2]] + [
        ("Anna Berg", "Thanks, Anna!"),
        ("< Ben Castro", "Thanks, Ben!"),
    ]
    table = orient(messages(*told), owner)
    forwards = grade(table, owner)["grade"].to_list()
    assert (
        grade(table.iloc[::-1].reset_index(drop=True), owner)["grade"].to_list() == forwards[::-1]
    )
    assert set(forwards) == {"bulk", "personal", "decorated", "received"}


def test_nothing_in_nothing_out(messages, owner):
    nothing = messages(("Anna Berg", NOTE)).iloc[:0]
    assert len(grade(orient(nothing, owner), owner)) == 0


def test_hostile_texts_cost_no_more_than_others(graded):
    texts = [
        "<p " * 20_000,
        "(" * 50_000,
        "a" * 100_000,
        "\u200d" * 50_000,
        "%FIRST" * 20_000,
        "@" * 50_000,
    ]
    assert len(graded(*(("Anna Berg", text) for text in texts))) == len(texts)
