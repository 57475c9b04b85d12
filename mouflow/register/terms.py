"""The dates of each term of an agreement: its first and last day; its window for notice is in ``windows``.

A term ends on the day before the next would begin. Its months are counted from the day on which the agreement came into
effect each time; where the last month has no such day, the term ends with that month: what begins on 29 February 2024
for a year ends with 28 February 2025. That is the rule of the corresponding date in Hong Kong (Dodds v Walker [1981] 1
WLR 1027, for a period from the day before) and on the Mainland (Civil Code, article 202).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .arithmetic import add
from .records import TermPeriod
from .steps import Step
from .windows import Reached, Window

if TYPE_CHECKING:
    from mouflow.model.lengths import Length
    from mouflow.model.obligations import Term

    from .calendars import Calendars
    from .moments import Moment

_DAY = timedelta(days=1)
_MONTHS = {"years", "months"}


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
            days |= Window(self.term, self.calendars).days(following) if has_window else {}
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
