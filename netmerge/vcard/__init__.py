"""vCard, the format, both ways: heads, values, character sets, accounts, the
properties.
"""
