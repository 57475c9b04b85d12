"""Lengths of time added and taken away, held against dateutil and the plain calendar; rolls and their steps."""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from mouflow.languages.reading_dates import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR
from mouflow.register.arithmetic import MonthEnd, Roll, add, roll
from mouflow.register.calendars import Calendars, find_calendar
from mouflow.register.steps import STEP_RULES, Step

NONE = Calendars()
DAYS = st.dates(FIRST_DAY, LAST_DAY)
NEAR = st.dates(date(2023, 1, 1), date(2029, 12, 31))
"""Years whose holidays are known, and some that are foreseen: few, so that the tests are quick."""
BACK = st.booleans()
MODES: tuple[Roll, ...] = ("next", "previous", "modified")
ONE_DAY = timedelta(days=1)


@cache
def calendars(names: str) -> Calendars:
    return Calendars(tuple(found for name in names.split() if (found := find_calendar(name, {}))))


SETS = st.sampled_from(("", "HK", "CN", "HK CN", "HK CN MO")).map(calendars)


def added(day: date, length: Mapping[str, int], month_end: MonthEnd = "clamp", *, back: bool = False) -> date | None:
    return add(day, length, month_end, NONE, back=back)[0]


def expected(day: date, delta: relativedelta, *, back: bool) -> date | None:
    """Return what dateutil says, None outside of the years that dates may have."""
    try:
        found: date = day - delta if back else day + delta
    except (ValueError, OverflowError):
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


@given(DAYS, st.integers(0, 1200), st.integers(0, 14000), BACK)
def test_add__years_and_months_clamp_as_dateutil_does(day: date, years: int, months: int, back: bool) -> None:
    delta = relativedelta(years=years, months=months)
    assert added(day, {"years": years, "months": months}, back=back) == expected(day, delta, back=back)


@given(DAYS, st.integers(0, 60000), st.integers(0, 400_000), BACK)
def test_add__weeks_and_days_as_dateutil_does(day: date, weeks: int, days: int, back: bool) -> None:
    assert added(day, {"weeks": weeks}, back=back) == expected(day, relativedelta(weeks=weeks), back=back)
    assert added(day, {"days": days}, back=back) == expected(day, relativedelta(days=days), back=back)


@given(DAYS, st.integers(1, 600), BACK)
def test_add__month_end_other_than_clamp(day: date, months: int, back: bool) -> None:
    clamped = added(day, {"months": months}, back=back)
    skipped = added(day, {"months": months}, "skip", back=back)
    following = added(day, {"months": months}, "next", back=back)
    if clamped is None or clamped.day == day.day:
        assert skipped == following == clamped
    else:
        assert skipped is None
        assert following == clamped + ONE_DAY
        assert following.day == 1


@given(DAYS, DAYS, st.sampled_from(("years", "months", "weeks", "days")), st.integers(0, 50), BACK)
def test_add__keeps_the_order_of_days(one: date, other: date, unit: str, number: int, back: bool) -> None:
    earlier, later = (added(day, {unit: number}, back=back) for day in sorted((one, other)))
    assert earlier is None or later is None or earlier <= later


@pytest.mark.parametrize("year", [1900, 2000, 2023, 2024, 2100, 2996])
@pytest.mark.parametrize("month", range(1, 13))
def test_add__thirty_first_of_january_through_the_year(year: int, month: int) -> None:
    last = monthrange(year, month)[1]
    start, length = date(year, 1, 31), {"months": month - 1}
    assert added(start, length) == date(year, month, last)
    assert added(start, length, "skip") == (date(year, month, 31) if last == 31 else None)
    assert added(start, length, "next") == (date(year, month, last) + (ONE_DAY if last < 31 else timedelta()))


@given(st.integers(FIRST_YEAR, LAST_YEAR))
def test_add__six_months_before_the_last_of_august(year: int) -> None:
    """The notice of a memorandum that runs to 31 August: the last day of February, in leap years the 29th."""
    leap = 29 if isleap(year) else 28
    assert added(date(year, 8, 31), {"months": 6}, back=True) == date(year, 2, leap)
    assert added(date(year, 8, 31), {"months": 6}, "next", back=True) == date(year, 3, 1)
    assert added(date(year, 8, 31), {"months": 6}, "skip", back=True) is None


@pytest.mark.parametrize(
    ("day", "length", "back", "result"),
    [
        ("2024-02-29", {"years": 1}, False, "2025-02-28"),
        ("2024-02-29", {"years": 4}, False, "2028-02-29"),
        ("2023-12-31", {"months": 2}, False, "2024-02-29"),
        ("2024-01-31", {"years": 1, "months": 1}, False, "2025-02-28"),
        ("2027-06-08", {"years": 3}, True, "2024-06-08"),
        ("2024-06-08", {}, False, "2024-06-08"),
        ("2024-06-08", {"days": 0}, True, "2024-06-08"),
        ("2999-12-31", {"days": 1}, False, None),
        ("2999-12-31", {"business_days": 1}, False, None),
        ("1900-01-01", {"business_days": 1}, True, None),
        ("1900-01-31", {"months": 1}, True, None),
        ("2024-06-08", {"years": 999_999_999, "months": 999_999_999}, False, None),
        ("2024-06-08", {"weeks": 999_999_999}, True, None),
        ("2024-06-08", {"business_days": 999_999_999}, False, None),
    ],
)
def test_add__examples(day: str, length: Mapping[str, int], back: bool, result: str | None) -> None:
    assert added(date.fromisoformat(day), length, back=back) == (result and date.fromisoformat(result))


@given(NEAR, st.integers(1, 80), SETS, BACK)
def test_add__business_days_are_counted_one_by_one(day: date, number: int, used: Calendars, back: bool) -> None:
    end = add(day, {"business_days": number}, "clamp", used, back=back)[0]
    assert end
    assert used.is_business(end)
    low, high = sorted((day, end))
    between = (low + timedelta(days=each) for each in range((high - low).days + 1))
    assert sum(used.is_business(each) for each in between if each != day) == number


@given(NEAR, st.integers(1, 80), SETS, BACK)
def test_add__business_days_there_and_back(day: date, number: int, used: Calendars, back: bool) -> None:
    start = roll(day, "next", used)[0]
    end = add(start, {"business_days": number}, "clamp", used, back=back)[0]
    assert end
    assert add(end, {"business_days": number}, "clamp", used, back=not back)[0] == start


@given(NEAR, st.sampled_from(MODES), SETS)
def test_roll__lands_on_the_nearest_business_day(day: date, mode: Roll, used: Calendars) -> None:
    moved, steps = roll(day, mode, used)
    assert used.is_business(moved)
    assert roll(moved, mode, used)[0] == moved
    if used.is_business(day):
        assert moved == day
        assert not any(step.rule in ("closed", "roll") for step in steps)
        return
    assert (moved > day) if mode == "next" else (moved < day) if mode == "previous" else moved.month == day.month
    low, high = sorted((day, moved))
    passed = [low + timedelta(days=each) for each in range((high - low).days + 1)]
    assert [each for each in passed if used.is_business(each)] == [moved]


@given(NEAR, SETS)
def test_roll__modified_goes_on_unless_that_leaves_the_month(day: date, used: Calendars) -> None:
    following, before = roll(day, "next", used)[0], roll(day, "previous", used)[0]
    wanted = following if following.month == day.month else before
    assert roll(day, "modified", used)[0] == wanted


@given(NEAR, st.sampled_from(MODES), SETS)
def test_roll__names_every_calendar_that_closed_each_day(day: date, mode: Roll, used: Calendars) -> None:
    moved, steps = roll(day, mode, used)
    closed = [(step.result, step.values["calendar"]) for step in steps if step.rule == "closed"]
    direction = ONE_DAY if moved > day else -ONE_DAY
    passed = [day + direction * each for each in range(abs((moved - day).days))]
    assert closed == [(each, why.calendar) for each in passed for why in used.closings(each)]
    assert [step.result for step in steps if step.rule == "roll"] == ([moved] if moved != day else [])


@given(DAYS, st.sampled_from(("none", *MODES)))
def test_roll__never_leaves_the_years_of_dates(day: date, mode: Roll) -> None:
    assert FIRST_DAY <= roll(day, mode, NONE)[0] <= LAST_DAY


LENGTHS = st.one_of(
    st.fixed_dictionaries({"years": st.integers(0, 9), "months": st.integers(0, 99)}),
    st.builds(
        lambda unit, number: {unit: number}, st.sampled_from(("weeks", "days", "business_days")), st.integers(0, 99)
    ),
)


@given(NEAR, LENGTHS, st.sampled_from(("clamp", "skip", "next")), BACK, st.sampled_from(MODES))
def test_steps__are_those_that_the_register_knows(
    day: date, length: Mapping[str, int], month_end: MonthEnd, back: bool, mode: Roll
) -> None:
    used = calendars("HK CN")
    end, steps = add(day, length, month_end, used, back=back)
    rolled = roll(end, mode, used)[1] if end else ()
    for step in (*steps, *rolled):
        assert tuple(step.values) == STEP_RULES[step.rule]
    assert [step.result for step in steps if step.rule == "add"] == ([end] if any(length.values()) else [])


def test_add__tells_where_a_month_was_too_short() -> None:
    _, steps = add(date(2024, 8, 31), {"months": 6}, "clamp", NONE)
    february = date(2025, 2, 28)
    assert steps == (
        Step("add", february, {"length": {"months": 6}, "back": False}),
        Step("month-end", february, {"wanted": 31, "mode": "clamp"}),
    )


def test_add__tells_the_holidays_among_business_days_but_no_weekends() -> None:
    _, steps = add(date(2024, 9, 30), {"business_days": 3}, "clamp", calendars("HK CN"))
    closed = {step.result.isoformat() for step in steps if step.rule == "closed" and step.result}
    assert closed == {"2024-10-01", "2024-10-02", "2024-10-03", "2024-10-04", "2024-10-07"}
    assert steps[-1] == Step("add", date(2024, 10, 10), {"length": {"business_days": 3}, "back": False})
