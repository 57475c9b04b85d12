"""Tables of the register on a terminal: borders, colours, words of a language; widths right for Han characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console
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
_WIDTHS = {
    **dict.fromkeys(("date", "due", "first", "last", "known-from", "opens", "send-by", "receive-by", "next-due"), 10),
    "line": 24,
    "reference": 14,
    "status": 8,
}
"""Cells that columns have at least; their headings may take several lines."""
_ASIDE = ("first", "known-from", "opens", "term")
"""Columns that a line for each agreement leaves out, so that it fits; the agreement at a glance has them."""
LONGEST = 120
"""So many characters of a wording are shown; `explain` has the whole."""
_NAMES = ("status", "kind", "stage", "what", "section", "term-kind")
"""Columns whose values have names of their own."""
_COLOURED = ("status", "due", "date", "overdue")


def show_on_terminal(table: Table, root: Path, language: str) -> None:
    """Print a table; columns without a value are left out, and the agreement where there is only one."""
    (words,) = load_voices(find_workspace(root), [profile_of(language)])
    shown = [at for at, name in enumerate(table.heads) if _is_shown(name, [row[at] for row in table.rows], table)]
    rich = RichTable()
    for at in shown:
        name = table.heads[at]
        rich.add_column(words.heading(name), min_width=_WIDTHS.get(name), overflow="fold")
    before = ""
    for row in table.rows:
        if table.heads[0] == "section" and before not in ("", row[0]):
            rich.add_section()
        before = row[0]
        rich.add_row(*_cells({table.heads[at]: row[at] for at in shown}, words))
    if shown:
        Console().print(rich)


def _is_shown(name: str, cells: Sequence[str], table: Table) -> bool:
    alone = name == "agreement" and "reference" in table.heads and len(set(cells)) == 1
    aside = name in _ASIDE and "stage" in table.heads
    return any(cells) and not alone and not aside


def _cells(cells: Mapping[str, str], words: RegisterWords) -> Iterator[Text]:
    style = _STYLES.get(cells.get("status", ""), "")
    for name, value in cells.items():
        said = " ".join(_said(name, value, cells, words).split())
        short = said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"
        yield Text(printable(short), style=style if name in _COLOURED else "")


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
