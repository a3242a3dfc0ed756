"""Tables of a network → pages and pictures to look at."""

from netmerge.report.page import Seen, write_page

__all__ = ["Seen", "write_page"]
