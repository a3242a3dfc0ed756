"""Invitations.csv of any year → interactions, with the direction that the file
gives.
"""

from __future__ import annotations

from netmerge.importers.contract import Imported
from netmerge.importers.programs.linkedin.people import handles, singles
from netmerge.importers.programs.linkedin.sheet import Sheet, dated, directions


def read_invitations(sheet: Sheet) -> Imported:
    """Interactions of kind `invitation`.

    Member numbers (`urn:li:member:N`) name no profile and give no handle.
    """
    rows = dated(sheet, ("sender", "recipient", "text", "date"))
    sheet = rows.sheet
    recipient_handles = handles(sheet.text("recipient_url"))
    names = sheet.text("recipient")
    columns = {
        "direction": directions(sheet.text("direction")),
        "sender_name": sheet.text("sender"),
        "sender_handle": handles(sheet.text("sender_url")),
        "recipient_names": singles(names, where=(names, recipient_handles)),
        "recipient_handles": singles(recipient_handles, where=(recipient_handles,)),
        "text": sheet.text("text"),
    }
    return rows.interactions("invitation", columns)
