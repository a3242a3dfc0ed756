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
    "wishes at length": [
        "Merry Christmas! May it bring peace, joy and good health to you and all your loved ones.",
        "Alles Liebe zum Geburtstag, genieß deinen Tag und lass dich feiern! 🎂",
        "Félicitations pour ta nomination, plein de réussite dans ces nouvelles fonctions !",
        "Tillykke med den nye stilling, stort held og lykke!",
        "Boldog névnapot kívánok, sok egészséget!",
    ],
    "wishes whose words grow together": [
        "明けましておめでとうございます。本年もよろしくお願いいたします。",
        "祝您和家人春节快乐，身体健康，万事如意！",
        "새해 복 많이 받으시고 건강하세요!",
        "สุขสันต์วันเกิด มีความสุขมากๆ",
        "كل عام وأنتم بخير",
        "שנה טובה ומתוקה לך ולכל המשפחה!",
    ],
    "automatic answers at length": [
        "Thank you for your e-mail. I am on annual leave until 3 June. My colleague Ines can help.",
        "Ich bin bis zum 3. Juni nicht im Haus. In dringenden Fällen hilft Ihnen Frau Roth weiter.",
        "Bonjour, je suis en congés jusqu'au 3 juin et répondrai à votre message dès mon retour.",
    ],
    "codes and papers": [
        "Your Kestrel code is 5512. Do not share it with anyone.",
        "Ihr Einmalcode lautet 5512. Geben Sie ihn niemandem weiter.",
        "Veuillez trouver ci-joint la facture 2026-31.\nCordialement",
        "Anna has declined this invitation.",
    ],
    "one word that is not known": [
        "Happy birthday and all the best from the kennel!",
        "Joyeux Noël et bonne année à tout le phare !",
        "Your Kestrel order 5512 has shipped and will arrive on Thursday.",
    ],
    "thanks with an adverb or two": [
        "Many thanks, much appreciated!",
        "Vielen lieben Dank für deine schnelle Hilfe!",
        "Tusen takk for hjelpen!",
        "どうもありがとうございます！",
    ],
    "polls": [
        "POLL:\nWhich boat?\nOPTION: Heron (2 votes)\nOPTION: Gull (0 votes)",
        "AFSTEMNING:\nHvilken båd?\nMULIGHED: Hejren (2 stemmer)\nMULIGHED: Mågen (1 stemme)",
    ],
    "chain letters": [
        "WARNING: a lorry of bad melons is on the road. Please forward this to all your friends!",
        "Ab Montag kostet jedes Foto zehn Cent! Bitte unbedingt an alle Kontakte weiterleiten!",
    ],
    "letters drawn out": ["Thaaank youuu sooo much!!!", "Daaanke dir!!", "Graciaaas"],
    "courtesy in many languages": [
        "Diolch yn fawr i chi!",
        "Merci vilmal!",
        "Hvala puno na svemu, uživajte u danu!",
        "वाढदिवसाच्या हार्दिक शुभेच्छा!",
        "გილოცავ დაბადების დღეს!",
        "Честит рожден ден, много здраве и късмет!",
        "Sveikinu su gimimo diena, linkiu daug laimės!",
        "হ্যাপি জন্মদিনের অনেক শুভেচ্ছা",
        "السلام عليكم ورحمة الله",
        "Mein aufrichtiges Beileid zu Ihrem schweren Verlust",
        "Prompt rétablissement, cher ami !",
        "Τα ειλικρινή μου συλλυπητήρια",
    ],
    "papers": [
        "Quittung 2026-00417\nBetrag: 12,50 EUR\nDatum: 03.05.2026",
        "Votre colis 7F20013341 est arrivé au relais. Code de retrait : 9921",
        "Pakketje onderweg: volg je bestelling op https://post.example/t/55120",
        "Lembrete: consulta a 03/05 às 10:30. Para cancelar responda N.",
        "Пекарня: заказ 551204 готов, сумма 640 руб, получение до 20:00",
        "采购订单 PO-2026-0417\n数量：20\n单价：USD 3.10",
        "Riunione di Teams\nID riunione: 551 204 112\nPasscode: hT7k",
    ],
    "passed on": [
        "*Forwarded many times*\nBoil the bark for an hour and the warts are gone.",
        "Häufig weitergeleitet\nMorgen früh fällt überall das Wasser aus.",
        "Encaminhada\nA lua vai ficar azul na sexta.",
        "Treffen sich zwei Igel. Sagt der eine: „Du hier?“ 😂 Da rollt der andere davon und lacht",
        "Van dos pulpos y dice uno: «Dame la mano». «¿Cuál?» Y se van del brazo por ahí 🤣",
    ],
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
    "We got engaged on the ferry!",
    "Merry Christmas, the goose bit Opa",
    "Hope your mother is better",
    "Ich habe den neuen Job!",
    "Frohe Ostern! Opa ist aus dem Krankenhaus zurück",
    "I wish you had seen the seals with us this morning",
    "I had the best day with you",
    "I will be out of the office on Friday, come and see the foals with us instead",
    "The code for our gate is 5512, the dog is friendly",
    "Could you forward this to everyone who rows with us on Sundays, please?",
    "Send it to all of them: the hut is ours!",
    "明けましておめでとう。娘が歩きました",
    "Get well soon, the ewes ask for you",
    "Your parcel came to us, Jan put it behind the bikes on 12/5",
    "Paid the joiner 640 euros in cash, and he mended the swing for nothing",
    "Found your letter of 12/03/1998 in the attic, you wanted to be a diver",
    "Our meeting with the bees' doctor is at 15:30, bring a veil",
    "Zwei Wochen Regen, der Keller steht unter Wasser und Opa lacht 😂",
    "แมวคลอดลูกห้าตัวเมื่อคืน",
    "생일 축하해! 네가 준 배추 다 먹었어",
    "عيد سعيد، زرعت شجرة الليمون",
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
