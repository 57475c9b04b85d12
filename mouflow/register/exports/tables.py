"""The register as tables: headings and cells as plain values, which CSV and XLSX write each in its way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mouflow.register.records import Row

from .columns import Cell, Column, duty_columns, event_columns, term_columns
from .extract import Edition, Extract

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its headings, its lines of cells."""

    name: str
    headings: tuple[str, ...]
    lines: tuple[tuple[Cell, ...], ...]


def register_table(extracts: Sequence[Extract], edition: Edition) -> Table:
    """Return everything that is due, a line a row."""
    return _duties("register", extracts, edition, ("obligation", "action", "milestone", "term"))


def obligation_table(extracts: Sequence[Extract], edition: Edition) -> Table:
    """Return what is due but for milestones: obligations, actions of minutes, what follows from the term."""
    return _duties("obligations", extracts, edition, ("obligation", "action", "term"))


def milestone_table(extracts: Sequence[Extract], edition: Edition) -> Table:
    """Return the milestones."""
    return _duties("milestones", extracts, edition, ("milestone",))


def term_table(extracts: Sequence[Extract], edition: Edition) -> Table:
    """Return the terms of the agreements, each with the window of its notice."""
    terms = [(extract, term) for extract in extracts for term in extract.register.terms]
    return _table("terms", edition, tuple(term_columns(edition)), terms)


def ledger_table(extracts: Sequence[Extract], edition: Edition) -> Table:
    """Return what happened, in the order in which it was written down."""
    events = [(extract, event) for extract in extracts for event in extract.events]
    return _table("ledger", edition, tuple(event_columns(edition)), events)


def every_table(extracts: Sequence[Extract], edition: Edition) -> tuple[Table, ...]:
    """Return all tables, as the sheets of a workbook."""
    makers = (obligation_table, milestone_table, term_table, ledger_table)
    return tuple(make(extracts, edition) for make in makers)


def _duties(name: str, extracts: Sequence[Extract], edition: Edition, sources: tuple[str, ...]) -> Table:
    rows = [(extract, row) for extract in extracts for row in extract.rows if row.occurrence.source in sources]
    columns: tuple[Column[Row], ...] = tuple(duty_columns(edition))
    return _table(name, edition, columns, rows)


def _table(name: str, edition: Edition, columns: tuple[Column[T], ...], items: Iterable[tuple[Extract, T]]) -> Table:
    lines = tuple(tuple(column.cell(extract, item) for column in columns) for extract, item in items)
    return Table(edition.heading(name), tuple(_heading(each, edition) for each in columns), lines)


def _heading(column: Column[T], edition: Edition) -> str:
    """Return a column's heading in the edition's languages; of one in a single language in that, and with its key."""
    if column.words is None:
        return edition.heading(column.name)
    heading = column.words.heading(column.name)
    return f"{heading} [{column.words.key}]" if len(edition.words) > 1 else heading
