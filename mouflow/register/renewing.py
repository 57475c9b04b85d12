"""Whether a term is followed by another: by what the parties said in time, or else by what the term says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mouflow.diagnostics import Diagnostic, warning

from .records import TermPeriod

if TYPE_CHECKING:
    from mouflow.model.ledger import Event
    from mouflow.model.obligations import Term

_AGAINST = ("non-renewal", "termination")


@dataclass(frozen=True, slots=True)
class Renewing:
    """What was said about renewal, in order, and is still to be looked at; what is wrong with it gathers here."""

    term: Term
    left: list[Event]
    problems: list[Diagnostic]

    def can_follow(self, number: int) -> bool:
        """Tell whether another term can follow the one of a number."""
        limit = self.term.renewals
        return self.term.kind in ("tacit", "express") and (limit is None or number <= limit)

    def goes_on(self, period: TermPeriod, decision: Event | None) -> bool:
        """Tell whether a term is followed by another, after the last word about that, if there was any."""
        if not self.can_follow(period.number) or period.last is None:
            return False
        return decision.event == "renewed" if decision else self.term.kind == "tacit"

    def decision(self, period: TermPeriod) -> Event | None:
        """Return the last word about what follows a term, and look at it no more.

        What was said by the last day of a term is about that term; a renewal may also be entered after it.
        """
        last = period.last
        said = [each for each in self.left if last and each.date <= last]
        self.left[:] = [each for each in self.left if each not in said]
        found = [each for each in said if self._counts(each, period)]
        if self.goes_on(period, found[-1] if found else None):
            return found[-1] if found else None
        late = next((each for each in self.left if each.event == "renewed"), None)
        if late and self._counts(late, period):
            self.left.remove(late)
            return late
        return found[-1] if found else None

    def _counts(self, event: Event, period: TermPeriod) -> bool:
        """Tell whether something said about renewal can have its effect; else what is wrong with it."""
        can_follow = self.can_follow(period.number)
        if event.event == "renewed":
            if not can_follow:
                self.problems.append(_not_renewable(event, period, self.term))
            return can_follow
        late = period.receive_by is not None and event.date > period.receive_by
        early = period.opens is not None and event.date < period.opens
        if can_follow and (late or early) and not (event.about == "termination" and self.term.termination):
            self.problems.append(_untimely(event, period, late=late))
        return can_follow and not late and not early


def about_renewal(event: Event) -> bool:
    """Tell whether an event renews a term, or stands against that."""
    return event.event == "renewed" or (event.event == "notice" and event.about in _AGAINST)


def _not_renewable(event: Event, period: TermPeriod, term: Term) -> Diagnostic:
    why = f"`kind: {term.kind}`" if term.kind in ("fixed", "indefinite") else f"`renewals: {term.renewals}`"
    hint = "mend the term in obligations.yaml, as the parties agreed"
    return warning("not-renewable", f"term {period.number} cannot be renewed: {why}", event.location, hint)


def _untimely(event: Event, period: TermPeriod, *, late: bool) -> Diagnostic:
    said = f"the notice on {event.date.isoformat()}"
    if late and period.receive_by:
        last = period.receive_by.isoformat()
        message = f"{said} came too late for term {period.number}, whose last day for it was {last}"
        hint = "it is renewed; where the sides let the notice hold all the same, enter `mouflow terminated`"
        return warning("late-notice", message, event.location, hint)
    opens = period.opens.isoformat() if period.opens else ""
    message = f"{said} came too early for term {period.number}: it can be given from {opens} on"
    return warning("early-notice", message, event.location, "give it again within the window, and enter it then")
