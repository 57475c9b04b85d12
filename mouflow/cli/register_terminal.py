"""Tables of the register on a terminal: colours, words of a language; widths right for Han characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rich import box
from rich.console import Console
from rich.rule import Rule
from rich.table import Table as RichTable
from rich.text import Text

from mouflow.diagnostics import printable
from mouflow.tracking.voices import load_voices
from mouflow.tracking.words.register_words import RegisterWords
from mouflow.workspace import find_workspace

from .register_options import profile_of
from .register_tables import Table

_STYLES = {
    "overdue": "bold red",
    "disputed": "magenta",
    "partial": "yellow",
    "submitted": "cyan",
    "done": "green",
    "late": "green",
    **dict.fromkeys(("waiting", "standing", "waived", "lapsed", "ended", "expected"), "dim"),
}
_WHOLE = frozenset({"date", "due", "last", "send-by", "next-due", "line"})
"""Columns that are never broken."""
_REFERENCES = frozenset({"agreement", "reference", "next"})
WHOLE = 32
"""What people copy to the next command is broken over lines only where it is longer than this."""
_WORDINGS = frozenset({"wording", "detail"})
"""Columns that take what is left of a line and are cut short; `explain` has the whole."""
WORDING, NARROW, PADDING = 24, 14, 3
"""The least cells of such a column, the most of others, and what stands between two."""
_MISSED = ("kind", "owner", "bearers", "overdue", "what", "line", "status")
"""What a narrow terminal leaves out, the first first."""
LONGEST = 160
"""More characters than this stand in no line of a terminal."""
_ASIDE = frozenset({"first", "known-from", "opens", "term", "term-kind", "receive-by", "waiting"})
"""Columns that a line for each agreement leaves out, so that it fits; the agreement at a glance has them."""
_NAMES = frozenset({"status", "kind", "stage", "what", "section", "term-kind"})
"""Columns whose values have names of their own."""
_COLOURED = frozenset({"status", "due", "date", "overdue"})


def show_on_terminal(table: Table, root: Path, language: str) -> None:
    """Print a table; columns without a value are left out, and the agreement where there is only one.

    A table in sections is printed section by section, each below its name.
    """
    (words,) = load_voices(find_workspace(root), [profile_of(language)])
    console = Console()
    if not table.rows:
        return
    if table.heads[0] == "section":
        for section in dict.fromkeys(row[0] for row in table.rows):
            _show_section(console, table, section, words)
    else:
        columns = [each for each in _columns(table, table.rows, words) if _is_shown(each, table)]
        console.print(_filled(_fitting(columns, console.width), words, box.SIMPLE_HEAD))


def _show_section(console: Console, table: Table, section: str, words: RegisterWords) -> None:
    """Print the rows of a section below its name, in columns without headings: what they hold tells what they are."""
    rows = [row for row in table.rows if row[0] == section]
    columns = [each for each in _columns(table, rows, words) if each.name != "section" and each.longest]
    console.print(Rule(Text(words.word("section", section), style="bold"), align="left", style="dim"))
    console.print(_filled(columns, words, None))


class _Column(NamedTuple):
    name: str
    cells: tuple[Text, ...]

    @property
    def longest(self) -> int:
        return max(each.cell_len for each in self.cells)

    @property
    def widths(self) -> tuple[int, int]:
        """The least and the most cells that it takes."""
        if self.name in _WORDINGS:
            return WORDING, LONGEST
        if self.name in _REFERENCES:
            return min(self.longest, WHOLE), WHOLE
        if self.name in _WHOLE:
            return self.longest, self.longest
        return min(self.longest, NARROW), NARROW


def _columns(table: Table, rows: Sequence[tuple[str, ...]], words: RegisterWords) -> Iterator[_Column]:
    said = [tuple(_cells(dict(zip(table.heads, row, strict=True)), words)) for row in rows]
    for name, cells in zip(table.heads, zip(*said, strict=True), strict=True):
        yield _Column(name, cells)


def _fitting(columns: Sequence[_Column], width: int) -> list[_Column]:
    """Leave out what can be missed, as long as a line does not hold what is left."""
    left = list(columns)
    for name in _MISSED:
        if sum(each.widths[0] + PADDING for each in left) <= width:
            break
        left = [each for each in left if each.name != name]
    return left


def _filled(columns: Sequence[_Column], words: RegisterWords, lines: box.Box | None) -> RichTable:
    """Return a table of columns; one without lines has no headings either."""
    filled = RichTable(box=lines, show_header=lines is not None, expand=True)
    for each in columns:
        least, most = each.widths
        wording = each.name in _WORDINGS
        filled.add_column(
            words.heading(each.name),
            min_width=least,
            max_width=None if wording else most,
            ratio=1 if wording else None,
            no_wrap=wording,
            overflow="ellipsis" if wording else "fold",
        )
    for row in zip(*(each.cells for each in columns), strict=True):
        filled.add_row(*row)
    return filled


def _is_shown(column: _Column, table: Table) -> bool:
    alone = column.name == "agreement" and "reference" in table.heads and len(set(map(str, column.cells))) == 1
    aside = column.name in _ASIDE and "stage" in table.heads
    return bool(column.longest) and not alone and not aside


def _cells(cells: Mapping[str, str], words: RegisterWords) -> Iterator[Text]:
    style = _STYLES.get(cells.get("status", ""), "")
    for name, value in cells.items():
        said = " ".join(_said(name, value, cells, words).split())
        yield Text(printable(said[:LONGEST]), style=style if name in _COLOURED else "")


def _said(name: str, value: str, cells: Mapping[str, str], words: RegisterWords) -> str:
    """Return a value in the words of a language, where it has a name of its own."""
    section = cells.get("section")
    if name == "detail" and section in ("term", "renewed"):
        return words.heading(value)
    if name == "detail" and section == "agreement":
        return words.word("term-kind", value)
    if name == "status" and value == "expected":
        return words.heading(value)
    if name == "status" and section in ("agreement", "event"):
        return words.word({"agreement": "stage", "event": "event"}[section], value)
    return words.word(name, value) if name in _NAMES else value
