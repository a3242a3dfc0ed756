"""Imported, merged, written as cards, and all that once more: nothing has changed on the way."""

from hypothesis import given, settings
from hypothesis import strategies as st

from netmerge.export import to_vcard
from netmerge.export.vcard import cards
from netmerge.importers import read_all
from netmerge.schema import CONTACTS
from netmerge.vcard.properties import KEPT, NOT_HELD
from tests.export.drawn import RECORD, canonical, merged
from tests.vcard.cells import plain

FURTHER = st.fixed_dictionaries(
    {
        "uid": st.sampled_from([None, "urn:uuid:1", "urn:uuid:2", "abc;1"]),
        "maiden_name": st.sampled_from([None, "Heaton"]),
        "department": st.sampled_from([None, "Sales"]),
        "nickname": st.sampled_from([None, "Bill"]),
        "handles": st.sampled_from([None, ["skype:ana"], ["matrix:@ana:b.example", "icq:1"]]),
        "identifiers": st.sampled_from([None, ["passport:K1234567"]]),
        "anniversary": st.sampled_from([None, "2011-06-18"]),
        "connected_on": st.one_of(st.none(), st.dates()),
        "met_on": st.one_of(st.none(), st.dates()),
        "photo": st.sampled_from([None, b"\x89PNG"]),
        "as_of": st.one_of(st.none(), st.dates()),
    }
)
ROW = st.tuples(RECORD, FURTHER).map(lambda drawn: drawn[0] | drawn[1])


def of_one_person(rows):
    """Records with one suffix: cleaning puts it behind a name that was chosen without it."""
    return [row | {"suffix": rows[0]["suffix"]} for row in rows]


GROUP = st.lists(ROW, min_size=1, max_size=3).map(of_one_person)
GROUPS = st.lists(GROUP, min_size=1, max_size=2)
FOUND_ANEW = st.fixed_dictionaries(
    {
        "circle": st.sampled_from([None, "family", "other"]),
        "last_personal_note": st.one_of(st.none(), st.dates()),
    }
)
ALONE = KEPT | {"extra", "email_types", "phone_types", "uids"}
"""Columns that are told below: they hold what is found anew, or lose `pref` but once."""


@given(GROUPS, FOUND_ANEW)
@settings(max_examples=25)
def test_contacts_are_the_same_after_their_cards_were_imported_and_merged(
    tmp_path_factory, groups, found
):
    before = CONTACTS.frame({**merged(groups), **{k: [v] * len(groups) for k, v in found.items()}})
    path = tmp_path_factory.mktemp("whole") / "contacts.vcf"
    to_vcard(before, path)
    after = canonical(read_all([path]).records)
    for name in CONTACTS.columns.keys() - NOT_HELD.keys() - ALONE:
        assert column(after, name) == column(before, name), name
    given_uids = zip(column(before, "uids"), before["contact_id"], strict=True)
    assert column(after, "uids") == [uids or [contact_id] for uids, contact_id in given_uids]
    assert b"".join(cards(after)) == path.read_bytes()


def column(frame, name):
    return [plain(value) for value in frame[name]]
