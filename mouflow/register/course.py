"""Which terms an agreement has had and will have, one after another to a horizon, and when it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING

from mouflow.diagnostics import Diagnostic, warning

from .ending import early_end
from .moments import Moment, Moments, happened
from .records import Step, TermPeriod
from .renewing import Renewing, about_renewal
from .terms import Timetable

if TYPE_CHECKING:
    from mouflow.model.ledger import Event
    from mouflow.model.obligations import Term

    from .calendars import Calendars

_DAY = timedelta(days=1)
MOST_TERMS = 5_000
"""So many terms are followed at the most; a term of a day is a slip."""


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
    renewing = Renewing(term, list(filter(about_renewal, events)), problems)
    walk = _Walk(Timetable(term, effect, calendars), renewing, until)
    return walk.course(term, end)


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk from term to term; what is found on the way gathers here."""

    timetable: Timetable
    renewing: Renewing
    until: date
    periods: list[TermPeriod] = field(default_factory=list)
    answers: dict[int, Event] = field(default_factory=dict)
    renewals: list[Moment] = field(default_factory=list)

    def course(self, term: Term, early: Moment | None) -> Course:
        """Walk, and return what was found, cut off at an end before the time."""
        ended = self._walk()
        if early and (ended is None or early.day <= ended.day):
            ended = early
        latest = self._latest_end()
        periods = _cut(self.periods, ended) if ended else self.periods
        renewals = self.renewals[: max(len(periods) - 1, 0)]
        moments = {
            "renewed": tuple(each for each in renewals if each.day <= self.until),
            "term-end": (ended,) if ended else (),
            "terminated": (early,) if early else (),
        }
        return Course(
            kind=term.kind,
            periods=tuple(periods),
            ended=ended.day if ended else None,
            planned=latest.day if latest else None,
            answers=self.answers,
            moments={name: found for name, found in moments.items() if found},
            is_renewable=self.renewing.can_follow(1),
            problems=tuple(self.renewing.problems),
        )

    def _walk(self) -> Moment | None:
        """Go from term to term; return the end that the terms alone give, None where there is none in sight."""
        known_from, certain = self.timetable.effect.known_from, True
        for number in count(1):
            period = self._period(number, known_from, certain=certain)
            if period is None:
                return None
            self.periods.append(period)
            decision = self.renewing.decision(period)
            if decision and not (decision.about == "termination" and self.timetable.term.termination):
                self.answers[number] = decision  # else it has a window of its own
            if not self.renewing.goes_on(period, decision):
                return self._end_of(period, decision)
            known_from, certain = self._known_from(period, decision), bool(decision)
            self.renewals.append(_renewal(period, decision, known_from))
            if period.first > self.until or number >= MOST_TERMS:
                break
        latest = self._latest_end()
        return replace(latest, known_from=self.periods[-1].known_from) if latest else None

    def _period(self, number: int, known_from: date | None, *, certain: bool) -> TermPeriod | None:
        """Return a term by its number; None, which is told of the first, where it would end before it began."""
        has_window = self.renewing.can_follow(number) or self.timetable.term.kind == "fixed"
        period = self.timetable.period(number, known_from, certain=certain, has_window=has_window)
        if period is None or period.last is None or period.last >= period.first:
            return period
        if number == 1:
            place, hint = self.timetable.term.location, "mend `ends:` or `effect:`"
            self.renewing.problems.append(warning("wrong-order", "the term ends before it has begun", place, hint))
        return None

    def _known_from(self, period: TermPeriod, decision: Event | None) -> date | None:
        """Return the day from which the next term is known: the renewal, or the day after the window for notice."""
        is_tacit = self.timetable.term.kind == "tacit"
        closes = period.receive_by + _DAY if period.receive_by and is_tacit else None
        known = min(filter(None, (closes, decision.date if decision else None)), default=None)
        return max(filter(None, (known, period.known_from)), default=None)

    def _end_of(self, period: TermPeriod, decision: Event | None) -> Moment | None:
        """Return the end that comes with a term that no other follows; none with one that has no end."""
        if period.last is None:
            return None
        known = decision.date if decision else None
        if not decision and self.renewing.can_follow(period.number):
            known = (period.receive_by or period.last) + _DAY
        return _term_end(period, max(filter(None, (known, period.known_from)), default=None))

    def _latest_end(self) -> Moment | None:
        """Return the end after the last renewal that is possible; None where any number is, or there is no end."""
        renewals = self.timetable.term.renewals if self.renewing.can_follow(1) else 0
        if renewals is None:
            return None
        period = self.timetable.period(renewals + 1, None, certain=False, has_window=False)
        return _term_end(period, None) if period and period.last else None


def _renewal(period: TermPeriod, decision: Event | None, known_from: date | None) -> Moment:
    """Return the moment in which a term was renewed: the decision, or tacitly the first day of the next."""
    if decision:
        return happened("renewed", decision.date, "ledger", known_from)
    assert period.last
    return happened("renewed", period.last + _DAY, "term", known_from)


def _cut(periods: Sequence[TermPeriod], end: Moment) -> list[TermPeriod]:
    """End terms on a day; those that would have begun after it never do."""
    kept = [each for each in periods if each.first <= end.day]
    if kept and (kept[-1].last is None or kept[-1].last > end.day):
        kept[-1] = replace(kept[-1], last=end.day, steps={**kept[-1].steps, "last": end.steps})
    return kept


def _term_end(period: TermPeriod, known_from: date | None) -> Moment:
    assert period.last
    named = Step("event", period.last, {"event": "term-end", "source": "term"})
    return Moment(period.last, (*period.steps.get("last", ()), named), known_from)
