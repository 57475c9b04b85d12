"""What explain does: the arithmetic of a date as sentences, one step to a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from mouflow.diagnostics import printable
from mouflow.register.records import Row, TermPeriod
from mouflow.tracking.explaining import Explained, find_explained
from mouflow.tracking.voices import load_voices
from mouflow.workspace import find_workspace

from .console import wrong_usage
from .register_json import VERSION, row_json, term_json
from .register_options import View, profile_of
from .register_tables import text_in
from .register_views import closing_status

if TYPE_CHECKING:
    from mouflow.model.ledger import Event
    from mouflow.tracking.words.register_words import RegisterWords

OF_TERM = ("first", "last", "opens", "review_by", "send_by", "receive_by")
"""The dates of a term in the order in which they are explained."""


def show_explanation(view: View, reference: str) -> int:
    """Print how a date came about; return the exit status."""
    workspace = find_workspace(view.root)
    with wrong_usage():
        found = find_explained(workspace, reference, view.today)
    (words,) = load_voices(workspace, [profile_of(view.language)])
    if view.form == "json":
        from .json_output import show_json

        show_json(_json(view, found, words))
    else:
        click.echo("\n".join(map(printable, _lines(found, words))))
    return closing_status(view, found.problems, overdue=False)


def _lines(found: Explained, words: RegisterWords) -> Iterator[str]:
    if found.row:
        yield from _row_lines(found, found.row, words)
    for term in found.terms:
        yield from _term_lines(found.agreement, term, words)
    if found.events:
        yield words.heading("events")
        yield from (f"  {_event_line(event, words)}" for event in found.events)


def _row_lines(found: Explained, row: Row, words: RegisterWords) -> Iterator[str]:
    one = row.occurrence
    yield f"{found.agreement}/{one.name}"
    place, clause, own = (text_in(texts, words.key) for texts in (row.place, found.clause, row.wording))
    if own != clause:
        yield f"  {' '.join(own.split())}"
    if clause:
        yield f"  {_labelled(place or one.clause or '', ' '.join(clause.split()), words)}"
    yield f"  {_labelled(words.heading('status'), words.status(row.status), words)}"
    for name in ("due", "original", "expected", "closed"):
        day: date | None = getattr(one, name)
        if day:
            yield f"  {_labelled(words.heading(name), words.day(day), words)}"
    yield ""
    if one.steps:
        yield words.heading("steps")
        yield from _numbered(words.steps(one.steps))
        yield ""


def _labelled(label: str, text: str, words: RegisterWords) -> str:
    return f"{label}{'：' if words.key.startswith('zh') else ': '}{text}"


def _term_lines(agreement: str, term: TermPeriod, words: RegisterWords) -> Iterator[str]:
    yield f"{agreement}/term@{term.number}"
    for name in OF_TERM:
        day: date | None = getattr(term, name)
        if day:
            yield f"  {_labelled(words.heading(name.replace('_', '-')), words.day(day), words)}"
            yield from (f"  {line}" for line in _numbered(words.steps(term.steps.get(name, ()))))
    yield ""


def _numbered(sentences: Sequence[str]) -> Iterator[str]:
    return (f"  {number}. {sentence}" for number, sentence in enumerate(sentences, 1))


def _event_line(event: Event, words: RegisterWords) -> str:
    """Return an event with all that it said: later ones change what a row shows, and not what was said before."""
    about = words.heading(f"about.{event.about}") if event.about else ""
    giver = event.party or "" if event.of is None else ""
    said = (words.day(event.date), words.heading(f"event.{event.event}"), about, giver, *_details(event, words))
    return "  ".join(filter(None, (*said, event.by, " ".join((event.note or "").split()))))


def _details(event: Event, words: RegisterWords) -> Iterator[str]:
    """Give what an event set; and its id where `mouflow void` can name it."""
    shown = {
        "share": event.share,
        "due" if event.event == "extend" else "expected": words.day(event.until),
        "to": event.to,
        "evidence": ", ".join(each.path or each.address or "" for each in event.evidence),
        "id": event.voids or (event.id if event.of is None else ""),
    }
    return (
        _labelled(words.heading(name), str(value), words) for name, value in shown.items() if value not in (None, "")
    )


def _json(view: View, found: Explained, words: RegisterWords) -> dict[str, object]:
    from mouflow.register.exports.json import event_shape, step_shapes

    term = found.terms[0] if found.terms else None
    steps = {"due": found.row.occurrence.steps} if found.row else dict(term.steps) if term else {}
    return {
        "version": VERSION,
        "today": view.today.isoformat(),
        "row": row_json(found.row) if found.row else None,
        "term": term_json(term),
        "place": dict(found.row.place) if found.row else {},
        "clause": dict(found.clause),
        "steps": {
            name: [each.model_dump(mode="json") for each in step_shapes(own, (words,))] for name, own in steps.items()
        },
        "events": [event_shape(each).model_dump(mode="json") for each in found.events],
    }
