"""The days that a rule of RFC 5545 chooses, period by period.

dateutil lays out the years, months, weeks or days that a rule looks at. The days in them are chosen here: dateutil
knows no way but skipping where a month has no such day, and searches for one that never comes until the year 9999.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import NamedTuple

from .arithmetic import MonthEnd
from .rrule import Rrule
from .steps import Step

_DAY = timedelta(days=1)


class Chosen(NamedTuple):
    """A day that a rule chooses, and the step that tells why it is not the one that was named."""

    day: date
    steps: tuple[Step, ...] = ()


def chosen_days(rule: Rrule, month_end: MonthEnd, anchor: date, last: date) -> Iterator[Chosen]:
    """Give the days that a rule chooses from a first day on, in order, each once; it may go a period beyond the last.

    COUNT and UNTIL are not looked at. Where ``month_end`` does not skip it, another day stands in for one that a month
    does not have; not where the rule chooses among days by weekday or place, as what is not there cannot be chosen.
    """
    rule, before = _completed(rule, anchor), anchor - _DAY
    stands_in: MonthEnd = "skip" if rule.chooses else month_end
    for start in _periods(rule, anchor, last):
        for each in _placed(rule, _chosen(rule, stands_in, start)):
            if each.day > before:
                before = each.day
                yield each


def _completed(rule: Rrule, anchor: date) -> Rrule:
    """Return a rule with what it leaves to its first day (RFC 5545 3.3.10): the month, the day, the weekday."""
    if rule.frequency == "WEEKLY" and not rule.days:
        return replace(rule, days=((anchor.weekday(), 0),))
    if rule.frequency in ("MONTHLY", "YEARLY") and not (rule.days or rule.month_days):
        months = rule.months or ((anchor.month,) if rule.frequency == "YEARLY" else ())
        return replace(rule, months=months, month_days=(anchor.day,))
    return rule


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


def _chosen(rule: Rrule, month_end: MonthEnd, start: date) -> list[Chosen]:
    """Return the days of one period that a rule chooses, in order."""
    if rule.frequency in ("DAILY", "WEEKLY"):
        days = (start + number * _DAY for number in range(7 if rule.frequency == "WEEKLY" else 1))
        return [Chosen(each) for each in days if _fits(rule, each)]
    months = rule.months or range(1, 13)
    shown = months if rule.frequency == "YEARLY" else (start.month,)
    firsts = [date(start.year, month, 1) for month in shown if month in months]
    if rule.month_days:
        found = chain.from_iterable(_month_days(rule, month_end, first) for first in firsts)
        limit = {each.day for each in _weekdays_of(rule, start, firsts)} if rule.days else None
        return [each for each in found if limit is None or each.day in limit]
    return _weekdays_of(rule, start, firsts)


def _fits(rule: Rrule, day: date) -> bool:
    """Tell whether a day has the month, the day of the month and the weekday that a rule asks for."""
    behind = day.day - _last_of(day).day - 1
    return (
        (not rule.months or day.month in rule.months)
        and (not rule.month_days or day.day in rule.month_days or behind in rule.month_days)
        and (not rule.days or any(weekday == day.weekday() for weekday, _ in rule.days))
    )


def _month_days(rule: Rrule, month_end: MonthEnd, first: date) -> list[Chosen]:
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
    return [Chosen(day, found[day]) for day in sorted(found)]


def _weekdays_of(rule: Rrule, start: date, firsts: Sequence[date]) -> list[Chosen]:
    """Return the days of a period by their weekdays, numbered within its months, or within a year of all months."""
    if rule.frequency == "YEARLY" and not rule.months:
        return _weekdays(rule, start, date(start.year, 12, 31))
    return [each for first in firsts for each in _weekdays(rule, first, _last_of(first))]


def _weekdays(rule: Rrule, first: date, last: date) -> list[Chosen]:
    """Return the days of a month or a year by their weekdays, and by their numbers from its beginning or its end."""
    found: set[date] = set()
    for weekday, number in rule.days:
        start = first + ((weekday - first.weekday()) % 7) * _DAY
        every = [start + week * 7 * _DAY for week in range((last - start).days // 7 + 1)]
        at = number - 1 if number > 0 else number
        found.update(every if not number else every[at : at + 1 or None])
    return [Chosen(day) for day in sorted(found)]


def _placed(rule: Rrule, days: list[Chosen]) -> Iterable[Chosen]:
    """Return the days whose places among all of a period BYSETPOS names."""
    if not rule.positions:
        return days
    places = {at - 1 if at > 0 else len(days) + at for at in rule.positions}
    return [each for place, each in enumerate(days) if place in places]


def _last_of(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
