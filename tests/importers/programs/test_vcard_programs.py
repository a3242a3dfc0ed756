"""Cards as some twenty-five programs write them, each with its own bad habit; the people are made
up.
"""

import pytest

from netmerge.importers.files.source import open_sources
from netmerge.importers.programs import vcard
from netmerge.settings import Settings

CARDS = {
    "Samsung: every character in quoted-printable": (
        (
            b"BEGIN:VCARD\r\nVERSION:2.1\r\n"
            b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=56=61=6C=65;=52=6F=62=C3=AE=6E=\r\n"
            b"=20=41;;;\r\nTEL;CELL;PREF:+447700900001\r\n"
            b"ADR;WORK;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;;=48=69=\r\n"
            b"=67=68=20=31;;;;\r\n"
            b"X-SAMSUNGADR;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:;;=48;;;;\r\nEND:VCARD\r\n"
        ),
        {
            "family_name": "Vale",
            "given_name": "Robîn A",
            "phones": ["+447700900001"],
            "street": "High 1",
        },
    ),
    "ez-vcard: quoted-printable folded in the middle of a character": (
        (
            b"BEGIN:VCARD\r\nVERSION:2.1\r\n"
            b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=90=D0=BD=D0=BD=D0=B0 =D0=\r\n"
            b" =9F=D0=B5=D1=82=D1=80=D0=BE=\r\n =D0=B2=D0=B0\r\nEND:VCARD\r\n"
        ),
        {"full_name": "Анна Петрова"},
    ),
    "a phone's note: a soft break before a blank of the text": (
        (
            b"BEGIN:VCARD\r\nVERSION:2.1\r\nN:Lee;Ann\r\n"
            b"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=utf-8:met at the=\r\n"
            b" fair in=\r\nverness\r\nEND:VCARD\r\n"
        ),
        {"notes": ["met at the fair inverness"]},
    ),
    "Posteo: NULL behind the end": (
        (
            b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:;Bea;;;\r\nFN:Bea\r\nTEL;TYPE=CELL:07700 900002\r\n"
            b"END:VCARD\rNULL"
        ),
        {"full_name": "Bea", "phones": ["07700 900002"]},
    ),
    "an old ownCloud: a property without a name": (
        (
            b'BEGIN:VCARD\nVERSION:3.0\nN:Doe;Jon\nBDAY:1987-04-13\n;="Mobile Phone: +000000":\n'
            b"EMAIL:jon@doe.example\n"
            b"X-UNKNOWN-ELEMENT;TYPE=Home Address:312\\n26381 Musterstadt\n"
            b"TEL;TYPE=CELL;TYPE=CELL:+447700900003\n"
            b"REV:2014-10-13T13:38:33+00:00\nEND:VCARD\n"
        ),
        {
            "family_name": "Doe",
            "birthday": "1987-04-13",
            "emails": ["jon@doe.example"],
            "phones": ["+447700900003"],
        },
    ),
    "Android's own export: a lone digit under VERSION, empty SOUND": (
        (
            b"BEGIN:VCARD\nVERSION:4.0\n 1\nN:Roe;Rae;;;\nFN:Rae Roe\nSOUND;X-IRMC-N:;;;;\n"
            b"TEL;CELL:1\nEND:VCARD\n"
        ),
        {"full_name": "Rae Roe", "phones": ["1"], "phone_types": ["cell"]},
    ),
    "Google: a colon escaped in a name": (
        (
            b"BEGIN:VCARD\nVERSION:3.0\nFN:Z Rp: Wr.no\nN:Rp\\: Wr.no;Z;;;\n"
            b"TEL;TYPE=MAIN:+447700900004\nEND:VCARD\n"
        ),
        {"full_name": "Z Rp: Wr.no", "family_name": "Rp: Wr.no", "phones": ["+447700900004"]},
    ),
    "Proton: groups in capitals, keys as data addresses": (
        (
            b"BEGIN:VCARD\r\nVERSION:4.0\r\nPRODID;VALUE=TEXT:pm-ez-vcard 0.0.1\r\n"
            b"ITEM1.EMAIL;PREF=1:cy@dale.example\r\n"
            b"ITEM1.KEY;PREF=1:data:application/pgp-keys;base64,AAAA\r\n"
            b"ITEM1.X-PM-ENCRYPT:true\r\nFN;PREF=1:Cy Dale\r\n"
            b"UID:proton-web-1\r\nEND:VCARD\r\n"
        ),
        {"full_name": "Cy Dale", "emails": ["cy@dale.example"], "uid": "proton-web-1"},
    ),
    "Fastmail: X-ABLabel, X-FM, several organisations": (
        (
            b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:f1\r\nN:Eng;Di;;;\r\nFN:Di Eng\r\n"
            b"ORG:Acme;Lab;\r\nNICKNAME:D\r\n"
            b"EMAIL;TYPE=work;TYPE=PREF:di@acme.example\r\nX-FM-OTHER-IM:x\r\n"
            b"online-0.X-ABLabel:Blog\r\n"
            b"online-0.URL:https://di.example/\r\nEND:VCARD\r\n"
        ),
        {
            "company": "Acme",
            "department": "Lab",
            "emails": ["di@acme.example"],
            "urls": ["https://di.example/"],
        },
    ),
    "Zimbra: X-ZIMBRA properties, lower-case types": (
        (
            b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Fay\\, Gil\r\nN:Fay;Gil\r\n"
            b"TEL;TYPE=home,voice:020 7946 0006\r\n"
            b"ADR;TYPE=work,postal,parcel:;;1 Quay;Hull;;HU1;UK\r\nNOTE:\r\n"
            b"X-ZIMBRA-MAIDENNAME:Ash\r\nEND:VCARD\r\n"
        ),
        {"full_name": "Fay, Gil", "family_name": "Fay", "street": "1 Quay", "city": "Hull"},
    ),
    "SOGo: properties of one letter's case, CLASS": (
        (
            b"BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Inverse inc./SOGo//EN\r\nCLASS:PUBLIC\r\n"
            b"fn:Ida Holm\r\n"
            b"n:Holm;Ida\r\nemail;type=pref:ida@holm.example\r\nx-mozilla-html:FALSE\r\n"
            b"END:VCARD\r\n"
        ),
        {"full_name": "Ida Holm", "emails": ["ida@holm.example"]},
    ),
    "Roundcube: X-MANAGER, parameters internet": (
        (
            b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Jay;Kit;;;\r\nFN:Kit Jay\r\n"
            b"EMAIL;TYPE=INTERNET;TYPE=HOME:kit@jay.example\r\n"
            b"X-MANAGER:Lou\r\nX-SPOUSE:Mo\r\nX-GENDER:male\r\nEND:VCARD\r\n"
        ),
        {"full_name": "Kit Jay", "emails": ["kit@jay.example"]},
    ),
    "Horde: empty properties, LABEL with breaks": (
        (
            b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Nan Orr\r\nTITLE:\r\nORG:;\r\n"
            b"LABEL;WORK;ENCODING=QUOTED-PRINTABLE:1 Row=0D=0A=\r\n"
            b"Bath\r\nTEL;WORK;VOICE:01632 960007\r\nBODY:\r\nN:Orr;Nan;;;\r\nEND:VCARD\r\n"
        ),
        {"full_name": "Nan Orr", "phones": ["01632 960007"]},
    ),
    "WhatsApp: a number's account in waid": (
        (
            b"BEGIN:VCARD\nVERSION:3.0\nN:;Pam;;;\nFN:Pam\n"
            b"item1.TEL;waid=447700900008:+44 7700 900008\n"
            b"item1.X-ABLabel:Mobile\nX-WA-BIZ-DESCRIPTION:Tea\nX-WA-BIZ-NAME:Pam\nEND:VCARD"
        ),
        {"full_name": "Pam", "phones": ["+44 7700 900008"], "phone_types": ["Mobile"]},
    ),
    "Telegram: FN alone": (
        b"BEGIN:VCARD\nVERSION:3.0\nFN;CHARSET=UTF-8:Quim\nTEL;MOBILE:+447700900009\nEND:VCARD\n",
        {"full_name": "Quim", "phones": ["+447700900009"]},
    ),
    "Skype: X-SKYPE fields": (
        (
            b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:;\r\nX-SKYPE-USERNAME:rex.tan\r\n"
            b"X-SKYPE-DISPLAYNAME:Rex Tan\r\n"
            b"TEL;TYPE=X-SKYPE-PSTNNUMBER:+442079460010\r\nEND:VCARD\r\n"
        ),
        {"phones": ["+442079460010"], "handles": ["skype:rex.tan"]},
    ),
    "Nokia: version after the name, no colon after a parameter's blank": (
        (
            b"BEGIN:VCARD\r\nN;ENCODING=8BIT;CHARSET=UTF-8:Ume;Val\r\nVERSION:2.1\r\n"
            b"TEL;CELL;PREF;VOICE:07700900011\r\n"
            b"X-CLASS:private\r\nREV:20100101T000000\r\nTEL ; HOME :07700900012\r\nEND:VCARD\r\n"
        ),
        {"family_name": "Ume", "given_name": "Val", "phones": ["07700900011", "07700900012"]},
    ),
    "BlackBerry: X-rim, a picture of one line": (
        (
            b"BEGIN:VCARD\r\nVERSION:2.1\r\nN:Wu;Xi\r\nFN:Xi Wu\r\n"
            b"PHOTO;ENCODING=BASE64:/9j/4AAQSkZJRgABAQAAAQABAAD\r\n"
            b"\r\nTEL;PCS:07700900013\r\nX-rim-pin:2100000A\r\nEND:VCARD\r\n"
        ),
        {"full_name": "Xi Wu", "phones": ["07700900013"]},
    ),
    "Sony Ericsson: Latin-1 undeclared, dates with time": (
        (
            "BEGIN:VCARD\r\nVERSION:2.1\r\nN:Ærø;Yrsa\r\nFN:Yrsa Ærø\r\nBDAY:19800229T000000\r\n"
            "END:VCARD\r\n"
        ).encode("cp1252"),
        {"full_name": "Yrsa Ærø", "birthday": "1980-02-29"},
    ),
    "Windows Contacts: X-WAB, CHARSET=Windows-1252": (
        (
            b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;LANGUAGE=de;CHARSET=Windows-1252:Z\xfcrn;Abe\r\n"
            b"FN;CHARSET=Windows-1252:Abe Z\xfcrn\r\n"
            b"X-WAB-GENDER:2\r\nURL;WORK:http://abe.example\r\n"
            b"EMAIL;PREF;INTERNET:abe@zurn.example\r\nEND:VCARD\r\n"
        ),
        {"full_name": "Abe Zürn", "emails": ["abe@zurn.example"], "urls": ["http://abe.example"]},
    ),
    "Outlook: X-MS-OL-DESIGN with markup, tabs as folds": (
        (
            b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;LANGUAGE=en-us:Bo;Cat\r\nFN:Cat Bo\r\n"
            b"ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE:;;1 =\r\n"
            b"Hill;York;;YO1;UK\r\nX-MS-OL-DEFAULT-POSTAL-ADDRESS:2\r\n"
            b'X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="http:\r\n'
            b'\t//schemas.example/card"><img></img></card>\r\nEND:VCARD\r\n'
        ),
        {"full_name": "Cat Bo", "street": "1 Hill", "city": "York"},
    ),
    "GroupWise: X-GWTYPE and X-GWUSERID": (
        (
            b"BEGIN:VCARD\r\nVERSION:2.1\r\nX-GWTYPE:USER\r\nFN:Dee Eck\r\n"
            b"TEL;WORK:01632 960014\r\nORG:;Ops\r\n"
            b"EMAIL;WORK;PREF;NGW:DEE@eck.example\r\nN:Eck;Dee\r\nX-GWUSERID:DEE\r\nEND:VCARD\r\n"
        ),
        {"full_name": "Dee Eck", "emails": ["DEE@eck.example"], "department": "Ops"},
    ),
    "Synology: a list of cards inside VLIST": (
        (
            b"BEGIN:VLIST\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Fi Gow\r\nEMAIL:fi@gow.example\r\n"
            b"END:VCARD\r\nEND:VLIST\r\n"
        ),
        {"full_name": "Fi Gow", "emails": ["fi@gow.example"]},
    ),
    "a QR code: all on lines without a VERSION, blanks after colons": (
        (
            b"BEGIN:VCARD\nN: Hay;Ivo\nFN: Ivo Hay\nORG: Acme \nTEL: 020 7946 0015\n"
            b"EMAIL: ivo@hay.example\nEND:VCARD"
        ),
        {
            "full_name": "Ivo Hay",
            "company": "Acme",
            "phones": ["020 7946 0015"],
            "emails": ["ivo@hay.example"],
        },
    ),
    "indented in a text: every line begins with blanks": (
        (
            b"    BEGIN:VCARD\n    VERSION:3.0\n    FN:Jo Kay\n    EMAIL:jo@kay.example\n"
            b"    END:VCARD\n"
        ),
        {"full_name": "Jo Kay", "emails": ["jo@kay.example"]},
    ),
    "a picture whose bytes stand bare in the card": (
        (
            b"BEGIN:VCARD\nVERSION:3.0\nFN:Lu May\nPHOTO;TYPE=JPEG:\xff\xd8\xff\xdb\x00C\x00\n"
            b"\x08\x06\x06\xff\nEMAIL:lu@may.example\n"
            b"END:VCARD\n"
        ),
        {"full_name": "Lu May", "emails": ["lu@may.example"]},
    ),
}


def read(path, data):
    path.write_bytes(data)
    return vcard.read(open_sources([path])[0], Settings())


@pytest.mark.parametrize("program", CARDS)
def test_a_card_is_read_whoever_wrote_it(program, tmp_path):
    data, expected = CARDS[program]
    imported = read(tmp_path / "card.vcf", data)
    assert imported.rejects["reason"].tolist() == []
    (record,) = imported.records.to_dict("records")
    found = {
        name: list(record[name]) if isinstance(value, list) else str(record[name])
        for name, value in expected.items()
    }
    assert found == expected


def test_a_card_of_properties_that_nobody_knows_is_rejected_by_name_with_its_text(tmp_path):
    """Some converters from CSV write the names of columns as properties."""
    data = (
        b"BEGIN:VCARD\nGroup: \nFirst name:Eddie\nLast name:Moss\n"
        b"E-Mail 2:eddie@moss.example\nEND:VCARD\n"
    )
    (reject,) = read(tmp_path / "card.vcf", data).rejects.to_dict("records")
    assert (reject["position"], reject["line"]) == (1, 1)
    assert "E-Mail 2:eddie@moss.example" in reject["raw"]


def test_all_programs_cards_in_one_file_are_told_apart(tmp_path):
    imported = read(tmp_path / "cards.vcf", b"\r\n".join(data for data, _ in CARDS.values()))
    assert imported.records["position"].tolist() == list(range(1, len(CARDS) + 1))
