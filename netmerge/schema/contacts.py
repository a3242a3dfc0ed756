"""CONTACTS: a row for each person, organisation or group, merged from its
records.
"""

import pyarrow as pa

from netmerge.schema.table import ADDRESS, BYTES, DATE, INTEGER, TEXT, TEXTS, Column, Table

CONTACTS = Table(
    "contacts",
    {
        "contact_id": Column(TEXT, "the person's own, kept through every later export"),
        "full_name": Column(
            TEXT, "the whole name as one would write it, without titles and credentials"
        ),
        "given_name": Column(TEXT, "given name, of a record that holds this full name"),
        "family_name": Column(TEXT, "family name, of a record that holds this full name"),
        "emails": Column(TEXTS, "e-mail addresses of all records, best first"),
        "phones": Column(
            TEXTS,
            "telephone numbers of all records, best first: E.164 where valid, `;ext=12` where "
            "there is an extension",
        ),
        "company": Column(TEXT, "present employer, of the freshest source"),
        "title": Column(TEXT, "job title there, of the freshest source"),
        "linkedin_url": Column(TEXT, "LinkedIn profile: https://www.linkedin.com/in/SLUG"),
        "circle": Column(
            TEXT,
            "family, friends, co-workers, alumni, professional organisation or other",
        ),
        "last_personal_note": Column(
            DATE, "day (local) of the owner's last personal note; null without evidence"
        ),
        "circle_basis": Column(
            TEXT,
            "how the circle is known: said (by you), shown (by what was written down or by a "
            "day) or guessed",
        ),
        "circle_reason": Column(TEXT, "why this circle, in a sentence"),
        "cadence_days": Column(
            INTEGER, "days that the tie may stay quiet: those of its circle, or that you gave"
        ),
        "kind": Column(TEXT, "person, organisation or group"),
        "prefix": Column(TEXT, "titles: Dr., Prof."),
        "middle_name": Column(TEXT, "middle names, of a record that holds this full name"),
        "suffix": Column(TEXT, "generation: Jr., III"),
        "credentials": Column(TEXTS, "PhD, MBA, M.Sc. …, of all records"),
        "nicknames": Column(TEXTS, "nicknames of all records"),
        "other_names": Column(
            TEXTS, "every other form of the name: maiden names, other scripts, spellings"
        ),
        "email_types": Column(
            TEXTS, "parallel to emails: home, work, other, pref … joined by a comma"
        ),
        "phone_types": Column(
            TEXTS, "parallel to phones: cell, work, home, fax, pager … joined by a comma"
        ),
        "department": Column(TEXT, "department of the company"),
        "history": Column(TEXTS, "earlier employment, latest first: Title, Company (as of)"),
        "addresses": Column(
            pa.list_(ADDRESS), "postal addresses of all records, those with a street first"
        ),
        "city": Column(TEXT, "city of the first address that has one"),
        "country": Column(TEXT, "country of that address"),
        "birthday": Column(TEXT, "ISO 8601, possibly partial: 1989-03-24, 1989-03, 1989, --03-24"),
        "anniversary": Column(TEXT, "as birthday"),
        "urls": Column(TEXTS, "web addresses of all records"),
        "handles": Column(TEXTS, "chat and social accounts as service:name"),
        "identifiers": Column(TEXTS, "official numbers as kind:NUMBER"),
        "categories": Column(TEXTS, "labels, groups and tags of all records"),
        "notes": Column(TEXTS, "free text of all records, one entry per note"),
        "connected_on": Column(DATE, "earliest day of connecting on a network"),
        "met_on": Column(DATE, "earliest day of meeting, for a card the day of its scan"),
        "uids": Column(TEXTS, "the sources' own identifiers of the entries"),
        "sources": Column(TEXTS, "kinds of source, sorted"),
        "photo": Column(BYTES, "the largest picture, as bytes"),
        "extra": Column(TEXT, "JSON object of values that fit no column"),
        "record_ids": Column(pa.list_(INTEGER), "the records merged into this contact, best first"),
    },
)
