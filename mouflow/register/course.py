"""Which terms an agreement has had and will have: renewals, notices against them, and an end before the time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from mouflow.diagnostics import Diagnostic, warning

from .arithmetic import add
from .moments import Moment, Moments, happened
from .records import Step, TermPeriod
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


class _End(NamedTuple):
    """An end before the time: the last day, and the moment that it counts from."""

    moment: Moment
    event: Event


def course_of(
    term: Term | None, effect: Moment | None, events: Sequence[Event], until: date, calendars: Calendars
) -> Course:
    """Follow an agreement from its coming into effect, through events in their order, to a horizon."""
    problems: list[Diagnostic] = []
    end = _early_end(term, events, calendars, problems)
    if term is None or effect is None:
        moments = {"terminated": (end.moment,), "term-end": (end.moment,)} if end else {}
        day = end.moment.day if end else None
        return Course(term.kind if term else "", ended=day, moments=moments, problems=tuple(problems))
    return _Walk(term, Timetable(term, effect, calendars), events, end, until, problems).course()


def _early_end(
    term: Term | None, events: Sequence[Event], calendars: Calendars, problems: list[Diagnostic]
) -> _End | None:
    """Return the first end that was agreed or that a notice of termination brings; a later renewal undoes a notice."""
    renewed = max((at for at, event in enumerate(events) if event.event == "renewed"), default=-1)
    ends = []
    for at, event in enumerate(events):
        if event.event == "terminated":
            ends.append(_End(happened("terminated", event.date, "ledger"), event))
        elif event.event == "notice" and event.about == "termination" and at > renewed:
            if term and term.termination:
                ends += _terminated(term, event, calendars)
            elif term is None or term.kind != "tacit":
                hint = "add `term.termination` with its length, or enter the end with `mouflow terminated`"
                message = "nothing says when a notice of termination ends the agreement"
                problems.append(warning("no-termination", message, event.location, hint))
    return min(ends, key=lambda each: each.moment.day, default=None)


def _terminated(term: Term, event: Event, calendars: Calendars) -> Iterator[_End]:
    """Give the last day after a notice of termination: the corresponding date, the day of the notice not counted.

    Where the notice counts from its own day on (`inclusive`), it is the day before.
    """
    assert term.termination
    length = term.termination.length.units()
    inclusive = term.termination.counting == "inclusive"
    day, steps = add(event.date, length, "next" if inclusive else "clamp", calendars)
    if day:
        last = day - _DAY if inclusive else day
        counted = (Step("last-day", last),) if inclusive else ()
        received = happened("notice.termination", event.date, "ledger")
        named = Step("event", last, {"event": "terminated", "source": "term"})
        yield _End(Moment(last, (*received.steps, *steps, *counted, named), event.date), event)


@dataclass(slots=True)
class _Walk:
    """A walk from term to term; what was found on the way."""

    term: Term
    timetable: Timetable
    events: Sequence[Event]
    end: _End | None
    until: date
    problems: list[Diagnostic]
    periods: list[TermPeriod] = field(default_factory=list)
    answers: dict[int, Event] = field(default_factory=dict)
    renewals: list[Moment] = field(default_factory=list)

    def course(self) -> Course:
        """Walk, and return what was found."""
        ended = self._walk()
        if self.end and (ended is None or self.end.moment.day <= ended.day):
            ended = self.end.moment
        planned = self._latest_end()
        if ended:
            self._cut(ended)
        renewals = self.renewals[: max(len(self.periods) - 1, 0)]
        moments = {
            "renewed": tuple(each for each in renewals if each.day <= self.until),
            "term-end": (ended,) if ended else (),
            "terminated": (self.end.moment,) if self.end else (),
        }
        return Course(
            self.term.kind,
            tuple(self.periods),
            ended.day if ended else None,
            planned.day if planned else None,
            self.answers,
            {name: found for name, found in moments.items() if found},
            self._can_follow(1),
            tuple(self.problems),
        )

    def _can_follow(self, number: int) -> bool:
        """Tell whether another term can follow the one of a number."""
        limit = self.term.renewals
        return self.term.kind in ("tacit", "express") and (limit is None or number <= limit)

    def _walk(self) -> Moment | None:
        """Go from term to term; return the end that the terms alone give, None where there is none in sight."""
        known_from, certain, left = self.timetable.effect.known_from, True, self._decisions()
        for number in count(1):
            window = self._can_follow(number) or self.term.kind == "fixed"
            period = self.timetable.period(number, known_from, certain=certain, renewable=window)
            if period is None or (period.last and period.last < period.first):
                return self._no_term(number)
            self.periods.append(period)
            decision = self._decision(period, left) if period.last else None
            if period.last is None or not self._goes_on(period, decision):
                for event in left:  # what else was said of a term that no other follows
                    self._counts(event, period)
                return self._last(period, decision) if period.last else None
            known_from, certain = self._known_from(period, decision), bool(decision)
            following = period.last + _DAY
            source = "ledger" if decision else "term"
            self.renewals.append(happened("renewed", decision.date if decision else following, source, known_from))
            if period.first > self.until or number >= MOST_TERMS:
                latest = self._latest_end()
                return replace(latest, known_from=self.periods[-1].known_from) if latest else None
        return None

    def _no_term(self, number: int) -> Moment | None:
        if number == 1:
            hint = "mend `ends:` or `effect:`"
            place = self.term.location
            self.problems.append(warning("wrong-order", "the term ends before it has begun", place, hint))
        return None

    def _decisions(self) -> list[Event]:
        """Return what was said about renewal, in order."""
        about = ("non-renewal", "termination")
        return [
            each for each in self.events if each.event == "renewed" or (each.event == "notice" and each.about in about)
        ]

    def _decision(self, period: TermPeriod, left: list[Event]) -> Event | None:
        """Return the last word about what follows a term; it is no longer left then.

        What was said by the last day of a term is about that term; a renewal may also be entered after it.
        """
        assert period.last
        said = [each for each in left if each.date <= period.last]
        left[:] = [each for each in left if each.date > period.last]
        found = [each for each in said if self._counts(each, period)]
        if not self._goes_on(period, found[-1] if found else None) and self._can_follow(period.number):
            late = next((each for each in left if each.event == "renewed"), None)
            if late:
                left.remove(late)
                found.append(late)
        if found:
            self.answers[period.number] = found[-1]
        return found[-1] if found else None

    def _counts(self, event: Event, period: TermPeriod) -> bool:
        """Tell whether something said about renewal can have its effect; else what is wrong with it."""
        if event.event == "renewed":
            if not self._can_follow(period.number):
                hint = "mend `kind:` or `renewals:` of the term in obligations.yaml, as the parties agreed"
                message = f"term {period.number} cannot be renewed: the term is {self.term.kind}"
                self.problems.append(warning("not-renewable", message, event.location, hint))
            return self._can_follow(period.number)
        if not self._can_follow(period.number):
            return False
        late = period.receive_by is not None and event.date > period.receive_by
        early = period.opens is not None and event.date < period.opens
        if (late or early) and not (event.about == "termination" and self.term.termination):
            self.problems.append(_untimely(event, period, late=late))
        return not late and not early

    def _goes_on(self, period: TermPeriod, decision: Event | None) -> bool:
        if not self._can_follow(period.number):
            return False
        return decision.event == "renewed" if decision else self.term.kind == "tacit"

    def _known_from(self, period: TermPeriod, decision: Event | None) -> date | None:
        """Return the day from which the next term is known: the renewal, or the day after the window for notice."""
        closes = period.receive_by + _DAY if period.receive_by and self.term.kind == "tacit" else None
        days = [day for day in (closes, decision.date if decision else None) if day]
        known = min(days, default=None)
        return max(filter(None, (known, period.known_from)), default=None)

    def _last(self, period: TermPeriod, decision: Event | None) -> Moment:
        """Return the end that comes with a term that no other follows."""
        assert period.last
        known = decision.date if decision else None
        if not decision and self._can_follow(period.number):
            known = (period.receive_by or period.last) + _DAY
        known = max(filter(None, (known, period.known_from)), default=None)
        return _term_end(period, known)

    def _latest_end(self) -> Moment | None:
        """Return the end after the last renewal that is possible; None where any number is, or there is no end."""
        renewals = self.term.renewals if self._can_follow(1) else 0
        if renewals is None:
            return None
        period = self.timetable.period(renewals + 1, None, certain=False, renewable=False)
        return _term_end(period, None) if period and period.last else None

    def _cut(self, end: Moment) -> None:
        """End the terms on a day; those that would have begun after it never do."""
        kept = [each for each in self.periods if each.first <= end.day]
        if kept and (kept[-1].last is None or kept[-1].last > end.day):
            kept[-1] = replace(kept[-1], last=end.day, steps={**kept[-1].steps, "last": end.steps})
        self.periods = kept


def _term_end(period: TermPeriod, known_from: date | None) -> Moment:
    assert period.last
    named = Step("event", period.last, {"event": "term-end", "source": "term"})
    return Moment(period.last, (*period.steps.get("last", ()), named), known_from)


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
