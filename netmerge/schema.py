"""The tables of netmerge in one place: their columns, types and units. Every stage takes and
returns these.

All tables are pandas DataFrames with Arrow-backed columns and a plain RangeIndex. A field with
several values is a list column, best value first; `*_types` columns run parallel to their list.
Absent text is null, never "".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import pyarrow as pa

from netmerge.columns.chunks import arrow
from netmerge.errors import SchemaError

TEXT = pa.string()
TEXTS = pa.list_(pa.string())
INTEGER = pa.int64()
NUMBER = pa.float64()
FLAG = pa.bool_()
DATE = pa.date32()
MOMENT = pa.timestamp("us", tz="UTC")
_CHUNK = 1 << 16
ADDRESS = pa.struct(
    [
        (name, TEXT)
        for name in (
            "type",
            "po_box",
            "extended",
            "street",
            "city",
            "region",
            "postcode",
            "country",
        )
    ]
)


@dataclass(frozen=True)
class Column:
    """One column: its Arrow type and what it holds."""

    type: pa.DataType
    meaning: str


@dataclass(frozen=True)
class Table:
    """A table's name and its columns in their fixed order."""

    name: str
    columns: Mapping[str, Column]

    def frame(
        self, data: Mapping[str, Any] | pd.DataFrame, rows: int | None = None
    ) -> pd.DataFrame:
        """Make a table of this kind from some of its columns; those not given are null, and share
        their memory.

        A column may be a Python list, a NumPy array, a pandas Series or an Arrow array. `rows` is
        needed only where no column is given. Raises SchemaError for a column this table does not
        have or a value of another type.
        """
        names = [str(name) for name in data]
        unknown = [name for name in names if name not in self.columns]
        if unknown:
            raise SchemaError(
                f"{self.name} has no column {', '.join(unknown)}.", available=tuple(self.columns)
            )
        given = {name: self._array(name, data[name]) for name in names}
        length = len(next(iter(given.values()))) if given else (rows or 0)
        arrays = [
            given[name]
            if name in given and given[name].null_count < length
            else constant(None, length, column.type)
            for name, column in self.columns.items()
        ]
        return to_pandas(pa.table(arrays, names=list(self.columns)))

    def empty(self) -> pd.DataFrame:
        """This table without rows."""
        return self.frame({}, rows=0)

    def validate(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return `frame` if it has all columns of this table, in their types; raise SchemaError
        if not.
        """
        missing = [name for name in self.columns if name not in frame.columns]
        if missing:
            raise SchemaError(
                f"The {self.name} table lacks {', '.join(missing)}.",
                missing=missing,
                available=[str(name) for name in frame.columns],
            )
        for name, column in self.columns.items():
            if frame[name].dtype != pd.ArrowDtype(column.type):
                raise SchemaError(f"{self.name}.{name} is {frame[name].dtype}, not {column.type}.")
        return frame

    def concat(self, frames: list[pd.DataFrame]) -> pd.DataFrame:
        """Stack tables of this kind, in the order given."""
        filled = [frame for frame in frames if len(frame)]
        return pd.concat(filled, ignore_index=True) if filled else self.empty()

    def _array(self, name: str, values: Any) -> pa.Array | pa.ChunkedArray:
        wanted = self.columns[name].type
        if isinstance(values, pd.Series):
            values = arrow(values)
        try:
            if isinstance(values, pa.Array | pa.ChunkedArray):
                return values if values.type == wanted else values.cast(wanted)
            return pa.array(values, type=wanted, from_pandas=True)
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError) as error:
            raise SchemaError(f"{self.name}.{name} should hold {wanted}: {error}.") from error


@lru_cache(maxsize=64, typed=True)
def constant(value: Any, rows: int, kind: pa.DataType = TEXT) -> pa.ChunkedArray:
    """A column that says the same in every row: its chunks are one array, also in other tables of
    as many rows.
    """
    chunk = pa.array([value] * min(rows, _CHUNK), kind)
    whole, rest = divmod(rows, _CHUNK)
    return pa.chunked_array([chunk] * whole + [chunk.slice(0, rest)] * (rest > 0), kind)


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """An Arrow table as a DataFrame with Arrow-backed columns, without copying."""
    frame: pd.DataFrame = table.to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def _columns(*groups: tuple[pa.DataType, Mapping[str, str]]) -> dict[str, Column]:
    return {
        name: Column(kind, meaning) for kind, names in groups for name, meaning in names.items()
    }


_FILE = {
    "file": "the input's name",
    "member": "the file inside an archive or folder; null for a plain file",
}
_PLACE = _columns(
    (TEXT, _FILE),
    (
        INTEGER,
        {"position": "data row or card, counted from 1 within the member, rejected ones included"},
    ),
)
_LINE = _columns((INTEGER, {"line": "line of the file where the row or card begins, from 1"}))

_TRAITS = _columns(
    (
        FLAG,
        {
            "scanned": "whether the source's text was read off a picture and may be misread",
            "duplicate_free": "whether the source lists nobody twice: two rows are two people",
            "self_written": "whether people wrote their own entries",
        },
    ),
    (
        INTEGER,
        {"authority": "whose word goes first where two are equally fresh, the highest; 2 unless known"},
    ),
)

RECORDS = Table(
    "records",
    _columns((INTEGER, {"record_id": "0, 1, 2 … in input order"}))
    | _PLACE
    | _LINE
    | _columns(
        (
            TEXT,
            {
                "source": "kind of source: linkedin, linkedin-imported, vcard, google, outlook, camcard, contacts, …",
                "kind": "person, organisation or group",
                "status": "read, or empty where the row carries no name and no way to reach anybody",
            },
        ),
    )
    | _TRAITS
    | _columns(
        (
            DATE,
            {
                "as_of": "day on which the source last held this to be true (REV, scan, export); null if unknown"
            },
        ),
        (
            TEXT,
            {
                "full_name": "the whole name as written",
                "prefix": "title before the name",
                "given_name": "",
                "middle_name": "",
                "family_name": "",
                "suffix": "what follows the name: generation, credentials",
                "nickname": "",
                "maiden_name": "",
                "phonetic_name": "reading or transcription given by the source",
            },
        ),
        (
            TEXTS,
            {
                "emails": "e-mail addresses as written",
                "email_types": "parallel to emails: home, work, other, pref … joined by a comma, lower case",
                "phones": "telephone numbers as written",
                "phone_types": "parallel to phones: cell, work, home, fax, pager …",
            },
        ),
        (
            TEXT,
            {"company": "current or first organisation", "department": "", "title": "job title"},
        ),
        (TEXTS, {"other_companies": "further organisations", "other_titles": "further job titles"}),
        (
            TEXT,
            {
                "address_type": "home, work …; the eight address columns hold the first address",
                "po_box": "",
                "extended": "flat, suite, building",
                "street": "",
                "city": "",
                "region": "state or province",
                "postcode": "",
                "country": "",
            },
        ),
        (pa.list_(ADDRESS), {"other_addresses": "further addresses"}),
        (
            TEXT,
            {
                "birthday": "ISO 8601, possibly partial: 1989-03-24, 1989-03, 1989, --03-24",
                "anniversary": "as birthday",
            },
        ),
        (TEXT, {"linkedin_url": "LinkedIn profile address as written"}),
        (
            TEXTS,
            {
                "urls": "other web addresses",
                "handles": "chat and social accounts as service:name",
                "identifiers": "official numbers as kind:number: passport, driver_licence, ssn, national_id, tax_id …",
                "categories": "labels, groups and tags that the source gives",
                "notes": "free text, one entry per note",
            },
        ),
        (
            DATE,
            {
                "connected_on": "day of connecting on a network",
                "met_on": "day of meeting, for a card the day of its scan",
            },
        ),
        (TEXT, {"uid": "the source's own identifier of the entry"}),
        (pa.large_binary(), {"photo": "the largest picture, as bytes"}),
        (
            TEXT,
            {
                "extra": "JSON object of values that fit no other column: column or property to text or list"
            },
        ),
    ),
)

INTERACTIONS = Table(
    "interactions",
    _PLACE
    | _columns(
        (TEXT, {"kind": "message, invitation, recommendation, endorsement, meeting, call"}),
        (MOMENT, {"date": "when, in UTC; a date without a time is its midnight"}),
        (TEXT, {"channel": "linkedin, email, whatsapp, sms, calendar …"}),
        (
            TEXT,
            {
                "direction": "out (the owner wrote), in, or null where the source does not say and the owner decides"
            },
        ),
        (
            TEXT,
            {
                "sender_name": "",
                "sender_handle": "who: linkedin:SLUG, mailto:ADDRESS, tel:+NUMBER; null if not given",
            },
        ),
        (
            TEXTS,
            {
                "recipient_names": "",
                "recipient_handles": "parallel to recipient_names where the source tells",
            },
        ),
        (
            TEXT,
            {
                "subject": "",
                "text": "what was written, without quoted replies",
                "conversation": "thread identifier",
            },
        ),
        (FLAG, {"draft": "never sent", "sponsored": "advertisement"}),
    ),
)

REJECTS = Table(
    "rejects",
    _PLACE
    | _LINE
    | _columns(
        (TEXT, {"reason": "why it could not be read", "raw": "the row or card as it stood"})
    ),
)

OWNER_FACTS = Table(
    "owner_facts",
    _columns(
        (
            TEXT,
            {
                "file": "",
                "member": "",
                "fact": "name, email, phone, url, company or school",
                "value": "",
                "start": "company and school: ISO date, possibly partial",
                "end": "as start; null while it lasts",
            },
        ),
    ),
)

SOURCES = Table(
    "sources",
    _columns(
        (
            TEXT,
            {
                "file": "",
                "member": "",
                "source": "kind of source, as in records",
                "holds": "contacts, interactions, owner, or nothing (set aside, with the note saying why)",
            },
        ),
        (
            INTEGER,
            {
                "rows": "data rows or cards in all",
                "read": "of these, read",
                "empty": "of these, empty",
                "rejected": "of these, rejected",
            },
        ),
        (
            DATE,
            {"covers_from": "day of the first dated row", "covers_to": "day of the last dated row"},
        ),
        (
            TEXT,
            {
                "encoding": "",
                "note": "what a person should know: set aside because …, unmapped columns …",
            },
        ),
    )
    | _TRAITS
    | _columns(
        (
            TEXT,
            {
                "channel": "channel of its interactions, as there",
                "channel_phrase": "the channel in a sentence: on LinkedIn, by e-mail",
            },
        ),
        (
            FLAG,
            {
                "by_handle": "whether everybody on the channel has a handle",
                "letters": "whether many messages of the channel do not name the owner they came to",
                "tells_of_writing": "whether it tells what the owner wrote; a calendar does not",
            },
        ),
    ),
)

CLEANED = Table(
    "cleaned",
    _columns(
        (INTEGER, {"record_id": "as in records, same rows in the same order"}),
        (
            pa.uint64(),
            {
                "fingerprint": "a number for the record's content: the same for the same, wherever it stands"
            },
        ),
        (TEXT, {"kind": "person, organisation or group"}),
        (
            TEXT,
            {
                "full_name": "the name as one would write it: titles, credentials and decoration gone, human case",
                "prefix": "titles: Dr., Prof.",
                "given_name": "",
                "middle_name": "",
                "family_name": "",
                "suffix": "generation: Jr., III",
            },
        ),
        (
            TEXTS,
            {
                "credentials": "PhD, MBA, M.Sc. …",
                "nicknames": "given in quotes, brackets or a nickname column",
                "other_names": "maiden names, names in another script, former surnames",
                "emails": "normalised addresses, in the record's order, valid ones only",
                "email_types": "parallel to emails",
                "phones": "E.164, `;ext=12` where there is an extension; else the digits as written",
                "phone_types": "parallel to phones: cell, work, home, fax …; else told from the number",
            },
        ),
        (
            TEXT,
            {
                "company": "display form",
                "company_key": "equal for two ways to write one company: folded, without legal form",
                "department": "",
                "title": "",
            },
        ),
        (TEXTS, {"other_companies": "", "other_titles": ""}),
        (TEXT, {"linkedin": "slug of the profile, decoded, NFC, lower case"}),
        (TEXTS, {"websites": "host names of the record's web pages, without www."}),
        (TEXTS, {"identifiers": "official numbers as kind:NUMBER, in capital letters and digits"}),
        (
            TEXT,
            {
                "birthday": "ISO 8601, possibly partial",
                "street": "",
                "city": "",
                "region": "",
                "postcode": "",
                "country": "",
            },
        ),
    ),
)

CONTACTS = Table(
    "contacts",
    _columns(
        (
            TEXT,
            {
                "contact_id": "stable for the same records",
                "full_name": "",
                "given_name": "",
                "family_name": "",
            },
        ),
        (TEXTS, {"emails": "union, best first", "phones": "union, best first, E.164 where valid"}),
        (
            TEXT,
            {
                "company": "of the freshest source",
                "title": "of the freshest source",
                "linkedin_url": "",
            },
        ),
        (TEXT, {"circle": "family, friends, co-workers, alumni, professional organisation, other"}),
        (
            DATE,
            {"last_personal_note": "day of the owner's last personal note; null without evidence"},
        ),
        (TEXT, {"kind": "person or organisation", "prefix": "", "middle_name": "", "suffix": ""}),
        (
            TEXTS,
            {"credentials": "", "nicknames": "", "other_names": "every other form of the name"},
        ),
        (TEXTS, {"email_types": "", "phone_types": ""}),
        (TEXT, {"department": ""}),
        (TEXTS, {"history": "earlier employment, latest first: Title, Company (as of)"}),
        (pa.list_(ADDRESS), {"addresses": ""}),
        (TEXT, {"city": "", "country": "", "birthday": "", "anniversary": ""}),
        (TEXTS, {"urls": "", "handles": "", "identifiers": "", "categories": "", "notes": ""}),
        (DATE, {"connected_on": "earliest", "met_on": "earliest"}),
        (TEXTS, {"uids": "", "sources": "kinds of source, sorted"}),
        (pa.large_binary(), {"photo": "the largest"}),
        (TEXT, {"extra": "JSON object of values that fit no column"}),
        (pa.list_(pa.int64()), {"record_ids": "the records merged into this contact, best first"}),
    ),
)

PROVENANCE = Table(
    "provenance",
    _columns(
        (
            TEXT,
            {
                "contact_id": "",
                "field": "column of contacts",
                "value": "as it stands in the contact",
            },
        ),
        (INTEGER, {"record_id": "a record that holds this value"}),
    ),
)
