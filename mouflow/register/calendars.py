"""Calendars of business days: of a place, of an office's own, and of several parties together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from mouflow.languages.dates import weekday
from mouflow.languages.profiles import TEXT_KEYS, find_profile
from mouflow.languages.reading_dates import FIRST_DAY, LAST_DAY

from .places import place_names
from .public_holidays import Year, in_every_language, is_place, year_of

if TYPE_CHECKING:
    from mouflow.model.calendars import OwnCalendar, OwnDay
    from mouflow.model.texts import Localized

Names = Mapping[str, str]
"""A text by language key."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Closing:
    """Why a day is no business day on a calendar: its id and name, and the name of the holiday or of the weekday.

    ``weekend`` says that it is closed for the weekend alone; a holiday on a weekend is told as the holiday.
    """

    calendar: str
    place: Names
    names: Names
    weekend: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """A calendar by its id (``HK``, ``our-office``) and its name by language; each is one with itself alone.

    ``base`` is the place whose holidays it has, None for weekends alone; ``closed`` and ``opened`` are its own days.
    """

    name: str
    names: Names
    base: str | None = None
    closed: Mapping[date, Names] = field(default_factory=dict)
    opened: Mapping[date, Names] = field(default_factory=dict)

    def closing(self, day: date) -> Closing | None:
        """Return why a day is no business day; None for a business day."""
        if day in self.opened:
            return None
        year = self._year(day)
        names = self.closed.get(day) or year.holidays.get(day)
        if names:
            return Closing(self.name, self.names, names)
        if day.weekday() in year.weekend and day not in year.worked:
            return Closing(self.name, self.names, _WEEKDAYS[day.weekday()], weekend=True)
        return None

    def is_certain(self, day: date) -> bool:
        """Tell whether the holidays of the day's year are known, not only foreseen.

        A place that moves days of rest by a yearly notice (the State Council's for the Mainland) has a foreseeable
        year of statutory holidays until that is published; after 2100 no holidays are known at all.
        """
        return self._year(day).certain

    def _year(self, day: date) -> Year:
        return year_of(self.base, day.year) if self.base else _PLAIN


_PLAIN = Year()
_PROFILES = {key: profile for key in TEXT_KEYS if (profile := find_profile(key))}
_MONDAY = date(2024, 1, 1)
_WEEKDAYS: tuple[Names, ...] = tuple(
    {key: weekday(_MONDAY + number * _DAY, profile) for key, profile in _PROFILES.items()} for number in range(7)
)


@dataclass(frozen=True, slots=True)
class Calendars:
    """The calendars that count together: a business day is one on all of them; on none, any day but the weekend.

    What was found out of a day is kept: of very many agreements, most dates fall on the same few thousand days.
    """

    calendars: tuple[Calendar, ...] = ()
    _found: dict[date, tuple[Closing, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def is_business(self, day: date) -> bool:
        """Tell whether a day is a business day on every calendar."""
        return not self.closings(day)

    def closings(self, day: date) -> tuple[Closing, ...]:
        """Return why a day is no business day, once for each calendar on which it is none."""
        found = self._found.get(day)
        if found is None:
            each = self.calendars or _WEEKENDS
            found = self._found[day] = tuple(closing for one in each if (closing := one.closing(day)))
        return found

    def next(self, day: date) -> date | None:
        """Return the first business day from a day on; None where the years that dates may have end before."""
        return next((each for each in days_from(day, 1) if self.is_business(each)), None)

    def previous(self, day: date) -> date | None:
        """Return the last business day up to a day; None where the years that dates may have begin after."""
        return next((each for each in days_from(day, -1) if self.is_business(each)), None)

    def uncertain(self, day: date) -> tuple[Calendar, ...]:
        """Return the calendars whose holidays of the day's year are foreseen only."""
        return tuple(each for each in self.calendars if not each.is_certain(day))


_WEEKENDS = (Calendar("", dict.fromkeys(TEXT_KEYS, "")),)


@lru_cache(maxsize=256)
def together(calendars: tuple[Calendar, ...]) -> Calendars:
    """Return calendars that count together, the same each time, with what was found out of their days."""
    return Calendars(calendars)


def days_from(day: date, direction: int) -> Iterator[date]:
    """Give a day and those after it (1) or before it (-1), as far as dates may go."""
    while FIRST_DAY <= day <= LAST_DAY:
        yield day
        day += direction * _DAY


def find_calendar(name: str, own: Mapping[str, OwnCalendar]) -> Calendar | None:
    """Return the calendar of an id, an office's own or a place's; None where there is none, or its base is none."""
    found = own.get(name)
    if found is None:
        return Calendar(name, place_names(name), name) if is_place(name) else None
    if found.base is not None and not is_place(found.base):
        return None
    names = in_every_language(_texts(found.name))
    return Calendar(name, names, found.base, _days(found.closed), _days(found.open))


def _days(days: tuple[OwnDay, ...]) -> dict[date, Names]:
    return {each.date: in_every_language(_texts(each.name)) for each in days}


def _texts(text: Localized) -> dict[str, str]:
    """Return a text by language key, the key's own before those of its tags: `zh-Hans` before `zh-Hans-HK`."""
    ordered = sorted(text.texts.items(), key=lambda item: len(item[0]))
    found = {key: [prose.text for tag, prose in ordered if tag.startswith(key)] for key in TEXT_KEYS}
    return {key: texts[0] for key, texts in found.items() if texts}
