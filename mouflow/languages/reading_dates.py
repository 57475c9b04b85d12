"""Reading a date in every form that documents write it in: ISO 8601, English, Chinese, 民國 years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from .dates import CHINESE_WEEKDAYS, MONTHS, WEEKDAYS
from .numerals import read_chinese_numeral, read_chinese_year

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Years of the dates that documents bear; others are slips, and not every file format can hold them."""

FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)

REPUBLIC = 1911
"""What is added to a year of the Republic of China: 民國113年 is 2024."""

_WIDE = str.maketrans("０１２３４５６７８９（）　，－", "0123456789() ,-")
_HAN = "〇零○一二三四五六七八九十廿卅"
_WEEKDAY = r"(?:\s*\(\s*(?P<inside>[^()]+?)\s*\)|\s*,?\s*(?P<after>[A-Za-z]+|[星期周週禮礼拜]+[一二三四五六日天]))?"
_BEFORE = r"(?:(?P<before>[A-Za-z]+)[.]?,?\s+)?"
_DAY = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = "(?P<month>[A-Za-z]{3,9})[.]?"
_YEAR = re.compile("[0-9年]")
"""What every form of a date has."""
_BARE_ISO = re.compile("(?:19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}")
_ISO = re.compile("(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})" + _WEEKDAY)
_CHINESE = re.compile(
    rf"(?P<era>(?:中[華华])?民[國国]|公元|西元)?\s*(?P<year>[0-9]{{1,4}}|[{_HAN}百千元]{{1,9}})\s*年"
    rf"\s*(?P<month>[0-9]{{1,2}}|[{_HAN}]{{1,3}})\s*月\s*(?P<day>[0-9]{{1,2}}|[{_HAN}]{{1,3}})\s*[日號号]{_WEEKDAY}"
)
_ENGLISH = (
    re.compile(rf"{_BEFORE}{_DAY}\s+{_MONTH},?\s+(?P<year>[0-9]{{4}}){_WEEKDAY}"),
    re.compile(rf"{_BEFORE}{_MONTH}\s+{_DAY},?\s+(?P<year>[0-9]{{4}}){_WEEKDAY}"),
)
_BARE = re.compile(r"([0-9]{1,4})\s*[-/.]\s*([0-9]{1,2})\s*[-/.]\s*([0-9]{1,4})")


class DateError(ValueError):
    """Says what is wrong with a date, what to do about it, and under which code that is told."""

    def __init__(self, message: str, hint: str, code: str = "bad-date") -> None:
        super().__init__(message)
        self.hint = hint
        self.code = code


def read_date(text: str) -> date:
    """Read a date as documents write it, with or without its weekday.

    ``2024-06-08``, ``8 June 2024``, ``June 8, 2024``, ``2024年6月8日``, ``二〇二四年六月八日``, ``民國113年6月8日``,
    ``民國一百一十三年六月八日``, ``2024年6月8日（星期六）``; digits may be full-width. All digits, with the year last,
    are refused: ``06/08/2024`` is June in one office and August in the next.

    Raises:
        DateError: It is in no such form, there is no such day, it is not of the years 1900 to 2999, or on another
            weekday.
    """
    if _BARE_ISO.fullmatch(text):  # what nearly every file has
        with suppress(ValueError):
            return date.fromisoformat(text)
    found = _found(text.translate(_WIDE).strip()) if len(text) <= 80 else None
    numbers = _numbers(found) if found else None
    if found is None or numbers is None:
        raise _unreadable(text)
    try:
        day = date(*numbers)
    except ValueError as problem:
        raise DateError(f"no such day: {text[:40]} ({problem})", "look at a calendar") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        hint = f"a year from {FIRST_YEAR} to {LAST_YEAR} can be written"
        raise DateError(f"{text[:40]} is out of all range", hint)
    _check_weekday(day, found)
    return day


def seems_date(text: str) -> bool:
    """Tell whether a text is meant as a date, be it a right one or not."""
    plain = text.translate(_WIDE).strip()
    return len(text) <= 80 and bool(_found(plain) or _BARE.fullmatch(plain) or re.search("[年月日]", plain))


def _found(text: str) -> re.Match[str] | None:
    if not _YEAR.search(text):
        return None
    patterns = (_ISO, _CHINESE, *_ENGLISH)
    return next((found for pattern in patterns if (found := pattern.fullmatch(text))), None)


def _numbers(found: re.Match[str]) -> tuple[int, int, int] | None:
    """Return year, month and day; None where one of them is no number of its kind."""
    year, month, day = _year(found), _month(found["month"]), _whole(found["day"])
    return None if year is None or month is None or day is None else (year, month, day)


def _year(found: re.Match[str]) -> int | None:
    written, era = found["year"], found.groupdict().get("era") or ""
    by_digits = int(written) if written.isdecimal() else read_chinese_year(written)
    if "民" not in era:
        return by_digits if len(written) == 4 else None
    number = 1 if written == "元" else _whole(written)
    number = by_digits if number is None else number
    return number + REPUBLIC if number else number


def _month(written: str) -> int | None:
    name = written.capitalize()
    if not name.isascii() or name.isdecimal():
        return _whole(written)
    forms = ((month, month[:3], "Sept" if month == "September" else month) for month in MONTHS)
    return next((number for number, form in enumerate(forms, 1) if name in form), None)


def _whole(written: str) -> int | None:
    return int(written) if written.isdecimal() else read_chinese_numeral(written)


def _check_weekday(day: date, found: re.Match[str]) -> None:
    groups = found.groupdict()
    for given in (groups.get("before"), groups["inside"], groups["after"]):
        if given and given.lower() not in (real := _weekday_names(day)):
            name, sign = WEEKDAYS[day.weekday()], real[-1]
            message = f"{day.isoformat()} is a {name} ({sign}), not {given[:40]}"
            raise DateError(message, "mend the date or the weekday", "wrong-weekday")


def _weekday_names(day: date) -> tuple[str, ...]:
    name, sign = WEEKDAYS[day.weekday()].lower(), CHINESE_WEEKDAYS[day.weekday()]
    signs = "天日" if sign == "日" else sign
    weeks = ("周", "週", "礼拜", "禮拜", "星期")
    return (name, name[:3], *(week + each for week in weeks for each in signs))


def _unreadable(text: str) -> DateError:
    """Say what to write in place of what was not read."""
    meant = sorted({each.isoformat() for each in _meanings(text)})
    if len(meant) > 1:
        return DateError(
            f"`{text[:40]}` can be read in two ways", f"write {meant[0]} or {meant[1]}, whichever is meant"
        )
    forms = meant[0] if meant else "2024-06-08, 8 June 2024 or 2024年6月8日, with the whole year"
    return DateError(f"expected a date, found `{text[:40]}`", f"write it as {forms}")


def _meanings(text: str) -> Iterator[date]:
    """Give every day that three bare numbers can mean: 06/08/2024 is one of two."""
    found = _BARE.fullmatch(text.translate(_WIDE).strip())
    first, middle, last = map(int, found.groups()) if found else (0, 0, 0)
    for year, month, day in ((first, middle, last), (last, middle, first), (last, first, middle)):
        if FIRST_YEAR <= year <= LAST_YEAR:
            try:
                yield date(year, month, day)
            except ValueError:
                continue
