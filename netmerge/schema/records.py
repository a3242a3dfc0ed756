"""RECORDS: a row for each row or card of the sources of contacts, as it was
written.
"""

import pyarrow as pa

from netmerge.schema.place import LINE, PLACE
from netmerge.schema.table import ADDRESS, BYTES, DATE, INTEGER, TEXT, TEXTS, Column, Table
from netmerge.schema.traits import TRAITS

RECORDS = Table(
    "records",
    {"record_id": Column(INTEGER, "0, 1, 2 … in input order")}
    | PLACE
    | LINE
    | {
        "source": Column(
            TEXT,
            "kind of source: linkedin, linkedin-imported, vcard, google, outlook, camcard, "
            "contacts, …",
        ),
        "kind": Column(TEXT, "person, organisation or group"),
        "status": Column(
            TEXT, "read, or empty where the row carries no name and no way to reach anybody"
        ),
        "as_of": Column(
            DATE,
            "day on which the source last held this to be true (REV, scan, export); "
            "null if unknown",
        ),
        "full_name": Column(TEXT, "the whole name as written"),
        "prefix": Column(TEXT, "title before the name"),
        "given_name": Column(TEXT, "given name as written"),
        "middle_name": Column(TEXT, "middle names, initials or patronymic as written"),
        "family_name": Column(TEXT, "family name as written"),
        "suffix": Column(TEXT, "what follows the name: generation, credentials"),
        "nickname": Column(TEXT, "nickname as written; several are joined by a comma"),
        "maiden_name": Column(TEXT, "family name before marriage"),
        "other_names": Column(TEXTS, "every other form of the name that the source gives"),
        "phonetic_name": Column(TEXT, "reading or transcription given by the source"),
        "emails": Column(TEXTS, "e-mail addresses as written"),
        "email_types": Column(
            TEXTS,
            "parallel to emails: home, work, other, pref … joined by a comma, lower case",
        ),
        "phones": Column(TEXTS, "telephone numbers as written"),
        "phone_types": Column(TEXTS, "parallel to phones: cell, work, home, fax, pager …"),
        "company": Column(TEXT, "current or first organisation"),
        "department": Column(TEXT, "department of that organisation"),
        "title": Column(TEXT, "job title"),
        "other_companies": Column(TEXTS, "further organisations"),
        "other_titles": Column(TEXTS, "further job titles"),
        "history": Column(
            TEXTS, "earlier employment as netmerge writes it: Title, Company (as of)"
        ),
        "address_type": Column(
            TEXT, "home, work …; the eight address columns hold the first address"
        ),
        "po_box": Column(TEXT, "post office box"),
        "extended": Column(TEXT, "flat, suite, building"),
        "street": Column(TEXT, "street and house number"),
        "city": Column(TEXT, "city, town or village"),
        "region": Column(TEXT, "state or province"),
        "postcode": Column(TEXT, "postal code"),
        "country": Column(TEXT, "country as written: a name or a code"),
        "other_addresses": Column(pa.list_(ADDRESS), "further addresses"),
        "birthday": Column(TEXT, "ISO 8601, possibly partial: 1989-03-24, 1989-03, 1989, --03-24"),
        "anniversary": Column(TEXT, "as birthday"),
        "linkedin_url": Column(TEXT, "LinkedIn profile address as written"),
        "urls": Column(TEXTS, "other web addresses"),
        "handles": Column(TEXTS, "chat and social accounts as service:name"),
        "identifiers": Column(
            TEXTS,
            "official numbers as kind:number: passport, driver_licence, ssn, national_id, tax_id …",
        ),
        "categories": Column(TEXTS, "labels, groups and tags that the source gives"),
        "notes": Column(TEXTS, "free text, one entry per note"),
        "connected_on": Column(DATE, "day of connecting on a network"),
        "met_on": Column(DATE, "day of meeting, for a card the day of its scan"),
        "uid": Column(TEXT, "the source's own identifier of the entry"),
        "record_key": Column(
            TEXT,
            "which entry of the world this is, through every export: no two of a run have the "
            "same; an importer leaves it empty",
        ),
        "uids": Column(TEXTS, "further identifiers, of the entries that it was merged from"),
        "photo": Column(BYTES, "the largest picture, as bytes"),
        "extra": Column(
            TEXT,
            "JSON object of values that fit no other column: column or property to text or list",
        ),
    }
    | TRAITS,
)
