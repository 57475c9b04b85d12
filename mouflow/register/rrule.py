"""Reads a recurrence rule as RFC 5545 (3.3.10) writes it: the parts of it that give days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mouflow.diagnostics import did_you_mean, printable

from .rrule_parts import PARTS, Frequency, RruleError, read_frequency

_UNREAD = frozenset({"BYSECOND", "BYMINUTE", "BYHOUR", "BYYEARDAY", "BYWEEKNO"})


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
        field, reader = PARTS[name]
        read[field] = reader(name, values[name])
    rule = Rrule(read_frequency(values["FREQ"]), **read)
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
        if name not in PARTS and name != "FREQ":
            raise _unread(name)
        found[name] = value.strip()
    return found


def _unread(name: str) -> RruleError:
    known = ("FREQ", *PARTS)
    shown = printable(name[:20])
    if name in _UNREAD:
        return RruleError(f"{shown} is not read in a recurrence", f"say it with {', '.join(known)}")
    return RruleError(f"a recurrence has no part `{shown}`", did_you_mean(name, known))


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
