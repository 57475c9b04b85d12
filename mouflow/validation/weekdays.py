"""A weekday written beside a date in a text must be that date's (domain.md 5.1 rule 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mouflow.diagnostics import Diagnostic, error
from mouflow.languages.dates import CHINESE_WEEKDAYS, MONTHS, WEEKDAYS
from mouflow.model.base import Prose, texts_in
from mouflow.model.facts import SharedFacts
from mouflow.model.pack import DocumentRecord

_MONTH = "|".join(MONTHS)
_DAY = "|".join(WEEKDAYS)
_HAN_DAY = r"(?:星期|周|週)(?P<weekday>[一二三四五六日天])"
_PATTERNS = (
    re.compile(rf"(?P<weekday>{_DAY}),? (?P<day>\d{{1,2}}) (?P<month>{_MONTH}) (?P<year>\d{{4}})"),
    re.compile(rf"(?P<weekday>{_DAY}),? (?P<month>{_MONTH}) (?P<day>\d{{1,2}}), (?P<year>\d{{4}})"),
    re.compile(rf"(?P<day>\d{{1,2}}) (?P<month>{_MONTH}) (?P<year>\d{{4}})(?:, | \()(?P<weekday>{_DAY})"),
    re.compile(rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}}), (?P<year>\d{{4}})(?:, | \()(?P<weekday>{_DAY})"),
    re.compile(rf"(?P<year>\d{{4}})年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日[（(，]?{_HAN_DAY}"),
)


def validate_weekdays(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """Find dates written out with a weekday that is not theirs."""
    for text in texts_in(record):
        for prose in text.texts.values():
            yield from _check(prose)


def _check(prose: Prose) -> Iterator[Diagnostic]:
    for pattern in _PATTERNS:
        for found in pattern.finditer(prose.text):
            day, place = _day(found), prose.place(found.start())
            if day is None:
                yield error("bad-date", f"no such day: {found.group()}", place, "look at a calendar")
            elif _number(found["weekday"]) != day.weekday():
                right = f"{WEEKDAYS[day.weekday()]} (星期{CHINESE_WEEKDAYS[day.weekday()]})"
                hint = f"{day.isoformat()} is a {right}"
                yield error("wrong-weekday", f"the weekday does not match: {found.group()}", place, hint)


def _day(found: re.Match[str]) -> date | None:
    month = found["month"]
    number = int(month) if month.isdigit() else MONTHS.index(month) + 1
    try:
        return date(int(found["year"]), number, int(found["day"]))
    except ValueError:
        return None


def _number(weekday: str) -> int:
    return WEEKDAYS.index(weekday) if weekday in WEEKDAYS else CHINESE_WEEKDAYS.index(weekday.replace("天", "日"))
