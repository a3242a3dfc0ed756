"""A short run of the fuzzers: whatever a file holds, importers and cleaning keep their promises.

A long run: `python -m tests.fuzz --minutes 60`. FUZZ_EXAMPLES sets how many files a target tries
here.
"""

import os
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzz.mutations import mutated
from tests.fuzz.targets import IMPORTERS, check_all, check_cleaning, check_importer, seeds

TARGETS = {name: partial(check_importer, name) for name in IMPORTERS} | {
    "all": check_all,
    "clean": check_cleaning,
}
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "25"))


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_any_file_is_read_or_refused_and_every_row_has_its_place(name):
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), database=None)
    @given(mutated(seeds(name)))
    def trial(case):
        TARGETS[name](*case)

    trial()


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_the_seeds_keep_the_promises(name):
    for path in seeds(name):
        TARGETS[name](path.name, path.read_bytes())


def test_every_importer_has_seeds():
    assert not [name for name in TARGETS if not seeds(name)]
