"""What dates are counted on, and what a date is before it is rolled."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mouflow.diagnostics import Diagnostic, did_you_mean, error, place_of

from .basis import Basis
from .course import Course
from .duties import Duty
from .steps import Step
from .triggers import NAMES, Triggers

if TYPE_CHECKING:
    from mouflow.model.due import DueRule

MOST_DATES = 20_000
"""So many dates are drawn at the most, up to the horizon that is asked for: one a day for more than fifty years."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What dates are counted on: the basis, the terms, what happened, and the horizon; what is wrong gathers here."""

    basis: Basis
    course: Course
    triggers: Triggers
    until: date
    problems: list[Diagnostic] = field(default_factory=list)


class Planned(NamedTuple):
    """A date before it is rolled: the key of its occurrence, and the steps that led to it; None while there is none."""

    key: str
    day: date | None
    steps: tuple[Step, ...] = ()
    waiting_for: str = ""
    known_from: date | None = None
    survives: bool = False


def waiting(name: str, key: str, duty: Duty, ground: Ground) -> Planned:
    """Return what has no date before an event happens; an event that there is not is told."""
    if not ground.triggers.known(name):
        hint = did_you_mean(name, (*NAMES, *(each for each in ground.triggers.duties if each != duty.id)))
        message = f"`{duty.id}` counts from `{name}`, which is neither an event nor an obligation"
        assert duty.rule
        ground.problems.append(error("unknown-event", message, place_of(name, duty.rule.location), hint))
    steps = (Step("waiting", None, {"event": str(name)}),)
    return Planned(key, None, steps, str(name), survives=ground.triggers.from_end(name))


def no_such_day(duty: Duty, rule: DueRule) -> Diagnostic:
    """Tell that a rule counts to a day that there is not, or that no document could bear."""
    if rule.missing_day == "skip":
        hint = "write `month_end: clamp` for the last day of the month, or `next`"
        return error("no-such-day", f"`{duty.id}` falls on a day that its month does not have", rule.location, hint)
    message = f"`{duty.id}` falls outside the years 1900 to 2999"
    return error("bad-date", message, rule.location, "mend its length or its date")
