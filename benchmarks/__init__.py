"""Measurements of netmerge against worlds whose truth is known; never imported by netmerge itself."""
