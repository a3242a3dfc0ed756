"""Rows of the same content are one person's as two of them are, however many there are."""

import numpy as np
import pandas as pd
import pytest

import netmerge as nm
from netmerge.matching.copies import copies
from netmerge.matching.explain import explain

SAYING_ENOUGH = (
    {"full_name": "Mirza Hadžić", "emails": "mirza@hadzic.example"},
    {"full_name": "Solveig Aune", "phones": "+4798765432"},
    {"full_name": "Odile Perrin", "linkedin_url": "https://www.linkedin.com/in/odile-perrin"},
    {"full_name": "Tamsin Pryce", "company": "Pryce Joinery", "city": "Ludlow"},
    {"emails": "kwame.boateng@volta.example"},
)


def book(one, times, **more):
    strangers = [
        {"full_name": f"{a} {b}", "emails": f"{a}.{b}@mail.example".lower()}
        for a in ("Bogdan", "Chiara", "Eun", "Farid", "Greta")
        for b in ("Brandt", "Castillo", "Dufour", "Eriksen")
    ]
    return pd.DataFrame(strangers + [one | more] * times)


def clusters_of(table, times, decisions=None):
    """The clusters of the last rows of a table."""
    return np.asarray(nm.match(table, decisions=decisions).clusters)[-times:]


@pytest.mark.parametrize("times", [3, 61, 250])
@pytest.mark.parametrize("one", SAYING_ENOUGH)
def test_a_row_many_times_is_one_contact(one, times):
    assert len(set(clusters_of(book(one, times), times))) == 1


@pytest.mark.parametrize("times", [3, 61])
def test_rows_that_say_too_little_stay_by_themselves(times):
    found = clusters_of(book({"full_name": "Mum"}, times), times)
    assert len(set(found)) == times


def test_an_export_that_lists_nobody_twice_means_so_many_people():
    more = {"file": "connections.csv", "duplicate_free": True}
    assert len(set(clusters_of(book(SAYING_ENOUGH[0], 70, **more), 70))) == 70


def test_who_is_declared_another_is_kept_apart_from_the_copies():
    table = book(SAYING_ENOUGH[0], 80)
    last = len(table) - 1
    word = pd.DataFrame({"record_a": [last - 1], "record_b": [last], "decision": ["different"]})
    found = clusters_of(table, 80, word)
    assert found[-1] != found[-2]
    assert len(set(found[:-2])) == 1


def test_a_copy_is_explained_by_the_row_that_was_compared():
    links = nm.match(book(SAYING_ENOUGH[0], 70))
    first, last = len(links.records) - 70, len(links.records) - 1
    explained = explain(links, first, last)
    assert explained.verdict == "merged"
    assert explained.match_weight > 0


def test_of_rows_that_say_enough_one_is_compared_of_others_two():
    content = np.array([7, 3, 7, 7, 3, 7, 9, 3], dtype=np.uint64)
    found = copies(content, content == 3, np.zeros(8, dtype=bool))
    assert found.compared.tolist() == [0, 1, 2, 6]
    assert sorted(found.others.tolist()) == [3, 4, 5, 7]
    assert found.compared_for(8).tolist() == [0, 1, 2, 0, 1, 0, 6, 1]
    one = found.followed(np.array([0, 1, 0, 3, 4, 5, 6, 7]))
    assert one.tolist() == [0, 1, 0, 0, 1, 0, 6, 1]
    apart = found.followed(np.array([0, 1, 2, 3, 4, 5, 6, 7]))
    assert apart.tolist() == [0, 1, 2, 3, 1, 5, 6, 1]


def test_those_that_must_be_compared_are():
    single = np.array([False, False, True, False, True])
    found = copies(np.zeros(5, dtype=np.uint64), np.zeros(5, dtype=bool), single)
    assert found.compared.tolist() == [0, 1, 2, 4]
    assert found.others.tolist() == [3]
