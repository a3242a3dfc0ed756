"""The owner's word: which tables are taken, whom it is applied to, and what is told of the rest."""

from pathlib import Path

import pandas as pd
import pytest

import netmerge as nm
from netmerge.matching.decisions import checked

NETWORK = Path(__file__).parents[2] / "fixtures" / "network"
INPUTS = sorted(path for path in NETWORK.iterdir() if path.is_file())
PEOPLE = (
    "Name,Email,Phone\n"
    "Ann Lee,ann@x.example,+442079460011\n"
    "Bo Lund,bo@y.example,+442079460012\n"
    "Cy Moor,cy@z.example,+442079460013\n"
)
ANN, BO = "contacts:email:ann@x.example", "contacts:email:bo@y.example"
GONE = "contacts:email:gone@x.example"


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    return path


def word(*rows):
    return pd.DataFrame(rows, columns=["record_a", "record_b", "decision"])


def contacts(path, decisions):
    net = nm.reconcile(path, today="2026-11-01", decisions=decisions)
    return len(net.contacts), net.links.warnings


def test_a_decision_by_record_key_is_applied(people):
    assert contacts(people, None) == (3, ())
    assert contacts(people, word((ANN, BO, "same"))) == (2, ())


def test_case_and_blanks_of_the_word_are_forgiven(people):
    assert contacts(people, word((ANN, BO, " Same "))) == (2, ())


def test_a_decision_holds_for_files_in_which_the_rows_have_moved(people):
    head, ann, bo, cy = PEOPLE.splitlines(keepends=True)
    people.write_text(head + cy + "Di Nye,di@w.example,+442079460014\n" + bo + ann)
    net = nm.reconcile(people, today="2026-11-01", decisions=word((ANN, BO, "same")))
    together = net.contacts["record_ids"].map(len) == 2
    assert sorted(net.contacts.loc[together, "emails"].iloc[0]) == ["ann@x.example", "bo@y.example"]


def test_what_no_longer_applies_is_told_and_applied_to_nobody(people):
    found, (warning,) = contacts(people, word((ANN, GONE, "same"), (ANN, BO, "different")))
    assert found == 3
    assert warning.startswith("1 decision no longer applies, since a record is not there")
    assert GONE in warning
    rows = [(ANN, f"{GONE}{number}", "same") for number in range(5)]
    assert contacts(people, word(*rows))[1][0].startswith("5 decisions no longer apply")
    assert contacts(people, word(*rows))[1][0].endswith("; and 2 more.")


@pytest.mark.parametrize("other", ["smae", "yes", "1"])
def test_another_word_is_an_error_that_names_row_and_word(people, other):
    with pytest.raises(nm.MatchError, match=f"Row 2 of the decisions says '{other}'"):
        contacts(people, word((ANN, BO, "same"), (ANN, GONE, other)))


def test_an_empty_decision_is_none(people):
    rows = word((ANN, BO, None), (ANN, BO, " "), (ANN, BO, float("nan")), (None, None, None))
    assert contacts(people, rows) == (3, ())
    assert contacts(people, rows.head(0)) == (3, ())


def test_two_words_on_one_pair_are_an_error_unless_they_are_one(people):
    assert contacts(people, word((ANN, BO, "same"), (BO, ANN, "same"))) == (2, ())
    with pytest.raises(nm.MatchError, match="Row 2 of the decisions contradicts"):
        contacts(people, word((ANN, BO, "same"), (BO, ANN, "different")))
    with pytest.raises(nm.MatchError, match="Row 1 of the decisions names contacts:email:ann@x"):
        contacts(people, word((ANN, ANN, "different")))


def test_row_numbers_are_taken_only_beside_the_records_that_have_them(people):
    numbers = word((0, 1, "same"))
    with pytest.raises(nm.SchemaError, match="record_key"):
        nm.reconcile(people, decisions=numbers)
    links = nm.match(nm.read(people).records, decisions=numbers)
    assert links.clusters[0] == links.clusters[1]


@pytest.mark.parametrize("rows", [[(0, BO, "same")], [(ANN, 1, "same"), (ANN, BO, "same")]])
def test_numbers_among_keys_are_an_error(people, rows):
    with pytest.raises(nm.SchemaError, match="by number"):
        contacts(people, word(*rows))


def test_a_decision_that_lacks_a_record_or_a_column_is_an_error():
    with pytest.raises(nm.SchemaError, match="Row 1 of the decisions lacks record_b"):
        checked(word((ANN, None, "same")))
    with pytest.raises(nm.SchemaError, match="lack decision"):
        checked(word((ANN, BO, "same")).drop(columns="decision"))


def test_decisions_are_checked_before_anything_is_read():
    with pytest.raises(nm.MatchError, match="Row 1"):
        nm.reconcile("no such file.csv", decisions=word((ANN, BO, "smae")))


def test_a_whole_review_csv_with_its_decisions_is_taken_back(tmp_path):
    first = nm.reconcile(*INPUTS, today="2026-11-01")
    first.write(tmp_path)
    review = pd.read_csv(tmp_path / "review.csv")
    assert len(review) > 1
    apart = first.contact_of_record.loc[_ids(first, review)].to_numpy().reshape(2, -1)
    merged = apart[0] == apart[1]
    review["decision"] = ["different" if was_merged else "same" for was_merged in merged]
    review.loc[len(review) - 1, "decision"] = None
    second = nm.reconcile(*INPUTS[::-1], today="2026-11-01", decisions=review)
    now = second.contact_of_record.loc[_ids(second, review)].to_numpy().reshape(2, -1)
    assert ((now[0] == now[1]) == ~merged)[:-1].all()
    assert not second.links.warnings


def _ids(net, review):
    ids = net.records.set_index("record_key")["record_id"]
    return ids.loc[[*review["record_a"], *review["record_b"]]]


def test_a_table_of_one_s_own_may_bring_its_keys():
    table = pd.DataFrame(
        {
            "record_key": ["m:1", "m:2"],
            "full_name": ["Ann Lee", "Bo Lund"],
            "emails": ["a@x.example", "b@x.example"],
        }
    )
    links = nm.match(table, decisions=word(("m:2", "m:1", "same")))
    assert links.clusters[0] == links.clusters[1]
    assert nm.match(table).records["record_key"].tolist() == ["m:1", "m:2"]
