"""Names, companies and addresses of a table in; whether each row is a person or an organisation out."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.text import fold, unique_map

PERSON, ORGANISATION = "person", "organisation"


def kinds(names: pa.Array, companies: pa.Array, emails: pa.Array) -> pa.Array:
    """`person` or `organisation` for each row of names (null if none), companies, and first e-mail addresses.

    An organisation has the name of its company, or of a service ("Taxi", "Switchboard"), or no name at all and a
    company with no mailbox but one of a function (info@). Whatever is in doubt is a person.
    """
    role = np.asarray(unique_map(emails, is_role_mailbox, pa.bool_()).fill_null(True))
    nameless = np.asarray(names.is_null()) & role
    nothing_else = np.asarray(companies.is_valid()) | np.asarray(emails.is_valid())
    service = np.asarray(unique_map(names, is_service_name, pa.bool_()).fill_null(False))
    named_alike = np.asarray(pc.fill_null(pc.equal(unique_map(names, fold), unique_map(companies, fold)), False))
    organisation = (nameless & nothing_else) | service | named_alike
    return pc.if_else(pa.array(organisation), ORGANISATION, PERSON)


def is_service_name(name: str) -> bool:
    """Whether a whole name is that of a service: Taxi, Voicemail, info@shop.example."""
    return fold(name) in _names() or ("@" in name and is_role_mailbox(name))


def is_role_mailbox(address: str) -> bool:
    """Whether an e-mail address is a function's and not a person's: info@, sales@."""
    return fold(address.partition("@")[0]).replace(" ", "") in _mailboxes()


@cache
def _names() -> frozenset[str]:
    return frozenset(fold(name) for name in _table()["names"])


@cache
def _mailboxes() -> frozenset[str]:
    return frozenset(_table()["mailboxes"])


def _table() -> dict[str, list[str]]:
    text = resources.files("netmerge.importers").joinpath("services.toml").read_text("utf-8")
    table: dict[str, list[str]] = tomllib.loads(text)
    return table
