"""Measurements of netmerge against worlds whose truth is known; netmerge never imports them."""
