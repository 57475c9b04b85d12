"""Whether a term is followed by another: by what the parties said in time, or else by what the term says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from mouflow.diagnostics import Diagnostic

from .records import TermPeriod
from .renewal_problems import counts_later, not_renewable, renewed_late, renewed_twice, too_early, too_late
from .windows import Window

if TYPE_CHECKING:
    from mouflow.model.ledger import Event
    from mouflow.model.obligations import Term


@dataclass(frozen=True, slots=True)
class Renewing:
    """What was said about renewal, in order, and is still to be looked at; what is wrong with it gathers here.

    A notice that came too late for a term is notice about the first one after it for which it is in time, unless a
    renewal was agreed since: ``missed`` has the term for which each was too late, by the id of the event. ``late`` are
    the renewals that were agreed when their term was over already.
    """

    term: Term
    window: Window
    left: list[Event]
    problems: list[Diagnostic]
    missed: dict[str, TermPeriod] = field(default_factory=dict)
    late: list[Event] = field(default_factory=list)

    def can_follow(self, number: int) -> bool:
        """Tell whether another term can follow the one of a number."""
        limit = self.term.renewals
        return self.term.kind in ("tacit", "express") and (limit is None or number <= limit)

    def goes_on(self, period: TermPeriod, decision: Event | None) -> bool:
        """Tell whether a term is followed by another, after the last word about that, if there was any."""
        if not self.can_follow(period.number) or period.last is None:
            return False
        return decision.event == "renewed" if decision else self.term.kind == "tacit"

    def is_pending(self, period: TermPeriod) -> bool:
        """Tell whether something said by the last day of a term is still to be looked at, for a term after it."""
        return any(period.last and each.date <= period.last for each in self.left)

    def decision(self, period: TermPeriod) -> Event | None:
        """Return the last word about what follows a term; look no more at what was about it, or undone by that word.

        What was said by the last day of a term is about that term; a renewal may also be entered after it.
        """
        last = period.last
        said = [each for each in self.left if last is None or each.date <= last]
        word = next((each for each in reversed(said) if self._counts(each, period)), None)
        late = None if self.goes_on(period, word) else self._renewed_since(period)
        dropped = self._settled(said, late or word, period)
        self.left[:] = [each for each in self.left if each.id not in dropped]
        return late or word

    def _counts(self, event: Event, period: TermPeriod) -> bool:
        """Tell whether something said about renewal can have its effect on what follows a term."""
        if not self.can_follow(period.number):
            return False
        return event.event == "renewed" or self._timing(event, period) == "in time"

    def _timing(self, event: Event, period: TermPeriod) -> Literal["early", "in time", "late"]:
        last = self.window.holds_until(period)
        if last is not None and event.date > last:
            return "late"
        return "early" if period.opens is not None and event.date < period.opens else "in time"

    def _renewed_since(self, period: TermPeriod) -> Event | None:
        """Return the first renewal that was agreed after a term, where it can have its effect."""
        last = period.last
        every = (each for each in self.left if each.event == "renewed" and last and each.date > last)
        since = min(every, key=lambda each: each.date, default=None)
        if since is None:
            return None
        if not self.can_follow(period.number):
            self.problems.append(not_renewable(since, period, self.term))
            return None
        self.problems.append(renewed_late(since, period))
        self.late.append(since)
        return since

    def _settled(self, said: list[Event], word: Event | None, period: TermPeriod) -> set[str]:
        """Return the ids of what need not be looked at any more, and tell what is wrong with it."""
        kept = self._kept(said, word, period)
        for event in said:
            if event.id not in kept:
                self._tell(event, word, period)
        return {each.id for each in (*said, *filter(None, (word,)))} - kept

    def _kept(self, said: list[Event], word: Event | None, period: TermPeriod) -> set[str]:
        """Return the ids of notices that came too late for a term, and can hold for one after it."""
        if not self.goes_on(period, word):
            return set()
        since = said.index(word) + 1 if word in said else len(said) if word else 0
        late = [e for e in said[since:] if e.event == "notice" and self._timing(e, period) == "late"]
        for event in late:
            if period.receive_by and period.receive_by >= period.first:  # else no day of the term was in time for it
                self.missed.setdefault(event.id, period)
        return {event.id for event in late}

    def _tell(self, event: Event, word: Event | None, period: TermPeriod) -> None:
        """Tell what is wrong with something said, which is looked at here for the last time."""
        can_follow, missed = self.can_follow(period.number), self.missed.get(event.id)
        if event.event == "renewed":
            if not can_follow:
                self.problems.append(not_renewable(event, period, self.term))
            elif event == word and self._may_be_same(event, period):
                self.problems.append(renewed_twice(event, self.late[-1], period))
            return
        timing = self._timing(event, period) if can_follow else "late"
        if timing == "early":
            self.problems.append(too_early(event, period, missed))
        elif timing == "late" and (missed or can_follow):
            self.problems.append(too_late(event, missed or period, word))
        elif missed:
            self.problems.append(counts_later(event, missed, period))

    def _may_be_same(self, event: Event, period: TermPeriod) -> bool:
        """Tell whether a renewal is nearer to the one that brought its term too late than to what it renews."""
        if not self.late or not period.last or self.late[-1].date < period.first:
            return False
        return abs(event.date - self.late[-1].date) < period.last - event.date


def about_renewal(event: Event, term: Term) -> bool:
    """Tell whether an event renews a term, or stands against that.

    Notice of termination is notice that the agreement is not to be renewed only where it has no such notice of its
    own; else it ends the agreement when its own time has run, and until then the term is renewed.
    """
    if event.event == "renewed":
        return True
    against = ("non-renewal",) if term.termination else ("non-renewal", "termination")
    return event.event == "notice" and event.about in against
