"""Closings, signatures and footers below what the owner wrote."""

import datetime as dt

import pytest

FOOTER = (
    "Robin Owner\nHead of Kilns | Owner Pottery Ltd | 3 Mill Lane, Ludlow\n"
    "T +44 1584 555 0142 | www.owner-pottery.example\n"
    "Registered in England No. 654321. This e-mail is confidential and intended for the "
    "addressee only; if you have received it in error please tell the sender and delete it."
)
OWN = [
    "The owl is back.",
    "How did the knee hold?",
    "Leave the key with Mo.",
    "I owe you a cake.",
    "Mo walks again!",
]
PEOPLE = ["Anna Berg", "Ben Castro", "Carla Duval", "Dmitri Ito", "Farid Novak"]


@pytest.mark.parametrize("between", ["\n\nBest regards,\n", "\n\n", "\n"])
def test_a_footer_that_all_letters_share_makes_no_form_letter(graded, between):
    told = [(name, own + between + FOOTER) for name, own in zip(PEOPLE, OWN, strict=True)]
    assert graded(*told) == ["personal"] * 5


def test_a_footer_of_plain_lines_is_told_by_standing_there_for_long(graded):
    footer = "Wheels, kilns and glazes\nHouse of clay\nMill Lane behind the church"
    told = [(name, f"{own}\n\n{footer}") for name, own in zip(PEOPLE, OWN, strict=True)]
    days = [dt.datetime(2020 + year, 5, 1, tzinfo=dt.UTC) for year in range(5)]
    assert graded(*told, date=days) == ["personal"] * 5


def test_the_body_of_a_form_letter_is_no_footer(graded):
    body = "The kiln is being rebuilt.\nFrom June on we fire at night only.\nPlease book ahead."
    told = [(name, f"Dear {name.split()[0]},\n{body}\nBest,\nRobin") for name in PEOPLE]
    assert graded(*told) == ["bulk"] * 5


@pytest.mark.parametrize(
    "text",
    [
        "Ok, thanks.\n\nKind regards,\nRobin",
        "Passt, danke!\n\nMit freundlichen Grüßen / Best regards\n\nRobin Owner\nPottery GmbH",
        "Bien noté, merci.\n\nCordialement,\n\nRobin Owner\nDirectrice\n+33 1 23 45 67 89",
        "Perfetto, grazie.\n\nCordiali saluti\nRobin",
        "Gracias.\n\nUn saludo,\nRobin Owner (they/them)\nAlfarera | Owner Pottery",
        "Спасибо.\n\nС уважением,\nRobin",
        "Fine. Warm regards, Robin",
        "Done.\n\nR.",
        "Kind regards,\nRobin Owner",
        "Robin Owner\nHead of Kilns\nOwner Pottery Ltd",
        "This message is confidential and intended for the addressee only.",
    ],
)
def test_an_answer_a_signature_or_a_disclaimer_alone_is_no_note(graded, text):
    assert graded(("Anna Berg", text))[0] in ("canned", "decorated")


@pytest.mark.parametrize(
    "text",
    [
        "Did the kiln cool?\n\nBest,\nRobin\n\nP.S. Your glove is still in my car.",
        "Best regards\nRobin\n\nPS: Mo walks again, come and see it!",
        "The glaze came out blue.\nBest regards to your mother and to all who helped at the wheel",
        "Mo sends you his best. Love, Robin, and the cat who sat on this letter",
    ],
)
def test_what_stands_beside_or_below_a_closing_counts(graded, text):
    assert graded(("Anna Berg", text)) == ["personal"]


def test_what_others_sign_stays(graded):
    assert graded(("< Anna Berg", f"Hello\n\n{FOOTER}")) == ["received"]
