"""DUE: a row for each person whom the owner may write to, longest silence first."""

from netmerge.schema.table import DATE, INTEGER, NUMBER, TEXT, Column, Table

DUE = Table(
    "due",
    {
        "contact_id": Column(TEXT, "as in contacts"),
        "full_name": Column(TEXT, "as in contacts"),
        "band": Column(TEXT, "ok, due, overdue, dormant or no evidence"),
        "days_since": Column(INTEGER, "days since the last personal note; null without evidence"),
        "last_personal_note": Column(DATE, "day (UTC) of that note"),
        "channel": Column(TEXT, "where it was written: linkedin, email, whatsapp, facebook, sms"),
        "cadence_days": Column(INTEGER, "days that the tie may stay quiet"),
        "lateness": Column(
            NUMBER,
            "how many cadences the owner is late: (days - cadence) / cadence, never below 0; of a "
            "new tie, days since meeting; null without either",
        ),
        "circle": Column(TEXT, "as in contacts"),
        "reason": Column(TEXT, "why, in a sentence or two"),
    },
)
