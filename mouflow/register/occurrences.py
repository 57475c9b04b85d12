"""From duties to occurrences: each date rolled to a business day, for each who owes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from .arithmetic import roll
from .duties import Duty
from .ground import Ground, Planned
from .planning import planned
from .records import Occurrence
from .series import chained

if TYPE_CHECKING:
    from .basis import Share


def occurrences_of(duty: Duty, ground: Ground) -> Iterator[Occurrence]:
    """Give the occurrences of a duty: all of what is due once, and what recurs up to the horizon.

    One that waits for an event has no date; nor has one whose rule gives none, of which the problems tell.
    """
    if duty.rule is not None and duty.rule.basis == "completion":
        for share in duty.shares:
            yield from (_made(duty, ground, each, share) for each in chained(duty, duty.rule, share, ground))
        return
    recurs = duty.rule is not None and duty.rule.recurs
    for each in planned(duty, ground):
        first = _made(duty, ground, each, duty.shares[0])
        days = [day for day in (first.due, first.nominal) if day]
        if recurs and days and min(days) > ground.until:
            continue
        yield first
        yield from (first.but(party=share.party, bearers=share.bearers) for share in duty.shares[1:])


def _made(duty: Duty, ground: Ground, each: Planned, share: Share) -> Occurrence:
    """Return an occurrence of a date; one rolled beyond the end of the agreement is owed all the same."""
    plain, course = duty.plain, ground.course
    common: dict[str, Any] = {
        "key": each.key,
        "party": share.party,
        "bearers": share.bearers,
        "waiting_for": each.waiting_for,
    }
    if each.day is None:
        return plain.but(**common, known_from=each.known_from, survives=each.survives, steps=each.steps)
    mode = duty.rule.roll if duty.rule else "none"
    due, rolled = roll(each.day, mode, ground.basis.calendars_of(duty.rule))
    return plain.but(
        **common,
        nominal=each.day,
        due=due,
        known_from=_later(each.known_from, None if each.survives else course.known_from(each.day)),
        survives=each.survives or (course.ended is not None and each.day <= course.ended < due),
        steps=(*each.steps, *rolled),
    )


def _later(one: date | None, other: date | None) -> date | None:
    return max(one, other) if one and other else one or other
