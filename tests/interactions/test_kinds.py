"""Messages of many kinds and languages, each with whether it is a note."""

import pytest

TAPS = [
    "Liked “{}”",
    'Emphasised "{}"',
    "👍 to “ {} ”",
    "Removed a heart from “{}”",
    "„{}“ gefällt mir",
    "Hat „{}“ mit „Gefällt mir“ markiert",
    "A réagi avec 👍 à « {} »",
    "Ha messo “mi piace” a “{}”",
    "Vond “{}” leuk",
    "「{}」にいいねしました",
    "Quelque chose de neuf : « {} »",
    "أعجب بـ “{}”",
]


@pytest.mark.parametrize("tap", TAPS)
@pytest.mark.parametrize("said", ["< Anna Berg", "Anna Berg"])
def test_a_tap_quotes_a_message_of_the_two(graded, tap, said):
    message = "Are the geese back on the lake?"
    assert graded((said, message), ("Anna Berg", tap.format(message)))[1] == "canned"


def test_a_tap_may_cut_the_message_short(graded):
    message = "We are on the island until the ferry runs again, and that may be a week"
    told = [("< Anna Berg", message), ("Anna Berg", "Quel plaisir : « We are on the island… »")]
    assert graded(*told)[1] == "canned"


@pytest.mark.parametrize(
    "note",
    [
        "“Are the geese back on the lake?” you ask, and indeed they came at dawn, all nine",
        "You wrote “Are the geese back on the lake?” - how did you know?",
        "I read “The Wild Geese of Nils” to the children last night",
    ],
)
def test_who_quotes_and_says_something_writes_a_note(graded, note):
    told = [("< Anna Berg", "Are the geese back on the lake?"), ("Anna Berg", note)]
    assert graded(*told)[1] == "personal"


def test_what_somebody_else_said_is_no_message_of_the_two(graded):
    told = [("< Ben Castro", "The geese are back"), ("Anna Berg", "Ben sagt: „The geese are back“")]
    assert graded(*told)[1] == "personal"


NO_NOTES = [
    "You sent an attachment.",
    "Robin sent a photo.",
    "You missed a video call from Anna.",
    "You set the nickname for Anna to Skipper.",
    "You can now message and call each other and see info like Active Status.",
    "Du hast eine Sprachnachricht gesendet.",
    "Vous avez envoyé une pièce jointe.",
    "Reaccionó con ❤️ a tu mensaje",
    "写真を送信しました",
    "Вы отправили вложение.",
    "You are now connected with Anna Berg",
    "Nachrichtenanfrage angenommen",
    "Este mensaje se ha eliminado.",
    "Can't talk now. What's up?",
    "Kann ich dich später anrufen?",
    "Je vous rappelle tout de suite.",
    "¿Puedo llamarte más tarde?",
    "Olen matkalla.",
    "Можно перезвонить позже?",
    "지금은 통화할 수 없습니다.",
    "Chciałbym dodać Cię do mojej sieci zawodowej na LinkedIn",
    "Haluaisin lisätä sinut ammatilliseen verkostooni LinkedInissä",
    "링크드인에서 1촌을 맺고 싶습니다",
    "Sretan rođendan!",
    "Do zobaczenia jutro",
]


@pytest.mark.parametrize("text", NO_NOTES)
def test_what_a_service_wrote_or_offered_is_no_note(graded, text):
    assert graded(("Anna Berg", text))[0] in ("canned", "decorated")


NOTES = [
    "You sent a photo of the wrong goat, the one with the bell is ours",
    "Can I call you later about the accordion? Mother wants it back",
    "I'm on my way with the ladder and two buckets of tar",
    "Ich bin unterwegs mit der Leiter und zwei Eimern Teer",
    "Called you twice, the ewes are out on the road again",
]


@pytest.mark.parametrize("text", NOTES)
def test_what_goes_on_in_own_words_is_a_note(graded, text):
    assert graded(("Anna Berg", text))[0] == "personal"


def test_a_field_may_open_with_two_words_alike_only(graded):
    fields = [
        "I remember how you steered us home in the fog",
        "I remember that your aunt fed the whole crew",
        "I remember the night on the sandbank with no oars",
    ]
    letter = "Hello {}, we collect for the new lifeboat. {}. Would you give a bit for its engine?"
    people = ("Anna Berg", "Ben Castro", "Carla Duval")
    told = [
        (who, letter.format(who.split()[0], field))
        for who, field in zip(people, fields, strict=True)
    ]
    assert graded(*told) == ["bulk"] * 3


def test_a_greeting_belongs_to_no_sentence_of_a_letter_in_another_order(graded):
    parts = ["The slip is closed in May.", "Boats must be out by the first.", "Joe has the key."]
    orders = [(0, 1, 2), (1, 2, 0), (2, 0, 1)]
    people = ("Anna Berg", "Ben Castro", "Carla Duval")
    told = [
        (who, f"Dear {who.split()[0]}, " + " ".join(parts[place] for place in order))
        for who, order in zip(people, orders, strict=True)
    ]
    assert graded(*told) == ["bulk"] * 3
