"""Recurrences: intervals from their first date, rules of RFC 5545 against dateutil, month ends, what is refused."""

from __future__ import annotations

from calendar import monthrange
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from mouflow.model.due import DueRule
from mouflow.register.calendars import Calendars, find_calendar
from mouflow.register.recurrence import Anchor, dates
from mouflow.register.rrule import read_rrule
from mouflow.register.rrule_parts import RruleError
from mouflow.register.steps import STEP_RULES
from mouflow.schema import read_record
from tests.promised_samples import codes, due_days, found, one_duty, rules

NO_CALENDARS = Calendars()
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def rule(start: date | str, **keys: object) -> DueRule:
    return read_record({"from": str(start), **keys}, DueRule, "obligations.yaml")


def days(due: DueRule, last: date, *, calendars: Calendars = NO_CALENDARS) -> list[date]:
    assert isinstance(due.from_, date)
    return [each.day for each in dates(due, Anchor(due.from_), last, calendars)]


def iso(due: DueRule, last: str) -> list[str]:
    return [day.isoformat() for day in days(due, date.fromisoformat(last))]


@pytest.mark.parametrize(
    ("start", "month_end", "wanted"),
    [
        ("2027-12-31", "clamp", "2027-12-31 2028-01-31 2028-02-29 2028-03-31 2028-04-30 2028-05-31"),
        ("2027-12-31", "skip", "2027-12-31 2028-01-31 2028-03-31 2028-05-31"),
        ("2027-12-31", "next", "2027-12-31 2028-01-31 2028-03-01 2028-03-31 2028-05-01 2028-05-31"),
        ("2026-12-30", "clamp", "2026-12-30 2027-01-30 2027-02-28 2027-03-30 2027-04-30 2027-05-30"),
    ],
)
def test_dates__every_month_from_its_end(start: str, month_end: str, wanted: str) -> None:
    due = rule(start, every={"months": "1"}, month_end=month_end)
    assert iso(due, wanted[-10:]) == wanted.split()


@pytest.mark.parametrize(
    ("month_end", "wanted"),
    [
        ("clamp", "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29"),
        ("next", "2024-02-29 2025-03-01 2026-03-01 2027-03-01 2028-02-29"),
        ("skip", "2024-02-29 2028-02-29"),
    ],
)
def test_dates__every_year_from_a_leap_day(month_end: str, wanted: str) -> None:
    assert iso(rule("2024-02-29", every={"years": "1"}, month_end=month_end), "2028-12-31") == wanted.split()
    assert iso(rule("2024-02-29", rrule="FREQ=YEARLY", month_end=month_end), "2028-12-31") == wanted.split()


@given(start=DAYS, months=st.integers(1, 40), month_end=st.sampled_from(["clamp", "skip", "next"]))
def test_dates__every_so_many_months_over_leap_years(start: date, months: int, month_end: str) -> None:
    """Each date is in its month, on the day of the first, or where `month_end` puts it; and none is missing."""
    wanted = []
    for number in range(61):
        year, month = divmod(start.year * 12 + start.month - 1 + number * months, 12)
        end = monthrange(year, month + 1)[1]
        day = date(year, month + 1, min(start.day, end))
        if start.day <= end or month_end == "clamp":
            wanted.append(day)
        elif month_end == "next":
            wanted.append(day + timedelta(days=1))
    assert days(rule(start, every={"months": str(months)}, month_end=month_end), wanted[-1]) == wanted
    plain = rule(start, rrule=f"FREQ=MONTHLY;INTERVAL={months}", month_end=month_end)
    assert days(plain, wanted[-1]) == wanted


@given(start=DAYS, unit=st.sampled_from(["days", "weeks"]), number=st.integers(1, 60))
def test_dates__every_so_many_days(start: date, unit: str, number: int) -> None:
    step = timedelta(days=number * (7 if unit == "weeks" else 1))
    wanted = [start + at * step for at in range(20)]
    assert days(rule(start, every={unit: str(number)}), wanted[-1]) == wanted


def test_dates__every_so_many_business_days_over_lunar_new_year() -> None:
    calendar = find_calendar("HK", {})
    assert calendar
    due = rule("2026-02-12", every={"business_days": "2"})  # 17 to 19 February 2026: Lunar New Year
    found = days(due, date(2026, 2, 28), calendars=Calendars((calendar,)))
    assert [day.isoformat() for day in found] == "2026-02-12 2026-02-16 2026-02-23 2026-02-25 2026-02-27".split()


def _some(*values: object) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(values), max_size=3, unique=True).map(lambda drawn: ",".join(map(str, drawn)))


_FREQUENCIES = st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"])
_BY = {
    "BYMONTH": ("2", _some(*range(1, 13))),
    "BYMONTHDAY": ("13", _some(*range(1, 32), *range(-31, 0))),
    "BYDAY": ("SU", _some("MO", "TU", "WE", "TH", "FR", "SA")),
    "NUMBERED": ("-1SU", _some("1MO", "2FR", "5WE", "-2TH", "+3SA")),
    "BYSETPOS": ("1", _some(2, 3, 9, -1, -2)),
}
"""Parts of rules: one value that every month and week has, so that dateutil never searches in vain, and others."""


@st.composite
def rrules(draw: st.DrawFn) -> str:
    """Draw a rule that RFC 5545 allows and dateutil understands as it says."""
    frequency = draw(_FREQUENCIES)
    by = draw(st.sets(st.sampled_from([*_BY]), max_size=3))
    if frequency == "WEEKLY":
        by.discard("BYMONTHDAY")
    if frequency in ("WEEKLY", "DAILY"):
        by.discard("BYSETPOS")  # of the first week dateutil counts only what is left
    if frequency in ("WEEKLY", "DAILY") or by & {"BYDAY", "BYMONTHDAY"}:
        by.discard("NUMBERED")
    if by == {"BYSETPOS"}:
        by.clear()
    values = {name: ",".join(filter(None, (_BY[name][0], draw(_BY[name][1])))) for name in sorted(by)}
    parts = [f"{name.replace('NUMBERED', 'BYDAY')}={value}" for name, value in values.items()]
    week_start, interval = draw(st.sampled_from(["MO", "SU", "WE"])), draw(st.integers(1, 5))
    return ";".join([f"FREQ={frequency}", f"INTERVAL={interval}", f"WKST={week_start}", *parts])


@settings(max_examples=300)
@given(text=rrules(), start=DAYS, count=st.integers(1, 12))
def test_dates__are_those_of_dateutil(text: str, start: date, count: int) -> None:
    moments = rrulestr(f"{text};COUNT={count}", dtstart=datetime.combine(start, time()))
    rival = [moment.date() for moment in moments if moment.year < 2400]
    assert days(rule(start, rrule=f"{text};COUNT={count}", month_end="skip"), date(2399, 12, 31)) == rival


def test_dates__count_and_until_end_a_rule() -> None:
    assert (
        iso(rule("2026-01-31", rrule="FREQ=MONTHLY;COUNT=3"), "2099-12-31")
        == "2026-01-31 2026-03-31 2026-05-31".split()
    )
    assert (
        iso(rule("2026-01-31", rrule="RRULE:freq=monthly;until=2026-03-31"), "2099-12-31")
        == "2026-01-31 2026-03-31".split()
    )


def test_dates__weekdays_with_and_without_a_number_are_both_meant() -> None:
    due = rule("2026-03-01", rrule="FREQ=MONTHLY;BYDAY=MO,1FR")  # RFC 5545 3.3.10: either, where dateutil asks for both
    assert iso(due, "2026-03-31") == "2026-03-02 2026-03-06 2026-03-09 2026-03-16 2026-03-23 2026-03-30".split()


def test_dates__a_rule_that_chooses_by_place_has_no_missing_days() -> None:
    last_of_these = rule("2027-01-31", rrule="FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1")
    assert iso(last_of_these, "2027-04-30") == "2027-01-31 2027-02-28 2027-03-31 2027-04-30".split()


def test_dates__after_an_event_the_first_is_an_interval_later() -> None:
    every, written = (
        rule("2026-01-01", every={"months": "6"}),
        rule("2026-01-01", rrule="FREQ=MONTHLY;INTERVAL=6", month_end="clamp"),
    )
    for due in (every, written):
        given = list(dates(due, Anchor(date(2026, 3, 31), is_event=True), date(2027, 12, 31), NO_CALENDARS))
        assert [(each.number, each.day.isoformat()) for each in given] == [
            (1, "2026-09-30"),
            (2, "2027-03-31"),
            (3, "2027-09-30"),
        ]


@given(start=DAYS, text=rrules(), month_end=st.sampled_from(["clamp", "skip", "next"]))
def test_dates__come_in_order_with_numbers_and_steps(start: date, text: str, month_end: str) -> None:
    last = start + timedelta(days=700)
    given = list(dates(rule(start, rrule=text, month_end=month_end), Anchor(start), last, NO_CALENDARS))
    assert [each.number for each in given] == list(range(1, len(given) + 1))
    assert all(start <= each.day <= last for each in given)
    assert all(one.day < other.day for one, other in pairwise(given))
    for each in given:
        assert each.steps[0].result == each.day
        assert all(set(step.values) == set(STEP_RULES[step.rule]) for step in each.steps)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no part"),
        ("INTERVAL=2", "has no FREQ"),
        ("FREQ=HOURLY", "finer than a day"),
        ("FREQ=FORTNIGHTLY", "is no frequency"),
        ("FREQ=DAILY;INTERVAL=0", "out of range"),
        ("FREQ=DAILY;INTERVAL=-1", "out of range"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "out of range"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "out of range"),
        ("FREQ=MONTHLY;BYMONTH=-1", "out of range"),
        ("FREQ=YEARLY;BYMONTH=13", "out of range"),
        ("FREQ=YEARLY;BYDAY=0MO", "no weekday"),
        ("FREQ=YEARLY;BYDAY=54MO", "no weekday"),
        ("FREQ=YEARLY;BYDAY=MONDAY", "no weekday"),
        ("FREQ=WEEKLY;BYDAY=2MO", "numbered weekday"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "does not go with"),
        ("FREQ=MONTHLY;BYSETPOS=1", "nothing to choose"),
        ("FREQ=MONTHLY;COUNT=3;UNTIL=20271231", "both end"),
        ("FREQ=MONTHLY;UNTIL=20270230", "no date"),
        ("FREQ=MONTHLY;UNTIL=20271231T000000Z", "no date"),
        ("FREQ=MONTHLY;FREQ=YEARLY", "stands twice"),
        ("FREQ=YEARLY;BYEASTER=1", "no part `BYEASTER`"),
        ("FREQ=YEARLY;BYWEEKNO=20", "is not read"),
        ("FREQ=YEARLY;BYMONTH", "is no part"),
        ("every year", "is no part"),
        ("FREQ=YEARLY;WKST=XX", "no weekday"),
        ("FREQ=YEARLY;COUNT=0", "out of range"),
        ("FREQ=YEARLY;INTERVAL=10000", "out of range"),
    ],
)
def test_read_rrule__tells_what_it_cannot_read(text: str, said: str) -> None:
    with pytest.raises(RruleError, match=said) as raised:
        read_rrule(text)
    assert raised.value.hint


@given(st.text(max_size=60))
def test_read_rrule__refuses_any_text_or_reads_it(text: str) -> None:
    with suppress(RruleError):
        assert read_rrule(text).frequency


def test_evaluate__tells_a_rule_it_cannot_read_at_its_place() -> None:
    of = one_duty('{rrule: "FREQ=HOURLY", from: 2026-01-01}', term="term: {kind: fixed, length: {years: 3}}")
    assert codes(of) == ["bad-recurrence"]
    assert of.problems[0].location
    assert (of.problems[0].location.line, of.problems[0].location.column) == (3, 56)
    assert found(of)  # it is listed, without a date, and not lost


@pytest.mark.parametrize(
    "due",
    [
        '{rrule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", from: 2026-01-01, month_end: skip}',
        '{rrule: "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", from: 2026-01-01}',
        '{rrule: "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", from: 2026-01-01}',
        '{rrule: "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", from: 2026-01-01, month_end: skip}',
        '{rrule: "FREQ=YEARLY;UNTIL=20251231", from: 2026-01-01}',
        "{every: {years: 1}, from: 2028-01-01, until: 2027-01-01}",
        "{every: {years: 1}, from: 2026-06-01, until: 2027-12-31, except: [2026-06-01, 2027-06-01]}",
    ],
)
def test_evaluate__tells_a_recurrence_that_never_comes(due: str) -> None:
    assert codes(one_duty(due, term="term: {kind: tacit, length: {years: 3}}")) == ["never-due"]


def test_evaluate__tells_a_rule_it_cannot_read_while_it_waits() -> None:
    assert codes(one_duty('{rrule: "FREQ=HOURLY", from: notice}')) == ["bad-recurrence"]


def test_evaluate__clamp_gives_the_30th_of_february_a_day() -> None:
    due = '{rrule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", from: 2027-01-01, month_end: clamp}'
    of = one_duty(due, term="term: {kind: fixed, length: {years: 2}}")
    assert (due_days(of), codes(of)) == (["2027-02-28", "2028-02-29"], [])
    assert rules(found(of)[0]) == ["date", "occurrence", "month-end"]


def test_evaluate__does_not_take_a_late_first_date_for_none() -> None:
    of = one_duty("{every: {years: 1}, from: 2045-01-01, until: 2050-12-31}", until=date(2030, 1, 1))
    assert (due_days(of), codes(of)) == ([], [])


def test_evaluate__tells_what_recurs_too_often_and_for_ever() -> None:
    of = one_duty("{every: {days: 1}, from: 2026-01-01}", until=date(2999, 12, 31))
    assert codes(of) == ["too-many-dates", "endless"]
    assert len(of.occurrences) == 20_000


def test_evaluate__draws_the_dates_of_what_has_no_end_to_the_horizon() -> None:
    """Every day since 1990 is no slip: there are as many dates as days up to the one that is asked for."""
    of = one_duty("{every: {days: 1}, from: 1990-01-01}", term="term: {kind: indefinite}", until=date(2028, 12, 31))
    assert (due_days(of)[-1], len(of.occurrences), codes(of)) == ("2028-12-31", 14_245, [])


def test_evaluate__tells_a_date_left_out_that_the_rule_does_not_give() -> None:
    due = "{every: {years: 1}, from: 2026-06-01, until: 2028-12-31, except: [2027-06-01, 2028-06-02]}"
    of = one_duty(due)
    assert (due_days(of), codes(of)) == (["2026-06-01", "2028-06-01"], ["except-without-date"])
