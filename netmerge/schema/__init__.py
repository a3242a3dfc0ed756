"""The tables of netmerge, each in a module: its columns, their types, meanings
and units.

Every stage takes and returns these.
"""

from netmerge.schema.balance import BALANCE
from netmerge.schema.changes import CHANGES
from netmerge.schema.cleaned import CLEANED
from netmerge.schema.contacts import CONTACTS
from netmerge.schema.due import DUE
from netmerge.schema.files import FILES, File
from netmerge.schema.interactions import HAPPENED, INTERACTIONS, ORIENTED
from netmerge.schema.missing import MISSING
from netmerge.schema.new import NEW_BY_DAY
from netmerge.schema.owner_facts import OWNER_FACTS
from netmerge.schema.provenance import PROVENANCE
from netmerge.schema.records import RECORDS
from netmerge.schema.rejects import REJECTS
from netmerge.schema.review import REVIEW
from netmerge.schema.rows import ROWS
from netmerge.schema.sources import SOURCES
from netmerge.schema.table import (
    ADDRESS,
    ADDRESS_PARTS,
    DATE,
    FLAG,
    INTEGER,
    MOMENT,
    NUMBER,
    TEXT,
    TEXTS,
    Column,
    Table,
    constant,
    to_pandas,
)
from netmerge.schema.week import PROOF, WEEKS

TABLES = (
    *(RECORDS, INTERACTIONS, REJECTS, OWNER_FACTS, SOURCES, CLEANED, CONTACTS, PROVENANCE),
    *(ORIENTED, HAPPENED, REVIEW, DUE, BALANCE, MISSING, ROWS, CHANGES, WEEKS, PROOF),
    NEW_BY_DAY,
)
"""All of them."""

__all__ = [
    "ADDRESS",
    "ADDRESS_PARTS",
    "BALANCE",
    "CHANGES",
    "CLEANED",
    "CONTACTS",
    "DATE",
    "DUE",
    "FILES",
    "FLAG",
    "HAPPENED",
    "INTEGER",
    "INTERACTIONS",
    "MISSING",
    "MOMENT",
    "NEW_BY_DAY",
    "NUMBER",
    "ORIENTED",
    "OWNER_FACTS",
    "PROOF",
    "PROVENANCE",
    "RECORDS",
    "REJECTS",
    "REVIEW",
    "ROWS",
    "SOURCES",
    "TABLES",
    "TEXT",
    "TEXTS",
    "WEEKS",
    "Column",
    "File",
    "Table",
    "constant",
    "to_pandas",
]
