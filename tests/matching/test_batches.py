"""What a record says depends on no other: any cut of the records and of the pairs into batches
gives the same keys, the same pairs and the same log odds, to the bit.
"""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import netmerge as nm
from benchmarks.lists import made
from netmerge.matching.attributes import describe
from netmerge.matching.blocking.keys import Keys, columns, second_keys
from netmerge.matching.blocking.pairs import candidates, could_be_one, pairs_within
from netmerge.matching.blocking.rules import RULES
from netmerge.matching.features import join
from netmerge.matching.frequencies import Frequencies
from netmerge.matching.score import weigh
from netmerge.matching.usage import affiliations, usage

NETWORK = sorted((Path(__file__).parents[2] / "fixtures" / "network").glob("*.*"))

TEXTS = {
    "given_share": lambda said: said.names.texts,
    "family_share": lambda said: said.names.texts,
    "bearers": lambda said: said.names.texts,
    "family_bearers": lambda said: said.names.texts,
    "email_count": lambda said: said.emails.texts,
    "email_rarity": lambda said: said.emails.texts,
    "email_several": lambda said: said.emails.texts,
    "email_of_a_desk": lambda said: said.emails.texts,
    "email_local_share": lambda said: said.email_local_part.texts,
    "phone_count": lambda said: said.phones.texts,
    "phone_rarity": lambda said: said.phones.texts,
    "phone_shared": lambda said: said.phones.texts,
    "mobile": lambda said: said.phones.texts,
    "organisation_count": lambda said: said.organisations.texts,
    "organisation_share": lambda said: said.organisations.texts,
    "identifier_count": lambda said: said.identifiers.texts,
    "identifier_rarity": lambda said: said.identifiers.texts,
    "title_share": lambda said: said.title.texts,
    "birthday_share": lambda said: said.birthday.texts,
    "street_share": lambda said: said.street.texts,
    "postcode_share": lambda said: said.postcode.texts,
    "city_share": lambda said: said.city.texts,
}
"""Whose frequencies they are: one number for each of these texts."""

OF_THE_LIST = {"population", "declared", "turned_share", "entries", "column_counts"}
OF_RECORDS = {"together"}


def cuts(test):
    """Cuts at random; each is dear, since each part is described anew."""
    parts = st.integers(1, 12)
    return settings(max_examples=8)(given(seed=st.integers(0, 2**32 - 1), parts=parts)(test))


@pytest.fixture(scope="module")
def links(tmp_path_factory):
    """A network, the people of a firm and families, of whom many stand twice."""
    folder = tmp_path_factory.mktemp("lists")
    firm = made("firm, extensions", 40, "en_GB", 1, 40, 0.4)
    families = made("families, one domain", 60, "de_DE", 2, 0, 0.4)
    for name, table in (("firm", firm), ("families", families)):
        table.drop(columns="person").to_csv(folder / f"{name}.csv", index=False)
    return nm.match(nm.read(*NETWORK, *sorted(folder.iterdir())), region="GB")


@pytest.fixture(scope="module")
def found(links):
    """The candidate pairs."""
    return candidates(links.features)


@pytest.fixture(scope="module")
def used(links):
    """How the whole list uses words."""
    return usage(affiliations(links.cleaned.iloc[links.rows]))


def taken(links, used, rows):
    """Some rows by themselves: described without the others, with the frequencies of the list."""
    whole, of_table = links.features, links.rows
    cleaned = links.cleaned.iloc[of_table[rows]].reset_index(drop=True)
    records = links.records.iloc[of_table[rows]].reset_index(drop=True)
    said = describe(records, cleaned, affiliations(cleaned), used)
    values = {name: getattr(whole, name) for name in OF_THE_LIST}
    values |= {name: getattr(whole, name)[rows] for name in OF_RECORDS}
    for name, texts in TEXTS.items():
        place = {text: number for number, text in enumerate(texts(whole))}
        values[name] = getattr(whole, name)[[place[text] for text in texts(said)]]
    return join(said, Frequencies(**values))


def cut(entries, seed, parts):
    """The numbers of so many entries, in parts that are picked at random."""
    random = np.random.default_rng(seed)
    return [np.sort(part) for part in np.array_split(random.permutation(entries), parts)]


def test_all_frequencies_are_thought_of():
    assert {field.name for field in fields(Frequencies)} == {*TEXTS, *OF_THE_LIST, *OF_RECORDS}


@cuts
def test_records_in_batches_meet_in_the_same_pairs(links, found, used, seed, parts):
    features = links.features
    batches = cut(features.records, seed, parts)
    parted = [(rows, columns(taken(links, used, rows))) for rows in batches if len(rows)]
    seconds = [np.empty(features.records, dtype=np.int64) for _ in second_keys(columns(features))]
    for rows, of in parted:
        for whole, part in zip(seconds, second_keys(of), strict=True):
            whole[rows] = part
    pairs = []
    for rule in RULES:
        keys = [(rows, rule.keys(of)) for rows, of in parted]
        seeks = [np.ones(len(k.rows), bool) if k.seeks is None else k.seeks for _, k in keys]
        every = Keys(
            np.concatenate([rows[k.rows] for rows, k in keys]),
            np.concatenate([k.hashes for _, k in keys]),
            np.concatenate(seeks),
        )
        cap = rule.cap_at(features.population)
        pairs.append(pairs_within(*every.in_use(), seconds, cap, features.records)[0])
    left, right = np.divmod(np.unique(np.concatenate(pairs)), features.records)
    possible = could_be_one(features, left, right)
    np.testing.assert_array_equal(left[possible], found.left)
    np.testing.assert_array_equal(right[possible], found.right)


@cuts
def test_pairs_in_batches_have_the_same_levels_and_log_odds(links, found, used, seed, parts):
    weighed = links.model, links.comparisons
    levels, weight = weigh(*weighed, links.features, found.left, found.right)
    for part in cut(len(found.left), seed, parts):
        left, right = found.left[part], found.right[part]
        rows = np.unique(np.concatenate([left, right]))
        here = taken(links, used, rows)
        one, other = np.searchsorted(rows, left), np.searchsorted(rows, right)
        assert could_be_one(here, one, other).all()
        levels_here, weight_here = weigh(*weighed, here, one, other)
        np.testing.assert_array_equal(levels_here, levels[part])
        np.testing.assert_array_equal(weight_here, weight[part])


def test_what_the_list_says_of_a_value_does_reach_its_weight(links, found):
    """Else the batches would agree because nothing is counted at all."""
    rare = replace(links.features, given_share=np.full_like(links.features.given_share, 1e-6))
    weighed = links.model, links.comparisons
    before = weigh(*weighed, links.features, found.left, found.right)[1]
    assert (weigh(*weighed, rare, found.left, found.right)[1] != before).any()
