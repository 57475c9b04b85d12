"""The dates of each term of an agreement: its first and last day, the window for notice, the review of activity.

A term ends on the day before the next would begin. Its months are counted from the day on which the agreement came into
effect each time; where the last month has no such day, the term ends with that month: what begins on 29 February 2024
for a year ends with 28 February 2025. That is the rule of the corresponding date in Hong Kong (Dodds v Walker [1981] 1
WLR 1027, for a period from the day before) and on the Mainland (Civil Code, article 202).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from .arithmetic import add, roll
from .records import Step, TermPeriod

if TYPE_CHECKING:
    from mouflow.model.due import Length
    from mouflow.model.obligations import Notice, Term

    from .calendars import Calendars
    from .moments import Moment

_DAY = timedelta(days=1)
_MONTHS = {"years", "months"}


class Reached(NamedTuple):
    """A day and the steps that led to it; no day where it would lie beyond the years that dates may have."""

    day: date | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Timetable:
    """The terms of an agreement that came into effect, however many there will be."""

    term: Term
    effect: Moment
    calendars: Calendars

    def period(self, number: int, known_from: date | None, *, certain: bool, has_window: bool) -> TermPeriod | None:
        """Return a term by its number, from 1; None where it would begin beyond the years that dates may have.

        Without a window there is nothing that a notice could prevent, or a decision bring about.
        """
        start, following = self.start(number), self.following(number)
        if start.day is None:
            return None
        renewed = (Step("renewed", start.day, {"number": number, "certain": certain}),) if number > 1 else ()
        days: dict[str, Reached] = {"first": Reached(start.day, (*start.steps, *renewed))}
        if following.day:
            last = following.day - _DAY
            days["last"] = Reached(last, (*following.steps, Step("last-day", last)))
            days |= self._window(following) if has_window else {}
        return period_of(number, start.day, known_from, days)

    def start(self, number: int) -> Reached:
        """Return the first day of a term."""
        term, first = self.term, self.effect.day
        if number == 1:
            return Reached(first, self.effect.steps)
        if term.ends:
            day, steps = add(term.ends, {"days": 1}, "next", self.calendars)
            return self._further(Reached(day, (Step("date", term.ends), *steps)), number - 2)
        length, renewal = _units(term.length), _units(term.renewal or term.length)
        if _MONTHS.issuperset({*length, *renewal}):
            whole = {unit: length.get(unit, 0) + (number - 2) * renewal.get(unit, 0) for unit in _MONTHS}
            return self._after(Reached(first, self.effect.steps), whole)
        return self._further(self._after(Reached(first, self.effect.steps), length), number - 2)

    def following(self, number: int) -> Reached:
        """Return the day after the last of a term; none for a term without end."""
        term = self.term
        if term.kind == "indefinite" or not (term.ends or any(_units(term.length).values())):
            return Reached(None, ())
        return self.start(number + 1)

    def _further(self, start: Reached, renewals: int) -> Reached:
        """Return the day so many renewals after another; business days are counted term by term."""
        renewal = _units(self.term.renewal or self.term.length)
        return self._after(start, {unit: renewals * each for unit, each in renewal.items()})

    def _after(self, start: Reached, length: Mapping[str, int]) -> Reached:
        if start.day is None:
            return start
        ordered = {unit: length[unit] for unit in ("years", "months", *length) if unit in length}
        day, steps = add(start.day, ordered, "next", self.calendars)
        return Reached(day, (*start.steps, *steps))

    def _window(self, following: Reached) -> dict[str, Reached]:
        """Return the days of the notice that a term is not to be followed by another, or of the decision that it is."""
        notice = self.term.notice
        if notice is None:
            return {}
        receive_by = self._receive_by(notice, following)
        if receive_by.day is None:
            return {}
        found = {"receive_by": receive_by._replace(steps=(*receive_by.steps, *self._closings(receive_by.day)))}
        if notice.earliest:
            found["opens"] = self._before(following, notice.earliest)
        if notice.delivery:
            found["send_by"] = self._send_by(receive_by, notice.delivery)
        if self.term.review:
            found["review_by"] = self._before(receive_by, self.term.review)
        return found

    def _receive_by(self, notice: Notice, following: Reached) -> Reached:
        """Return the last day of notice: so long before the next term would begin; clear days leave out that day."""
        day, steps = self._before(following, notice.length)
        if day and notice.counting == "clear":
            day -= _DAY
        return Reached(day, (*steps, Step(notice.counting, day, {"length": notice.length.units()})))

    def _send_by(self, receive_by: Reached, delivery: Length) -> Reached:
        """Return the day on which a notice has to be sent; delivery in business days ends on a business day."""
        day, steps = receive_by
        units = delivery.units()
        if day and "business_days" in units:
            day, rolled = roll(day, "previous", self.calendars)
            steps = (*steps, *rolled)
        sent, counted = add(day, units, "clamp", self.calendars, back=True) if day else (None, ())
        passed = tuple(each for each in counted if each.rule != "add" and each not in steps)
        return Reached(sent, (*steps, *passed, Step("delivery", sent, {"length": units})))

    def _before(self, end: Reached, length: Length) -> Reached:
        if end.day is None:
            return end
        day, steps = add(end.day, length.units(), "clamp", self.calendars, back=True)
        return Reached(day, (*end.steps, *steps))

    def _closings(self, day: date) -> tuple[Step, ...]:
        """Tell why a day of notice is no business day: it stays where it is, but nobody may be there to take it."""
        if self.calendars.is_business(day):
            return ()
        _, steps = roll(day, "previous", self.calendars)
        return tuple(each for each in steps if each.rule == "closed" and each.result == day)


def period_of(number: int, first: date, known_from: date | None, days: Mapping[str, Reached]) -> TermPeriod:
    """Return a term of days that were reached, by the names of its fields."""
    found = {name: each.day for name, each in days.items() if name != "first"}
    return TermPeriod(
        number,
        first,
        found.get("last"),
        known_from,
        opens=found.get("opens"),
        receive_by=found.get("receive_by"),
        send_by=found.get("send_by"),
        review_by=found.get("review_by"),
        steps={name: each.steps for name, each in days.items()},
    )


def _units(length: Length | None) -> dict[str, int]:
    return length.units() if length else {}
