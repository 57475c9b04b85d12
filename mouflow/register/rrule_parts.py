"""Reads the parts of a recurrence rule as RFC 5545 (3.3.10) writes them, each as the values that it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Literal

from mouflow.diagnostics import did_you_mean, printable

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
FREQUENCIES: tuple[Frequency, ...] = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_FINER = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_WEEKDAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_LONGEST_INTERVAL = 9_999
_LONGEST_COUNT = 999_999_999
"""Dates are drawn up to a horizon, so that a rule may count to any number."""


class RruleError(ValueError):
    """Says what is wrong with a recurrence rule, and in ``hint`` what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def read_frequency(text: str) -> Frequency:
    """Read FREQ.

    Raises:
        RruleError: It is none, or finer than a day.
    """
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
    value = int(text) if re.fullmatch(r"[+-]?[0-9]{1,9}", text) else 0
    if value == 0 or not least <= value <= most:
        also = f", or -1 to {least}" if least < 0 else ""
        raise RruleError(f"{name}={printable(text[:20])} is out of range", f"{name} takes 1 to {most:,}{also}")
    return value


def _one(most: int) -> Callable[[str, str], int]:
    return lambda name, text: _number(name, text, 1, most)


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


PARTS: Mapping[str, tuple[str, Callable[[str, str], object]]] = {
    "INTERVAL": ("interval", _one(_LONGEST_INTERVAL)),
    "COUNT": ("count", _one(_LONGEST_COUNT)),
    "UNTIL": ("until", _until),
    "BYMONTH": ("months", _numbers(1, 12)),
    "BYMONTHDAY": ("month_days", _numbers(-31, 31)),
    "BYDAY": ("days", _weekdays),
    "BYSETPOS": ("positions", _numbers(-366, 366)),
    "WKST": ("week_start", _week_start),
}
"""Which field each part fills, and what reads it."""
