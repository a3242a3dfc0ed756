"""Bytes of every encoding in which address books are exported become the text that was meant."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmerge.importers.files.encoding import MIXED, decode, to_utf8
from netmerge.importers.files.twice import TWICE
from tests.importers.sources import table_of

TEXTS = {
    "utf-8": "Name,Company\nZoë,Łódź 会社 😀\n",
    "cp932": "会社名,部署名,役職,姓,名\r\n株式会社テスト,営業部,部長,山田,太郎\r\n",
    "euc_jp": "会社名,部署名,役職,姓,名\n株式会社テスト,営業部,部長,山田,太郎\n",
    "big5": "創建日期,姓名,名字,公司1,部門1\n2020,王小明,小明,台灣電子股份有限公司,業務部\n",
    "gb18030": "姓名,公司,职位,手机,邮箱\n王伟,北京科技有限公司,经理,138,w@wei.example\n",
    "euc_kr": "이름,회사,직책,휴대전화\n김철수,한국전자,부장,010-1234\n",
    "cp1252": "Vorname;Nachname;Straße\nJürgen;Groß;“Café” 5 €\n",
    "cp1250": "Imię,Nazwisko\nŁukasz,Wójcik\nStanisław,Dąbrowski\n",
    "cp1251": "Имя,Фамилия,Компания\nИван,Петров,ООО Ромашка\n",
    "koi8_r": "Имя,Фамилия,Компания\nИван,Петров,ООО Ромашка\n",
    "cp1253": "Όνομα,Επώνυμο\nΓιώργος,Παπαδόπουλος\n",
    "cp1254": "Ad,Soyad\nIşıl,Yıldırım\nÇağrı,Şahin\n",
    "utf-16-le": "First Name,Last Name\nAnn,Lee\n",
    "utf-16-be": "First Name,Last Name\nAnn,Lee\n",
}
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_an_encoding_is_told_from_the_bytes(encoding):
    assert decode(TEXTS[encoding].encode(encoding)) == (TEXTS[encoding], encoding)


NAMES = [
    ("cp1255", "שירה,אלון גיל,ברק נועה,שגב"),
    ("cp1256", "خالد,العمري ليلى,سليمان يوسف,نصار"),
    ("cp874", "สมศรี,แก้วมณี ประเสริฐ,ทองดี อรุณ,สายชล"),
    ("gb18030", "建华,周 丽娜,吴 军,徐"),
    ("gb18030", "敏,周 丽,吴 军,徐"),
    ("big5", "怡君,吳 建宏,林 淑芬,郭"),
    ("cp932", "直樹,高橋 由美,中村 翔太,小林"),
    ("euc_jp", "直樹,高橋 由美,中村 翔太,小林"),
    ("euc_kr", "지훈,최 수진,정 현우,강"),
    ("koi8_r", "Сергей,Волков Анна,Морозова Фёдор,Лебедев"),
    ("cp1251", "Сергей,Волков Анна,Морозова Фёдор,Лебедев"),
    ("cp1251", "СЕРГЕЙ,ВОЛКОВ АННА,МОРОЗОВА ФЁДОР,ЛЕБЕДЕВ"),
    ("cp1250", "Ondřej,Říha Věra,Kučerová Luboš,Beneš"),
    ("cp1250", "Michał,Kowalczyk Żaneta,Wiśniewska Bożena,Kamińska"),
    ("cp1250", "Dezső,Fekete Ilona,Bíró Győző,Vörös"),
    ("cp1252", "Günther,Weiß Zoë,Köhler Renée,Schäfer"),
    ("cp1252", "Sørine,Bjørnsen Åge,Dahl Bærbel,Lærke"),
    ("cp1252", "Raúl,Ibáñez Begoña,Núñez Inés,Muñiz"),
    ("cp1252", "Carnet d’adresses Tél.: Hélène"),
    ("cp1252", "Inès,place de l’hôtel"),
    ("cp1252", "Niccolò,via dell’arte"),
    ("cp1253", "Δημήτρης,Βλάχος Ελένη,Καρρά Σοφία,Λάμπρου"),
    ("cp1254", "Barış,Doğan Gülşen,Kılıç Uğur,Çelik"),
    ("cp1257", "Kristīne,Ozoliņa Andrė,Žukauskas Jānis,Krūmiņš"),
    ("mac_roman", "Günther,Weiß Zoë,Køhler Renée,Åkerlund"),
    ("mac_roman", "Jörgen,Sjöström Märta,Lindström"),
    ("iso8859_6", "خالد,العمري ليلى,سليمان يوسف,نصار"),
    ("iso8859_7", "Δημήτρης,Βλάχος Άννα,Καρρά Σοφία,Λάμπρου"),
    ("cp737", "Δημήτρης,Βλάχος Ελένη,Καρρά Σοφία,Λάμπρου"),
    ("cp852", "Ondřej,Říha Věra,Kučerová Luboš,Beneš"),
    ("cp857", "Barış,Doğan Gülşen,Kılıç Uğur,Çelik"),
    ("cp850", "Jürgen,Köhler Käthe,Weiß Günther,Schäfer"),
    ("cp850", "Åsa,Öberg Jörgen,Hägg Göran,Lindström"),
    ("cp850", "Sönke,Tietz Käte,Rohde"),
    ("cp1252", "Awa,N’DIAYE Éloi,MARTY Rémi,GUIVARC’H"),
    ("mac_latin2", "Michał,Kowalczyk Żaneta,Wiśniewska Bożena,Kamińska"),
    ("cp720", "خالد,العمري ليلى,سليمان يوسف,نصار"),
    ("cp1255", "רון,פרץ נועה,שגב"),
    ("iso2022_jp", "直樹,高橋 由美,中村 翔太,小林"),
]


@pytest.mark.parametrize(("encoding", "names"), NAMES)
def test_three_rows_of_names_tell_the_encoding(encoding, names):
    rows = [f"{name},p@p.example\n" for name in names.split()]
    text = "".join(["First Name,Last Name,E-mail Address\n", *rows])
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("encoding", MARKS)
def test_a_byte_order_mark_says_the_encoding_and_is_no_text(encoding):
    assert decode(MARKS[encoding] + "Zoë".encode(encoding))[0] == "Zoë"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Muñoz", "cp1252"),
        ("José", "cp1252"),
        ("Åse Bjørnstad", "cp1252"),
        ("x,©maria@x.example", "cp1252"),
    ],
)
def test_a_single_western_word_is_western(text, encoding):
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize("declared", ["Shift_JIS", "shift-jis", "CP932", '"Shift_JIS"'])
def test_what_the_file_declares_is_believed_if_the_bytes_allow_it(declared):
    assert decode("高橋①".encode("cp932"), declared)[0] == "高橋①"


@pytest.mark.parametrize("declared", ["zlib", "rot13", "no-such-thing", "ascii\0"])
def test_a_declared_encoding_that_is_none_is_passed_over(declared):
    assert decode("Zoë".encode(), declared) == ("Zoë", "utf-8")


def test_single_stray_bytes_do_not_spoil_a_file_in_utf_8():
    data = "Zoë,Müller\nJosé,Łódź\n".encode() + "Käthe\n".encode("cp1252")
    assert decode(data) == ("Zoë,Müller\nJosé,Łódź\nKäthe\n", MIXED)


def twice(text, mark=""):
    """UTF-8 that was opened as cp1252 and saved as UTF-8."""
    bytes_ = [bytes([byte]) for byte in text.encode()]
    signs = [byte.decode("cp1252" if byte not in UNDEFINED else "latin-1") for byte in bytes_]
    return (mark + "".join(signs)).encode()


UNDEFINED = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
"""What cp1252 has no sign for."""


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "marked"])
@pytest.mark.parametrize("text", ["René,Müller\nÁgnes,Łódź\n", "Анна,Мороз\n", "Zoë", "Île « là »"])
def test_what_was_written_twice_as_utf_8_is_read_as_it_was_meant(text, mark):
    assert decode(twice(text, mark)) == (text, TWICE)
    assert to_utf8(twice(text, mark)) == (text.encode(), TWICE)


@pytest.mark.parametrize(
    "text", ["Là\u00a0»", "Ãbc", "JOÃO,NAÇÃO", "ÑOÑO «Ñ»", "René,RenÃ©", "Straße – Ü“", "Ðórir"]
)
def test_what_only_looks_like_it_stays(text):
    assert decode(text.encode()) == (text, "utf-8")


def test_a_head_cut_within_what_was_written_twice_is_still_that():
    assert to_utf8(twice("é" + "a" * 65_531 + "éé")[: (1 << 16)])[1] == TWICE


def test_a_head_cut_within_a_character_is_still_utf_8():
    head = ("é" * 40_000).encode()[: (1 << 16) + 1]
    assert to_utf8(head) == (head, "utf-8")


@given(st.binary(max_size=200))
def test_any_bytes_become_one_text(data):
    assert to_utf8(data)[0].decode("utf-8") == decode(data)[0].encode("utf-8", "replace").decode(
        "utf-8"
    )


def test_a_table_says_in_which_encoding_it_was(tmp_path):
    table = table_of(tmp_path, TEXTS["cp932"].encode("cp932"))
    assert (table.encoding, table.columns["姓"].to_pylist()) == ("cp932", ["山田"])
