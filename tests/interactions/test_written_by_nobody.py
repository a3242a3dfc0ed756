"""Sentences of programs, papers of firms and what others wrote, in many languages."""

import pytest

NO_NOTES = [
    # what programs write themselves
    "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.",
    "Wiadomości i połączenia są w pełni szyfrowane.",
    "Vous avez bloqué ce contact.",
    "Hai impostato i messaggi a scomparsa su 4 settimane.",
    "Du bytte tema till Lofi.",
    "Αλλάξατε τον αριθμό τηλεφώνου σας σε νέο.",
    "Anna is inviting you to a scheduled Zoom meeting.\n\nTopic: Bees\nMeeting ID: 812",
    "Volg deze link om lid te worden van mijn WhatsApp-groep: https://chat.whatsapp.example/Kq2",
    "メッセージと通話はエンドツーエンドで暗号化されています。",
    "Звонок отклонён",
    "Videochiamata persa. Tocca per richiamare",
    # papers
    "【顺丰速运】您的快件已到达驿站，请凭取件码 5-2-4410 提货。",
    "[Web발신] 고객님의 택배가 배송완료 되었습니다. 운송장 558120034411",
    "Ihr Code lautet 448102. Niemandem weitergeben! Sonst bitte ignorieren.",
    "Sehr geehrte Damen und Herren,\n\nanbei das Zertifikat zur Charge 4471.\n\nAbteilung Einkauf",
    "Szanowni Państwo,\n\nw załączeniu awizo dostawy nr 2214: 6 palet.\n\nDział Logistyki",
    # what others wrote
    "---------- Välitetty ----------\nLähettäjä: K <i@k.fi>\nAihe: Varaus\n\nValmis.",
    "Переслано від «Погода»:\nЗавтра вітер до 20 м/с.",
    "📊 Sondage : la couleur des gilets\n⚪ Bleu\n⚪ Rouge",
    "- Doktor, ich vergesse alles.\n- Seit wann haben Sie das?\n- Seit wann habe ich was? 😂",
    # what only closes
    "Vale, a las 8 en el molino",
    "C'est noté, mardi 14 h me convient.",
    "Domluveno, ve 12:30 u brány",
]


@pytest.mark.parametrize("text", NO_NOTES)
def test_what_nobody_wrote_to_this_person_is_no_note(graded, text):
    assert graded(("Anna Berg", text))[0] != "personal"


NOTES = [
    "Du hast das Design wirklich schön hinbekommen, die Gans auf dem Etikett lacht",
    "Has cambiado el tema de la novela y me gusta mucho más así",
    "You blocked this lane again with your tractor, old friend, come and move it",
    "Anbei die Fotos vom Stall, Nummer 3 hat 12 Junge bekommen und du bist Pate",
    "Einkaufszettel von Oma gefunden:\n- Mehl\n- 3 Eier\nMehr stand nie drauf, weißt du noch 😂",
    "我明天3月4日去开会，顺便把你的包裹带回来，晚上一起吃饺子",
    "Переслано від «Погода»:\nЗавтра вітер.\n\nОлю, це ж через нього ми тоді сиділи в будці",
    "Ok, at 7 then, and I bring the goat cheese that your sister left in our cellar last summer",
    "Videollamada con los abuelos el domingo, que la yaya quiere enseñarte el gallo nuevo",
]


@pytest.mark.parametrize("text", NOTES)
def test_what_sounds_like_it_and_says_something_is_a_note(graded, text):
    assert graded(("Anna Berg", text))[0] == "personal"


def test_a_letter_may_greet_men_and_women(graded):
    letter = (
        "{},\n\nOn behalf of the lifeboat we thank you for your gift. Thanks to you, {}. "
        "The receipt will come by post in March."
    )
    told = [
        ("Anna Berg", letter.format("Dear Mrs Berg", "the crew has dry coats again")),
        ("Ben Castro", letter.format("Dear Mr Castro", "two boys learned how to row")),
        ("Carla Duval", letter.format("Dear Ms Duval", "a new rope hangs in the shed")),
    ]
    assert graded(*told) == ["bulk"] * 3
