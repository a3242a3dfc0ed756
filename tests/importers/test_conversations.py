"""Each kind of export of messages and meetings gives the tables beside it: see fixtures/mail and
its neighbours.
"""

import pytest

from netmerge.importers import read_all
from tests.importers.programs.test_linkedin_eras import rendered
from tests.importers.sources import FIXTURES

KINDS = ("mail", "calendar", "whatsapp", "facebook", "sms")
TABLES = ("interactions", "records", "rejects", "owner_facts", "sources")


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_gives_the_tables_beside_it(kind):
    imported = read_all([FIXTURES / kind / "export"])
    for name in TABLES:
        expected = FIXTURES / kind / "expected" / f"{name}.csv"
        table = getattr(imported, name)
        assert rendered(table) == (
            expected.read_text("utf-8") if expected.exists() else rendered(table.iloc[:0])
        ), name
