"""Reads a recurrence rule as RFC 5545 (3.3.10) writes it: the parts of it that give days."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from mouflow.diagnostics import did_you_mean, printable

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
FREQUENCIES: tuple[Frequency, ...] = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_FINER = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_UNREAD = frozenset({"BYSECOND", "BYMINUTE", "BYHOUR", "BYYEARDAY", "BYWEEKNO"})
_WEEKDAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


class RruleError(ValueError):
    """Says what is wrong with a recurrence rule, and in ``hint`` what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Rrule:
    """A recurrence rule. Empty parts are not given; ``days`` are weekdays, Monday being 0, with their number or 0."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date | None = None
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    days: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    @property
    def chooses(self) -> bool:
        """Whether it chooses among days by their weekday or place, so that none has to stand in for a missing one."""
        return bool(self.days or self.positions)


def read_rrule(text: str) -> Rrule:
    """Read a recurrence rule, with or without ``RRULE:`` before it.

    Raises:
        RruleError: It is none, it is finer than a day, or it can never give a day.
    """
    values = _parts(text)
    if "FREQ" not in values:
        raise RruleError("the recurrence has no FREQ", "begin with FREQ=YEARLY, MONTHLY, WEEKLY or DAILY")
    read: dict[str, Any] = {}
    for name in values.keys() - {"FREQ"}:
        field, reader = _PARTS[name]
        read[field] = reader(name, values[name])
    rule = Rrule(_frequency(values["FREQ"]), **read)
    _check(rule)
    return rule


def _parts(text: str) -> Mapping[str, str]:
    """Return the value of each part by its name."""
    found: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, equals, value = part.strip().partition("=")
        if not equals or not value:
            raise RruleError(
                f"`{printable(part.strip()[:40])}` is no part of a recurrence", "write it as NAME=VALUE, with ; between"
            )
        if name in found:
            raise RruleError(f"{name} stands twice in the recurrence", "keep one of the two")
        if name not in _PARTS and name != "FREQ":
            raise _unread(name)
        found[name] = value.strip()
    return found


def _unread(name: str) -> RruleError:
    known = ("FREQ", *_PARTS)
    shown = printable(name[:20])
    if name in _UNREAD:
        return RruleError(f"{shown} is not read in a recurrence", f"say it with {', '.join(known)}")
    return RruleError(f"a recurrence has no part `{shown}`", did_you_mean(name, known))


def _frequency(text: str) -> Frequency:
    if text in _FINER:
        raise RruleError(f"FREQ={text} is finer than a day", "what is due is due on a day: DAILY is the most")
    if text not in FREQUENCIES:
        raise RruleError(f"FREQ={printable(text[:20])} is no frequency", did_you_mean(text, FREQUENCIES))
    return text


def _numbers(least: int, most: int) -> Callable[[str, str], tuple[int, ...]]:
    """Return what reads a list of numbers; below zero, down to ``-most``, where ``least`` is."""

    def read(name: str, text: str) -> tuple[int, ...]:
        return tuple(sorted({_number(name, each, least, most) for each in text.split(",")}))

    return read


def _number(name: str, text: str, least: int, most: int) -> int:
    value = int(text) if re.fullmatch(r"[+-]?[0-9]{1,4}", text) else 0
    if value == 0 or not least <= value <= most:
        also = f", or -1 to {least}" if least < 0 else ""
        raise RruleError(f"{name}={printable(text[:20])} is out of range", f"{name} takes 1 to {most}{also}")
    return value


def _one(name: str, text: str) -> int:
    return _number(name, text, 1, 9999)


def _until(_: str, text: str) -> date:
    digits = text.replace("-", "")
    if re.fullmatch(r"[0-9]{8}", digits):
        with suppress(ValueError):
            return date.fromisoformat(digits)
    hint = "write UNTIL=20271231; a date, as what is due has no time of day"
    raise RruleError(f"UNTIL={printable(text[:20])} is no date", hint)


def _weekdays(_: str, text: str) -> tuple[tuple[int, int], ...]:
    return tuple(dict.fromkeys(_weekday(each) for each in text.split(",")))


def _weekday(text: str) -> tuple[int, int]:
    found = _WEEKDAY.fullmatch(text)
    number = int(found[1] or 0) if found else 0
    if not found or abs(number) > 53 or (found[1] and not number):
        hint = "write MO, TU, WE, TH, FR, SA or SU, with a number before it for the first or the last: 2FR, -1MO"
        raise RruleError(f"BYDAY={printable(text[:20])} is no weekday", hint)
    return WEEKDAYS.index(found[2]), number


def _week_start(_: str, text: str) -> int:
    if text not in WEEKDAYS:
        raise RruleError(f"WKST={printable(text[:20])} is no weekday", "write MO, TU, WE, TH, FR, SA or SU")
    return WEEKDAYS.index(text)


_PARTS: Mapping[str, tuple[str, Callable[[str, str], object]]] = {
    "INTERVAL": ("interval", _one),
    "COUNT": ("count", _one),
    "UNTIL": ("until", _until),
    "BYMONTH": ("months", _numbers(1, 12)),
    "BYMONTHDAY": ("month_days", _numbers(-31, 31)),
    "BYDAY": ("days", _weekdays),
    "BYSETPOS": ("positions", _numbers(-366, 366)),
    "WKST": ("week_start", _week_start),
}
"""Which field each part fills, and what reads it."""


def _check(rule: Rrule) -> None:
    if rule.count and rule.until:
        raise RruleError("COUNT and UNTIL both end the recurrence", "keep one of the two (RFC 5545 3.3.10)")
    if rule.positions and not (rule.months or rule.month_days or rule.days):
        raise RruleError("BYSETPOS has nothing to choose from", "add BYDAY, BYMONTHDAY or BYMONTH")
    if rule.month_days and rule.frequency == "WEEKLY":
        raise RruleError("BYMONTHDAY does not go with FREQ=WEEKLY", "write FREQ=MONTHLY, or BYDAY")
    numbered = [number for _, number in rule.days if number]
    if numbered and rule.frequency in ("WEEKLY", "DAILY"):
        raise RruleError(
            f"a numbered weekday does not go with FREQ={rule.frequency}", "write FREQ=MONTHLY, or drop the number"
        )
    if rule.days and len(numbered) == len(rule.days) and rule.month_days:
        raise RruleError("numbered weekdays and BYMONTHDAY both choose the day", "keep one of the two")
