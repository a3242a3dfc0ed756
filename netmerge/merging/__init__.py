"""Clustered records in; canonical contacts and the provenance of their values out."""

from netmerge.merging.contacts import Shared, merge_records, provenance

__all__ = ["Shared", "merge_records", "provenance"]
