"""What is wrong with recurrences: those that never give a date, have no end, or leave out what they would not give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from mouflow.diagnostics import Diagnostic, error, place_of, warning

from .duties import Duty
from .ground import Ground
from .recurrence import Anchor, dates
from .rrule import read_rrule
from .rrule_days import chosen_days

if TYPE_CHECKING:
    from mouflow.model.due import DueRule

_LONGEST_WAIT = timedelta(days=40 * 366)
"""Within so long every rule comes round that ever does: a leap day on a given weekday takes up to forty years."""


class Series(NamedTuple):
    """A recurrence: the duty, what it counts from, its last day as far as it is known, and the dates it gave."""

    duty: Duty
    rule: DueRule
    anchor: Anchor
    end: date | None
    given: frozenset[date]


def series_problems(series: Series, ground: Ground) -> Iterator[Diagnostic]:
    """Tell what is wrong with a recurrence that was followed to its end or to the horizon."""
    if not series.given:
        yield from _without_dates(series, ground)
    yield from _left_out(series, ground)
    yield from _skipping(series)
    yield from _endless(series, ground)


def _without_dates(series: Series, ground: Ground) -> Iterator[Diagnostic]:
    """Tell why there is no date, unless the first lies beyond the horizon, or the agreement ended before it."""
    duty, rule, planned = series.duty, series.rule, ground.course.planned
    anchor = series.anchor.day + timedelta(days=series.anchor.is_event)
    explicit = rule.until if isinstance(rule.until, date) else None
    if explicit and explicit < anchor:
        message = f"`{duty.id}` never falls due: `until:` comes before `from:`"
        yield error("never-due", message, place_of(explicit, rule.location), "mend one of the two")
    elif planned and anchor > planned and not explicit:
        message = f"`{duty.id}` begins on {anchor.isoformat()}, after the end of the term"
        hint = f"the term ends on {planned.isoformat()}; mend `from:`, or give the last day with `until:`"
        yield warning("after-the-end", message, rule.location, hint)
    elif not _comes(series, ground, explicit):
        message = f"`{duty.id}` never falls due: its rule gives no date"
        hint = "is there such a day in those months, on or after `from:` and up to the end? mend what is not meant"
        yield error("never-due", message, place_of(rule.rrule, rule.location), hint)


def _comes(series: Series, ground: Ground, explicit: date | None) -> bool:
    """Tell whether a recurrence would give a date, were it followed for longer than to the horizon."""
    ahead = min(series.anchor.day, date.max - _LONGEST_WAIT) + _LONGEST_WAIT
    calendars = ground.basis.calendars_of(series.rule)
    return next(dates(series.rule, series.anchor, explicit or ahead, calendars), None) is not None


def _left_out(series: Series, ground: Ground) -> Iterator[Diagnostic]:
    """Tell of dates that `except:` names and the rule does not give, and of a rule of which it leaves nothing."""
    duty, rule, given = series.duty, series.rule, series.given
    reached = min(series.end or ground.until, ground.until)
    for day in rule.except_:
        if day not in given and day <= reached:
            message = f"`{duty.id}` does not fall on {day.isoformat()}, which `except:` leaves out"
            hint = "name the date as the rule gives it, before it is rolled"
            yield warning("except-without-date", message, rule.location, hint)
    if given and series.end and series.end <= ground.until and given.issubset(rule.except_):
        message = f"`{duty.id}` never falls due: `except:` leaves out every date"
        yield error("never-due", message, rule.location, "drop the obligation, or some of these dates")


def _skipping(series: Series) -> Iterator[Diagnostic]:
    """Tell of months without such a day that a rule of RFC 5545 passes over, unless it is written that it does."""
    rule = series.rule
    if rule.rrule is None or rule.month_end or not series.given:
        return
    last = max(series.given)
    chosen = chosen_days(read_rrule(rule.rrule), "clamp", series.anchor.day, last)
    for each in chosen:
        if each.steps and each.day <= last:
            wanted = each.steps[0].values["wanted"]
            message = f"`{series.duty.id}` passes over {each.day:%Y-%m}, which has no day {wanted}, and months like it"
            hint = (
                "BYMONTHDAY=-1 is the last day of a month; or say what is meant with `month_end:` clamp, next or skip"
            )
            yield warning("months-passed-over", message, place_of(rule.rrule, rule.location), hint)
            return


def _endless(series: Series, ground: Ground) -> Iterator[Diagnostic]:
    """Tell of a recurrence that goes on for ever: without a last day, in an agreement without a term."""
    rule = series.rule
    if ground.basis.promises.term or series.end or not series.given:
        return
    written = read_rrule(rule.rrule) if rule.rrule else None
    if written is None or not (written.count or written.until):
        message = f"`{series.duty.id}` recurs for ever: the agreement has no `term:`"
        yield warning("endless", message, rule.location, "add `term:`, or end it with `until:`")
