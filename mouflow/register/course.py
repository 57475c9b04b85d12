"""Which terms an agreement has had and will have, one after another to a horizon, and when it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from mouflow.diagnostics import Diagnostic

from .ending import early_end
from .moments import Moment, Moments
from .records import TermPeriod
from .renewing import Renewing, about_renewal
from .terms import Timetable
from .walk import Walk
from .windows import Window

if TYPE_CHECKING:
    from mouflow.model.ledger import Event
    from mouflow.model.obligations import Term

    from .calendars import Calendars


@dataclass(frozen=True, slots=True)
class Course:
    """The terms of an agreement up to a horizon, and the first after it.

    ``ended`` is the day on which it ended or will for certain; ``planned`` the latest on which its term can end, after
    every renewal that it allows. ``answers`` has the event that made use of each term's window, by the term's number;
    ``moments`` renewals and the end. ``is_renewable`` says that a term can be followed by another.
    """

    kind: str = ""
    periods: tuple[TermPeriod, ...] = ()
    ended: date | None = None
    planned: date | None = None
    answers: Mapping[int, Event] = field(default_factory=dict)
    moments: Moments = field(default_factory=dict)
    is_renewable: bool = False
    problems: tuple[Diagnostic, ...] = ()

    def known_from(self, day: date) -> date | None:
        """Return the day from which it is known that the agreement has effect on a day, where that needs a renewal."""
        held = [each for each in self.periods if each.number > 1 and each.first <= day]
        return held[-1].known_from if held else None


def course_of(
    term: Term | None, effect: Moment | None, events: Sequence[Event], until: date, calendars: Calendars
) -> Course:
    """Follow an agreement from its coming into effect, through events in their order, to a horizon."""
    problems: list[Diagnostic] = []
    end = early_end(term, events, calendars, problems)
    if term is None or effect is None:
        moments = {"terminated": (end,), "term-end": (end,)} if end else {}
        kind, day = term.kind if term else "", end.day if end else None
        return Course(kind, ended=day, moments=moments, problems=tuple(problems))
    said = [each for each in events if about_renewal(each, term)]
    renewing = Renewing(term, Window(term, calendars), said, problems)
    return _course(Walk(Timetable(term, effect, calendars), renewing, until), end)


def _course(walk: Walk, early: Moment | None) -> Course:
    """Walk, and return what was found, cut off at an end before the time."""
    ended, latest = walk.end(), walk.latest_end()
    if early and ended and early.day > ended.day:
        early = None  # its time never comes
    ended = early or ended
    periods = _cut(walk.periods, ended) if ended else walk.periods
    renewals = walk.renewals[: max(len(periods) - 1, 0)]
    moments = {
        "renewed": tuple(each for each in renewals if each.day <= walk.until),
        "term-end": (ended,) if ended else (),
        "terminated": (early,) if early else (),
    }
    return Course(
        kind=walk.timetable.term.kind,
        periods=tuple(periods),
        ended=ended.day if ended else None,
        planned=latest.day if latest else None,
        answers=walk.answers,
        moments={name: found for name, found in moments.items() if found},
        is_renewable=walk.renewing.can_follow(1),
        problems=tuple(walk.renewing.problems),
    )


def _cut(periods: Sequence[TermPeriod], end: Moment) -> list[TermPeriod]:
    """End terms on a day; those that would have begun after it never do."""
    kept = [each for each in periods if each.first <= end.day]
    if kept and (kept[-1].last is None or kept[-1].last > end.day):
        kept[-1] = replace(kept[-1], last=end.day, steps={**kept[-1].steps, "last": end.steps})
    return kept
