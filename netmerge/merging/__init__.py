"""Clustered records in; canonical contacts and the provenance of their values out."""

from netmerge.merging.contacts import merge_records

__all__ = ["merge_records"]
