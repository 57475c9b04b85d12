"""Rows of the register as programs read them, in the shapes of ``tracking.shape``, which takes long to import."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mouflow.register.records import Row, TermPeriod

_TEXTS = ("agreement", "source", "id", "key", "party", "kind", "clause", "document", "owner", "deputy", "state")
_OTHERS = ("waiting_for", "share")
_LISTS = ("bearers", "follows")
_DAYS = ("due", "nominal", "original", "known_from", "closed", "expected")
_OF_TERM = ("first", "last", "known_from", "opens", "receive_by", "send_by", "review_by")
VERSION = 1


def rows_json(rows: Iterable[Row], today: date) -> dict[str, object]:
    """Return what `due` and the like print."""
    return {"version": VERSION, "today": today.isoformat(), "rows": [row_json(row) for row in rows]}


def row_json(row: Row) -> dict[str, object]:
    """Return one row."""
    one = row.occurrence
    return {
        **{name: getattr(one, name) for name in (*_TEXTS, *_OTHERS)},
        **{name: list(getattr(one, name)) for name in _LISTS},
        **{name: iso(getattr(one, name)) for name in _DAYS},
        "reference": one.name,
        "wording": dict(row.wording),
        "status": row.status,
        "overdue": row.overdue,
    }


def term_json(term: TermPeriod | None) -> dict[str, object] | None:
    """Return a term."""
    return {"number": term.number, **{name: iso(getattr(term, name)) for name in _OF_TERM}} if term else None


def iso(day: date | None) -> str | None:
    """Return a day as JSON has it."""
    return day.isoformat() if day else None
