"""Attributes and frequencies → all that blocking and comparisons look at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from netmerge.columns.coded import Coded
from netmerge.columns.threads import together
from netmerge.columns.types import Flags, Ints
from netmerge.matching.attributes import Attributes
from netmerge.matching.frequencies import Frequencies
from netmerge.matching.mailboxes import spelled


@dataclass(frozen=True, kw_only=True)
class Features(Attributes, Frequencies):
    """Attributes and frequencies together, and what follows from both.

    The tables hold, for each record, codes of its values, the rarest first,
    padded with -1; `values_left_out` counts by field what did not fit.
    """

    email_table: Ints  # (records, at most 8), codes of `emails.texts`
    # Of `emails.texts`:
    email_local: Coded  # the part before the @, but for roles and desks
    email_shared: Flags  # a role's, or a mailbox of several people
    email_spelled: npt.NDArray[np.int32]  # (records, 7), see `spelled`
    phone_table: Ints  # (records, at most 8), codes of `phones.texts`
    organisation_table: Ints  # (records, at most 8), codes of `organisations.texts`
    identifier_table: Ints  # (records, at most 8), codes of `identifiers.texts`
    values_left_out: dict[str, int]


def join(attributes: Attributes, frequencies: Frequencies) -> Features:
    """The features of records, with the frequencies that the whole list has."""
    records = attributes.records
    tables = together(
        organisation=lambda: attributes.organisations.table(
            records, frequencies.organisation_count
        ),
        email=lambda: attributes.emails.table(records, frequencies.email_count),
        identifier=lambda: attributes.identifiers.table(records, frequencies.identifier_count),
        phone=lambda: attributes.phones.table(records, frequencies.phone_count),
    )
    emails = tables["email"][0]
    local = attributes.email_local_part.without(frequencies.email_of_a_desk)
    spelling = spelled(
        attributes.email_forms, attributes.email_letters, attributes.email_domain, emails
    )
    fields = {"e-mail": "email", "phone": "phone", "company": "organisation"}
    return Features(
        **vars(attributes),
        **vars(frequencies),
        email_table=emails,
        email_local=local,
        email_shared=attributes.email_role | frequencies.email_several,
        email_spelled=spelling,
        phone_table=tables["phone"][0],
        organisation_table=tables["organisation"][0],
        identifier_table=tables["identifier"][0],
        values_left_out={field: tables[name][1] for field, name in fields.items()},
    )
