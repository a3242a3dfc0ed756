"""Matching and merging past what memory holds: drivers over the stages of `matching`."""
