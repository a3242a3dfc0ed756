"""Clustered records in; canonical contacts and the provenance of
their values out.
"""

from netmerge.merging.contact_ids import contact_ids
from netmerge.merging.contacts import (
    Shared,
    contact_of_record,
    in_order,
    merge_records,
    provenance,
)
from netmerge.merging.review import review_table

__all__ = [
    "Shared",
    "contact_ids",
    "contact_of_record",
    "in_order",
    "merge_records",
    "provenance",
    "review_table",
]
