"""The dates of a recurrence before they are rolled: by the calendar, or each counted from the doing of the last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from mouflow.diagnostics import Diagnostic, error, place_of

from .arithmetic import add
from .basis import Share
from .duties import Duty
from .ground import MOST_DATES, Ground, Planned, no_such_day, waiting
from .recurrence import Anchor, dates
from .rrule import read_rrule
from .rrule_parts import RruleError
from .series_problems import Series, series_problems
from .steps import Step

if TYPE_CHECKING:
    from mouflow.model.due import DueRule

_ROLLS = timedelta(days=31)
"""A date so far beyond the horizon may still roll back to before it."""


class _Start(NamedTuple):
    """The day that a recurrence counts from, and how it was reached; or what it waits for."""

    anchor: Anchor | None
    steps: tuple[Step, ...] = ()
    known_from: date | None = None
    event: str = ""


def _start(rule: DueRule, ground: Ground) -> _Start:
    if isinstance(rule.from_, date):
        return _Start(Anchor(rule.from_), (Step("date", rule.from_),))
    name = rule.from_ or ""
    moments = ground.triggers.happened(name)
    if not moments:
        return _Start(None, event=name)
    first = moments[0]
    return _Start(Anchor(first.day, is_event=True), first.steps, first.known_from)


def _end(rule: DueRule, ground: Ground) -> date | None:
    """Return the last day of a recurrence; None where no end is known."""
    if isinstance(rule.until, date):
        return rule.until
    if rule.until == "first-term-end" and ground.course.periods:
        return ground.course.periods[0].last
    return ground.course.ended


def series(duty: Duty, rule: DueRule, ground: Ground) -> Iterator[Planned]:
    """Give the dates of a recurrence to its end or the horizon, but for those it leaves out."""
    start, end, horizon = _start(rule, ground), _end(rule, ground), _later(ground.until)
    given: set[date] = set()
    try:
        if rule.rrule:
            read_rrule(rule.rrule)  # which tells a rule that cannot be read even while it waits
        if start.anchor is None:
            yield waiting(start.event, "", duty, ground)
            return
        for each in dates(rule, start.anchor, min(end or horizon, horizon), ground.basis.calendars_of(rule)):
            if len(given) >= MOST_DATES:
                ground.problems.append(_too_many(duty, rule, horizon))
                break
            given.add(each.day)
            if each.day not in rule.except_:
                steps = (*start.steps, *each.steps)
                survives = _survives(rule, start.anchor.day, each.day, ground)
                yield Planned(each.day.isoformat(), each.day, steps, known_from=start.known_from, survives=survives)
        about = Series(duty, rule, start.anchor, end, frozenset(given))
        ground.problems.extend(series_problems(about, ground))
    except RruleError as wrong:
        ground.problems.append(error("bad-recurrence", str(wrong), place_of(rule.rrule, rule.location), wrong.hint))
        yield Planned("", None)


def chained(duty: Duty, rule: DueRule, share: Share, ground: Ground) -> Iterator[Planned]:
    """Give the dates of what counts from the day on which the last was done, to the first that one party has open."""
    start, calendars = _start(rule, ground), ground.basis.calendars_of(rule)
    assert rule.every
    units = rule.every.units()
    if start.anchor is None:
        yield waiting(start.event, "1", duty, ground)
        return
    day: date | None = start.anchor.day
    steps = start.steps
    if start.anchor.is_event:
        day, more = add(start.anchor.day, units, rule.missing_day, calendars)
        steps = (*steps, *more)
    end = _end(rule, ground)
    for number in count(1):
        if day is None:
            ground.problems.append(no_such_day(duty, rule))
        elif end and day > end:
            return
        yield Planned(str(number), day, steps, known_from=start.known_from)
        closing = ground.triggers.closings.of(duty.id, str(number), share)
        if closing is None or number >= MOST_DATES:
            return
        day, more = add(closing.day, units, rule.missing_day, calendars)
        steps = (Step("completion", closing.day, {"closed": closing.day}), *more)


def _survives(rule: DueRule, start: date, day: date, ground: Ground) -> bool:
    """Tell whether a date is owed after the end: its `until:` is a later day, or what it counts from came then."""
    planned, ended = ground.course.planned, ground.course.ended
    if not isinstance(rule.until, date):
        return False
    return (planned is not None and day > planned) or (ended is not None and start >= ended)


def _later(day: date) -> date:
    return day + _ROLLS if day <= date.max - _ROLLS else date.max


def _too_many(duty: Duty, rule: DueRule, horizon: date) -> Diagnostic:
    message = f"`{duty.id}` has more than {MOST_DATES:,} dates by {horizon.isoformat()}; the rest are left out"
    hint = "let it begin later or recur less often, or ask for dates up to an earlier day"
    return error("too-many-dates", message, rule.location, hint)
