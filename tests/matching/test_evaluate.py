"""nm.evaluate: figures and the reliability table for whoever has labels."""

import numpy as np
import pandas as pd
import pytest

import netmerge as nm

PEOPLE = pd.DataFrame(
    {
        "record_key": list("abcdef"),
        "full_name": ["Ann Lee", "Ann M. Lee", "Bo Lund", "Cy Moor", "Cyrus Moore", None],
        "emails": ["ann@x.example", "ann@x.example", "bo@y.example", "cy@z.example", None, None],
    }
)
WHO = ["ann", "ann", "bo", "cy", "cy", None]


@pytest.fixture(scope="module")
def links():
    return nm.match(PEOPLE)


def test_labels_in_the_order_of_the_rows(links):
    found = nm.evaluate(links, WHO)
    assert (found.records, found.people, found.contacts) == (5, 3, 4)
    assert (found.wrong, found.split, found.missing) == (0, 1, 0)
    assert found.pairwise.precision == 1
    assert found.pairwise.recall == pytest.approx(1 / 2)
    assert found.b_cubed.recall == pytest.approx(4 / 5)


def test_every_form_of_labels_gives_the_same(links):
    numbers = [7, 7, 8, 9, 9, None]
    forms = [
        np.array(WHO, dtype=object),
        pd.Series(WHO, index=range(10, 16)),
        pd.Series(WHO, dtype="string[pyarrow]"),
        dict(zip("abcdef", WHO, strict=True)),
        pd.DataFrame({"record_key": list("fedcba"), "person_id": WHO[::-1]}),
        pd.DataFrame({"position": range(1, 7), "person_id": numbers}),
        {place: number for place, number in enumerate(numbers) if number},
    ]
    told = {repr(nm.evaluate(links, form)) for form in forms}
    assert told == {repr(nm.evaluate(links, WHO))}


def test_a_wrong_contact_and_a_split_person_are_counted(links):
    found = nm.evaluate(links, ["ann", "bea", "bea", "cy", "cy", "cy"])
    assert (found.wrong, found.split) == (1, 2)
    assert found.pairwise.precision == 0


def test_reliability_counts_pairs_of_known_people(links):
    table = nm.evaluate(links, WHO).reliability
    last = table.iloc[-1]
    assert (last["pairs"], last["right"]) == (1, 1)
    assert last["expected"] > 0.99
    unknown = nm.evaluate(links, [None, "ann", "bo", "cy", "cy", None]).reliability
    assert unknown["pairs"].iloc[-1] == 0
    assert np.isnan(unknown["right"].iloc[-1])


def test_it_reads_well(links):
    text = repr(nm.evaluate(links, WHO))
    assert "5 records with a known person: 3 people in 4 contacts" in text
    assert "pairwise      1.0000  0.5000 0.6667" in text
    assert "0.99 to 1.00" in text
    assert "<table" in nm.evaluate(links, WHO)._repr_html_()


def test_a_label_of_a_record_that_is_not_there_was_found_with_nobody(links):
    found = nm.evaluate(links, {"a": "ann", "b": "ann", "gone": "ann"})
    assert found.missing == 1
    assert found.pairwise.recall == pytest.approx(1 / 3)
    assert "1 of them missing" in repr(found)


@pytest.mark.parametrize(
    ("truth", "error", "told"),
    [
        (WHO[:3], nm.MatchError, "3 labels, and 6 rows"),
        ({"x": "ann"}, nm.MatchError, "None of the labels"),
        (pd.DataFrame({"record_key": ["a", "a"], "person_id": "x"}), nm.MatchError, "than one"),
        (pd.DataFrame({"who": ["a"]}), nm.SchemaError, "person_id"),
    ],
)
def test_labels_that_cannot_be_meant_are_errors(links, truth, error, told):
    with pytest.raises(error, match=told):
        nm.evaluate(links, truth)


def test_nothing_labelled_is_no_crash(links):
    found = nm.evaluate(links, [None] * 6)
    assert (found.records, found.pairwise.f1) == (0, 1)
