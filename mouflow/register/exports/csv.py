"""Tables to CSV that spreadsheets open rightly: UTF-8 with its mark, RFC 4180, and no cell that computes."""

from __future__ import annotations

import csv
import re
from datetime import date
from io import StringIO

from .columns import Cell
from .tables import Table

_UNSEEN = r"[\s\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]*"
_COMPUTES = re.compile(rf"{_UNSEEN}[=+\-@＝＋－＠]|[\t\r\n]")
"""A cell that a spreadsheet may take for a formula: it begins with one of these signs, in either width, or after what
is not seen; or with a tab or a line break (OWASP, "CSV Injection")."""


def to_csv(table: Table) -> bytes:
    """Write a table; dates as ISO 8601, every cell in quotation marks, so that no other separator parts it."""
    written = StringIO(newline="")
    lines = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    lines.writerow(map(_field, table.headings))
    lines.writerows(map(_field, line) for line in table.lines)
    return written.getvalue().encode("utf-8-sig")


def _field(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return neutral(cell)
    return "" if cell is None else str(cell)


def neutral(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if computes(text) else text


def computes(text: str) -> bool:
    """Tell whether a spreadsheet may take a text for a formula."""
    return _COMPUTES.match(text) is not None
