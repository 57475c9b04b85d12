"""The dates of a recurrence: at an interval from its first, or as a rule of RFC 5545 says, up to a last day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import count, takewhile
from typing import TYPE_CHECKING, NamedTuple

from mouflow.languages.reading_dates import LAST_DAY

from .arithmetic import MonthEnd, add
from .rrule import Rrule, read_rrule
from .rrule_days import Chosen, chosen_days
from .steps import Step

if TYPE_CHECKING:
    from mouflow.model.due import DueRule

    from .calendars import Calendars

_DAY = timedelta(days=1)


class Anchor(NamedTuple):
    """The day that a recurrence counts from; after an event the first date is one interval later."""

    day: date
    is_event: bool = False


class Dated(NamedTuple):
    """A date of a recurrence: which one, counted from 1, the day, and the steps that led to it."""

    number: int
    day: date
    steps: tuple[Step, ...]


def dates(rule: DueRule, anchor: Anchor, last: date, calendars: Calendars) -> Iterator[Dated]:
    """Give the dates of a rule with ``every:`` or ``rrule:`` up to a last day, in order; ``until:`` is not looked at.

    ``every`` counts each date from the anchor anew, so that what begins on the 31st comes back to it. In a rule of
    RFC 5545 a day of the month that is missing is skipped, or treated as ``month_end`` says, unless the rule chooses
    among days by weekday or place: what is not there cannot be chosen.

    Raises:
        RruleError: ``rrule:`` cannot be read.
    """
    if rule.every is not None:
        return _intervals(rule.every.units(), rule.missing_day, anchor, min(last, LAST_DAY), calendars)
    return _rule_dates(read_rrule(rule.rrule or ""), rule.rrule or "", rule.missing_day, anchor, min(last, LAST_DAY))


def _intervals(
    length: Mapping[str, int], month_end: MonthEnd, anchor: Anchor, last: date, calendars: Calendars
) -> Iterator[Dated]:
    if not any(length.values()):
        return iter(() if anchor.is_event else [Dated(1, anchor.day, ())])
    made = _business_days(length, anchor, calendars) if length.get("business_days") else None
    every = made or _multiples(length, month_end, anchor, calendars)
    first = int(anchor.is_event)
    numbered = (
        Dated(number + 1 - first, day, (Step("occurrence", day, {"number": number + 1 - first, "rule": length}), *more))
        for number, day, more in every
        if number >= first
    )
    return takewhile(lambda each: each.day <= last, numbered)


def _multiples(length: Mapping[str, int], month_end: MonthEnd, anchor: Anchor, calendars: Calendars) -> Iterator[Dated]:
    """Give the anchor and what lies each number of intervals after it, but for days that are skipped."""
    for number in count():
        so_long = {unit: number * each for unit, each in length.items()}
        day, steps = add(anchor.day, so_long, month_end, calendars)
        if day:
            yield Dated(number, day, tuple(each for each in steps if each.rule == "month-end"))
        elif add(anchor.day, so_long, "clamp", calendars)[0] is None:
            return  # beyond the years that dates may have


def _business_days(length: Mapping[str, int], anchor: Anchor, calendars: Calendars) -> Iterator[Dated]:
    """Give the anchor and each interval of business days after the last, which is the same as counting anew."""
    day: date | None = anchor.day
    passed: tuple[Step, ...] = ()
    for number in count():
        if day is None:
            return
        yield Dated(number, day, passed)
        day, steps = add(day, length, "clamp", calendars)
        passed = tuple(each for each in steps if each.rule != "add")


def _rule_dates(rule: Rrule, text: str, month_end: MonthEnd, anchor: Anchor, last: date) -> Iterator[Dated]:
    first = anchor.day + _DAY if anchor.is_event else anchor.day
    end = min(last, rule.until or last)
    days = (each for each in chosen_days(rule, month_end, anchor.day, end) if each.day >= first)

    def is_within(numbered: tuple[int, Chosen]) -> bool:
        number, each = numbered
        return each.day <= end and (rule.count is None or number <= rule.count)

    for number, (day, more) in takewhile(is_within, enumerate(days, 1)):
        yield Dated(number, day, (Step("occurrence", day, {"number": number, "rule": text}), *more))
