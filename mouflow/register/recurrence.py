"""The dates of a recurrence: at an interval from its first, or as a rule of RFC 5545 says, up to a last day.

dateutil lays out the years, months, weeks or days that a rule looks at. The days in them are chosen here: dateutil
knows no way but skipping where a month has no such day, and searches for one that never comes until the year 9999.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import chain, count, takewhile
from typing import TYPE_CHECKING, NamedTuple

from mouflow.languages.reading_dates import LAST_DAY

from .arithmetic import MonthEnd, add
from .records import Step
from .rrule import Rrule, read_rrule

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
    RFC 5545 a day of the month that is missing is treated as ``month_end`` says, unless the rule chooses among days by
    weekday or place: what is not there cannot be chosen.

    Raises:
        RruleError: ``rrule:`` cannot be read.
    """
    if rule.every is not None:
        return _intervals(rule.every.units(), rule.month_end, anchor, min(last, LAST_DAY), calendars)
    return _rule_dates(read_rrule(rule.rrule or ""), rule.rrule or "", rule.month_end, anchor, min(last, LAST_DAY))


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
    days = (each for each in _days(_completed(rule, anchor.day), month_end, anchor.day, end) if each.day >= first)
    counted = takewhile(lambda pair: pair[1].day <= end and pair[0] <= (rule.count or pair[0]), enumerate(days, 1))
    for number, (_, day, more) in counted:
        yield Dated(number, day, (Step("occurrence", day, {"number": number, "rule": text}), *more))


def _completed(rule: Rrule, anchor: date) -> Rrule:
    """Return a rule with what it leaves to its first day (RFC 5545 3.3.10): the month, the day, the weekday."""
    if rule.frequency == "WEEKLY" and not rule.days:
        return replace(rule, days=((anchor.weekday(), 0),))
    if rule.frequency in ("MONTHLY", "YEARLY") and not (rule.days or rule.month_days):
        months = rule.months or ((anchor.month,) if rule.frequency == "YEARLY" else ())
        return replace(rule, months=months, month_days=(anchor.day,))
    return rule


def _days(rule: Rrule, month_end: MonthEnd, anchor: date, last: date) -> Iterator[Dated]:
    """Give the days that a rule chooses in each of its periods, each day once."""
    before = date.min
    stands_in: MonthEnd = "skip" if rule.chooses else month_end
    for start in _periods(rule, anchor, last):
        for each in _placed(rule, _chosen(rule, stands_in, start)):
            if each.day > before:
                before = each.day
                yield each


def _periods(rule: Rrule, anchor: date, last: date) -> Iterator[date]:
    """Give the first day of each year, month, week or day that a rule looks at."""
    from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule

    frequencies = {"YEARLY": YEARLY, "MONTHLY": MONTHLY, "WEEKLY": WEEKLY, "DAILY": DAILY}
    starts = {
        "YEARLY": anchor.replace(month=1, day=1),
        "MONTHLY": anchor.replace(day=1),
        "WEEKLY": anchor - ((anchor.weekday() - rule.week_start) % 7) * _DAY,
        "DAILY": anchor,
    }
    start = datetime.combine(starts[rule.frequency], time())
    laid_out = rrule(frequencies[rule.frequency], start, rule.interval, until=datetime.combine(last, time()))
    return (each.date() for each in laid_out)


def _chosen(rule: Rrule, month_end: MonthEnd, start: date) -> list[Dated]:
    """Return the days of one period that a rule chooses, in order."""
    if rule.frequency in ("DAILY", "WEEKLY"):
        days = (start + number * _DAY for number in range(7 if rule.frequency == "WEEKLY" else 1))
        return [Dated(0, each, ()) for each in days if _fits(rule, each)]
    months = rule.months or range(1, 13)
    shown = months if rule.frequency == "YEARLY" else (start.month,)
    firsts = [date(start.year, month, 1) for month in shown if month in months]
    if rule.month_days:
        found = chain.from_iterable(_month_days(rule, month_end, first) for first in firsts)
        return [each for each in found if _is_weekday(rule, each.day)]
    if rule.frequency == "YEARLY" and not rule.months:
        return _weekdays(rule, start, date(start.year, 12, 31))
    return [each for first in firsts for each in _weekdays(rule, first, _last_of(first))]


def _fits(rule: Rrule, day: date) -> bool:
    """Tell whether a day has the month, the day of the month and the weekday that a rule asks for."""
    behind = day.day - _last_of(day).day - 1
    return (
        (not rule.months or day.month in rule.months)
        and (not rule.month_days or day.day in rule.month_days or behind in rule.month_days)
        and _is_weekday(rule, day)
    )


def _is_weekday(rule: Rrule, day: date) -> bool:
    return not rule.days or any(weekday == day.weekday() and not number for weekday, number in rule.days)


def _month_days(rule: Rrule, month_end: MonthEnd, first: date) -> list[Dated]:
    """Return the days of a month by their numbers; one that is missing as ``month_end`` says."""
    end = _last_of(first)
    found: dict[date, tuple[Step, ...]] = {}
    for number in rule.month_days:
        day = number if number > 0 else end.day + 1 + number
        if 1 <= day <= end.day:
            found[first.replace(day=day)] = ()
        elif number > 0 and month_end != "skip":
            moved = end if month_end == "clamp" else end + _DAY
            found.setdefault(moved, (Step("month-end", moved, {"wanted": number, "mode": month_end}),))
    return [Dated(0, day, found[day]) for day in sorted(found)]


def _weekdays(rule: Rrule, first: date, last: date) -> list[Dated]:
    """Return the days of a month or a year by their weekdays, and by their numbers from its beginning or its end."""
    found: set[date] = set()
    for weekday, number in rule.days:
        start = first + ((weekday - first.weekday()) % 7) * _DAY
        every = [start + week * 7 * _DAY for week in range((last - start).days // 7 + 1)]
        at = number - 1 if number > 0 else number
        found.update(every if not number else every[at : at + 1 or None])
    return [Dated(0, day, ()) for day in sorted(found)]


def _placed(rule: Rrule, days: list[Dated]) -> Iterable[Dated]:
    """Return the days whose places among all of a period BYSETPOS names."""
    if not rule.positions:
        return days
    places = {at - 1 if at > 0 else len(days) + at for at in rule.positions}
    return [each for place, each in enumerate(days) if place in places]


def _last_of(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
