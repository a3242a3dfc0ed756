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
from netmerge.matching.mailboxes import called_in_addresses, spelled


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
    called: Ints  # (records, 2), see `called_in_addresses`
    phone_table: Ints  # (records, at most 8), codes of `phones.texts`
    organisation_table: Ints  # (records, at most 8), codes of `organisations.texts`
    identifier_table: Ints  # (records, at most 8), codes of `identifiers.texts`
    values_left_out: dict[str, int]


def join(said: Attributes, common: Frequencies) -> Features:
    """The features of records, with the frequencies that the whole list has."""
    records = said.records
    tables = together(
        organisation=lambda: said.organisations.table(records, common.organisation_count),
        email=lambda: said.emails.table(records, common.email_count),
        identifier=lambda: said.identifiers.table(records, common.identifier_count),
        phone=lambda: said.phones.table(records, common.phone_count),
    )
    emails, emails_cut = tables["email"]
    phones, phones_cut = tables["phone"]
    firms, firms_cut = tables["organisation"]
    letters, domains = said.email_letters, said.email_domain
    return Features(
        **vars(said),
        **vars(common),
        email_table=emails,
        email_local=said.email_local_part.without(common.email_of_a_desk),
        email_shared=said.email_role | common.email_several,
        email_spelled=spelled(said.email_forms, letters, domains, emails),
        called=called_in_addresses(said.names, said.email_called, emails),
        phone_table=phones,
        organisation_table=firms,
        identifier_table=tables["identifier"][0],
        values_left_out={"e-mail": emails_cut, "phone": phones_cut, "company": firms_cut},
    )
