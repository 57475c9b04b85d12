"""A series of dates as a recurrence rule of RFC 5545: found among candidates by expanding each, never assumed.

What the register computed stays the law. A candidate only gives dates to hang the occurrences on (their recurrence
ids, RFC 5545 3.8.4.4); a date of it without an occurrence is excluded, an occurrence on another day is moved there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice

from dateutil.rrule import rrulestr

from mouflow.model.due import DueRule
from mouflow.register.ground import MOST_DATES


@dataclass(frozen=True, slots=True)
class SeriesRule:
    """A recurrence rule with the dates it gives from ``start`` on.

    ``text`` is the value of RRULE, with the last date as UNTIL. ``places`` has the index of an occurrence by the date
    it hangs on; ``excluded`` are the dates that no occurrence hangs on.
    """

    text: str
    start: date
    places: Mapping[date, int]
    excluded: tuple[date, ...] = ()


def find_series_rule(due: DueRule | None, nominal: Sequence[date]) -> SeriesRule | None:
    """Return the rule that fits a series best; None where none fits, or there is no series.

    ``nominal`` are the days of its occurrences before rolling, in order.
    """
    if due is None or not due.recurs or due.basis == "completion" or len(set(nominal)) < max(2, len(nominal)):
        return None
    found = [rule for text in dict.fromkeys(_candidates(due, nominal)) if (rule := _fitted(text, nominal))]
    return min(found, key=lambda rule: _misfit(rule, nominal), default=None)


def _misfit(rule: SeriesRule, nominal: Sequence[date]) -> int:
    moved = sum(nominal[index] != day for day, index in rule.places.items())
    return len(rule.excluded) + moved


def _fitted(text: str, nominal: Sequence[date]) -> SeriesRule | None:
    """Hang a series on the dates of a rule; None where they do not carry it, or half of them are in vain."""
    days = _expanded(text, nominal[0], nominal[-1])
    if not days or days[0] != nominal[0]:
        return None
    places = _placed(days, nominal)
    excluded = tuple(day for day in days if day not in places)
    if len(places) < len(nominal) or len(excluded) > len(nominal):
        return None
    return SeriesRule(_until(text, days[-1]), days[0], places, excluded)


def _expanded(text: str, first: date, last: date) -> list[date]:
    """Return the dates of a rule; none where it is no rule, or gives too many."""
    try:
        rule = rrulestr(_until(text, last), dtstart=datetime.combine(first, time()))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):  # what dateutil raises for texts
        return []
    days = [moment.date() for moment in islice(rule, MOST_DATES + 1)]
    return days if len(days) <= MOST_DATES else []


def _until(text: str, last: date) -> str:
    return f"{text};UNTIL={last:%Y%m%d}"


def _placed(days: Sequence[date], nominal: Sequence[date]) -> dict[date, int]:
    """Hang each occurrence on its own day, else on the last free one before: 1 March may stand for 29 February."""
    given = set(days)
    places = {day: index for index, day in enumerate(nominal) if day in given}
    for index, day in enumerate(nominal):
        if day not in places:
            free = [each for each in days if each < day and each not in places]
            if free:
                places[free[-1]] = index
    return dict(sorted(places.items()))


def _candidates(due: DueRule, nominal: Sequence[date]) -> Iterator[str]:
    """Give rules that may fit, the plain ones first."""
    if due.every is not None:
        yield from _by_interval(due.every.units(), nominal)
    if due.rrule is not None:
        yield from _by_parts(due.rrule, nominal)


def _by_interval(units: Mapping[str, int], nominal: Sequence[date]) -> Iterator[str]:
    months = 12 * units.get("years", 0) + units.get("months", 0)
    if months:
        yield from _by_months(months, nominal)
    elif days := 7 * units.get("weeks", 0) + units.get("days", 0):
        yield _every("WEEKLY", days // 7) if days % 7 == 0 else _every("DAILY", days)


def _by_months(months: int, nominal: Sequence[date]) -> Iterator[str]:
    """Give rules for every so many months; the day wanted is the latest that the series has in any month."""
    day = max(each.day for each in nominal)
    yearly = f"{_every('YEARLY', months // 12)};BYMONTH={nominal[0].month}"
    head = yearly if months % 12 == 0 else _every("MONTHLY", months)
    yield f"{head};BYMONTHDAY={day}"
    if day > 28:
        yield f"{head};BYMONTHDAY=-1"
        yield f"{head};{_clamped(day)}"


def _every(unit: str, interval: int) -> str:
    return f"FREQ={unit};INTERVAL={interval}" if interval > 1 else f"FREQ={unit}"


def _clamped(day: int) -> str:
    """Return the parts for a day of the month, or its last where it has none (a way RFC 5545 3.3.10 shows)."""
    return f"BYMONTHDAY={','.join(map(str, range(28, day + 1)))};BYSETPOS=-1"


def _by_parts(written: str, nominal: Sequence[date]) -> Iterator[str]:
    """Give a written rule without its end, and with the month's last day where its day is missing."""
    parts = dict(part.split("=", 1) for part in _parts(written) if "=" in part)
    kept = {name: value for name, value in parts.items() if name not in {"UNTIL", "COUNT"}}
    yield _joined(kept)
    by = {name for name in kept if name.startswith("BY")}
    if by == {"BYMONTHDAY"} and kept["BYMONTHDAY"].isdecimal():
        others = {name: value for name, value in kept.items() if name != "BYMONTHDAY"}
        yield f"{_joined(others)};{_clamped(int(kept['BYMONTHDAY']))}"
    unit = {"MONTHLY": 1, "YEARLY": 12}.get(kept.get("FREQ", ""))
    interval = kept.get("INTERVAL", "1")
    if unit and by <= {"BYMONTHDAY", "BYMONTH"} and interval.isdecimal() and int(interval):
        yield from _by_months(unit * int(interval), nominal)


def _parts(written: str) -> Iterable[str]:
    return (part.strip() for part in written.strip().upper().removeprefix("RRULE:").split(";"))


def _joined(parts: Mapping[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())
