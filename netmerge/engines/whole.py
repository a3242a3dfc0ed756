"""What is decided over all records: numbers, a few for each of them, and its pairs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from netmerge.columns.coded import Coded, Listed
from netmerge.columns.numbers import look_up
from netmerge.columns.types import Ints
from netmerge.engines.people import apart
from netmerge.matching.attributes import Occurrences
from netmerge.matching.blocking.pairs import candidates
from netmerge.matching.described import features_of
from netmerge.matching.match import FITTED, sample_of
from netmerge.matching.model.model import Model
from netmerge.matching.score import fit, sampled
from netmerge.matching.weights import Priors


def sample(records: int) -> Ints:
    """The numbers of the records to which the model is fitted."""
    return sample_of(records) if records > FITTED else np.arange(records)


def fitted(people: Any, records: int, start: Priors) -> Model:
    """The model, fitted to the people of the sample, of so many records."""
    as_written, as_read = apart(people)
    every = np.arange(len(as_written))
    features = features_of(as_written, as_read, every, start.comparisons, records)
    return fit(sampled(features, candidates(features), start.comparisons), start)


def slim(said: Occurrences) -> Occurrences:
    """What is still asked for when all is counted."""
    none = np.empty(0, dtype=np.int64)
    listed, coded = Listed(none, none, said.title.texts), Coded(none, said.title.texts)
    return replace(
        said,
        emails=listed,
        phones=listed,
        organisations=listed,
        identifiers=listed,
        title=coded,
        birthday=coded,
        street=coded,
        city=coded,
        postcode=coded,
        email_local_part=coded,
        email_domain=coded,
        columns={},
    )


def nearby(said: Occurrences) -> Ints:
    """A place for each record, such that those of similar names are near each other:
    pairs that are compared together are then mostly of the same records.
    """
    names = said.names
    given, family = look_up(names.sound, names.given), look_up(names.sound, names.family)
    place = np.empty(said.records, dtype=np.int64)
    place[np.lexsort((given, family))] = np.arange(said.records)
    return place


def in_batches(place: Ints, left: Ints, right: Ints, most: int) -> list[Ints]:
    """The pairs in batches of at most so many, those of near records together."""
    one, other = place[left], place[right]
    order = np.lexsort((np.maximum(one, other), np.minimum(one, other)))
    return [order[start : start + most] for start in range(0, len(order), most)]
