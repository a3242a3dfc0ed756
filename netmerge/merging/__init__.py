"""Clustered records in; canonical contacts and the provenance of
their values out.
"""

from netmerge.merging.contacts import (
    Shared,
    contact_of_record,
    merge_records,
    provenance,
)

__all__ = ["Shared", "contact_of_record", "merge_records", "provenance"]
