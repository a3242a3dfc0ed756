"""Invitations.csv of any year in; interactions out, with the direction that the file gives."""

from __future__ import annotations

import pyarrow as pa

from netmerge.importers.contract import Imported
from netmerge.importers.programs.linkedin.people import handles, singles
from netmerge.importers.programs.linkedin.sheet import Sheet, dated, directions, interactions


def read_invitations(sheet: Sheet) -> Imported:
    """Interactions of kind `invitation`. Member numbers (`urn:li:member:N`) name no profile and
    give no handle.
    """
    sheet, moments, empty, rejects = dated(sheet, ("sender", "recipient", "text", "date"))
    recipient_handles = handles(sheet.text("recipient_url"))
    names = sheet.text("recipient")
    columns = {
        "kind": pa.nulls(len(sheet), pa.string()).fill_null("invitation"),
        "date": moments,
        "channel": pa.nulls(len(sheet), pa.string()).fill_null("linkedin"),
        "direction": directions(sheet.text("direction")),
        "sender_name": sheet.text("sender"),
        "sender_handle": handles(sheet.text("sender_url")),
        "recipient_names": singles(names, where=(names, recipient_handles)),
        "recipient_handles": singles(recipient_handles, where=(recipient_handles,)),
        "text": sheet.text("text"),
        "draft": pa.nulls(len(sheet), pa.bool_()).fill_null(False),
        "sponsored": pa.nulls(len(sheet), pa.bool_()).fill_null(False),
    }
    return interactions(sheet, columns, empty, rejects)
