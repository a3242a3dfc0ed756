"""The columns that say what a source is, as its importer declared it."""

from netmerge.schema.table import FLAG, INTEGER, TEXT, Column

TRAITS = {
    "scanned": Column(FLAG, "whether the source's text was read off a picture"),
    "duplicate_free": Column(FLAG, "whether the source lists nobody twice"),
    "self_written": Column(FLAG, "whether people wrote their own entries"),
    "authority": Column(
        INTEGER, "whose word goes first where two are equally fresh: the highest; 2 unless said"
    ),
}
"""Of a source, and of each of its records."""

CHANNEL = {
    "channel": Column(TEXT, "where its interactions happened, as in interactions"),
    "channel_phrase": Column(TEXT, "the same in a sentence: on LinkedIn, by e-mail"),
    "by_handle": Column(FLAG, "whether everybody there has a handle"),
    "letters": Column(FLAG, "whether many messages there do not name the owner whom they reached"),
    "tells_of_writing": Column(FLAG, "whether it tells what the owner wrote; a calendar does not"),
    "reached_by": Column(TEXT, "by which kind of handle one writes to somebody there"),
    "covers": Column(
        TEXT, "of what a file of messages tells: its people, its days (of all), all days"
    ),
}
"""Of a source of interactions."""
