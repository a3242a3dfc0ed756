"""Headers as people have them: Outlook's and Thunderbird's in their languages, columns of
CRMs, columns that speak of somebody else, and in which order their dates stand.
"""

import tomllib
from pathlib import Path

import pandas as pd
import pytest

from netmerge.importers import read_all
from netmerge.importers.tables.header import heads_people, language_of, map_columns

HEADERS = tomllib.loads(
    Path(__file__).with_name("localised_headers.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("language", HEADERS)
def test_the_columns_of_outlook_and_thunderbird_are_known(language):
    wanted = {column: field for field, columns in HEADERS[language].items() for column in columns}
    uses = map_columns(list(wanted))
    found = {column: str(use) if use else "extra" for column, use in uses.items()}
    assert found == wanted
    assert language_of(list(wanted)) == language


def test_an_english_header_tells_no_language():
    assert language_of(["First Name", "Last Name", "E-mail Address", "Birthday"]) is None
    assert language_of(["Vorname", "First Name", "Last Name", "Email"]) is None


@pytest.fixture
def read(tmp_path):
    """The first record of a CSV, and the note of its source."""

    def read(header, *rows):
        path = tmp_path / "book.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        found = read_all([path])
        return found.records.iloc[0], str(found.sources["note"].iloc[0])

    return read


@pytest.mark.parametrize(
    ("header", "birthday"),
    [
        ("Vorname,Nachname,E-Mail-Adresse,Geburtstag", "1980-05-06"),
        ("Prénom,Nom,Adresse de messagerie,Anniversaire", "1980-05-06"),
        ("Nome,Cognome,Indirizzo posta elettronica,Compleanno", "1980-05-06"),
        ("Fornavn,Efternavn,E-mailadresse,Fødselsdag", "1980-05-06"),
        ("First Name,Last Name,Email,Birthday", "1980-06-05"),
    ],
)
def test_the_language_of_the_header_tells_how_dates_are_written(read, header, birthday):
    record, note = read(header, "Ida,Brenner,ida@brenner.example,06/05/1980")
    assert record["birthday"] == birthday
    assert ("with the month first" in note) == header.startswith("First")


def test_a_date_that_can_be_read_in_one_way_only_outranks_the_language(read):
    header = "Vorname,Nachname,E-Mail-Adresse,Geburtstag"
    record, _ = read(header, "Ida,Brenner,i@b.example,06/05/1980", "Jo,Kern,j@k.example,12/31/1970")
    assert record["birthday"] == "1980-06-05"


def test_other_columns_tell_how_a_date_is_written(read):
    header = "First Name,Last Name,Email,Birthday,Met On"
    record, note = read(header, "Ida,Brenner,i@b.example,06/05/1980,31/12/2025")
    assert record["birthday"] == "1980-05-06"
    assert "month first" not in note


def test_the_job_is_the_second_title_of_a_french_header(read):
    record, _ = read(
        "Titre,Prénom,Nom,Titre1,Adresse de messagerie", "Dr,Ida,Brenner,Avocate,i@b.fr"
    )
    assert (record["prefix"], record["title"]) == ("Dr", "Avocate")


@pytest.mark.parametrize("role", ["Member", "Guest", "Customer", "Attendee"])
def test_a_column_of_somebody_else_is_not_the_contact_s(read, role):
    header = f"First Name,Last Name,Email,{role} name,{role} email"
    record, _ = read(header, "Ida,Brenner,,Otto Vertreter,otto@rep.example")
    assert record["given_name"] == "Ida"
    assert record["emails"] is pd.NA
    assert "otto@rep.example" in record["extra"]


@pytest.mark.parametrize("role", ["Member", "Guest", "Customer", "Attendee"])
def test_the_same_words_mean_the_contact_where_there_is_nobody_else(read, role):
    record, _ = read(f"{role} name,{role} email", "Ida Brenner,ida@brenner.example")
    assert (record["full_name"], list(record["emails"])) == ("Ida Brenner", ["ida@brenner.example"])


def test_how_a_letter_begins_is_no_prefix(read):
    header = "First Name,Last Name,Email,Salutation"
    record, _ = read(header, "Ida,Brenner,i@b.example,Dear Ida", "Jo,Kern,j@k.example,Dr.")
    assert pd.isna(record["prefix"])
    assert record["extra"] == '{"Salutation": "Dear Ida"}'


def test_the_second_surname_stands_behind_the_first(read):
    header = "Nombre,Apellido Paterno,Apellido Materno,Correo"
    record, _ = read(header, "Irma,Duarte,Peralta,i@d.example", "Raúl,Duarte,,r@d.example")
    assert record["family_name"] == "Duarte Peralta"


def test_an_area_is_a_department_in_spanish_only(read):
    english, _ = read("First Name,Last Name,Email,Area", "Ida,Brenner,i@b.es,North")
    assert pd.isna(english["department"])
    spanish = "Nombre,Apellidos,Correo electrónico,Área"
    record, _ = read(spanish, "Ida,Brenner,i@b.es,Compras")
    assert record["department"] == "Compras"


def test_the_page_behind_a_company_of_notion_is_no_part_of_its_name(read):
    cell = "Brenner Druck (https://www.notion.so/Brenner-Druck-12ab34cd)"
    record, _ = read("Name,Company,Email", f"Ida Brenner,{cell},i@b.example")
    assert record["company"] == "Brenner Druck"
    assert cell in record["extra"]


def test_a_birthday_of_mailchimp_has_no_year(read):
    header = "Email Address,First Name,Last Name,Birthday,TAGS"
    record, _ = read(header, 'i@b.example,Ida,Brenner,04/09,"""a"",""b"""')
    assert record["birthday"] == "--04-09"
    assert list(record["categories"]) == ["a", "b"]


def test_an_address_book_with_a_headline_is_no_profile_of_linkedin(read):
    header = "First Name,Last Name,Maiden Name,Headline,Email"
    record, _ = read(header, "Ida,Brenner,Kolb,Printer,i@b.example")
    assert record["maiden_name"] == "Kolb"


PEOPLE = (
    "given_name",
    "family_name",
    "company",
    "title",
    "phone:cell",
    "email",
    "city",
    "birthday",
)
IN_LANGUAGES = {
    "ar": "الاسم الأول,اسم العائلة,جهة العمل,المنصب,رقم الموبايل,الإيميل,المدينة,تاريخ الميلاد",
    "he": 'שם פרטי,שם משפחה,מקום עבודה,תפקיד,נייד,דוא"ל,עיר,תאריך לידה',
    "fa": "نام,نام خانوادگی,شرکت,سمت,تلفن همراه,ایمیل,شهر,تاریخ تولد",
    "th": "ชื่อ,นามสกุล,หน่วยงาน,ตำแหน่งงาน,เบอร์มือถือ,อีเมล์,อำเภอ,วันเกิด",
    "vi": "Tên,Họ,Tên công ty,Chức danh,Di động,Thư điện tử,Thành phố,Ngày sinh",
    "ro": "Prenume,Nume,Firmă,Funcția,Telefon mobil,Adresă e-mail,Localitate,Data nașterii",
    "hr": "Ime,Prezime,Poduzeće,Zanimanje,Broj mobitela,E-pošta,Mjesto,Datum rođenja",
    "sl": "Ime,Priimek,Podjetje,Delovno mesto,GSM,E-poštni naslov,Mesto,Rojstni dan",
    "sr": "Име,Презиме,Предузеће,Радно место,Мобилни телефон,Имејл,Место,Датум рођења",
    "bg": "Име,Фамилно име,Компания,Длъжност,Мобилен номер,Имейл адрес,Град,Дата на раждане",
    "id": "Nama depan,Nama belakang,Instansi,Jabatan,No. HP,Surel,Kota,Tanggal lahir",
    "ms": "Nama pertama,Nama akhir,Syarikat,Jawatan,Telefon bimbit,E-mel,Bandar,Tarikh lahir",
    "ca": "Nom,Cognoms,Organització,Càrrec,Mòbil,Correu electrònic,Població,Data de naixement",
    "lt": "Vardas,Pavardė,Įmonė,Pareigos,Mob. tel.,El. paštas,Miestas,Gimimo data",
    "lv": "Vārds,Uzvārds,Uzņēmums,Amats,Mobilais tālrunis,E-pasts,Pilsēta,Dzimšanas datums",
    "et": "Eesnimi,Perekonnanimi,Ettevõte,Amet,Mobiiltelefon,E-post,Linn,Sünniaeg",
    "is": "Fornafn,Eftirnafn,Fyrirtæki,Starfsheiti,Farsími,Netfang,Borg,Fæðingardagur",
    "pl": "Imię,Nazwisko,Firma,Stanowisko,Tel. kom.,E-mail,Miejscowość,Data ur.",
    "nl": "Roepnaam,Achternaam,Bedrijf,Functie,Tel. mobiel,E-mail,Woonplaats,Geb.datum",
    "de": "Vorname,Name,Firma,Position,Mobil,E-Mail,Ort,Geb.-Datum",
}


@pytest.mark.parametrize("language", IN_LANGUAGES)
def test_a_list_of_people_is_known_in_many_languages(language):
    header = IN_LANGUAGES[language].split(",")
    uses = map_columns(header).values()
    assert [str(use) if use else None for use in uses] == list(PEOPLE)
    assert heads_people(header)


OF_PROGRAMS = {
    "abbreviations": (
        "Nachname,Vorname,Geb.-Tag,Tel. (p),Tel. (g),Handy-Nr.,Mail",
        [
            *("family_name", "given_name", "birthday", "phone:home", "phone:work"),
            *("phone:cell", "email"),
        ],
    ),
    "an employer": (
        "Förnamn,Efternamn,Arbetsgivare,Yrke,Tel mobil",
        ["given_name", "family_name", "company", "title", "phone:cell"],
    ),
    "telephones by their places": (
        "Last name,First name,Work,Home,Fax,Other,E-mail",
        [
            *("family_name", "given_name", "phone:work", "phone:home", "phone:fax"),
            *("phone:other", "email"),
        ],
    ),
    "work and home of no telephones": ("Name,Email,Work,Home", ["full_name", "email", None, None]),
    "general and others": (
        "First name,General mobile,General e-mail,Business mobile",
        ["given_name", "phone:cell", "email", "phone:cell,work"],
    ),
    "of pupils": (
        "Schüler Nachname;Schüler Vorname;Mutter Name;Mutter E-Mail;Vater Telefon".replace(
            ";", ","
        ),
        ["family_name", "given_name", None, None, None],
    ),
    "an office's": (
        "FirstName,LastName,OfficePhoneNumber,InternetAddress,OfficeCity",
        ["given_name", "family_name", "phone:work", "email", "city:work"],
    ),
    "paths": (
        "Name > First name,Name > Last name,Primary location > City",
        ["given_name", "family_name", "city"],
    ),
    "a board with who is in charge": ("Name,Person,Email", ["full_name", None, "email"]),
    "a person alone": ("Person,Email", ["full_name", "email"]),
    "the owner's own card": (
        "First name,Last name,Email,Card name,Shared by",
        [
            *("given_name", "family_name", "email"),
            None,
            None,
        ],
    ),
    "a number of attendees": (
        "Attendee #,First Name,Last Name",
        [None, "given_name", "family_name"],
    ),
    "further numbers": (
        "Name,Phone Number,Additional phone numbers,Supplemental Email,Primary Company",
        ["full_name", "phone", "phone", "email", "company"],
    ),
    "a question": ("name,email,What company do you work for?", ["full_name", "email", "company"]),
    "a day of scanning": (
        "First Name,Last Name,Scanned Date",
        ["given_name", "family_name", "met_on"],
    ),
    "an assistant": (
        "Full Name,Email,Assistant,Assistant Phone,Assistant's Phone",
        ["full_name", "email", None, None, None],
    ),
    "addresses with numbers": (
        "Name,Address 1: Street 1,Address 1: ZIP/Postal Code,Address 1: Country/Region",
        ["full_name", "street", "postcode", "country"],
    ),
}


@pytest.mark.parametrize(("header", "fields"), OF_PROGRAMS.values(), ids=OF_PROGRAMS)
def test_columns_of_crms_and_events_are_the_contacts_or_nobodys(header, fields):
    uses = map_columns(header.split(",")).values()
    assert [str(use) if use else None for use in uses] == fields


def test_a_place_is_a_telephone_where_outlook_calls_it_so():
    italian = map_columns(["Nome", "Cognome", "Cellulare", "Ufficio", "Abitazione", "Fax (uff.)"])
    assert (str(italian["Ufficio"]), str(italian["Abitazione"])) == ("phone:work", "phone:home")
    assert map_columns(["Nome", "Cognome", "Ufficio"])["Ufficio"] is None
    portuguese = map_columns(["Nome", "Sobrenome", "Telefone celular", "Particular"])
    assert portuguese["Particular"] is None


def test_the_second_titre_is_the_job_beside_a_profession():
    uses = map_columns(["Titre", "Prénom", "Nom", "Titre1", "Profession"])
    assert [str(use) for use in uses.values()] == [
        *("prefix", "given_name", "family_name", "title", "title")
    ]


def test_what_a_directory_calls_short_is_known_in_its_tables_alone():
    names = ["givenName", "sn", "l", "st", "co", "mail", "proxyAddresses", "info"]
    found = {name: str(use) for name, use in map_columns(["DN", *names]).items() if use}
    fields = ["given_name", "family_name", "city", "region", "country", "email", "email", "note"]
    assert found == dict(zip(names, fields, strict=True))
    assert set(map_columns(["First name", "Email", "L", "ST", "SN", "Co"]).values()) == {
        *map_columns(["First name", "Email"]).values(),
        None,
    }


def test_the_columns_of_sap_are_known_by_their_technical_names():
    header = ["KUNNR", "NAME1", "NAMEV", "STRAS", "PSTLZ", "ORT01", "LAND1", "TELF1", "SMTP_ADDR"]
    found = [str(use) if use else None for use in map_columns(header).values()]
    whose = ["family_name", "given_name", "street", "postcode", "city", "country"]
    assert found == [None, *whose, "phone", "email"]
