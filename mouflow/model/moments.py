"""What dates are counted from and run to: a day, an event of the agreement, the end of its term."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import PlainValidator, WithJsonSchema

from mouflow.languages.reading_dates import seems_date

from .scalars import as_day, as_id, shown, wrong

TermEnd = Literal["term-end", "first-term-end"]
_TERM_ENDS: tuple[TermEnd, ...] = ("term-end", "first-term-end")


def _is_day(value: object) -> bool:
    return isinstance(value, date) or (isinstance(value, str) and seems_date(value))


def _event(value: object) -> str:
    """Refuse a date in the place of an event, though its letters would do for an id: 2024-02-30."""
    if _is_day(value):
        hint = "write `date:` for a day that is known; `after:` and `before:` count from an event"
        raise wrong(f"expected an event, found the date {shown(value)}", hint, "due-rule")
    return as_id(value)


def _day_or_event(value: object) -> date | str:
    return as_day(value) if _is_day(value) else as_id(value)


def _day_or_term_end(value: object) -> date | TermEnd:
    end = next((each for each in _TERM_ENDS if each == value), None)
    if end or _is_day(value):
        return end or as_day(value)
    hint = "leave it out for the end of the term, however often it is renewed"
    raise wrong(f"expected a date, term-end or first-term-end, found {shown(value)}", hint, "bad-date")


Trigger = Annotated[str, PlainValidator(_event), WithJsonSchema({"type": "string", "examples": ["signed"]})]
"""An event of the agreement, or the id of an obligation or milestone: the day on which that was done."""

DayOrEvent = Annotated[
    date | str,
    PlainValidator(_day_or_event),
    WithJsonSchema({"type": "string", "examples": ["2024-12-31", "signed"]}),
]
"""A day, or an event that gives it."""

DayOrTermEnd = Annotated[
    date | TermEnd,
    PlainValidator(_day_or_term_end),
    WithJsonSchema({"type": "string", "examples": ["2027-12-31", *_TERM_ENDS]}),
]
"""A day, or the end of the term: of the last one there will have been, or of the first."""
