"""CLEANED: the rows of RECORDS in the same order, their values in the form that
is compared.
"""

from netmerge.schema.table import HASH, INTEGER, TEXT, TEXTS, Column, Table

CLEANED = Table(
    "cleaned",
    {
        "record_id": Column(INTEGER, "as in records, same rows in the same order"),
        "fingerprint": Column(
            HASH,
            "a number for the record's content: the same for the same, wherever it stands",
        ),
        "kind": Column(TEXT, "person, organisation or group"),
        "full_name": Column(
            TEXT,
            "the name as one would write it: titles, credentials and decoration gone, human case",
        ),
        "prefix": Column(TEXT, "titles: Dr., Prof."),
        "given_name": Column(TEXT, "given name in human case"),
        "middle_name": Column(TEXT, "middle names, initials or patronymic"),
        "family_name": Column(TEXT, "family name with its particles"),
        "suffix": Column(TEXT, "generation: Jr., III"),
        "credentials": Column(TEXTS, "PhD, MBA, M.Sc. …"),
        "nicknames": Column(TEXTS, "given in quotes, brackets or a nickname column"),
        "other_names": Column(TEXTS, "maiden names, names in another script, former surnames"),
        "emails": Column(TEXTS, "normalised addresses, in the record's order, valid ones only"),
        "email_types": Column(TEXTS, "parallel to emails"),
        "phones": Column(
            TEXTS, "E.164, `;ext=12` where there is an extension; else the digits as written"
        ),
        "phone_types": Column(
            TEXTS, "parallel to phones: cell, work, home, fax …; else told from the number"
        ),
        "phone_kinds": Column(
            TEXTS,
            "parallel to phones: cell or line, where the digits tell it, whatever the type; "
            "line here for a line if it is one of the country that was taken for the list's",
        ),
        "company": Column(TEXT, "display form"),
        "company_key": Column(
            TEXT, "equal for two ways to write one company: folded, without legal form"
        ),
        "department": Column(TEXT, "department in display form"),
        "title": Column(TEXT, "job title in display form"),
        "other_companies": Column(TEXTS, "further organisations in display form"),
        "other_titles": Column(TEXTS, "further job titles in display form"),
        "linkedin": Column(TEXT, "slug of the profile, decoded, NFC, lower case"),
        "websites": Column(TEXTS, "host names of the record's web pages, without www."),
        "identifiers": Column(
            TEXTS, "official numbers as kind:NUMBER, in capital letters and digits"
        ),
        "birthday": Column(TEXT, "ISO 8601, possibly partial"),
        "street": Column(TEXT, "street of the first address"),
        "city": Column(TEXT, "city of the first address"),
        "region": Column(TEXT, "state or province of the first address"),
        "postcode": Column(TEXT, "postal code of the first address"),
        "country": Column(TEXT, "country of the first address"),
    },
)
