"""Lengths of time and recurrences in words: `six months`, 「每年」, `every month, on the last Friday`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from mouflow.assembly.phrase_book import PhraseBook
from mouflow.languages.dates import MONTHS, weekday
from mouflow.languages.numerals import english_ordinal, english_words
from mouflow.languages.phrases import joined
from mouflow.register.rrule import Rrule, read_rrule
from mouflow.register.rrule_parts import RruleError

UNITS = ("years", "months", "weeks", "days", "business_days")
_FREQUENCIES = {"YEARLY": "years", "MONTHLY": "months", "WEEKLY": "weeks", "DAILY": "days"}
_MOST_IN_WORDS = 10


def length_words(length: Mapping[str, int], book: PhraseBook) -> str:
    """Word a length such as ``{"months": 6}``: `six months`, 「6個月」."""
    parts = [_counted(f"length.{unit}", length[unit], book) for unit in UNITS if length.get(unit)]
    if not parts:
        return book.say("length.none")
    return "".join(parts) if book.profile.chinese else joined(parts, book.profile)


def every_words(rule: Mapping[str, int] | str, book: PhraseBook) -> str:
    """Word how often something recurs: an interval, or a rule as RFC 5545 writes it."""
    if not isinstance(rule, str):
        return _interval(rule, book)
    try:
        return _recurrence(read_rrule(rule), book) or book.say("recur.rule", rule=rule)
    except RruleError:
        return book.say("recur.rule", rule=rule)


def ordinal_words(number: int, book: PhraseBook) -> str:
    """Write the number of an ordinal: `2nd`; 「第」 stands in the label."""
    return str(number) if book.profile.chinese else english_ordinal(number)


def _counted(label: str, count: int, book: PhraseBook) -> str:
    name = f"{label}-one" if count == 1 else label
    in_words = not book.profile.chinese and count <= _MOST_IN_WORDS
    return book.say(name, count=english_words(count) if in_words else count)


def _interval(length: Mapping[str, int], book: PhraseBook) -> str:
    given = [(unit, length[unit]) for unit in UNITS if length.get(unit)]
    if len(given) == 1 and given[0][1] == 1:
        return book.say(f"every.{given[0][0]}-one")
    return book.say("every", length=length_words(length, book))


def _recurrence(rule: Rrule, book: PhraseBook) -> str:
    """Word a recurrence rule; nothing where it chooses days in a way that has no plain name."""
    if rule.positions or (rule.days and rule.month_days):
        return ""
    words = _interval({_FREQUENCIES[rule.frequency]: rule.interval}, book)
    if rule.months:
        words = book.say(
            "recur.months", every=words, months=_listed([_month(each, book) for each in rule.months], book)
        )
    days = [*_month_days(rule, book), *_weekdays(rule, book)]
    return book.say("recur.on", every=words, days=_listed(days, book)) if days else words


def _month_days(rule: Rrule, book: PhraseBook) -> Iterator[str]:
    for day in rule.month_days:
        name = "recur.month-day" if day > 0 else "recur.last-day" if day == -1 else "recur.day-from-end"
        yield book.say(name, number=ordinal_words(abs(day), book))


def _weekdays(rule: Rrule, book: PhraseBook) -> Iterator[str]:
    for day, number in rule.days:
        plain = {0: "recur.weekday", -1: "recur.last-weekday"}
        name = plain.get(number, "recur.nth-weekday" if number > 0 else "recur.weekday-from-end")
        named = weekday(date(2024, 1, 1 + day), book.profile)  # 1 January 2024 was a Monday
        yield book.say(name, weekday=named, number=ordinal_words(abs(number), book))


def _month(number: int, book: PhraseBook) -> str:
    return f"{number}月" if book.profile.chinese else MONTHS[number - 1]


def _listed(parts: list[str], book: PhraseBook) -> str:
    return joined(parts, book.profile)
