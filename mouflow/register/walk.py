"""Goes from term to term of an agreement, to a horizon: how each ends, and from which day the next is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING

from mouflow.diagnostics import Diagnostic, error, warning

from .moments import Moment, happened
from .records import TermPeriod
from .renewing import Renewing
from .steps import Step
from .terms import Timetable

if TYPE_CHECKING:
    from mouflow.model.ledger import Event
    from mouflow.model.obligations import Term

_DAY = timedelta(days=1)
MOST_TERMS = 5_000
"""So many terms are followed at the most; a term of a day is a slip."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk from term to term; what is found on the way gathers here."""

    timetable: Timetable
    renewing: Renewing
    until: date
    periods: list[TermPeriod] = field(default_factory=list)
    answers: dict[int, Event] = field(default_factory=dict)
    renewals: list[Moment] = field(default_factory=list)

    def end(self) -> Moment | None:
        """Go from term to term; return the end that the terms alone give, None where there is none in sight."""
        known_from, certain = self.timetable.effect.known_from, True
        for number in count(1):
            period = self._period(number, known_from, certain=certain)
            if period is None:
                return None
            self.periods.append(period)
            decision = self.renewing.decision(period)
            if decision:
                self.answers[number] = decision
            if not self.renewing.goes_on(period, decision):
                return self._end_of(period, decision)
            known_from, certain = self._known_from(period, decision), bool(decision)
            self.renewals.append(_renewal(period, decision, known_from))
            if number >= MOST_TERMS or (period.first > self.until and not self.renewing.is_pending(period)):
                break
        latest = self.latest_end()
        return replace(latest, known_from=self.periods[-1].known_from) if latest else None

    def _period(self, number: int, known_from: date | None, *, certain: bool) -> TermPeriod | None:
        """Return a term by its number; None where it would end before it began, or begin beyond the years there are."""
        has_window = self.renewing.can_follow(number) or self.timetable.term.kind == "fixed"
        period = self.timetable.period(number, known_from, certain=certain, has_window=has_window)
        if number == 1:
            self.renewing.problems.extend(_first_problems(period, self.timetable.term))
        return None if period and period.last and period.last < period.first else period

    def _known_from(self, period: TermPeriod, decision: Event | None) -> date | None:
        """Return the day from which the next term is known: the renewal, or the day after the window for notice."""
        is_tacit = self.timetable.term.kind == "tacit"
        last = self.renewing.window.holds_until(period)
        closes = last + _DAY if last and is_tacit else None
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

    def latest_end(self) -> Moment | None:
        """Return the end after the last renewal that is possible; None where any number is, or there is no end."""
        renewals = self.timetable.term.renewals if self.renewing.can_follow(1) else 0
        if renewals is None:
            return None
        period = self.timetable.period(renewals + 1, None, certain=False, has_window=False)
        return _term_end(period, None) if period and period.last else None


def _first_problems(period: TermPeriod | None, term: Term) -> Iterator[Diagnostic]:
    """Tell of a first term that has no days, or no end that a date could have."""
    if period and period.last and period.last < period.first:
        hint = "mend `ends:` or `effect:`"
        yield warning("wrong-order", "the term ends before it has begun", term.location, hint)
    elif term.length and any(term.length.units().values()) and (period is None or period.last is None):
        place = term.length.location
        yield error("bad-date", "the term ends outside the years 1900 to 2999", place, "mend its `length:`")


def _renewal(period: TermPeriod, decision: Event | None, known_from: date | None) -> Moment:
    """Return the moment in which a term was renewed: the decision, or tacitly the first day of the next."""
    if decision:
        return happened("renewed", decision.date, "ledger", known_from)
    assert period.last
    return happened("renewed", period.last + _DAY, "term", known_from)


def _term_end(period: TermPeriod, known_from: date | None) -> Moment:
    assert period.last
    named = Step("event", period.last, {"event": "term-end", "source": "term"})
    return Moment(period.last, (*period.steps.get("last", ()), named), known_from)
