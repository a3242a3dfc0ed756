"""What people and programs write without a word of their own, by kind; and notes that come near it.

Each line is a message by the owner to one person; whatever stands in the first table is no note,
whatever stands in the second is one.
"""

import pytest

NO_NOTES = {
    "what Messenger writes": [
        "You set the emoji to 🐐.",
        "You started sharing your location.",
        "Vous avez changé le thème de la discussion.",
        "Je hebt een oproep van Anna gemist.",
    ],
    "what Instagram writes": [
        "Anna started an audio call",
        "Hat auf deine Story geantwortet",
        "Le gustó un mensaje",
        "Beğenilen mesaj",
    ],
    "what WhatsApp writes": [
        "Your security code with Anna changed. Tap to learn more.",
        "Verpasster Sprachanruf",
        "Chamada de voz perdida",
        "Disappearing messages were turned on.",
    ],
    "what stands for a file": [
        "PTT-20260501-WA0007.opus (file attached)",
        "IMG_0412.HEIC",
        "afbeelding weggelaten",
        "🎤 Sprachnachricht (0:12)",
        "[Voice message]",
    ],
    "connecting": [
        "It's great to connect with you",
        "Vielen Dank für Ihre Kontaktanfrage!",
        "Ravi de faire partie de votre réseau",
        "Grazie per la richiesta di collegamento",
        "Спасибо за добавление в контакты",
        "Congrats on 5 years at Holm Oars!",
    ],
    "wishes": [
        "Wishing you a wonderful birthday and a great year ahead!",
        "Einen guten Rutsch ins neue Jahr!",
        "¡Felices fiestas y próspero año nuevo!",
        "С днём рождения! Всего самого лучшего!",
    ],
    "out of office": [
        "I am out of the office until 12 May with limited access to e-mail.",
        "Estaré fuera de la oficina hasta el 12 de mayo.",
        "Ik ben afwezig tot 12 mei en lees mijn mail niet.",
    ],
    "answers to a call": [
        "Sorry, I missed your call.",
        "Bin gerade im Termin, melde mich später.",
        "Non posso rispondere, ti richiamo più tardi",
    ],
    "arrangements": ["Great, see you at 5", "Vale, nos vemos mañana", "Dobrze, do jutra"],
    "devices": ["Sent from my iPhone", "Von meinem Handy gesendet", "Get Outlook for Android"],
}

NOTES = [
    "I missed your call because the bees swarmed",
    "I am out of the office until May because Lena had the baby",
    "The birthday cake fell on the cat, we laughed all night",
    "Frohe Weihnachten! Die Gans war zu groß für den Ofen",
    "Your story about the whale made Ida cry",
    "Can you connect the pump before Sunday?",
    "Are you in the office on Friday?",
    "How was the new job?",
    "Thanks for the soup and the lift",
    "Vale, entonces recojo el remolque en casa de tu hermano",
    "The file map.pdf shows the wrong island",
    "Sent you the key by post",
]


@pytest.mark.parametrize("kind", NO_NOTES)
def test_what_says_nothing_of_its_own_is_no_note(graded, kind):
    texts = NO_NOTES[kind]
    people = [f"Anna {chr(65 + number)}berg" for number in range(len(texts))]
    found = graded(*zip(people, texts, strict=True))
    counted = [text for text, grade in zip(texts, found, strict=True) if grade == "personal"]
    assert counted == []


def test_what_has_a_word_of_its_own_or_asks_is_a_note(graded):
    people = [f"Anna {chr(65 + number)}berg" for number in range(len(NOTES))]
    found = graded(*zip(people, NOTES, strict=True))
    lost = [text for text, grade in zip(NOTES, found, strict=True) if grade != "personal"]
    assert lost == []
