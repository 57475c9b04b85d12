"""When something is due: a date, an offset from an event, or a recurrence."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from mouflow.diagnostics import place_of

from .base import Day, Record, Whole, Words, wrong
from .lengths import UNITS, Length
from .moments import DayOrEvent, DayOrTermEnd, Trigger
from .record import NOWHERE
from .scalars import CalendarId

EVENTS = ("signed", "in-effect", "term-end", "renewed", "terminated", "notice")
"""What a date can be counted from, beside obligations and milestones; `notice.ABOUT` is a notice about one thing."""


class DueRule(Record):
    """A rule that gives one date or several.

    One of: ``date``; ``after`` or ``before`` an event with a length; ``every`` or ``rrule`` with ``from``.
    """

    date: Annotated[Day | None, Field(description="the day itself")] = None
    after: Annotated[Trigger | None, Field(description="event that the length is counted from")] = None
    before: Annotated[Trigger | None, Field(description="event that the length is counted back from")] = None
    years: Annotated[Whole | None, Field(ge=0)] = None
    months: Annotated[Whole | None, Field(ge=0)] = None
    weeks: Annotated[Whole | None, Field(ge=0)] = None
    days: Annotated[Whole | None, Field(ge=0)] = None
    business_days: Annotated[Whole | None, Field(ge=0)] = None
    every: Annotated[Length | None, Field(description="interval of a recurrence: {years: 1}")] = None
    rrule: Annotated[Words | None, Field(description="recurrence as in RFC 5545: FREQ=MONTHLY;BYMONTHDAY=-1")] = None
    from_: Annotated[
        DayOrEvent | None, Field(alias="from", description="first date of a recurrence, or the event it counts from")
    ] = None
    basis: Annotated[
        Literal["fixed", "completion"],
        Field(description="fixed: by the calendar; completion: each counts from the day the last was done"),
    ] = "fixed"
    until: Annotated[
        DayOrTermEnd | None,
        Field(description="last day of a recurrence; `term-end`, which it has if left out, follows every renewal"),
    ] = None
    except_: Annotated[
        tuple[Day, ...], Field(alias="except", description="dates of a recurrence that are left out")
    ] = ()
    month_end: Annotated[
        Literal["clamp", "skip", "next"] | None,
        Field(
            description="where a month has no such day: its last day (clamp, if left out), no date at all (skip, if "
            "left out beside `rrule`, as in RFC 5545), or the first of the next month"
        ),
    ] = None
    roll: Annotated[
        Literal["none", "next", "previous", "modified"],
        Field(
            description="where the day is no business day; modified: the next one of the same month, or the one before"
        ),
    ] = "none"
    calendars: Annotated[
        tuple[CalendarId, ...], Field(description="calendars of business days; those of the file if left out")
    ] = ()

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        ways = [name for name in ("date", "after", "before", "every", "rrule") if getattr(self, name) is not None]
        hint = "write a date, or after: or before: with a length, or every: or rrule: with from:"
        if len(ways) != 1:
            raise wrong(f"a due date follows one rule, not {' and '.join(ways) or 'none'}", hint, "due-rule")
        counted, recurring = ways[0] in ("after", "before"), ways[0] in ("every", "rrule")
        if self.units() and not counted:
            raise wrong(f"a length needs after: or before:, and stands beside {ways[0]}:", hint, "due-rule")
        self._check_units(counted=counted)
        if not recurring:
            held = {"from": self.from_, "until": self.until, "except": self.except_}
            stray = [name for name, value in held.items() if value]
            if stray or self.basis != "fixed":
                raise wrong(f"`{(stray or ['basis'])[0]}` belongs to a recurrence", hint, "due-rule")
        elif self.from_ is None:
            raise wrong("a recurrence needs a first date", "add from: DATE, or from: with an event", "due-rule")
        self._check_recurrence()
        return self

    def _check_recurrence(self) -> None:
        if self.every and not any(self.every.units().values()):
            raise wrong("an interval of nothing never comes round", "write every: {months: 1}, or a date", "due-rule")
        if self.basis == "completion" and self.every is None:
            raise wrong("what counts from completion has an interval", "write every: {months: 6}", "due-rule")
        if self.basis == "completion" and self.except_:
            hint = "its dates are not known beforehand: `mouflow waive` one of them, or drop `except:`"
            raise wrong("`except:` leaves out dates of the calendar, and this counts from completion", hint, "due-rule")

    def _check_units(self, *, counted: bool) -> None:
        if counted and len(self.units()) > 1 and set(self.units()) != {"years", "months"}:
            said = " and ".join(self.units())
            raise wrong(f"{said} do not add up", "years and months can stand together, others alone", "due-rule")

    def units(self) -> dict[str, int]:
        """Return the units of the length that are given, with their numbers; none means the day of the event itself."""
        return {name: number for name in UNITS if (number := getattr(self, name)) is not None}

    @property
    def missing_day(self) -> Literal["clamp", "skip", "next"]:
        """What to do where a month has no such day; a rule of RFC 5545 skips (3.3.10) unless told otherwise."""
        return self.month_end or ("skip" if self.rrule else "clamp")

    @property
    def recurs(self) -> bool:
        """Whether the rule gives a series of dates."""
        return self.every is not None or self.rrule is not None


def _from_day(value: object) -> object:
    """Take a bare date as the rule that it is short for."""
    return _Dated(value) if isinstance(value, str) else value


class _Dated(dict[str, object]):
    """A date written where a rule could stand, at its place."""

    def __init__(self, value: str) -> None:
        super().__init__(date=value)
        self.location = place_of(value, NOWHERE)


class _DueSchema:
    """The JSON Schema of a due rule: a date, or the keys of a rule."""

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string", "examples": ["2024-12-31"]}, handler(schema)]}


Due = Annotated[DueRule, BeforeValidator(_from_day), _DueSchema]
"""A due rule, or a bare date in its place."""
