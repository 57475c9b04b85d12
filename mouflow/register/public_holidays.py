"""The general holidays of a place, year by year, with the weekends that are worked: what the package `holidays` has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from mouflow.languages.profiles import TEXT_KEYS

if TYPE_CHECKING:
    from holidays import HolidayBase

SATURDAY, SUNDAY = 5, 6
WEEKEND = frozenset({SATURDAY, SUNDAY})

_CATEGORIES: Mapping[str, tuple[str, ...]] = {
    # General holidays (Cap. 149). The default, statutory holidays (Cap. 57), lacks Good Friday and Easter; asked for
    # together with these it brings days that nobody has off, such as 3 October 2023.
    "HK": ("optional",),
    # Public holidays with the compensatory rest days of the public administration.
    "MO": ("government", "optional"),
    # Offices of the federation keep more days than the provinces have in common: Easter Monday, Remembrance Day.
    "CA": ("government", "public"),
}
"""Categories that together hold every general holiday; `public`, the package's own default, for all other places."""

_ARRANGED_YEARLY = frozenset({"BY", "CN", "HU", "KZ", "RU", "VN"})
"""Places whose government says late in each year which days of the next are moved, and which weekends are worked."""

_LOCALES: Mapping[str, tuple[str, ...]] = {
    "en": ("en_{}", "en_GB", "en_US"),
    "zh-Hant": ("zh_HK", "zh_MO", "zh_TW"),
    "zh-Hans": ("zh_CN",),
}
_HALF_DAY = "（下午）"
"""Marks what the package lists for Macao though offices are open in the morning."""

_AMERICAN = re.compile(r"\b([0-9]{2})/([0-9]{2})/([0-9]{4})\b")


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a place: its holidays with their names by language, and how its weeks are worked.

    ``worked`` are weekend days made up for a moved holiday; ``weekend`` days of the week, Monday being 0.
    ``certain`` is False where the year may still change: its moved days are not known, or it is beyond all data.
    """

    holidays: Mapping[date, Mapping[str, str]] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()
    weekend: frozenset[int] = WEEKEND
    certain: bool = True


@lru_cache(maxsize=4096)
def year_of(code: str, year: int) -> Year:
    """Return a year of a place that :func:`is_place` knows; one without holidays where the package has no data."""
    blank = _book(code, "en_US")
    weekend = WEEKEND if blank.weekend == {SUNDAY} else frozenset(blank.weekend)  # of six days, offices work five
    if not blank.start_year <= year <= blank.end_year:
        return Year(weekend=weekend, certain=False)
    locales, own = dict(_locales(blank)), blank.default_language or "en_US"
    books = {locale: _book(code, locale, year) for locale in {*locales.values(), own}}
    original = books[own]
    days = [day for day, name in original.items() if not name.endswith(_HALF_DAY)]
    names = {
        day: in_every_language({key: _name(books[locale][day], key) for key, locale in locales.items()}) for day in days
    }
    worked = frozenset(day for day in original.weekend_workdays if day.year == year)
    certain = blank.country not in _ARRANGED_YEARLY or year <= _last_arranged(blank)
    return Year(names, worked, weekend, certain)


def is_place(code: str) -> bool:
    """Tell whether the package knows a place: ISO 3166-1 (``HK``), or with a part of it, ISO 3166-2 (``GB-ENG``)."""
    country, dash, part = code.partition("-")
    return country in known_countries() and (not dash or part in _book(country, "en_US").subdivisions)


def known_countries() -> Mapping[str, str]:
    """Return the English name of every country that the package knows, by its code in ISO 3166-1."""
    from holidays.registry import COUNTRIES

    return {codes[1]: _title(module) for module, codes in sorted(COUNTRIES.items())}


def in_every_language(texts: Mapping[str, str]) -> dict[str, str]:
    """Give a text to every language: its own, else that in the other script, else whichever there is."""
    near = {"en": ("zh-Hant", "zh-Hans"), "zh-Hant": ("zh-Hans", "en"), "zh-Hans": ("zh-Hant", "en")}
    return {key: next((texts[each] for each in (key, *near[key]) if texts.get(each)), "") for key in TEXT_KEYS}


def _book(code: str, locale: str, year: int | None = None) -> HolidayBase:
    """Open the package's book of a place; in the place's own language where it does not have the one that is asked."""
    from holidays import country_holidays

    country, _, part = code.partition("-")
    categories = _CATEGORIES.get(country)
    return country_holidays(country, subdiv=part or None, years=year, language=locale, categories=categories)


def _locales(book: HolidayBase) -> Iterator[tuple[str, str]]:
    for key, locales in _LOCALES.items():
        wanted = (each.format(book.country) for each in locales)
        known = next((each for each in wanted if each in book.supported_languages), None)
        if known or key == "en":
            yield key, known or "en_US"


def _name(names: str, key: str) -> str:
    """Join the names of a day as its language does; a date in one is written as ISO 8601 asks."""
    parts = _AMERICAN.sub(r"\3-\1-\2", names).split("; ")
    return ("; " if key == "en" else "、").join(parts)


def _last_arranged(book: HolidayBase) -> int:
    """Return the last year for which the package knows moved days: entries (month, day, from month, from day)."""
    moved = getattr(book, "special_public_holidays", {})
    return max((year for year, days in moved.items() if any(len(each) > 3 for each in _several(days))), default=0)


def _several(days: tuple[object, ...]) -> Iterator[tuple[object, ...]]:
    """Take one entry standing alone, as the package allows, as a list of one."""
    yield from (each for each in days if isinstance(each, tuple)) if isinstance(days[0], tuple) else (days,)


def _title(module: str) -> str:
    small = {"and", "of", "the"}
    return " ".join(word if word in small else word.capitalize() for word in module.split("_"))
