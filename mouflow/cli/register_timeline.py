"""What timeline does: everything in order of its date, with a bar that shows where on the line it stands."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from mouflow.tracking.moments import Moment, moments

from .register_json import VERSION
from .register_options import View
from .register_tables import Table, show_table, text_in
from .register_views import closing_status, rows_of

_HEADS = ("date", "agreement", "what", "reference", "status", "wording")
BAR = 24
"""Cells of the bar."""


def show_timeline(view: View) -> int:
    """Print what was, is and will be, in order of date; return the exit status."""
    found = rows_of(replace(view, filters=view.filters._replace(closed=True, dated=True)), facts=True)
    every = moments(found.rows, found.facts, view.today, view.filters.until)
    if view.form == "json":
        from .json_output import show_json

        told = {"version": VERSION, "today": view.today.isoformat(), "moments": [_json(each) for each in every]}
        show_json(told)
    else:
        show_table(_table(view, every), view.root, view.language)
    return closing_status(view, found.problems, overdue=any(row.overdue for row in found.rows))


def _table(view: View, every: Sequence[Moment]) -> Table:
    lines = [_line(each, view.language) for each in every]
    if not sys.stdout.isatty() or not every:
        return Table(_HEADS, lines)
    bars = _bars([each.date for each in every], view.today)
    return Table(("line", *_HEADS), [(bar, *line) for bar, line in zip(bars, lines, strict=True)])


def _line(moment: Moment, language: str) -> tuple[str, ...]:
    status = moment.status if moment.certain else f"{moment.status} expected".strip()
    text = text_in(moment.wording, language)
    return (moment.date.isoformat(), moment.agreement, moment.what, moment.reference, status, text)


def _bars(days: Sequence[date], today: date) -> Iterator[str]:
    """Give a bar for each day: where it stands between the first and the last, and where today does."""
    first = min(*days, today)
    span = max((max(*days, today) - first).days, 1)
    now = (today - first).days * (BAR - 1) // span
    for day in days:
        at = (day - first).days * (BAR - 1) // span
        yield "".join("●" if cell == at else "│" if cell == now else "·" for cell in range(BAR))


def _json(moment: Moment) -> dict[str, object]:
    return {
        "date": moment.date.isoformat(),
        "agreement": moment.agreement,
        "what": moment.what,
        "reference": moment.reference,
        "status": moment.status,
        "certain": moment.certain,
        "wording": dict(moment.wording),
    }
