"""The dates of a duty before they are rolled: a day that is written, so long after an event, or a series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from .arithmetic import add
from .duties import Duty
from .ground import Ground, Planned, no_such_day, waiting
from .moments import Moment
from .series import series
from .steps import Step

if TYPE_CHECKING:
    from mouflow.model.due import DueRule


def planned(duty: Duty, ground: Ground) -> Iterable[Planned]:
    """Return the dates of a duty that are the same for all who owe it; ``series.chained`` has those that are not."""
    rule = duty.rule
    if rule is None:
        steps = (Step("action", duty.day, {"document": duty.plain.document}),) if duty.day else ()
        return [_written(duty.day, steps, ground)]
    if rule.date:
        return [_written(rule.date, (Step("date", rule.date),), ground)]
    return series(duty, rule, ground) if rule.recurs else _counted(duty, rule, ground)


def _written(day: date | None, steps: tuple[Step, ...], ground: Ground) -> Planned:
    """Return a day that is written out; one after the latest end of the term is meant to outlive it."""
    planned_end = ground.course.planned
    return Planned("", day, steps, survives=bool(day and planned_end and day > planned_end))


def _counted(duty: Duty, rule: DueRule, ground: Ground) -> Iterator[Planned]:
    """Give the dates so long after an event, or before it; one for each time that it can happen."""
    name = rule.after or rule.before or ""
    by_term = name == "term-end" and rule.before is not None and ground.course.is_renewable
    moments = _ends_of_terms(rule, ground) if by_term else ground.triggers.happened(name)
    keyed = by_term or ground.triggers.repeats(name)
    for moment in moments if keyed else moments[:1]:
        key = moment.day.isoformat() if keyed else ""
        yield _offset(duty, rule, ground, moment, key)
    if not moments or ground.triggers.comes_again(name):
        yield waiting(name, "", duty, ground)


def _ends_of_terms(rule: DueRule, ground: Ground) -> tuple[Moment, ...]:
    """Return the end of each term: whoever counts back from the last cannot wait until it is known to be the last."""
    ends = [
        Moment(
            each.last,
            (*each.steps.get("last", ()), Step("event", each.last, {"event": "term-end", "source": "term"})),
            each.known_from if each.number > 1 else None,
        )
        for each in ground.course.periods
        if each.last
    ]
    units, calendars = rule.units(), ground.basis.calendars_of(rule)
    held = [end for end in ends if (add(end.day, units, "clamp", calendars, back=True)[0] or end.day) <= ground.until]
    return tuple(held or ends[:1])


def _offset(duty: Duty, rule: DueRule, ground: Ground, moment: Moment, key: str) -> Planned:
    calendars = ground.basis.calendars_of(rule)
    day, steps = add(moment.day, rule.units(), rule.missing_day, calendars, back=rule.before is not None)
    if day is None:
        ground.problems.append(no_such_day(duty, rule))
    ended = ground.course.ended
    survives = ended is not None and day is not None and moment.day >= ended and day > ended
    return Planned(key, day, (*moment.steps, *steps), known_from=moment.known_from, survives=survives)
