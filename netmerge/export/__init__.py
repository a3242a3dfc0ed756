"""Tables in; CSV, vCard and HTML out."""

from netmerge.export.csv import read_csv, to_csv
from netmerge.export.html import network_html, table_html
from netmerge.export.run import contacts_sheet, write_run
from netmerge.export.vcard import to_vcard

__all__ = ["contacts_sheet", "network_html", "read_csv", "table_html", "to_csv", "to_vcard", "write_run"]
