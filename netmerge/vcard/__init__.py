"""vCard, the format, for reader and writer alike: heads, values, character sets, accounts, and
the properties.
"""
