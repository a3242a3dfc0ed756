"""messages.csv of any year in; interactions out, one for each message.

Drafts and advertisements are kept and flagged. Who wrote and who received is left as the file has
it: the owner is not known here.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.types import Flags
from netmerge.importers.contract import Imported
from netmerge.importers.programs.linkedin.kinds import FILES
from netmerge.importers.programs.linkedin.people import handles, recipients
from netmerge.importers.programs.linkedin.sheet import Sheet, dated, directions, interactions, says

_ADVERTISEMENT = ("spinmail-quill-editor", "%FIRSTNAME%")
"""The editor of LinkedIn's mass mailings, and a placeholder that it left unfilled."""


def read_messages(sheet: Sheet) -> Imported:
    """Interactions of kind `message`; direction only where the file has such a column, as in 2018."""
    sheet, moments, empty, rejects = dated(
        sheet, ("sender", "recipients", "text", "subject", "date")
    )
    sender_handles = handles(sheet.text("sender_url"))
    names, recipient_handles = recipients(
        sheet.text("recipients"), sheet.text("recipient_urls"), sheet.text("sender"), sender_handles
    )
    columns = {
        "kind": pa.nulls(len(sheet), pa.string()).fill_null("message"),
        "date": moments,
        "channel": pa.nulls(len(sheet), pa.string()).fill_null("linkedin"),
        "direction": directions(sheet.text("direction")),
        "sender_name": sheet.text("sender"),
        "sender_handle": sender_handles,
        "recipient_names": names,
        "recipient_handles": recipient_handles,
        "subject": sheet.text("subject"),
        "text": sheet.text("text"),
        "conversation": sheet.text("conversation"),
        "draft": _drafts(sheet),
        "sponsored": _sponsored(sheet),
    }
    return interactions(sheet, columns, empty, rejects)


def _drafts(sheet: Sheet) -> Flags:
    yes = FILES.content.words.yes
    marked: Flags = says(sheet.text("message_draft"), yes) | says(
        sheet.text("conversation_draft"), yes
    )
    marked |= says(sheet.text("folder"), FILES.content.words.draft_folder)
    return marked


def _sponsored(sheet: Sheet) -> Flags:
    """Whether a message is an advertisement: by its title, by its text, or because nobody with a
    profile wrote it.
    """
    sponsored: Flags = says(sheet.text("topic"), FILES.content.words.sponsored_title) | says(
        sheet.text("sender"), FILES.content.words.member
    )
    if sheet.has("sender_url"):
        sponsored |= np.asarray(sheet.text("sender_url").is_null())
    for mark in _ADVERTISEMENT:
        sponsored |= np.asarray(pc.match_substring(sheet.text("text"), mark).fill_null(False))
    return sponsored
