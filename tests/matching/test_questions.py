"""What is asked about contacts, in which order, and what an answer changes."""

import numpy as np
import pandas as pd
import pytest

import netmerge as nm
from benchmarks import population
from benchmarks.review import answers
from netmerge.matching.cluster.agglomerate import DECIDED, FORBIDDEN, NOTHING, Pair, agglomerate
from netmerge.matching.cluster.bridges import bridges
from netmerge.matching.cluster.components import Constraints
from tests.matching.test_calibration import COLUMNS, syllables

ENDS = {"same": 1, "different": 0}


def test_the_weakest_bridge_parts_a_contact_in_two():
    # 0-1-2 and 3-4 hang together by 2-3; 5-6 are firm, 7 is alone
    left, right = np.array([0, 1, 0, 3, 2, 1, 5]), np.array([1, 2, 2, 4, 3, 4, 6])
    odds = np.array([6.0, 5.0, 1.0, 4.0, 3.0, 2.0, 11.0])
    labels = np.array([0, 0, 0, 0, 0, 5, 5, 7])
    weak, sides = bridges(left, right, odds, labels)
    assert weak.tolist() == [4]
    assert sides.tolist() == [0, 0, 0, 3, 3, 5, 5, 7]


def test_a_bridge_between_firm_parts_is_found_too():
    left, right = np.array([0, 2, 1]), np.array([1, 3, 3])
    weak, sides = bridges(left, right, np.array([20.0, 20.0, 2.0]), np.zeros(4, dtype=np.int64))
    assert weak.tolist() == [2]
    assert sides.tolist() == [0, 0, 2, 2]


def test_where_nothing_may_break_there_is_no_bridge():
    nobody = np.empty(0, dtype=np.int64)
    weak, sides = bridges(nobody, nobody, np.empty(0), np.arange(3))
    assert (len(weak), sides.tolist()) == (0, [0, 1, 2])


@pytest.mark.parametrize("seed", range(5))
def test_a_bridge_is_what_taking_away_the_weak_pairs_leaves(seed):
    """Against plain Python: the tree of each cluster by its strongest pairs."""
    random = np.random.default_rng(seed)
    left, right = np.triu_indices(24, k=1)
    kept = random.random(len(left)) < 0.2
    left, right = left[kept], right[kept]
    odds = random.permutation(len(left)) / 40.0
    home = list(range(24))
    tree = []
    for place in np.argsort(-odds):
        one, other = home[left[place]], home[right[place]]
        if one != other:
            tree.append(place)
            home = [min(one, other) if at in (one, other) else at for at in home]
    weak, sides = bridges(left, right, odds, np.array(home))
    expected = {home[left[place]]: place for place in tree}  # the last of each is the weakest
    assert sorted(weak.tolist()) == sorted(expected.values())
    for place in weak:
        assert sides[left[place]] != sides[right[place]]
    assert len(set(sides.tolist())) == len(set(home)) + len(weak)


def rows_of(clusters):
    return dict(clusters)


def pair(left, right, odds):
    return Pair(left, right, odds, [odds if abs(odds) < DECIDED else NOTHING])


FREE = Constraints(np.full(9, -1), (np.full(9, -1),))


def joined(*pairs, constraints=FREE):
    strongest_first = sorted(pairs, key=lambda each: -each.log_odds)
    return rows_of(agglomerate(strongest_first, 0.5, constraints, 0.0))


def test_same_joins_two_contacts_and_not_two_records():
    pairs = pair(0, 1, 8.0), pair(2, 3, 8.0), pair(1, 3, -9.0), pair(0, 3, -9.0)
    told = pair(0, 2, DECIDED)
    assert len(set(joined(*pairs, pair(1, 2, -9.0), told).values())) == 1


def test_same_leaves_out_what_contradicts_one_of_the_two():
    pairs = pair(0, 1, 8.0), pair(1, 2, FORBIDDEN), pair(0, 2, DECIDED)
    found = joined(*pairs)
    assert found[0] == found[2] != found[1]
    profiles = Constraints(np.full(9, -1), (np.array([-1, 5, 6, *[-1] * 6]),))
    found = joined(pair(0, 1, 8.0), pair(0, 2, DECIDED), constraints=profiles)
    assert found[0] == found[2] != found[1]


def test_different_parts_a_contact_at_its_bridge():
    pairs = pair(0, 1, 8.0), pair(2, 3, 8.0), pair(1, 3, 2.0), pair(0, 3, 2.0), pair(0, 2, 3.0)
    assert len(set(joined(*pairs).values())) == 1
    told = [each for each in pairs if each[:2] != (0, 2)]
    assert joined(*told, pair(0, 2, FORBIDDEN)) == {0: 0, 1: 0, 2: 2, 3: 2}


@pytest.fixture(scope="module")
def made():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(population, "_names", syllables)
        made = population.make(3_000, seed=12)
    return made.rows.rename(columns=COLUMNS), made.person


@pytest.fixture(scope="module")
def links(made):
    return nm.match(made[0])


def told(links, person, asked):
    keys = links.records["record_key"].to_numpy()
    named = asked.assign(**{side: keys[asked[side]] for side in ("record_a", "record_b")})
    return named.assign(decision=answers(named, pd.Series(person, index=keys)))


def changing(decisions):
    return (decisions["decision"] == "same").to_numpy() != decisions["merged"].to_numpy()


def test_of_the_first_questions_nearly_half_change_something(made, links):
    contacts = len(np.unique(links.clusters))
    first = told(links, made[1], links.questions.head(int(0.03 * contacts)))
    assert changing(first).mean() >= 0.45


def test_chances_are_what_they_say(made, links):
    asked = told(links, made[1], links.questions)
    for least, most in ((0.01, 0.1), (0.1, 0.3), (0.3, 0.6), (0.6, 1.0)):
        within = asked["chance"].between(least, most).to_numpy()
        assert least / 2 <= changing(asked)[within].mean() <= most * 1.5


def test_all_answers_mend_half_of_the_wrong_and_a_third_of_the_split(made, links):
    rows, person = made
    decisions = told(links, person, links.questions)
    again = nm.match(rows, decisions=decisions)
    before, after = nm.evaluate(links, person), nm.evaluate(again, person)
    assert after.wrong <= before.wrong / 2
    assert after.split <= before.split * 2 / 3
    assert after.pairwise.f1 > before.pairwise.f1
    assert not again.warnings


def test_every_answer_is_followed(made, links):
    rows, person = made
    decisions = told(links, person, links.questions)
    again = nm.match(rows, decisions=decisions)
    row = pd.Series(np.arange(len(rows)), index=links.records["record_key"].to_numpy())
    a, b = (again.clusters[row[decisions[side]]] for side in ("record_a", "record_b"))
    assert ((a == b) == (decisions["decision"] == "same").to_numpy()).all()


def test_what_was_answered_is_not_asked_again(made, links):
    rows, person = made
    decisions = told(links, person, links.questions.head(60))
    again = nm.match(rows, decisions=decisions)
    answered = {frozenset(ends) for ends in decisions[["record_a", "record_b"]].to_numpy().tolist()}
    asked = told(again, person, again.questions)[["record_a", "record_b"]].to_numpy().tolist()
    assert not answered & {frozenset(ends) for ends in asked}


def test_an_answer_moves_nobody_else(made, links):
    rows, person = made
    decisions = told(links, person, links.questions.head(1))
    again = nm.match(rows, decisions=decisions)
    concerned = np.isin(links.clusters, links.clusters[links.questions.iloc[0, :2].astype(int)])
    assert (again.clusters[~concerned] == links.clusters[~concerned]).all()


def test_the_order_of_the_rows_changes_no_question(made, links):
    rows, _ = made
    keys = links.records["record_key"]
    turned = nm.match(rows.assign(record_key=keys)[::-1].reset_index(drop=True))

    def named(of):
        # of rows that say the same, which one is compared is no matter
        key = of.records["record_key"].str.partition("#")[0].to_numpy()
        ends = of.questions[["record_a", "record_b"]].to_numpy()
        gains = of.questions["expected_gain"].tolist()
        return sorted((sorted(key[pair]), gain) for pair, gain in zip(ends, gains, strict=True))

    assert named(turned) == named(links)


def test_two_profiles_are_no_question():
    people = pd.DataFrame(
        {
            "full_name": ["Ola Nordmann", "Ola Nordmann"],
            "linkedin_url": [f"https://www.linkedin.com/in/ola-{n}" for n in (1, 2)],
        }
    )
    assert nm.match(people).questions.empty


STRANGERS = pd.DataFrame(
    {
        "full_name": [
            f"{given} {family}"
            for given in ("Ann", "Bo", "Cy", "Di", "Eve", "Finn")
            for family in ("Lund", "Moor", "Nye", "Dahl", "Holm")
        ],
        "emails": [f"p{number}@mail{number}.example" for number in range(30)],
    }
)


def asked_about(*people):
    table = pd.concat([STRANGERS, pd.DataFrame([*people])], ignore_index=True)
    links = nm.match(table)
    asked = {
        frozenset(ends) for ends in links.questions[["record_a", "record_b"]].to_numpy().tolist()
    }
    return links, asked


@pytest.mark.parametrize(
    ("alone", "whole"),
    [
        ("Esther", "Esther van der Laarse"),
        ("Bartek", "Bartek Janszek"),
        ("Joey", "Josephine Daniels"),
        ("Анастасия", "Анастасия Кузнецова"),
    ],
)
def test_who_goes_by_one_name_is_asked_about_and_never_merged(alone, whole):
    links, asked = asked_about(
        {"full_name": alone, "phones": "+31643422436"},
        {"full_name": whole, "company": "Granite Airlines"},
    )
    assert frozenset((30, 31)) in asked
    assert links.clusters[30] != links.clusters[31]


OTHERS = "Ek Falk Gren Hall Isak Jung Kvist Ljung Malm Nord Oberg Palm Quist"


def test_where_many_go_by_a_name_nobody_knows_who_is_meant():
    many = [
        {"full_name": f"Esther {family}", "emails": f"e{family}@z.example".lower()}
        for family in OTHERS.split()
    ]
    _, asked = asked_about({"full_name": "Esther", "phones": "+31643422436"}, *many)
    assert not {pair for pair in asked if 30 in pair}


def test_two_who_are_told_apart_are_no_likely_pair_for_an_initial_that_is_of_either():
    """ "A. Lindqvist" at Anders's number is his; that it could be Anna's too makes no one of
    the two.
    """
    people = pd.DataFrame(
        [
            ("Anders", "Lindqvist", "anders.lindqvist@post.example", "+46701740545"),
            ("A", "Lindqvist", None, "+46701740545"),
            ("Anna", "Lindqvist", "anna.lindqvist@post.example", "+46701740544"),
            ("Anna", "Lindqvist", "anna.lindqvist@post.example", None),
        ],
        columns=["first", "last", "email", "phone"],
    )
    home = people.assign(street="Storgatan 7", city="Umeå")
    links = nm.match(home)
    contacts = nm.merge(links)
    assert sorted(map(len, contacts["record_ids"])) == [2, 2]
    asked = links.questions
    between = asked[asked["record_a"].isin([0, 1]) != asked["record_b"].isin([0, 1])]
    assert (between["chance"] < 0.6).all()
