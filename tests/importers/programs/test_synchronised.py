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


CHAT = {
    "name": "Signe Aas",
    "type": "personal_chat",
    "id": 7,
    "messages": [
        {"id": 1, "type": "service", "date_unixtime": "1770000000", "action": "pin_message"},
        {
            "id": 2,
            "type": "message",
            "date_unixtime": "1770000100",
            "from": "Ulf Berg",
            "from_id": "user5",
            "text": ["The ", {"type": "bold", "text": "oars"}, " are dry"],
        },
        {
            "id": 3,
            "type": "message",
            "date_unixtime": "1770000200",
            "from": "Ulf Berg",
            "from_id": "user5",
            "forwarded_from": "Tide",
            "text": "High water at nine",
        },
        {
            "id": 4,
            "type": "service",
            "action": "phone_call",
            "duration_seconds": 90,
            "date_unixtime": "1770000300",
            "actor": "Signe Aas",
            "actor_id": "user7",
        },
        {"id": 5, "type": "message", "from": "Signe Aas", "from_id": "user7", "text": "When?"},
    ],
}


def test_messages_of_telegram_are_read_whose_they_are(tmp_path):
    told = {
        "personal_information": {"user_id": 5, "first_name": "Ulf", "last_name": "Berg"},
        "chats": {"list": [CHAT]},
    }
    source = written(tmp_path, told)
    assert telegram.claims(source)
    found = telegram.read(source, PLAIN)
    columns = ["position", "kind", "direction", "text", "duration"]
    told = (
        found.interactions[columns].astype(object).where(found.interactions[columns].notna(), None)
    )
    assert told.to_numpy().tolist() == [
        [2, "message", "out", "The oars are dry", None],
        [3, "message", "out", None, None],
        [4, "call", "in", None, 90],
    ]
    assert [list(names) for names in found.interactions["recipient_names"][:2]] == [
        ["Signe Aas"]
    ] * 2
    assert list(found.rejects["position"]) == [5]


def test_one_chat_of_telegram_is_read_without_its_owner(tmp_path):
    source = written(tmp_path, CHAT)
    assert telegram.claims(source)
    found = telegram.read(source, PLAIN).interactions
    assert list(found["sender_name"]) == ["Ulf Berg", "Ulf Berg", "Signe Aas"]
    assert found["direction"].isna().all()
