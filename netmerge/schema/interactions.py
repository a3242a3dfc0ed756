"""INTERACTIONS, what happened as its source tells it; HAPPENED, the same seen
from the owner.
"""

from netmerge.schema.place import PLACE
from netmerge.schema.table import DATE, FLAG, INTEGER, MOMENT, TEXT, TEXTS, Column, Table

INTERACTIONS = Table(
    "interactions",
    PLACE
    | {
        "kind": Column(
            TEXT,
            "message, invitation, recommendation, endorsement, meeting, call; note: one of the "
            "log; event: one of the owner's calendar with nobody in it",
        ),
        "date": Column(
            MOMENT, "when, in UTC; a date without a time is its midnight where the owner lives"
        ),
        "day": Column(
            DATE,
            "the owner's local day; an importer gives it where the file tells no time zone, and "
            "date is then what the clock on the wall showed",
        ),
        "channel": Column(TEXT, "linkedin, email, whatsapp, sms, calendar …"),
        "direction": Column(
            TEXT,
            "out (the owner wrote), in, or null where the source does not say and the owner "
            "decides",
        ),
        "sender_name": Column(TEXT, "who wrote or called, as the source names them"),
        "sender_handle": Column(
            TEXT, "who: linkedin:SLUG, mailto:ADDRESS, tel:+NUMBER; null if not given"
        ),
        "recipient_names": Column(TEXTS, "whom it went to, as the source names them"),
        "recipient_handles": Column(
            TEXTS, "parallel to recipient_names where the source tells; as sender_handle"
        ),
        "subject": Column(
            TEXT, "subject line, title of the meeting, what was given with a logged note"
        ),
        "text": Column(TEXT, "what was written, without quoted replies"),
        "conversation": Column(TEXT, "thread identifier"),
        "draft": Column(FLAG, "never sent"),
        "sponsored": Column(FLAG, "advertisement"),
        "automatic": Column(FLAG, "written by a machine: out of office, a receipt, a report"),
        "duration": Column(
            INTEGER, "seconds of a call (0 of a missed one), meeting or event; null where not told"
        ),
    },
)

ORIENTED = Table(
    "oriented interactions",
    {
        **INTERACTIONS.columns,
        "counterpart_name": Column(TEXT, "the other party; null where the source names nobody"),
        "counterpart_handle": Column(TEXT, "as sender_handle"),
        "recipients": Column(INTEGER, "people it went to, the owner not counted"),
        "group": Column(FLAG, "it went to, came from or brought together three or more"),
        "repeat": Column(
            TEXT, "the file that holds the same message and counts; null where this one counts"
        ),
        "key": Column(
            TEXT,
            "which message of the world this is, whatever file holds it: the other party, "
            "channel, direction, minute (the day, where the file tells no time zone) and words; "
            "the second such in one file is another",
        ),
    },
)

HAPPENED = Table(
    "graded interactions",
    {
        **ORIENTED.columns,
        "grade": Column(
            TEXT,
            "what it is worth: personal, decorated, canned, auto, bulk, group, draft, sponsored, "
            "empty, received, meeting, call or repeat",
        ),
        "reason": Column(TEXT, "why it has this grade, in words"),
        "contact_id": Column(TEXT, "the contact whom it concerns; null where nobody is known"),
        "says": Column(
            TEXT,
            "of what was written between the two alone, what the words amount to: words, question "
            "(theirs), closing (thanks, agreement), stock (a stock phrase of theirs) or wish (one "
            "of the owner's that a service offers); null where nothing is written",
        ),
        "present": Column(
            TEXTS,
            "the contacts of a message or meeting of at most twenty, the other ones too; null "
            "where there are not two",
        ),
    },
)
