"""What a column's name means: in many languages, with its neighbours, and by the user's word."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

import netmerge as nm
from netmerge.errors import SettingsError
from netmerge.importers import read_all
from netmerge.importers.tables.aliases import ALIASES
from netmerge.importers.tables.header import (
    Use,
    fields,
    is_alias,
    label_type,
    look_up,
    map_columns,
    parse_field,
)
from netmerge.schema import RECORDS
from netmerge.schema.traits import TRAITS
from netmerge.settings import OWN_ALIASES


def mapped(header, given=None):
    """The header's columns with their fields in words."""
    return {
        name: str(use) if use else None
        for name, use in map_columns(header.split(","), given).items()
    }


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("First Name", "given_name"),
        ("first_name", "given_name"),
        ("VORNAME", "given_name"),
        ("Prenom", "given_name"),
        ("Cognome", "family_name"),
        ("Электронная почта", "email"),
        ("携帯電話", "phone:cell"),
        ("手机号码", "phone:cell"),
        ("手機號碼", "phone:cell"),
        ("휴대전화", "phone:cell"),
        ("ＴＥＬ", "phone"),
        ("Person Linkedin Url", "linkedin_url"),
        ("linkedin", "linkedin_url"),
        ("Home Phone", "phone:home"),
        ("Phone (mobile)", "phone:cell"),
        ("Business Fax", "phone:fax,work"),
        ("Fax privat", "phone:fax,home"),
        ("E-mail (work)", "email:work"),
        ("Contact Email Address", "email"),
        ("Business Country/Region", "country:work"),
        ("Personal Web Page", "url:home"),
        ("date_of_birth", "birthday"),
        ("Passport No.", "identifier:passport"),
        ("DRIVERS_LICENSE_NUMBER", "identifier:driver_licence"),
        ("Driver's Licence", "identifier:driver_licence"),
        ("soc_sec_id", "identifier:ssn"),
        ("Carte d'identité", "identifier:national_id"),
        ("Patronymic", "middle_name"),
        ("PRIMARY_NAME_LAST", "family_name"),
        ("ADDR_POSTAL_CODE", "postcode"),
    ],
)
def test_a_name_is_known_by_its_letters(name, field):
    assert str(look_up(name)) == field


@pytest.mark.parametrize(
    "name",
    [
        "",
        "1",
        "Customer ID",
        "ID Number",
        "Company Linkedin Url",
        "Email Status",
        "Contact owner",
        "price",
        "Office Location",
    ],
)
def test_a_name_that_says_nothing_of_a_contact_is_not_known(name):
    assert not is_alias(name)


def test_numbers_count_repeats_and_in_addresses_lines():
    assert look_up("Mobile2") == Use("phone", "cell", 2, 2)
    assert look_up("公司2") == Use("company", "", 2, 2)
    assert look_up("E-mail 2 Address") == Use("email", "", 2)
    assert look_up("Address 2 - Street") == Use("street", "", 2)
    assert look_up("Business Street 2") == Use("street", "work", 1, 2)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Name,Email", "full_name"),
        ("Name,Vorname,Email", "family_name"),
        ("Name,Surname,Email", "given_name"),
        ("Name,First Name,Last Name", "full_name"),
    ],
)
def test_what_name_means_hangs_on_the_other_names(header, field):
    assert mapped(header)["Name"] == field


def test_title_is_the_job_unless_another_column_is():
    assert mapped("Name,Title")["Title"] == "title"
    assert mapped("Name,Title,Job Title")["Title"] == "prefix"
    assert mapped("Nachname,Titel,Funktion")["Titel"] == "prefix"


def test_the_user_s_word_outranks_the_aliases():
    found = mapped("Email,Handy,Spalte", {"spalte": "company", "Email": "note", "Handy": "extra"})
    assert found == {"Email": "note", "Handy": None, "Spalte": "company"}


def test_the_user_may_give_a_type_and_a_field_twice():
    found = map_columns(["a", "b"], {"a": "phones:home", "b": "phones:home"})
    assert found == {"a": Use("phone", "home", 1), "b": Use("phone", "home", 2)}


def test_a_field_that_does_not_exist_is_an_error_that_lists_those_that_do():
    with pytest.raises(SettingsError, match=r"There is no field \"telephone\".*given_name"):
        parse_field("telephone")


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("* Work", "work,pref"),
        ("*", "pref"),
        ("Mobil", "cell"),
        ("Home Fax", "fax,home"),
        ("SMTP", None),
        ("Lake house", "lake house"),
    ],
)
def test_labels_give_types(label, kind):
    assert label_type(label) == kind


def test_no_alias_has_two_meanings():
    meanings = defaultdict(set)
    for field, languages in ALIASES.content.fields.items():
        for names in languages.values():
            for name in names:
                found = look_up(name)
                assert found is not None, name
                meanings[name].add(field)
                assert str(Use(found.field, found.type)) == field, name
    assert {name for name, found in meanings.items() if len(found) > 1} == set()


def test_every_field_of_a_record_that_a_table_can_give_can_be_asked_for():
    own = {
        *("record_id", "record_key"),
        "file",
        "member",
        "position",
        "line",
        "source",
        "status",
        "photo",
        "extra",
        "other_addresses",
        *TRAITS,
    }
    own |= {"history", "other_names", "uids"}  # which only netmerge's own cards have
    for column in RECORDS.columns:
        assert column in own or parse_field(column), column
    assert "email" in fields()


@given(st.text(max_size=300))
def test_any_text_can_be_looked_up(name):
    use = look_up(name)
    assert use is None or use.field in fields()


@pytest.mark.parametrize("fragment", ["home", "contact", "work ", "e-mail", "会社", "1 - "])
def test_a_long_name_is_looked_up_at_once(fragment):
    look_up(fragment * 20_000)


def test_the_user_s_own_names_outrank_the_built_in_ones():
    own = (("Ring me", "phone"), ("Mobile", "phone:fax"))
    uses = map_columns(["Name", "Ring me", "Mobile", "E-mail"], own=own)
    assert [str(use) for use in uses.values()] == ["full_name", "phone", "phone:fax", "email"]


def test_a_field_that_is_none_is_no_meaning_for_the_user_s_own_names_either():
    with pytest.raises(SettingsError, match="fone"):
        map_columns(["Name"], own=(("Ring me", "fone"),))


def test_the_user_s_own_names_make_a_table_known(tmp_path, monkeypatch):
    own, table = tmp_path / "own.toml", tmp_path / "table.csv"
    own.write_text('full_name = ["Wer"]\nphone = ["Draht"]\n')
    table.write_text("Wer,Draht\nAda Lovelace,+44 20 7946 0018\n")
    monkeypatch.setenv(OWN_ALIASES, str(own))
    assert nm.read(table).records["full_name"].tolist() == ["Ada Lovelace"]


@pytest.mark.parametrize(
    ("cell", "urls"),
    [
        ("https://lee.example/a;b=1", ["https://lee.example/a;b=1"]),
        (
            "https://lee.example/p;jsessionid=1A.b?x=1",
            ["https://lee.example/p;jsessionid=1A.b?x=1"],
        ),
        ("https://lee.example;https://ann.example", ["https://lee.example", "https://ann.example"]),
        (
            "lee.example;ann.example/x;www.bo.example",
            ["lee.example", "ann.example/x", "www.bo.example"],
        ),
        ("https://lee.example/a;b ; ann.example;", ["https://lee.example/a;b", "ann.example"]),
    ],
)
def test_a_semicolon_parts_web_addresses_only_where_another_begins(tmp_path, cell, urls):
    path = tmp_path / "list.csv"
    path.write_text(f'Name,Email,Website\nAnn Lee,ann@lee.example,"{cell}"\n')
    (found,) = read_all([path]).records["urls"]
    assert list(found) == urls
