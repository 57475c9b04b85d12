"""What status does: a line for each agreement, or one agreement at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from mouflow.register.records import Row, TermPeriod
from mouflow.tracking.glance import Glance, glances
from mouflow.tracking.wording import worded

from .register_json import VERSION, iso, row_json, term_json
from .register_options import View
from .register_tables import Table, show_table, text_in
from .register_views import closing_status, rows_of

if TYPE_CHECKING:
    from mouflow.model.ledger import Event

MOST = 8
"""So many of what comes next, and of what happened last, are shown at a glance."""

_HEADS = (
    *("agreement", "stage", "term-kind", "term", "first", "last", "known-from"),
    *("opens", "send-by", "receive-by", "overdue", "next", "next-due", "waiting"),
)
_GLANCE = ("section", "reference", "status", "date", "waiting-for", "detail")


def show_status(view: View, *, strict: bool) -> int:
    """Print the status of the agreements asked for; return the exit status."""
    found = rows_of(view, facts=True)
    every = list(glances(found.facts, found.rows, view.today))
    one = view.filters.agreements if len(view.filters.agreements) == 1 else ()
    if view.form == "json":
        from .json_output import show_json

        show_json(_json(view, every, whole=bool(one)))
    elif one:
        show_table(Table(_GLANCE, list(_sections(view, every[0]))), view.root, view.language)
    else:
        show_table(Table(_HEADS, [_line(each) for each in every]), view.root, view.language)
    overdue = strict and any(each.counts.get("overdue") for each in every)
    return closing_status(view, found.problems, overdue=overdue) or int(overdue)


def _line(one: Glance) -> tuple[str, ...]:
    term = one.term
    return (
        one.agreement,
        one.stage,
        one.kind,
        str(term.number) if term else "",
        *(
            _day(getattr(term, name, None))
            for name in ("first", "last", "known_from", "opens", "send_by", "receive_by")
        ),
        str(one.counts.get("overdue", 0)),
        one.next.occurrence.name if one.next else "",
        _day(one.next.occurrence.due) if one.next else "",
        str(one.counts.get("waiting", 0)),
    )


def _sections(view: View, one: Glance) -> Iterator[tuple[str, ...]]:
    """Give the lines of an agreement at a glance, section by section."""
    yield ("agreement", one.agreement, one.stage, _day(one.ended), "", one.kind)
    left = worded(view.root, one.rows, indexed=view.indexed)
    yield from (_row_line("overdue", row, view) for row in left if row.overdue)
    coming = [row for row in left if row.occurrence.due and not row.overdue]
    yield from (_row_line("next", row, view) for row in coming[:MOST])
    for section, term in (("term", one.term), ("renewed", one.renewed)):
        yield from _term_lines(section, term, view.today) if term else ()
    for status in ("waiting", "standing"):
        yield from (_row_line(status, row, view) for row in left if row.status == status)
    for event in reversed(_events(view)[-MOST:]):
        detail = event.note or ", ".join(each.path or each.address or "" for each in event.evidence)
        name = f"{event.of}@{event.occurrence}" if event.occurrence else event.of or event.about or ""
        yield ("event", name, event.event, _day(event.date), "", detail)


def _term_lines(section: str, term: TermPeriod, today: date) -> Iterator[tuple[str, ...]]:
    """Give the dates of a term; what is not certain yet says so."""
    expected = "expected" if term.known_from and term.known_from > today else ""
    for name in ("first", "opens", "review_by", "send_by", "receive_by", "last"):
        day: date | None = getattr(term, name)
        if day:
            yield (section, f"term@{term.number}", expected, _day(day), "", name.replace("_", "-"))


def _row_line(section: str, row: Row, view: View) -> tuple[str, ...]:
    one = row.occurrence
    return (section, one.name, row.status, _day(one.due), one.waiting_for, text_in(row.wording, view.language))


def _events(view: View) -> Sequence[Event]:
    """Return what happened to the only agreement that is looked at."""
    from mouflow.tracking.load import load_basis
    from mouflow.workspace import find_workspace

    (agreement,) = view.filters.agreements
    return load_basis(find_workspace(view.root), agreement)[0].events


def _json(view: View, every: Sequence[Glance], *, whole: bool) -> dict[str, object]:
    from mouflow.register.exports.json import event_shape

    events = [event_shape(each).model_dump(mode="json") for each in _events(view)[-MOST:]] if whole else None
    return {
        "version": VERSION,
        "today": view.today.isoformat(),
        "agreements": [_glance_json(one, view, events) for one in every],
    }


def _glance_json(one: Glance, view: View, events: list[dict[str, object]] | None) -> dict[str, object]:
    rows = worded(view.root, one.rows, indexed=view.indexed) if events is not None else None
    return {
        "agreement": one.agreement,
        "state": one.stage,
        "kind": one.kind,
        "ended": iso(one.ended),
        "term": term_json(one.term),
        "renewed": term_json(one.renewed),
        "counts": dict(one.counts),
        "next": row_json(one.next) if one.next else None,
        "rows": [row_json(row) for row in rows] if rows is not None else None,
        "events": events,
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
