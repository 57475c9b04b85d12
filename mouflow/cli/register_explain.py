"""What explain does: the arithmetic of a date as sentences, one step to a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from mouflow.diagnostics import printable
from mouflow.languages.dates import plain_date
from mouflow.languages.profiles import find_profile
from mouflow.register.records import Row, Step, TermPeriod
from mouflow.tracking.explaining import Explained, find_explained
from mouflow.tracking.voices import load_voices
from mouflow.workspace import find_workspace

from .console import wrong_usage
from .register_json import VERSION, row_json, term_json
from .register_options import View
from .register_tables import text_in
from .register_views import closing_status

if TYPE_CHECKING:
    from mouflow.model.ledger import Event
    from mouflow.register.exports.extract import Words

OF_TERM = ("first", "last", "opens", "review_by", "send_by", "receive_by")
"""The dates of a term in the order in which they are explained."""


def show_explanation(view: View, reference: str) -> int:
    """Print how a date came about; return the exit status."""
    workspace = find_workspace(view.root)
    with wrong_usage():
        found = find_explained(workspace, reference, view.today, indexed=view.indexed)
    profile = find_profile(view.language)
    (words,) = load_voices(workspace, [profile] if profile else [])
    if view.form == "json":
        from .whole import show_json

        show_json(_json(view, found, words))
    else:
        click.echo("\n".join(map(printable, _lines(found, words))))
    return closing_status(view, found.problems, overdue=False)


def _lines(found: Explained, words: Words) -> Iterator[str]:
    if found.row:
        yield from _row_lines(found.agreement, found.row, words)
    for term in found.terms:
        yield from _term_lines(found.agreement, term, words)
    if found.events:
        yield ""
        yield words.heading("events")
        yield from (f"  {_event_line(event, words)}" for event in found.events)


def _row_lines(agreement: str, row: Row, words: Words) -> Iterator[str]:
    one = row.occurrence
    yield f"{agreement}/{one.name}"
    place, text = text_in(row.place, words.key), text_in(row.wording, words.key)
    if place or text:
        yield "  " + ": ".join(filter(None, (place, text.replace("\n", " "))))
    yield f"  {words.heading('status')}: {words.status(row.status)}"
    for name, day in (("due", one.due), ("original", one.original), ("expected", one.expected), ("closed", one.closed)):
        if day:
            yield f"  {words.heading(name)}: {_day(day, words)}"
    yield ""
    yield from _steps(one.steps, words)


def _term_lines(agreement: str, term: TermPeriod, words: Words) -> Iterator[str]:
    yield f"{agreement}/term@{term.number}"
    for name in OF_TERM:
        day: date | None = getattr(term, name)
        if day:
            yield f"  {words.heading(name.replace('_', '-'))}: {_day(day, words)}"
            yield from (f"  {line}" for line in _steps(term.steps.get(name, ()), words))
    yield ""


def _steps(steps: Sequence[Step], words: Words) -> Iterator[str]:
    for number, step in enumerate(steps, 1):
        yield f"  {number}. {words.step(step)}"


def _event_line(event: Event, words: Words) -> str:
    parts = (_day(event.date, words), words.heading(f"event.{event.event}"), event.by, event.note or "")
    return "  ".join(filter(None, parts))


def _day(day: date, words: Words) -> str:
    profile = find_profile(words.key)
    return plain_date(day, profile) if profile else day.isoformat()


def _json(view: View, found: Explained, words: Words) -> dict[str, object]:
    from mouflow.register.exports.json import event_shape, step_shapes

    term = found.terms[0] if found.terms else None
    steps = {"due": found.row.occurrence.steps} if found.row else dict(term.steps) if term else {}
    return {
        "version": VERSION,
        "today": view.today.isoformat(),
        "row": row_json(found.row) if found.row else None,
        "term": term_json(term),
        "place": dict(found.row.place) if found.row else {},
        "steps": {
            name: [each.model_dump(mode="json") for each in step_shapes(own, (words,))] for name, own in steps.items()
        },
        "events": [event_shape(each).model_dump(mode="json") for each in found.events],
    }
