"""DUE: a row for each person whom the owner may write to, in the order of
writing.
"""

from netmerge.schema.table import DATE, INTEGER, NUMBER, TEXT, Column, Table

DUE = Table(
    "due",
    {
        "contact_id": Column(TEXT, "as in contacts"),
        "full_name": Column(TEXT, "as in contacts"),
        "band": Column(TEXT, "ok, due, overdue, dormant or no evidence"),
        "days_since": Column(INTEGER, "days since the last personal note; null without evidence"),
        "last_personal_note": Column(DATE, "day (local) of that note"),
        "channel": Column(TEXT, "where it was written: linkedin, email, whatsapp, facebook, sms"),
        "cadence_days": Column(
            INTEGER,
            "days that the tie may stay quiet: the shorter of its circle's and of its "
            "closeness; 14 of a new one",
        ),
        "lateness": Column(
            NUMBER,
            "how many cadences the owner is late: (days - cadence) / cadence, never "
            "below 0; of a new tie, days since meeting; null without either",
        ),
        "circle": Column(TEXT, "as in contacts"),
        "reason": Column(TEXT, "why, in a sentence or two"),
        "section": Column(
            TEXT,
            "answer first, new, gone quiet, worth reviving, only connected, not known or in order",
        ),
        "company": Column(TEXT, "as in contacts"),
        "title": Column(TEXT, "as in contacts"),
        "email": Column(TEXT, "the best e-mail address"),
        "phone": Column(TEXT, "the best telephone number"),
        "linkedin_url": Column(TEXT, "as in contacts"),
        "who_wrote_last": Column(TEXT, "you or they, of what was written between the two alone"),
        "last_contact": Column(
            DATE, "day (local) of the last note, message of theirs, call or meeting"
        ),
        "last_contact_kind": Column(TEXT, "which of these: note, message, call or meeting"),
        "exchange": Column(
            INTEGER,
            "your notes, their messages that are no stock phrase, calls and meetings "
            "of at most ten, of all time",
        ),
        "how_known": Column(
            TEXT,
            "the first that holds: met, spoke, wrote both ways, you wrote, they wrote, worked "
            "together, introduced, only connected",
        ),
        "coverage": Column(
            TEXT,
            "of those without a note: no note (the files cover each channel of theirs "
            "since the tie began), partly covered or not covered",
        ),
        "circle_basis": Column(TEXT, "as in contacts"),
        "circle_reason": Column(TEXT, "as in contacts"),
        "silence_rank": Column(
            INTEGER, "place in the order of longest silence, from 1; null without a note"
        ),
        "city": Column(TEXT, "as in contacts"),
        "first_words": Column(
            TEXT, "how the last of what was written between the two alone begins"
        ),
    },
)
