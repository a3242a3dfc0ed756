"""REVIEW: a row for each question about contacts that wants a person's eye, the most
worth first.
"""

from netmerge.schema.table import NUMBER, TEXT, TEXTS, Column, Table

_OF_A_SIDE = {
    "name": Column(TEXT, "full name of this side: a contact, or a half of one"),
    "company": Column(TEXT, "its employer"),
    "title": Column(TEXT, "its job title"),
    "emails": Column(TEXTS, "all of its e-mail addresses"),
    "phones": Column(TEXTS, "all of its telephone numbers"),
    "city": Column(TEXT, "its city"),
    "source": Column(TEXTS, "the kinds of source that it comes from"),
    "profile": Column(TEXT, "its LinkedIn profile"),
    "contact_id": Column(
        TEXT, "the contact it is, or is a half of; the same on both sides of a contact"
    ),
    "records": Column(TEXTS, "record_keys of all of its records"),
}

REVIEW = Table(
    "review",
    {
        "record_a": Column(TEXT, "record_key of the one whom the decision names"),
        "record_b": Column(TEXT, "record_key of the other"),
        "match_probability": Column(
            NUMBER, "the chance that these two records are one person, from 0 to 1"
        ),
        "match_weight": Column(
            NUMBER, "bits of evidence for one person, the prior not counted; +1 doubles the odds"
        ),
        "reason": Column(TEXT, "how far each thing agrees, in words"),
        **{
            f"{name}_{side}": Column(
                column.type, column.meaning if side == "a" else f"as {name}_a, of the other side"
            )
            for name, column in _OF_A_SIDE.items()
            for side in "ab"
        },
        "expected_gain": Column(
            NUMBER, "what the answer is worth: the chance of a change, times how much changes"
        ),
        "decision": Column(TEXT, "left empty: write same or different, and give the file back"),
    },
)
