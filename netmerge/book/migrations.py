"""How a book of any version becomes one of the next: what is once here is never
changed.
"""

from __future__ import annotations

_FIRST = """
CREATE TABLE migrations (version INTEGER PRIMARY KEY, at TEXT) STRICT;

CREATE TABLE events (
    "id" INTEGER PRIMARY KEY, "at" TEXT, "command" TEXT, "cause" TEXT, "undone_by" INTEGER
) STRICT;

CREATE TABLE log (
    "event" INTEGER, "contact_id" TEXT, "text" TEXT
) STRICT;

CREATE TABLE inputs (
    "id" INTEGER PRIMARY KEY, "digest" TEXT, "slot" INTEGER, "kind" TEXT, "file" TEXT,
    "as_of" TEXT, "event" INTEGER
) STRICT;

CREATE TABLE sources (
    "id" INTEGER PRIMARY KEY, "input_id" INTEGER, "file" TEXT, "member" TEXT,
    "source" TEXT, "holds" TEXT, "rows" INTEGER, "read" INTEGER, "empty" INTEGER,
    "rejected" INTEGER, "covers_from" TEXT, "covers_to" TEXT, "as_of" TEXT,
    "owner_may_be" TEXT, "encoding" TEXT, "note" TEXT, "scanned" INTEGER,
    "duplicate_free" INTEGER, "self_written" INTEGER, "authority" INTEGER, "channel" TEXT,
    "channel_phrase" TEXT, "by_handle" INTEGER, "letters" INTEGER,
    "tells_of_writing" INTEGER, "reached_by" TEXT, "covers" TEXT
) STRICT;

CREATE TABLE versions (
    "id" INTEGER PRIMARY KEY, "slot" INTEGER, "entry" TEXT, "fingerprint" INTEGER,
    "source" TEXT, "kind" TEXT, "status" TEXT, "full_name" TEXT, "prefix" TEXT,
    "given_name" TEXT, "middle_name" TEXT, "family_name" TEXT, "suffix" TEXT,
    "nickname" TEXT, "maiden_name" TEXT, "other_names" TEXT, "phonetic_name" TEXT,
    "emails" TEXT, "email_types" TEXT, "phones" TEXT, "phone_types" TEXT, "company" TEXT,
    "department" TEXT, "title" TEXT, "other_companies" TEXT, "other_titles" TEXT,
    "history" TEXT, "address_type" TEXT, "po_box" TEXT, "extended" TEXT, "street" TEXT,
    "city" TEXT, "region" TEXT, "postcode" TEXT, "country" TEXT, "other_addresses" TEXT,
    "birthday" TEXT, "anniversary" TEXT, "linkedin_url" TEXT, "urls" TEXT, "handles" TEXT,
    "identifiers" TEXT, "categories" TEXT, "notes" TEXT, "connected_on" TEXT,
    "met_on" TEXT, "uid" TEXT, "uids" TEXT, "photo" BLOB, "extra" TEXT
) STRICT;

CREATE TABLE holdings (
    "source_id" INTEGER, "version_id" INTEGER, "position" INTEGER, "line" INTEGER,
    "as_of" TEXT
) STRICT;

CREATE TABLE interactions (
    "id" INTEGER PRIMARY KEY, "digest" INTEGER, "kind" TEXT, "date" TEXT, "day" TEXT,
    "channel" TEXT, "direction" TEXT, "sender_name" TEXT, "sender_handle" TEXT,
    "recipient_names" TEXT, "recipient_handles" TEXT, "subject" TEXT, "text" TEXT,
    "conversation" TEXT, "draft" INTEGER, "sponsored" INTEGER, "automatic" INTEGER,
    "duration" INTEGER
) STRICT;

CREATE TABLE tellings (
    "source_id" INTEGER, "interaction_id" INTEGER, "position" INTEGER
) STRICT;

CREATE TABLE owner_facts (
    "source_id" INTEGER, "fact" TEXT, "value" TEXT, "start" TEXT, "end" TEXT
) STRICT;

CREATE TABLE rejects (
    "source_id" INTEGER, "position" INTEGER, "line" INTEGER, "reason" TEXT, "raw" TEXT
) STRICT;

CREATE TABLE network (
    "input_id" INTEGER, "place" INTEGER, "entries" INTEGER, "since" INTEGER,
    "until" INTEGER
) STRICT;

CREATE TABLE members (
    "record_key" TEXT, "contact_id" TEXT, "version_id" INTEGER, "fingerprint" INTEGER,
    "since" INTEGER, "until" INTEGER
) STRICT;

CREATE TABLE ids (
    "old_id" TEXT, "contact_id" TEXT, "since" INTEGER, "until" INTEGER
) STRICT;

CREATE TABLE decisions (
    "record_a" TEXT, "record_b" TEXT, "decision" TEXT, "since" INTEGER, "until" INTEGER
) STRICT;

CREATE TABLE said (
    "contact_id" TEXT, "field" TEXT, "value" TEXT, "since" INTEGER, "until" INTEGER
) STRICT;

CREATE TABLE grades (
    "key" TEXT, "grade" TEXT, "since" INTEGER, "until" INTEGER
) STRICT;

CREATE TABLE notes (
    "note" INTEGER, "contact_id" TEXT, "day" TEXT, "channel" TEXT, "text" TEXT,
    "gave" TEXT, "since" INTEGER, "until" INTEGER
) STRICT;

CREATE TABLE settings (
    "name" TEXT, "value" TEXT, "since" INTEGER, "until" INTEGER
) STRICT;

CREATE TABLE reckoned (
    "event" INTEGER, "owner" TEXT, "region" TEXT, "region_reason" TEXT
) STRICT;

CREATE TABLE contacts (
    "contact_id" TEXT, "full_name" TEXT, "given_name" TEXT, "family_name" TEXT,
    "emails" TEXT, "phones" TEXT, "company" TEXT, "title" TEXT, "linkedin_url" TEXT,
    "circle" TEXT, "last_personal_note" TEXT, "circle_basis" TEXT, "circle_reason" TEXT,
    "cadence_days" INTEGER, "kind" TEXT, "prefix" TEXT, "middle_name" TEXT, "suffix" TEXT,
    "credentials" TEXT, "nicknames" TEXT, "other_names" TEXT, "email_types" TEXT,
    "phone_types" TEXT, "department" TEXT, "history" TEXT, "addresses" TEXT, "city" TEXT,
    "country" TEXT, "birthday" TEXT, "anniversary" TEXT, "urls" TEXT, "handles" TEXT,
    "identifiers" TEXT, "categories" TEXT, "notes" TEXT, "connected_on" TEXT,
    "met_on" TEXT, "uids" TEXT, "sources" TEXT, "extra" TEXT
) STRICT;

CREATE TABLE happened (
    "file" TEXT, "member" TEXT, "position" INTEGER, "kind" TEXT, "date" TEXT, "day" TEXT,
    "channel" TEXT, "direction" TEXT, "sender_name" TEXT, "sender_handle" TEXT,
    "recipient_names" TEXT, "recipient_handles" TEXT, "subject" TEXT, "text" TEXT,
    "conversation" TEXT, "draft" INTEGER, "sponsored" INTEGER, "automatic" INTEGER,
    "duration" INTEGER, "counterpart_name" TEXT, "counterpart_handle" TEXT,
    "recipients" INTEGER, "group" INTEGER, "repeat" TEXT, "key" TEXT, "grade" TEXT,
    "reason" TEXT, "contact_id" TEXT, "says" TEXT, "present" TEXT
) STRICT;

CREATE TABLE snapshots (
    "name" TEXT, "part" INTEGER, "arrow" BLOB
) STRICT;

CREATE UNIQUE INDEX inputs_by_digest ON inputs (digest);

CREATE UNIQUE INDEX versions_by_entry ON versions (slot, entry, fingerprint);

CREATE UNIQUE INDEX interactions_by_digest ON interactions (digest);

CREATE INDEX holdings_by_source ON holdings (source_id);

CREATE INDEX tellings_by_source ON tellings (source_id);

CREATE INDEX sources_by_input ON sources (input_id);

CREATE INDEX happened_by_contact ON happened (contact_id);

CREATE INDEX members_by_contact ON members (contact_id);

CREATE UNIQUE INDEX network_now ON network (input_id) WHERE until IS NULL;

CREATE UNIQUE INDEX members_now ON members (record_key) WHERE until IS NULL;

CREATE UNIQUE INDEX ids_now ON ids (old_id) WHERE until IS NULL;

CREATE UNIQUE INDEX decisions_now ON decisions (record_a, record_b) WHERE until IS NULL;

CREATE UNIQUE INDEX said_now ON said (contact_id, field) WHERE until IS NULL;

CREATE UNIQUE INDEX grades_now ON grades (key) WHERE until IS NULL;

CREATE UNIQUE INDEX notes_now ON notes (note) WHERE until IS NULL;

CREATE UNIQUE INDEX settings_now ON settings (name) WHERE until IS NULL;

CREATE INDEX network_since ON network (since);

CREATE INDEX network_until ON network (until);

CREATE INDEX members_since ON members (since);

CREATE INDEX members_until ON members (until);

CREATE INDEX ids_since ON ids (since);

CREATE INDEX ids_until ON ids (until);

CREATE INDEX decisions_since ON decisions (since);

CREATE INDEX decisions_until ON decisions (until);

CREATE INDEX said_since ON said (since);

CREATE INDEX said_until ON said (until);

CREATE INDEX grades_since ON grades (since);

CREATE INDEX grades_until ON grades (until);

CREATE INDEX notes_since ON notes (since);

CREATE INDEX notes_until ON notes (until);

CREATE INDEX settings_since ON settings (since);

CREATE INDEX settings_until ON settings (until);
"""
"""The first version."""

_EXPORTS = """
CREATE TABLE exports (
    "format" TEXT, "contact_id" TEXT, "fingerprint" INTEGER, "uid" TEXT, "name" TEXT,
    "since" INTEGER, "until" INTEGER
) STRICT;

CREATE UNIQUE INDEX exports_now ON exports (format, contact_id) WHERE until IS NULL;

CREATE INDEX exports_since ON exports (since);

CREATE INDEX exports_until ON exports (until);
"""
"""What other programs were given."""

_EARLIER = """
CREATE TABLE earlier (
    "contact_id" TEXT, "field" TEXT, "fingerprint" INTEGER, "event" INTEGER
) STRICT;
"""
"""What the book showed before, by which an old table of contacts is known."""


def _statements(sql: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in sql.split(";") if part.strip())


MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _statements(_FIRST),
    _statements(_EXPORTS),
    _statements(_EARLIER),
)
"""The statements by which each version is made of the one before, the first of
an empty file.
"""
