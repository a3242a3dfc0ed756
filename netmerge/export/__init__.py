"""Tables → CSV, vCard, address books' CSV, JSON Lines, Parquet, workbooks and HTML."""

from netmerge.export.csv import read_csv, to_csv
from netmerge.export.flat import flat
from netmerge.export.google import to_google_csv
from netmerge.export.html import table_html
from netmerge.export.jsonl import read_jsonl, to_jsonl
from netmerge.export.outlook import to_outlook_csv
from netmerge.export.parquet import to_parquet
from netmerge.export.registry import write_as, writers
from netmerge.export.reminders import to_reminders
from netmerge.export.rows import rows_table
from netmerge.export.run import Vcf, staged_run
from netmerge.export.vcard import to_vcard, vobject_cards
from netmerge.export.wordless import without_text
from netmerge.export.writer import Writer
from netmerge.export.xlsx import to_excel

__all__ = [
    "Vcf",
    "Writer",
    "flat",
    "read_csv",
    "read_jsonl",
    "rows_table",
    "staged_run",
    "table_html",
    "to_csv",
    "to_excel",
    "to_google_csv",
    "to_jsonl",
    "to_outlook_csv",
    "to_parquet",
    "to_reminders",
    "to_vcard",
    "vobject_cards",
    "without_text",
    "write_as",
    "writers",
]
