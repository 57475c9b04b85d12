"""Date arithmetic: a length of time added or taken away, and the roll to a business day, each with its steps."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice, takewhile
from typing import Literal

from mouflow.languages.reading_dates import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR

from .calendars import Calendars, Closing, days_from
from .steps import Step

MonthEnd = Literal["clamp", "skip", "next"]
Roll = Literal["none", "next", "previous", "modified"]
_FIRST, _LAST = FIRST_DAY.toordinal(), LAST_DAY.toordinal()


def add(
    day: date, length: Mapping[str, int], month_end: MonthEnd, calendars: Calendars, *, back: bool = False
) -> tuple[date | None, tuple[Step, ...]]:
    """Count a length from a day: ``{"months": 6}``, ``{"years": 1, "months": 6}``, ``{"business_days": 10}``.

    Years and months are counted together. Where the month has no such day, ``clamp`` takes its last, ``next`` the first
    of the next month, ``skip`` none. Of business days the day itself is none, whether or not it is one; holidays that
    were passed over are told. A length of nothing is the day itself.

    Returns:
        The date, None where it is skipped or lies outside the years 1900 to 2999; and the steps.
    """
    if not any(length.values()):
        return day, ()
    sign = -1 if back else 1
    months = sign * (12 * length.get("years", 0) + length.get("months", 0))
    shifted, steps = _add_months(day, months, month_end) if months else (day, ())
    shifted = _add_days(shifted, sign * (7 * length.get("weeks", 0) + length.get("days", 0)))
    closed: tuple[Step, ...] = ()
    if shifted and length.get("business_days"):
        shifted, closed = _add_business_days(shifted, length["business_days"], sign, calendars)
    added = Step("add", shifted, {"length": {unit: number for unit, number in length.items() if number}, "back": back})
    return shifted, (*closed, added, *steps)


def _add_months(day: date, months: int, month_end: MonthEnd) -> tuple[date | None, tuple[Step, ...]]:
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None, ()
    last = monthrange(year, month + 1)[1]
    if day.day <= last:
        return date(year, month + 1, day.day), ()
    end = date(year, month + 1, last)
    found = {"clamp": end, "next": end + timedelta(days=1), "skip": None}[month_end]
    return found, (Step("month-end", found, {"wanted": day.day, "mode": month_end}),)


def _add_days(day: date | None, days: int) -> date | None:
    if day is None or not days:
        return day
    return date.fromordinal(moved) if _FIRST <= (moved := day.toordinal() + days) <= _LAST else None


def _add_business_days(day: date, number: int, sign: int, calendars: Calendars) -> tuple[date | None, tuple[Step, ...]]:
    if _add_days(day, sign * number) is None:  # a business day is never less than a day
        return None, ()
    passed: list[Step] = []
    for each in islice(days_from(day, sign), 1, None):
        if closings := calendars.closings(each):
            passed.extend(_closed(each, (closing for closing in closings if not closing.weekend)))
            continue
        number -= 1
        if number == 0:
            return each, (*passed, *_foreseen(day, each, calendars))
    return None, ()


def roll(day: date, mode: Roll, calendars: Calendars) -> tuple[date, tuple[Step, ...]]:
    """Move a day that is no business day.

    ``next`` and ``previous`` take the nearest business day that way, ``modified`` the next one of the same month, else
    the previous one; ``none`` leaves the day.
    Steps tell each calendar and holiday of every day that was passed over, then the roll itself. A day from which no
    business day is left within the years 1900 to 2999 stays where it is.
    """
    if mode == "none":
        return day, ()
    moved = _moved(day, mode, calendars)
    if moved is None or moved == day:
        return day, _foreseen(day, day, calendars)
    passed = takewhile(lambda each: each != moved, days_from(day, 1 if moved > day else -1))
    closed = (step for each in passed for step in _closed(each, calendars.closings(each)))
    return moved, (*closed, Step("roll", moved, {"mode": mode}), *_foreseen(day, moved, calendars))


def _moved(day: date, mode: Roll, calendars: Calendars) -> date | None:
    if mode == "previous":
        return calendars.previous(day)
    following = calendars.next(day)
    if mode == "modified" and (following is None or following.month != day.month):
        return calendars.previous(day)
    return following


def _closed(day: date, closings: Iterable[Closing]) -> Iterator[Step]:
    for each in closings:
        names = {"calendar": each.calendar, "place": dict(each.place), "names": dict(each.names)}
        yield Step("closed", day, {**names, "weekend": each.weekend})


def _foreseen(first: date, last: date, calendars: Calendars) -> tuple[Step, ...]:
    """Tell of each year and calendar that was counted with whose holidays are not yet known for certain."""
    early, late = sorted((first.year, last.year))
    return tuple(
        Step("foreseen", None, {"calendar": each.name, "place": dict(each.names), "year": year})
        for year in range(early, late + 1)
        for each in calendars.uncertain(date(year, 1, 1))
    )
