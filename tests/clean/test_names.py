"""Names: put right, taken apart, and nothing of them lost."""

import re

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netmerge.clean.names.columns import clean_names
from netmerge.clean.names.honorifics import without_titles
from netmerge.clean.names.misread import mended, words_of
from netmerge.clean.names.parts import Name, Written, clean_name, name_key, nickname_groups
from netmerge.text.casing import human_case
from netmerge.text.folding import fold


def parts(name):
    return name.given_name, name.middle_name, name.family_name


def cleaned(given_name="", family_name="", **other):
    return clean_name(Written(given_name=given_name, family_name=family_name, **other))


@pytest.mark.parametrize(
    ("written", "names", "prefix", "suffix"),
    [
        ("Ida Holm/M", ("Ida", None, "Holm"), None, None),
        ("Ida/H", ("Ida", None, None), None, None),
        ("Pe. Rui Lopes", ("Rui", None, "Lopes"), "Pe.", None),
        ("Nagy Géza ifj.", ("Nagy", None, "Géza"), None, "ifj."),
        ("YANN LE BIHAN", ("Yann", None, "Le Bihan"), None, None),
    ],
)
def test_what_programs_and_languages_put_around_names(written, names, prefix, suffix):
    name = cleaned(full_name=written)
    assert (parts(name), name.prefix, name.suffix) == (names, prefix, suffix)


@pytest.mark.parametrize(
    ("given_name", "family_name", "credentials"),
    [
        ("Jane", "Smith, PhD, MBA", ("PhD", "MBA")),
        ("Jane", "Smith PhD", ("PhD",)),
        ("Jane", "Smith, Ph. D.", ("Ph.D.",)),
        ("Jane", "Smith | PMP®", ("PMP",)),
        ("Jane", "Smith, Founder & CEO", ("Founder & CEO",)),
        ("Jane", "Smith - CEO at Acme", ("CEO at Acme",)),
        ("Jane", "Smith (MBA)", ("MBA",)),
        ("Jane", "Smith ➡️ Hiring!", ("Hiring!",)),
        ("Jane", "Smith #opentowork", ("opentowork",)),
        ("Jane Smith", "PhD", ("PhD",)),
        ("JANE", "SMITH, M.SC.", ("M.SC.",)),
        ("Jane", "Smith MA", ("MA",)),
    ],
)
def test_credentials_go_to_their_own_field(given_name, family_name, credentials):
    name = cleaned(given_name, family_name)
    assert parts(name) == ("Jane", None, "Smith")
    assert name.full_name == "Jane Smith"
    assert name.credentials == credentials


@pytest.mark.parametrize("family_name", ["Ma", "MA", "Mba", "Do", "Pe"])
def test_surnames_that_look_like_credentials_stay(family_name):
    name = cleaned("Li", family_name)
    assert name.family_name == family_name.title()
    assert name.credentials == ()


@pytest.mark.parametrize(
    ("given_name", "family_name", "prefix", "suffix"),
    [
        ("Dr. John", "Smith", "Dr.", None),
        ("Prof. Dr. rer. nat. John", "Smith", "Prof. Dr. rer. nat.", None),
        ("John", "Smith Jr.", None, "Jr."),
        ("John", "Smith, III", None, "III"),
        ("Mr John", "Smith Sr", "Mr", "Sr"),
        ("Pfarrer John", "Smith", "Pfarrer", None),
        ("Msgr. John", "Smith", "Msgr.", None),
        ("MUDr. John", "Smith", "MUDr.", None),
        ("Me. John", "Smith", "Me.", None),
        ("Dr hab. John", "Smith", "Dr hab.", None),
        ("Dhr. John", "Smith", "Dhr.", None),
    ],
)
def test_titles_and_generations(given_name, family_name, prefix, suffix):
    name = cleaned(given_name, family_name)
    assert (parts(name), name.prefix, name.suffix) == (("John", None, "Smith"), prefix, suffix)
    assert name.full_name == " ".join(filter(None, ("John Smith", suffix)))


@pytest.mark.parametrize(
    ("whole", "prefix", "given_name", "family_name"),
    [
        ("Balogh Gábor Dr.", "Dr.", "Gábor", "Balogh"),
        ("Dvořáková Libuše Ing.", "Ing.", "Libuše", "Dvořáková"),
        ("Brandt Eva Prof. Dr. med.", "Prof. Dr. med.", "Eva", "Brandt"),
        ("Brandt, Eva, Prof. Dr.", "Prof. Dr.", "Eva", "Brandt"),
        ("Balogh Gábor, Dr.", "Dr.", "Gábor", "Balogh"),
        ("Yavuz Ayşe Doç. Dr.", "Doç. Dr.", "Ayşe", "Yavuz"),
        ("Horáková Marie Bc.", "Bc.", "Marie", "Horáková"),
        ("Eva Brandt Dr", "Dr", "Eva", "Brandt"),
        ("Eva Brandt (Dr.)", "Dr.", "Eva", "Brandt"),
        ("Сидоров Пётр д-р", "д-р", "Пётр", "Сидоров"),
        ("李明先生", "先生", "明", "李"),
        ("高橋健一様", "様", "健一", "高橋"),
        ("高橋様", "様", None, "高橋"),
        ("박지훈 교수님", "교수님", "지훈", "박"),
        ("Saul Major", None, "Saul", "Major"),
        ("加藤 博士", None, "博士", "加藤"),
    ],
)
def test_titles_behind_the_name(whole, prefix, given_name, family_name):
    name = clean_name(Written(full_name=whole))
    assert parts(name) == (given_name, None, family_name)
    assert name.prefix == prefix
    assert name.credentials == ()


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ("HOLMQVIST Lars", ("Lars", None, "Holmqvist")),
        ("Dr. HOLMQVIST Lars", ("Lars", None, "Holmqvist")),
        ("HOLMQVIST Anna Karin", ("Anna", "Karin", "Holmqvist")),
        ("DE LA TORRE Maria", ("Maria", None, "de la Torre")),
        ("MEIER-KOLB Claudia", ("Claudia", None, "Meier-Kolb")),
        ("O'DONOVAN Sean", ("Sean", None, "O'Donovan")),
        ("ÉTIENNE-ROUX Hélène", ("Hélène", None, "Étienne-Roux")),
        ("Lars HOLMQVIST", ("Lars", None, "Holmqvist")),
        ("MARIA Holmqvist", ("Maria", None, "Holmqvist")),
        ("AJ Lars", ("AJ", None, "Lars")),
        ("ADAC Pannenhilfe", ("Adac", None, "Pannenhilfe")),
        ("HOLMQVIST LARS", ("Holmqvist", None, "Lars")),
    ],
)
def test_a_family_name_in_capitals_may_stand_before_a_given_name(whole, expected):
    assert parts(clean_name(Written(full_name=whole))) == expected
    table = clean_names(
        {name: pa.array([""]) for name in Written._fields} | {"full_name": pa.array([whole])}
    )
    assert (
        tuple(table[name][0].as_py() for name in ("given_name", "middle_name", "family_name"))
        == expected
    )


@pytest.mark.parametrize(
    ("columns", "given_name", "family_name"),
    [
        ({"full_name": "Kolk, Mira van der"}, "Mira", "van der Kolk"),
        ({"full_name": "Kolk Mira van den"}, "Mira", "van den Kolk"),
        ({"full_name": "KOLK MIRA VAN DEN"}, "Mira", "van den Kolk"),
        ({"full_name": "Kolk van der, Mira"}, "Mira", "van der Kolk"),
        ({"full_name": "Vega, Lucía de la, Dra."}, "Lucía", "de la Vega"),
        ({"full_name": "Platen, Otto von"}, "Otto", "von Platen"),
        ({"full_name": "Kolk van der"}, None, "van der Kolk"),
        ({"full_name": "Anna van der"}, "Anna", "van der"),
        ({"full_name": "Minh Do"}, "Minh", "Do"),
        ({"full_name": "minh do"}, "Minh", "Do"),
        ({"given_name": "Mira van der", "family_name": "Kolk"}, "Mira", "van der Kolk"),
        (
            {"given_name": "Mira", "middle_name": "van der", "family_name": "Kolk"},
            "Mira",
            "van der Kolk",
        ),
        ({"given_name": "Mira", "family_name": "Kolk, van der"}, "Mira", "van der Kolk"),
        ({"given_name": "Mira", "family_name": "Kolk van der"}, "Mira", "van der Kolk"),
        (
            {"given_name": "Mira", "family_name": "Kolk", "suffix": "van der"},
            "Mira",
            "van der Kolk",
        ),
    ],
)
def test_particles_at_the_end_stand_before_the_family_name(columns, given_name, family_name):
    name = clean_name(Written(**columns))
    assert parts(name) == (given_name, None, family_name)
    assert name.credentials == ()


@pytest.mark.parametrize(
    ("whole", "given_name", "middle_name", "family_name", "suffix"),
    [
        ("John Smith IV", "John", None, "Smith", "IV"),
        ("John Smith VI", "John", None, "Smith", "VI"),
        ("John Smith VII", "John", None, "Smith", "VII"),
        ("John Smith VIII", "John", None, "Smith", "VIII"),
        ("John Smith IX", "John", None, "Smith", "IX"),
        ("John Smith, V", "John", None, "Smith", "V"),
        ("John Smith, X", "John", None, "Smith", "X"),
        ("John Smith 5th", "John", None, "Smith", "5th"),
        ("John Smith jun.", "John", None, "Smith", "jun."),
        ("John Smith Filho", "John", None, "Smith", "Filho"),
        ("João Pires Júnior", "João", None, "Pires", "Júnior"),
        ("Hans Weber d. Ä.", "Hans", None, "Weber", "d.Ä."),
        ("Weber d. J., Hans", "Hans", None, "Weber", "d.J."),
        ("Jan Havel ml.", "Jan", None, "Havel", "ml."),
        ("Piotr Sroka st.", "Piotr", None, "Sroka", "st."),
        ("Oliver St. John", "Oliver", None, "St. John", None),
        ("Kim Seo Jun", "Kim", "Seo", "Jun", None),
        ("Malcolm X", "Malcolm", None, "X", None),
        ("Suresh Kumar V", "Suresh", "Kumar", "V", None),
        ("NGUYEN THI VI", "Nguyen", "Thi", "Vi", None),
        ("Nguyen Thi Vi", "Nguyen", "Thi", "Vi", None),
    ],
)
def test_generations_to_the_tenth(whole, given_name, middle_name, family_name, suffix):
    name = clean_name(Written(full_name=whole))
    assert parts(name) == (given_name, middle_name, family_name)
    assert name.suffix == suffix


@pytest.mark.parametrize(
    ("whole", "prefix", "given_name"),
    [
        ("Mr. & Mrs. Ralph Denby", "Mr. & Mrs.", "Ralph"),
        ("Mr and Mrs Ralph Denby", "Mr and Mrs", "Ralph"),
        ("Dr. & Mrs. Ralph Denby", "Dr. & Mrs.", "Ralph"),
        ("Herr und Frau Ralph Denby", "Herr und Frau", "Ralph"),
        ("Mme et Monsieur Ralph Denby", "Mme et Monsieur", "Ralph"),
        ("Mr. & Mrs. Denby", "Mr. & Mrs.", "Denby"),
    ],
)
def test_a_couple_under_one_name_is_kept_whole(whole, prefix, given_name):
    name = clean_name(Written(full_name=whole))
    assert (name.full_name, name.prefix, name.given_name) == (whole, prefix, given_name)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Dr. med. Ada Berg", "Ada Berg"),
        ("Prof Dr Ada Berg", "Ada Berg"),
        ("Pfr. i. R. Ada Berg", "Ada Berg"),
        ("Prof. i.R. Ada Berg", "Ada Berg"),
        ("Dr. h. c. Ada Berg", "Ada Berg"),
        ("Dr. C. Berg", "C. Berg"),
        ("Dr. H. C. Berg", "H. C. Berg"),
        ("Frau Berg", "Berg"),
        ("Ing Rossi", "Ing Rossi"),
        ("Doctor", "Doctor"),
    ],
)
def test_a_whole_name_loses_its_titles_but_never_all_its_words(name, bare):
    assert without_titles(name) == bare


@pytest.mark.parametrize(
    "family_name",
    ["Smith (she/her)", "Smith she/her", "Smith (They/Them)", "Smith 🚀", "𝗦𝗺𝗶𝘁𝗵", " SMITH "],
)
def test_pronouns_and_decoration_go(family_name):
    assert cleaned("Sam", family_name) == Name("Sam Smith", given_name="Sam", family_name="Smith")


@pytest.mark.parametrize(
    ("columns", "nicknames", "other_names"),
    [
        ({"given_name": "Wei (William)", "family_name": "Zhang"}, ("William",), ()),
        ({"full_name": "Wei (William) Zhang"}, ("William",), ()),
        ({"full_name": 'Wei "Bill" Zhang'}, ("Bill",), ()),
        ({"full_name": "Wei Zhang (Bill)"}, ("Bill",), ()),
        ({"full_name": "Wei Zhang (Heaton)"}, (), ("Heaton",)),
        ({"full_name": "Wei Zhang (张伟)"}, (), ("张伟",)),
        ({"full_name": "Wei Zhang née Jones"}, (), ("Jones",)),
        ({"given_name": "Wei", "family_name": "Zhang (Heaton)"}, (), ("Heaton",)),
        ({"given_name": "Wei", "family_name": "Zhang", "full_name": "张伟"}, (), ("张伟",)),
        (
            {"given_name": "Wei", "family_name": "Zhang", "nickname": "Bill, Will"},
            ("Bill", "Will"),
            (),
        ),
        ({"given_name": "Wei", "family_name": "Zhang", "maiden_name": "LI"}, (), ("LI",)),
    ],
)
def test_nicknames_and_other_names(columns, nicknames, other_names):
    name = clean_name(Written(**columns))
    assert parts(name) == ("Wei", None, "Zhang")
    assert (name.nicknames, name.other_names) == (nicknames, other_names)


@pytest.mark.parametrize(
    ("full_name", "given_name", "middle_name", "family_name"),
    [
        ("Zhang, Wei", "Wei", None, "Zhang"),
        ("SMITH, JOHN A.", "John", "A.", "Smith"),
        ("Smith Jr., John", "John", None, "Smith"),
        ("García Márquez, Gabriel", "Gabriel", None, "García Márquez"),
        ("Jane Smith, Marketing Manager", "Jane", None, "Smith"),
        ("Anna Berg, van den", "Anna", None, "van den Berg"),
        ("Smith, Al", "Al", None, "Smith"),
        ("María de la Cruz", "María", None, "de la Cruz"),
        ("Ludwig van Beethoven", "Ludwig", None, "van Beethoven"),
        ("José Ortega y Gasset", "José", None, "Ortega y Gasset"),
        ("J. R. R. Tolkien", "J.", "R. R.", "Tolkien"),
        ("Иванов Иван Иванович", "Иван", "Иванович", "Иванов"),
        ("Иван Иванович Иванов", "Иван", "Иванович", "Иванов"),
        ("王小明", "小明", None, "王"),
        ("欧阳娜娜", "娜娜", None, "欧阳"),
        ("田中太郎", "太郎", None, "田中"),
        ("山田 太郎", "太郎", None, "山田"),
        ("山田はなこ", "はなこ", None, "山田"),
        ("김민수", "민수", None, "김"),
        ("ジョン・スミス", "ジョン", None, "スミス"),
        ("محمد علي", "محمد", None, "علي"),
        ("Madonna", "Madonna", None, None),
    ],
)
def test_whole_names_are_split(full_name, given_name, middle_name, family_name):
    assert parts(clean_name(Written(full_name=full_name))) == (given_name, middle_name, family_name)


@pytest.mark.parametrize(
    ("written", "cased"),
    [
        ("MCDONALD", "McDonald"),
        ("O'BRIEN", "O'Brien"),
        ("DE LA CRUZ", "de la Cruz"),
        ("van den berg", "van den Berg"),
        ("JEAN-LUC", "Jean-Luc"),
        ("MACKENZIE", "MacKenzie"),
        ("MACIAS", "Macias"),
        ("IŞIK", "Işık"),
        ("İNCİ", "İnci"),
        ("IRIS", "Iris"),
        ("ÉLODIE", "Élodie"),
        ("ПЕТРЕНКО", "Петренко"),
        ("В'ЯЧЕСЛАВ", "В'ячеслав"),
        ("J.R.", "J.R."),
    ],
)
def test_human_case(written, cased):
    assert human_case(written) == cased


@pytest.mark.parametrize(
    ("given_name", "family_name", "full_name"),
    [
        ("JP", "Morgan", "JP Morgan"),
        ("AJ", "Morgan", "AJ Morgan"),
        ("JP", "MORGAN", "JP Morgan"),
        ("JO", "MORGAN", "Jo Morgan"),
        ("Wei", "NG", "Wei Ng"),
        ("Jean", "DUPONT", "Jean Dupont"),
        ("A.", "B.", "A. B."),
        ("DeShawn", "McKay", "DeShawn McKay"),
        ("Conor", "McDONAGH", "Conor McDonagh"),
        ("Kim", "MacDONALD", "Kim MacDonald"),
        ("Amy", "LeBLANC", "Amy LeBlanc"),
        ("MÜGE", "ILGIN ŞAHİN", "Müge Ilgın Şahin"),
    ],
)
def test_capitals_only_where_a_name_has_them(given_name, family_name, full_name):
    assert cleaned(given_name, family_name).full_name == full_name


def test_what_only_the_whole_name_says_is_kept():
    name = cleaned("John", "Smith", full_name="Dr. John A. Smith, PhD")
    assert name == Name("John A. Smith", "Dr.", "John", "A.", "Smith", credentials=("PhD",))
    assert cleaned("John", "Smith", full_name="Johnny Miller").other_names == ("Johnny Miller",)


def test_the_whole_name_in_one_column_is_split():
    assert parts(cleaned("Mary Jones")) == ("Mary", None, "Jones")
    assert parts(cleaned("", "Jones, Mary")) == ("Mary", None, "Jones")


def test_company_text_in_the_family_column_is_left_alone():
    assert cleaned("Mary", "Acme Sales Dept").family_name == "Acme Sales Dept"


def test_organisations_and_addresses_are_not_taken_apart():
    assert clean_name(Written(kind="organisation", full_name="Smith, Jones & Co.")) == Name(
        "Smith, Jones & Co."
    )
    assert clean_name(Written(full_name="ann@example.com")) == Name("ann@example.com")


def test_only_a_nickname_is_a_name_too():
    assert clean_name(Written(nickname="Bob")) == Name("Bob", given_name="Bob", nicknames=("Bob",))
    assert clean_name(Written()) == Name()


@pytest.mark.parametrize(
    ("name", "evidence", "right"),
    [
        ("5usan Reed", ["susan6174@lake.example"], "Susan Reed"),
        ("0livia Berg", ["olivia@lake.example"], "Olivia Berg"),
        ("A1eksandra Nowak", [], "Aleksandra Nowak"),
        ("Roman Ma1ik", [["malik@lake.example"]], "Roman Malik"),
        ("Ida 8erg", ["Berg & Co"], "Ida Berg"),
        ("K|m Lee", ["kimlee@lake.example", "kim"], "Kim Lee"),
        ("J0HN 5MITH", ["john.smith@lake.example"], "JOHN SMITH"),
        ("5u5an Reed", ["susanreed@lake.example"], "Susan Reed"),
        ("Tina 5t4hl", ["info@lake.example"], "Tina 5t4hl"),
        ("R2 Reed", ["rz@lake.example"], "R2 Reed"),
        ("John Smith 3rd", ["john.smith@lake.example"], "John Smith 3rd"),
    ],
)
def test_misread_letters_are_put_right_by_what_else_is_known(name, evidence, right):
    assert mended(name, words_of(evidence)) == right


def test_name_key_does_not_mind_the_order():
    assert name_key("ZHANG, Wei") == name_key("Wei Zhang") == "wei zhang"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Robert", "Bob"),
        ("William", "Bill"),
        ("Alexander", "Oleksandr"),
        ("Aleksandr", "Sasha"),
        ("José", "Pepe"),
        ("Francesco", "Ciccio"),
        ("Giuseppe", "Peppe"),
        ("Дмитро", "Dima"),
        ("Михаил", "Misha"),
        ("Katarzyna", "Kasia"),
        ("Johannes", "Hans"),
        ("Mehmet", "Muhammad"),
        ("Francisca", "Paquita"),
        ("João", "Juan"),
    ],
)
def test_nickname_groups_join_forms_of_a_name(first, second):
    groups = nickname_groups()
    assert groups[fold(first)] & groups[fold(second)]


@pytest.mark.parametrize(
    ("first", "second"), [("robert", "richard"), ("anna", "maria"), ("peter", "paul")]
)
def test_nickname_groups_keep_different_names_apart(first, second):
    assert not nickname_groups()[first] & nickname_groups()[second]


PIECES = [
    *"abzAMcCdDeEsSéÖşİıñЯяж王小李김ァ'-. ,()\"|",
    "Dr. ",
    " PhD",
    ", MBA",
    " de ",
    " Jr.",
    " (",
    ")",
]
TEXT = st.lists(st.sampled_from(PIECES), max_size=12).map("".join).map(str.strip)
NAMES = st.builds(
    Written, st.just("person"), TEXT, TEXT, TEXT, TEXT, TEXT, *[st.just("") | TEXT] * 4
)


def letters(*texts):
    return set(re.findall(r"\w", " ".join(fold(character) for text in texts for character in text)))


def texts_of(name):
    return [
        text for value in name for text in (value if isinstance(value, tuple) else (value or "",))
    ]


@given(NAMES)
def test_no_letter_of_a_name_is_lost(written):
    assert letters(*written[1:]) <= letters(*texts_of(clean_name(written)))


@given(NAMES)
@example(Written("person", family_name="Dr. de"))
def test_a_cleaned_name_stays_as_it_is(written):
    once = clean_name(written)
    columns = [value or "" for value in once[:6]]
    again = clean_name(Written("person", *columns))
    assert again[:6] == once[:6]


@given(NAMES)
def test_words_and_characters_stay_whole(written):
    for text in texts_of(clean_name(written)):
        assert text == text.strip()
        assert "  " not in text


WORDS = st.sampled_from(
    [
        "Jane",
        "Smith",
        "O'Brien",
        "McKay",
        "PhD",
        "Ma",
        "Dr",
        "JANE",
        "de",
        "Éva",
        "Anna-Lena",
        "",
        "Jr",
        "Guest7",
        "G7",
        "user12",
        "Оксана",
        "ШЕВЧЕНКО",
        "г-н",
        "HOLM",
        "ida",
        "der",
    ]
)


@given(st.lists(st.tuples(WORDS, WORDS, st.sampled_from(["{0} {1}", "{0}", ""])), max_size=30))
@example([("Anna", "der", ""), ("HOLM", "ida", ""), ("Иван", "G7", "{0} {1}")])
def test_columns_are_cleaned_as_single_names_are(rows):
    written = [
        Written("person", form.format(a, b).strip(), given_name=a, family_name=b)
        for a, b, form in rows
    ]
    written += [Written("person", f"{a} {b}".strip()) for a, b, _ in rows]
    columns = {
        name: pa.array([row[place] or None for row in written])
        for place, name in enumerate(Written._fields)
    }
    columns = {name: values.cast(pa.string()) for name, values in columns.items()}
    found = clean_names(columns)
    expected = [clean_name(row) for row in written]
    for place, name in enumerate(Name._fields):
        assert found[name].to_pylist() == [
            (list(row[place]) or None) if isinstance(row[place], tuple) else row[place]
            for row in expected
        ]
