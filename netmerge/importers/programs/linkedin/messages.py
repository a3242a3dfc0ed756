"""messages.csv of any year → interactions, one for each message.

Drafts and advertisements are kept and flagged. Who wrote and who received is
left as the file has it: the owner is not known here.
"""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from netmerge.columns.types import Flags
from netmerge.importers.contract import Imported
from netmerge.importers.programs.linkedin.kinds import FILES
from netmerge.importers.programs.linkedin.people import handles, recipients
from netmerge.importers.programs.linkedin.sheet import Sheet, dated, directions, says

_ADVERTISEMENT = ("spinmail-quill-editor", "%FIRSTNAME%")
"""The editor of LinkedIn's mass mailings, and a placeholder that it left
unfilled.
"""


def read_messages(sheet: Sheet) -> Imported:
    """Interactions of kind `message`; direction only where the file has one, as
    in 2018.
    """
    rows = dated(sheet, ("sender", "recipients", "text", "subject", "date"))
    sheet = rows.sheet
    senders = sheet.text("sender")
    sender_handles = handles(sheet.text("sender_url"))
    names, recipient_handles = recipients(
        sheet.text("recipients"), sheet.text("recipient_urls"), senders, sender_handles
    )
    columns = {
        "direction": directions(sheet.text("direction")),
        "sender_name": senders,
        "sender_handle": sender_handles,
        "recipient_names": names,
        "recipient_handles": recipient_handles,
        "subject": sheet.text("subject"),
        "text": sheet.text("text"),
        "conversation": sheet.text("conversation"),
        "draft": _drafts(sheet),
        "sponsored": _sponsored(sheet),
    }
    return rows.interactions("message", columns)


def _drafts(sheet: Sheet) -> Flags:
    """Whether a message is a draft: it, its conversation or its folder says so."""
    yes = FILES.content.words.yes
    marked: Flags = says(sheet.text("message_draft"), yes)
    marked |= says(sheet.text("conversation_draft"), yes)
    marked |= says(sheet.text("folder"), FILES.content.words.draft_folder)
    return marked


def _sponsored(sheet: Sheet) -> Flags:
    """Whether a message is an advertisement: its title or text says so, or nobody
    wrote it.
    """
    sponsored: Flags = says(sheet.text("topic"), FILES.content.words.sponsored_title)
    sponsored |= says(sheet.text("sender"), FILES.content.words.member)
    if sheet.has("sender_url"):  # who wrote has a profile
        sponsored |= np.asarray(sheet.text("sender_url").is_null())
    for mark in _ADVERTISEMENT:
        holds = pc.match_substring(sheet.text("text"), mark)
        sponsored |= np.asarray(holds.fill_null(False))
    return sponsored
