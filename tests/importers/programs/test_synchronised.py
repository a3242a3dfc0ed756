"""Contacts in the archives of Telegram and Instagram; whole tables stand in fixtures/."""

import json

import pytest

from netmerge.errors import ReadError
from netmerge.importers import find_importer, read_all
from netmerge.importers.programs import instagram, telegram
from tests.importers.sources import PLAIN, source_of


def account(*contacts, **more):
    return {"about": 'Here, "you" are.', "contacts": {"about": "", "list": list(contacts)}, **more}


def synced(**told):
    cells = {label: {"href": "", "value": value} for label, value in told.items()}
    return {"title": "", "string_map_data": cells}


def written(tmp_path, value, name="result.json"):
    content = value if isinstance(value, str) else json.dumps(value)
    return source_of(tmp_path / name, content)


@pytest.mark.parametrize(
    ("number", "read"),
    [
        ("0046 70 123 45 67", "+46 70 123 45 67"),
        ("+46 70 123 45 67", "+46 70 123 45 67"),
        ("070 123 45 67", "070 123 45 67"),
    ],
)
def test_two_noughts_of_telegram_are_a_plus(tmp_path, number, read):
    told = {"user_id": 5, "first_name": "Ulf", "last_name": "Ek", "phone_number": number}
    (found,) = telegram.read(written(tmp_path, account(told)), PLAIN).records.itertuples()
    assert (found.full_name, list(found.phones), found.uid) == ("Ulf Ek", [read], "5")


def test_what_a_message_quotes_is_no_contact(tmp_path):
    quoted = json.dumps(account({"first_name": "Eve"}))
    chats = {"list": [{"messages": [{"text": quoted}]}]}
    value = {"about": "x", "personal_information": {"first_name": "Me"}, "chats": chats}
    found = telegram.read(written(tmp_path, value), PLAIN)
    assert len(found.records) == 0
    assert found.owner_facts["value"].tolist() == ["Me"]


@pytest.mark.parametrize(
    ("value", "importer"),
    [
        (account({"first_name": "Ulf"}), telegram),
        ({"contacts": {"list": [{"first_name": "Ulf"}]}}, telegram),
        ({"contacts_contact_info": [synced(**{"First Name": "Ulf"})]}, instagram),
    ],
)
def test_they_are_known_by_how_they_begin(tmp_path, value, importer):
    assert find_importer(written(tmp_path, value, "a.json"), PLAIN) is importer


@pytest.mark.parametrize(
    "value",
    [
        {"contacts": [1, 2]},
        {"relationships_following": [{"title": "shop"}]},
        {"about": "x", "chats": {"list": []}},
    ],
)
def test_other_json_is_not_theirs(tmp_path, value):
    assert find_importer(written(tmp_path, value), PLAIN) is None


def test_labels_are_in_the_owners_language(tmp_path):
    one = synced(
        **{
            "Pr\u00c3\u00a9nom": "Zo\u00c3\u00ab",
            "Nom": "Roy",
            "Coordonn\u00c3\u00a9es": "z@roy.example",
        }
    )
    found = instagram.read(written(tmp_path, {"contacts_contact_info": [one]}), PLAIN)
    (row,) = found.records.itertuples()
    assert (row.given_name, list(row.emails)) == ("Zoë", ["z@roy.example"])


def test_broken_files_name_themselves(tmp_path):
    for importer, text in (
        (telegram, '{"about": "x", "contacts": {"list": [{'),
        (instagram, '{"contacts_contact_info": [{'),
        (instagram, '{"contacts_contact_info": []}'),
    ):
        with pytest.raises(ReadError, match=r"result\.json"):
            importer.read(written(tmp_path, text), PLAIN)


def test_they_are_merged_as_any_contacts(tmp_path):
    told = {"user_id": 0, "first_name": "Ulf", "last_name": "Ek", "phone_number": "0046701234567"}
    (tmp_path / "a.json").write_text(json.dumps(account(told)))
    assert len(read_all([tmp_path / "a.json"]).records) == 1
