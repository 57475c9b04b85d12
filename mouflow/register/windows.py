"""The window for notice before the end of a term: when it opens, by when a notice is sent, received, and holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from .arithmetic import add, roll
from .records import TermPeriod
from .steps import Step

if TYPE_CHECKING:
    from mouflow.model.lengths import Length
    from mouflow.model.obligations import Notice, Term

    from .calendars import Calendars

_DAY = timedelta(days=1)


class Reached(NamedTuple):
    """A day and the steps that led to it; no day where it would lie beyond the years that dates may have."""

    day: date | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The window for the notice that a term is not to be followed by another, or for the decision that it is.

    The day by which a notice is to be received leaves the whole length between it and the end. Where that was counted
    to the end of a month without such a day, the rule of the corresponding date (Dodds v Walker [1981] 1 WLR 1027) is
    satisfied by the day after, too: four months from 30 September end on 30 January, whether or not another day of that
    January follows. Nobody is told to wait for that day; but a notice that came on it is not late.
    """

    term: Term
    calendars: Calendars

    def days(self, following: Reached) -> dict[str, Reached]:
        """Return the days of the window by the names of their fields; ``following`` is the day after the term."""
        notice = self.term.notice
        receive_by = self._receive_by(notice, following) if notice else None
        if notice is None or receive_by is None or receive_by.day is None:
            return {}
        found = {"receive_by": receive_by._replace(steps=(*receive_by.steps, *self._closings(receive_by.day)))}
        if notice.earliest:
            found["opens"] = self._before(following, notice.earliest)
        if notice.delivery:
            found["send_by"] = self._send_by(receive_by, notice.delivery)
        if self.term.review:
            found["review_by"] = self._before(receive_by, self.term.review)
        return found

    def holds_until(self, period: TermPeriod) -> date | None:
        """Return the last day on which a notice about a term can be received and still hold; None without a window."""
        day, notice = period.receive_by, self.term.notice
        if day is None or notice is None or period.last is None:
            return day
        return day + _DAY if self._corresponds(notice, day + _DAY, period.last) else day

    def _corresponds(self, notice: Notice, day: date, last: date) -> bool:
        """Tell whether the date that corresponds to a day, as clear notice counts it, lies in the term."""
        ends, _ = add(day, notice.length.units(), "clamp", self.calendars)
        return notice.counting == "clear" and ends is not None and ends <= last

    def _receive_by(self, notice: Notice, following: Reached) -> Reached:
        """Return the last day of notice: so long before the next term would begin; clear days leave out that day."""
        day, steps = self._before(following, notice.length)
        if day and following.day and notice.counting == "clear":
            if self._corresponds(notice, day, following.day - _DAY):
                steps = (*steps, Step("corresponding", day, {"length": notice.length.units()}))
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
