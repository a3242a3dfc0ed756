"""Questions as a table for people: both sides as contacts, the decision empty."""

import pandas as pd
import pytest

import netmerge as nm
from netmerge.schema import REVIEW

PEOPLE = """Name,Email,Phone,Company,City
Ingrid Solheim,ingrid.solheim@fjord.example,+4791234567,Fjord AS,Bergen
Ingrid M. Solheim,ingrid.solheim@fjord.example,,Fjord AS,
Ingrid Solheim,ingrid.s@nordlys.example,+4740001122,Nordlys AS,Tromsø
Anna Berg,anna@mail.example,,,
Anna Berg,,+4790000001,Havn AS,Oslo
"""
GIVEN = "Bo Cy Di Eva Finn Gro Hal Ida Jon Kai Liv Mia Nils Ole Pia Rune Siv Tor Una Vera"
FAMILY = "Lund Moor Nye Fjell Dahl Holm Lie Moen Aas Bakke Haug Solli Strand Vik Myhre Ruud Eide"
OTHERS = "".join(
    f"{given} {family},{given}@{family}.example,,{family} Works,\n"
    for given, family in zip(GIVEN.split(), FAMILY.split(), strict=False)
)
INGRID = "contacts:phone:4791234567"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("review") / "people.csv"
    path.write_text(PEOPLE + OTHERS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def net(path):
    return nm.reconcile(path, today="2026-11-01", review="all")


def about(net, key):
    """The question that has a record on one of its sides."""
    asked = net.review
    sides = zip(asked["records_a"], asked["records_b"], strict=True)
    held = [key in [*one, *other] for one, other in sides]
    return asked[held]


def test_a_side_is_a_whole_contact(net):
    (question,) = about(net, INGRID).to_dict("records")
    two = next(side for side in "ab" if len(question[f"records_{side}"]) == 2)
    one = "b" if two == "a" else "a"
    assert question[f"name_{two}"] == "Ingrid M. Solheim"
    assert question[f"name_{one}"] == "Ingrid Solheim"
    assert list(question[f"emails_{two}"]) == ["ingrid.solheim@fjord.example"]
    assert (question[f"company_{two}"], question[f"company_{one}"]) == ("Fjord AS", "Nordlys AS")
    assert (question[f"city_{two}"], question[f"city_{one}"]) == ("Bergen", "Tromsø")
    assert list(question["source_a"]) == ["contacts"]
    assert question["contact_id_a"] != question["contact_id_b"]
    assert question[f"record_{two}"] in question[f"records_{two}"]


def test_it_is_a_table_of_the_schema_with_the_decision_empty_and_last(net):
    REVIEW.validate(net.review)
    assert net.review["decision"].isna().all()
    assert list(net.review.columns)[-1] == "decision"
    assert net.review["expected_gain"].is_monotonic_decreasing


def test_n_is_how_many_at_most(net):
    everything = net.questions("all")
    assert len(everything) == len(net.review) > 1
    assert len(net.questions(1)) == 1
    assert net.questions(0).empty
    assert net.questions(10**20)["record_a"].tolist() == everything["record_a"].tolist()
    for wrong in (-1, "some", 1.5):
        with pytest.raises(nm.SettingsError, match="is not a number of questions"):
            net.questions(wrong)


def test_only_what_is_worth_it_stands_in_review_unless_more_is_wanted(path):
    assert len(nm.reconcile(path).review) < len(nm.reconcile(path, review="all").review)
    assert len(nm.reconcile(path, review=2).review) == 2


def test_a_contact_that_could_be_two_is_shown_in_its_halves(net):
    asked = net.review[net.review["contact_id_a"] == net.review["contact_id_b"]]
    assert len(asked) == 1
    halves = [set(asked[f"records_{side}"].iloc[0]) for side in "ab"]
    assert not halves[0] & halves[1]
    assert len(halves[0] | halves[1]) == 2


def test_an_answer_parts_or_joins_the_contacts(net, path, tmp_path):
    net.write(tmp_path)
    review = pd.read_csv(tmp_path / "review.csv")
    merged = review["contact_id_a"] == review["contact_id_b"]
    review["decision"] = merged.map({True: "different", False: None})
    parted = nm.reconcile(path, decisions=review)
    assert len(parted.contacts) == len(net.contacts) + merged.sum()
    (row,) = about(net, INGRID).index
    review["decision"] = None
    review.loc[row, "decision"] = "same"
    joined = nm.reconcile(path, decisions=review)
    assert joined.contacts["record_ids"].map(len).max() == 3


def test_nothing_to_ask_is_an_empty_table(tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("Name,Email\nAnn Lee,ann@x.example\n")
    REVIEW.validate(nm.reconcile(path, review="all").review)
