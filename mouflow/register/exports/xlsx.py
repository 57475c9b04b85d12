"""Tables to one XLSX workbook: real dates, texts that stay texts, columns as wide as what stands in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from .columns import Cell
from .csv import computes
from .tables import Table

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

NARROWEST, WIDEST = 8, 60
"""Widths of columns in digits of the sheet's font; longer texts wrap."""
MAX_TEXT = 32_767
"""So many characters a cell can hold ("Excel specifications and limits")."""
MAX_NAME = 31
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
"""Texts are never formulas, numbers or links, whatever they begin with."""


def to_xlsx(tables: Sequence[Table], title: str, author: str, created: datetime) -> bytes:
    """Write a workbook, a sheet a table; ``created`` is the only date in its properties, so that it is reproducible."""
    from xlsxwriter.workbook import Workbook

    written = BytesIO()
    with Workbook(written, _SAFE) as book:
        book.set_properties({"title": title, "author": author, "created": created.replace(tzinfo=None)})
        formats = _formats(book)
        for table, name in zip(tables, _names(tables), strict=True):
            _fill(book.add_worksheet(name), table, formats)
    return written.getvalue()


def _formats(book: Workbook) -> dict[str, Format]:
    wrapped = {"text_wrap": True, "valign": "top"}
    return {
        "head": book.add_format({**wrapped, "bold": True, "bottom": 1, "bg_color": "#E7ECF2"}),
        "text": book.add_format(wrapped),
        "quoted": book.add_format({**wrapped, "quote_prefix": True}),
        "number": book.add_format({"valign": "top"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
    }


def _names(tables: Sequence[Table]) -> list[str]:
    """Return a name for each sheet: short enough, without signs that names may not hold, each once."""
    names: list[str] = []
    for table in tables:
        wanted = " ".join(table.name.translate(_NOT_IN_NAMES).split())[:MAX_NAME] or "-"
        tries = (wanted, *(f"{wanted[: MAX_NAME - 3]} {number}" for number in range(2, 100)))
        taken = {name.casefold() for name in names}
        names.append(next(each for each in tries if each.casefold() not in taken))
    return names


def _fill(sheet: Worksheet, table: Table, formats: dict[str, Format]) -> None:
    for row, line in enumerate((table.headings, *table.lines)):
        for column, cell in enumerate(line):
            _write(sheet, (row, column), cell, formats["head" if row == 0 else _kind(cell)])
    for column, width in enumerate(_widths(table)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.lines), max(0, len(table.headings) - 1))
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _kind(cell: Cell) -> str:
    """Name the format of a cell; a text that looks like a formula stays a text also where somebody edits it."""
    if isinstance(cell, str):
        return "quoted" if computes(cell) else "text"
    return "date" if isinstance(cell, date) else "number"


def _write(sheet: Worksheet, place: tuple[int, int], cell: Cell, form: Format) -> None:
    if isinstance(cell, str):
        sheet.write_string(*place, cell[:MAX_TEXT], form)
    elif isinstance(cell, date):
        sheet.write_datetime(*place, datetime(cell.year, cell.month, cell.day), form)
    elif cell is not None:
        sheet.write_number(*place, cell, form)


def _widths(table: Table) -> list[int]:
    columns = zip(table.headings, *table.lines, strict=True)
    return [min(WIDEST, max(NARROWEST, 2 + max(map(_width, cells)))) for cells in columns]


def _width(cell: Cell) -> int:
    """Return how many digits wide a cell's longest line is; a Han character takes two (Unicode, UAX 11)."""
    if not isinstance(cell, str):
        return 10 if isinstance(cell, date) else len(str(cell or ""))
    return max((sum(_columns(sign) for sign in line) for line in cell.split("\n")), default=0)


def _columns(sign: str) -> int:
    return 0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
