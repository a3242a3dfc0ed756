"""The whole flow on the made-up network: by one call, and stage by stage."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

import netmerge as nm
from netmerge.importers import Imported
from netmerge.schema import OWNER_FACTS

NETWORK = Path(__file__).parent.parent / "fixtures" / "network"
INPUTS = sorted(path for path in NETWORK.iterdir() if path.is_file())
TOLD_BY_INTERACTIONS = [
    "circle",
    "circle_basis",
    "circle_reason",
    "cadence_days",
    "last_personal_note",
]
EARLIER = dt.date(2023, 1, 1)


@pytest.fixture(scope="module")
def imported():
    return nm.read(*INPUTS)


@pytest.fixture(scope="module")
def net():
    return nm.reconcile(*INPUTS, today=EARLIER)


def test_the_stages_by_themselves_give_what_the_one_call_gives(imported, net):
    by_call = net.contacts.drop(columns=TOLD_BY_INTERACTIONS)
    for given in (imported, imported.records):
        by_stages = nm.merge(nm.match(given)).drop(columns=TOLD_BY_INTERACTIONS)
        pd.testing.assert_frame_equal(by_stages, by_call)


def test_the_owner_s_own_number_tells_the_country_of_all_others():
    table = pd.DataFrame(
        {
            "full_name": ["Ada Lovelace", "Bo Lund"],
            "phones": [["020 7946 0018"], ["+33 1 40 46 54 17"]],
        }
    )
    records = nm.match(table).records
    facts = OWNER_FACTS.frame(
        {"file": ["Profile.csv"], "fact": ["phone"], "value": ["+44 20 7946 0000"]}
    )
    with_owner = nm.match(Imported(records=records, owner_facts=facts)).cleaned["phones"]
    assert with_owner[0] == ["+442079460018"]
    assert nm.match(records).cleaned["phones"][0] != ["+442079460018"]
    assert nm.match(table, region="GB").cleaned["phones"][0] == ["+442079460018"]


def test_as_of_an_earlier_day_no_table_knows_a_later_note(net):
    in_contacts = net.contacts.set_index("contact_id")["last_personal_note"].dropna()
    in_due = net.due().set_index("contact_id")["last_personal_note"].dropna()
    later = net.interactions["date"].dt.date > EARLIER
    assert (later & (net.interactions["grade"] == "personal")).any()
    assert len(in_contacts) > 0
    assert (in_contacts <= EARLIER).all()
    assert in_contacts.to_dict() == in_due.to_dict()
    waiting = [contact["last_personal_note"] for contact in net.summary()["waiting"]]
    assert all(day <= EARLIER for day in waiting)


def test_as_of_an_earlier_day_the_files_cover_no_later_day(net):
    without = net.due(band="no evidence")["reason"]
    assert without.str.contains(f"to {EARLIER}.", regex=False).all()
