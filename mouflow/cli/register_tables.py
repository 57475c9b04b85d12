"""Rows of the register as people and programs see them: a table on a terminal, lines with tabs elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click

from mouflow.diagnostics import printable
from mouflow.register.records import Row
from mouflow.tracking.filters import borne_by

HEADS = ("agreement", "reference", "status", "due", "overdue", "bearers", "owner", "kind", "waiting-for", "wording")
"""The columns of what is owed, by their names for machines."""


class Table(NamedTuple):
    """A table: the names of its columns and its cells, as programs read them."""

    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def rows_table(rows: Iterable[Row], language: str) -> Table:
    """Return what is owed as a table, its wording in a language or in what there is."""
    return Table(HEADS, [_cells(row, language) for row in rows])


def _cells(row: Row, language: str) -> tuple[str, ...]:
    one = row.occurrence
    return (
        one.agreement,
        one.name,
        row.status,
        _day(one.due),
        str(row.overdue or ""),
        ",".join(borne_by(one)),
        one.owner or "",
        one.kind,
        one.waiting_for,
        text_in(row.wording, language),
    )


def text_in(texts: Mapping[str, str], language: str) -> str:
    """Return the text in a language, or else in the first that there is."""
    return texts.get(language) or next(iter(texts.values()), "")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def show_table(table: Table, root: Path, language: str) -> None:
    """Print a table: on a terminal with borders and words of a language, elsewhere a line to a row with tabs."""
    if sys.stdout.isatty():
        from .register_terminal import show_on_terminal

        show_on_terminal(table, root, language)
    else:
        lines = (table.heads, *table.rows)
        click.echo("\n".join(map(_plain, lines)))


def _plain(line: tuple[str, ...]) -> str:
    """Return a line with tabs between its cells and none in them."""
    if "".join(line).isprintable():
        return "\t".join(line)
    return "\t".join(printable(" ".join(cell.split())) for cell in line)
