"""REVIEW: a row for each pair of records that wants a person's eye, most
uncertain first.
"""

from netmerge.schema.table import NUMBER, TEXT, TEXTS, Column, Table

REVIEW = Table(
    "review",
    {
        "record_a": Column(TEXT, "record_key of one of the two"),
        "record_b": Column(TEXT, "record_key of the other"),
        "match_probability": Column(NUMBER, "the chance that both are one person, from 0 to 1"),
        "match_weight": Column(
            NUMBER, "bits of evidence for one person, the prior not counted; +1 doubles the odds"
        ),
        "reason": Column(TEXT, "how far each thing agrees, in words"),
        "name_a": Column(TEXT, "full name, cleaned"),
        "name_b": Column(TEXT, "as name_a, of the other"),
        "emails_a": Column(TEXTS, "e-mail addresses, cleaned"),
        "emails_b": Column(TEXTS, "as emails_a, of the other"),
        "phones_a": Column(TEXTS, "telephone numbers, cleaned"),
        "phones_b": Column(TEXTS, "as phones_a, of the other"),
    },
)
