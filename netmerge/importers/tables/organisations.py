"""Names, companies and addresses of a table → whether each row is a person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.codes import unique_map
from netmerge.text.folding import fold, fold_latin
from netmerge.text.mailboxes import is_of_organisation
from netmerge.words import SERVICES

_UNKNOWN = pa.scalar(None, pa.bool_())
PERSON, ORGANISATION = "person", "organisation"


def kinds(names: pa.Array, companies: pa.Array, emails: pa.Array) -> pa.Array:
    """`person` or `organisation` for each row of names (null if none),
    companies, and first e-mail addresses.

    An organisation has the name of its company, or of a service ("Taxi",
    "Switchboard"), or no name at all and a company with no mailbox but one of
    a function (info@). Whatever is in doubt is a person.
    """
    unnamed = names.is_null()
    mailboxes = pc.if_else(unnamed, emails, NO_TEXT)
    own = unique_map(mailboxes, lambda address: not is_role_mailbox(address), pa.bool_())
    personal = own.fill_null(False)
    something = pc.or_(companies.is_valid(), emails.is_valid())
    nameless = pc.and_(pc.and_(unnamed, something), pc.invert(personal))
    services = unique_map(_short(names), is_service_name, quick=_named_in_latin)
    same = pc.equal(pc.utf8_lower(names), pc.utf8_lower(companies))
    named = pc.or_(services.fill_null(False), same.fill_null(False))
    return pc.if_else(pc.or_(nameless, named), ORGANISATION, PERSON)


def is_organisation(names: Sequence[str], company: str, emails: Sequence[str]) -> bool:
    """Whether one entry is an organisation's, by its names, as far as it has
    any, its company and its addresses.
    """
    given = {name.casefold() for name in names if name}
    if not given and not company:
        return bool(emails) and is_role_mailbox(emails[0])
    return bool(company and given <= {company.casefold()}) or any(map(is_service_name, given))


def _short(names: pa.Array) -> pa.Array:
    """Names no longer than the longest service's, and addresses."""
    longest = max(map(len, _names())) + 5
    return pc.if_else(pc.less_equal(pc.utf8_length(names), longest), names, NO_TEXT)


def is_service_name(name: str) -> bool:
    """Whether a whole name is that of a service: Taxi, Voicemail,
    info@shop.example.
    """
    return fold(name) in _names() or ("@" in name and is_role_mailbox(name))


def _named_in_latin(names: pa.Array) -> pa.Array:
    """`is_service_name` of names in Latin letters alone, null for all others."""
    folded = fold_latin(names)
    services = pa.array(sorted(_names()))
    return pc.if_else(folded.is_valid(), pc.is_in(folded, services), _UNKNOWN)


def is_role_mailbox(address: str) -> bool:
    """Whether an e-mail address is a function's and not a person's: info@,
    sales@.
    """
    return is_of_organisation(address.partition("@")[0])


@cache
def _names() -> frozenset[str]:
    return frozenset(map(fold, SERVICES.content.names))
