"""Rules of recurrence by worked examples: those of RFC 5545, 3.8.5.3, that give days; rules that limit each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
from dateutil.rrule import rrulestr

from mouflow.model.due import DueRule
from mouflow.register.calendars import Calendars
from mouflow.register.recurrence import Anchor, dates
from mouflow.schema import read_record
from tests.promised_samples import codes, due_days, one_duty

RFC_5545 = """
daily for 10 occurrences | 1997-09-02 | FREQ=DAILY;COUNT=10 | 1997-09: 2 3 4 5 6 7 8 9 10 11
every 10 days, 5 occurrences | 1997-09-02 | FREQ=DAILY;INTERVAL=10;COUNT=5 | 1997-09: 2 12 22; 1997-10: 2 12
every other day | 1997-09-02 | FREQ=DAILY;INTERVAL=2 | 1997-09: 2 4 6 8
every day in January | 1998-01-30 | FREQ=YEARLY;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA | 1998-01: 30 31; 1999-01: 1 2
the same, daily | 1998-01-30 | FREQ=DAILY;BYMONTH=1 | 1998-01: 30 31; 1999-01: 1 2
weekly for 10 occurrences | 1997-09-02 | FREQ=WEEKLY;COUNT=10 | 1997-09: 2 9 16 23 30; 1997-10: 7 14 21 28; 1997-11: 4
every other week | 1997-09-02 | FREQ=WEEKLY;INTERVAL=2;WKST=SU | 1997-09: 2 16 30; 1997-10: 14 28; 1997-11: 11 25
twice a week | 1997-09-02 | FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH | 1997-09: 2 4 9 11 16 18 23 25 30; 1997-10: 2
every other week on three days | 1997-09-01 | FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,WE,FR |
    1997-09: 1 3 5 15 17 19 29; 1997-10: 1 3 13 15 17 27 29 31
every other week, 8 | 1997-09-02 | FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH |
    1997-09: 2 4 16 18 30; 1997-10: 2 14 16
the first Friday | 1997-09-05 | FREQ=MONTHLY;COUNT=10;BYDAY=1FR |
    1997-09: 5; 1997-10: 3; 1997-11: 7; 1997-12: 5; 1998-01: 2; 1998-02: 6; 1998-03: 6; 1998-04: 3; 1998-05: 1;
    1998-06: 5
every other month, the first and the last Sunday | 1997-09-07 | FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU |
    1997-09: 7 28; 1997-11: 2 30; 1998-01: 4 25; 1998-03: 1 29; 1998-05: 3 31
the second-to-last Monday | 1997-09-22 | FREQ=MONTHLY;COUNT=6;BYDAY=-2MO |
    1997-09: 22; 1997-10: 20; 1997-11: 17; 1997-12: 22; 1998-01: 19; 1998-02: 16
the third-to-last day | 1997-09-28 | FREQ=MONTHLY;BYMONTHDAY=-3 |
    1997-09: 28; 1997-10: 29; 1997-11: 28; 1997-12: 29; 1998-01: 29; 1998-02: 26
the 2nd and the 15th | 1997-09-02 | FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15 |
    1997-09: 2 15; 1997-10: 2 15; 1997-11: 2 15; 1997-12: 2 15; 1998-01: 2 15
the first and the last day | 1997-09-30 | FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1 |
    1997-09: 30; 1997-10: 1 31; 1997-11: 1 30; 1997-12: 1 31; 1998-01: 1 31; 1998-02: 1
every 18 months | 1997-09-10 | FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15 |
    1997-09: 10 11 12 13 14 15; 1999-03: 10 11 12 13
every Tuesday, every other month | 1997-09-02 | FREQ=MONTHLY;INTERVAL=2;BYDAY=TU |
    1997-09: 2 9 16 23 30; 1997-11: 4 11 18 25; 1998-01: 6 13 20 27
in June and July | 1997-06-10 | FREQ=YEARLY;COUNT=10;BYMONTH=6,7 |
    1997-06: 10; 1997-07: 10; 1998-06: 10; 1998-07: 10; 1999-06: 10; 1999-07: 10; 2000-06: 10; 2000-07: 10; 2001-06: 10;
    2001-07: 10
every other year | 1997-03-10 | FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3 |
    1997-03: 10; 1999-01: 10; 1999-02: 10; 1999-03: 10; 2001-01: 10; 2001-02: 10; 2001-03: 10; 2003-01: 10; 2003-02: 10;
    2003-03: 10
the 20th Monday of the year | 1997-05-19 | FREQ=YEARLY;BYDAY=20MO | 1997-05: 19; 1998-05: 18; 1999-05: 17
every Thursday in March | 1997-03-13 | FREQ=YEARLY;BYMONTH=3;BYDAY=TH |
    1997-03: 13 20 27; 1998-03: 5 12 19 26; 1999-03: 4 11 18 25
every Thursday in summer | 1997-06-05 | FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8 |
    1997-06: 5 12 19 26; 1997-07: 3 10 17 24 31; 1997-08: 7 14 21 28
every Friday the 13th | 1997-09-02 | FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13 |
    1998-02: 13; 1998-03: 13; 1998-11: 13; 1999-08: 13; 2000-10: 13
the first Saturday after the first Sunday | 1997-09-13 | FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13 |
    1997-09: 13; 1997-10: 11; 1997-11: 8; 1997-12: 13; 1998-01: 10; 1998-02: 7; 1998-03: 7; 1998-04: 11; 1998-05: 9
presidential elections | 1996-11-05 | FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8 |
    1996-11: 5; 2000-11: 7; 2004-11: 2
the third of Tuesday, Wednesday, Thursday | 1997-09-04 | FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3 |
    1997-09: 4; 1997-10: 7; 1997-11: 6
the second-to-last weekday | 1997-09-29 | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2 |
    1997-09: 29; 1997-10: 30; 1997-11: 27; 1997-12: 30; 1998-01: 29; 1998-02: 26; 1998-03: 30
weeks from Monday | 1997-08-05 | FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO | 1997-08: 5 10 19 24
weeks from Sunday | 1997-08-05 | FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU | 1997-08: 5 17 19 31
a day that February has not | 2007-01-15 | FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5 |
    2007-01: 15 30; 2007-02: 15; 2007-03: 15 30
"""
"""Its name | the first day | the rule | days as the RFC lists them, the first ones of a rule without end."""


def examples() -> Iterator[tuple[str, str, str, list[date]]]:
    for example in RFC_5545.strip().replace("|\n", "|").replace(";\n", ";").splitlines():
        name, start, rule, listed = (part.strip() for part in example.split("|"))
        months = (each.split(":") for each in listed.split(";"))
        days = [date.fromisoformat(f"{month.strip()}-{int(day):02}") for month, days in months for day in days.split()]
        yield name, start, rule, days


def given(start: date, text: str, last: date) -> list[date]:
    due = read_record({"from": str(start), "rrule": text}, DueRule, "obligations.yaml")
    return [each.day for each in dates(due, Anchor(start), last, Calendars())]


EXAMPLES = list(examples())


@pytest.mark.parametrize(
    ("start", "rule", "listed"), [each[1:] for each in EXAMPLES], ids=[each[0] for each in EXAMPLES]
)
def test_dates__are_those_that_rfc_5545_lists(start: str, rule: str, listed: list[date]) -> None:
    until = date(2030, 1, 1) if "COUNT" in rule else listed[-1]
    assert given(date.fromisoformat(start), rule, until) == listed


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYDAY=2FR;BYMONTHDAY=13",
        "FREQ=MONTHLY;BYDAY=1MO,2MO;BYMONTHDAY=1,2,3,8,9",
        "FREQ=YEARLY;BYMONTH=3,9;BYDAY=2FR;BYMONTHDAY=13,14",
        "FREQ=YEARLY;BYDAY=20MO;BYMONTHDAY=14,15,16,17,18,19",
        "FREQ=MONTHLY;BYDAY=-1FR;BYMONTHDAY=-1,-2,-3",
    ],
)
def test_dates__numbered_weekdays_and_days_of_the_month_limit_each_other(rule: str) -> None:
    """RFC 5545, 3.3.10, notes 1 and 2: BYDAY limits where there is BYMONTHDAY; dateutil reads it so, too."""
    start, last = date(2026, 1, 1), date(2035, 12, 31)
    rival = rrulestr(f"{rule};UNTIL=20351231", dtstart=datetime.combine(start, time()))
    assert given(start, rule, last) == [each.date() for each in rival]


@pytest.mark.parametrize(
    ("rule", "plain", "numbered"),
    [
        ("FREQ=MONTHLY;BYDAY=2FR,MO;BYMONTHDAY=13", "BYDAY=MO", "BYDAY=2FR"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=2FR,MO;BYMONTHDAY=13,14", "BYDAY=MO", "BYDAY=2FR"),
    ],
)
def test_dates__weekdays_with_and_without_a_number_limit_days_of_the_month_together(
    rule: str, plain: str, numbered: str
) -> None:
    start, last = date(2026, 1, 1), date(2035, 12, 31)
    either = {day for each in (plain, numbered) for day in given(start, rule.replace("BYDAY=2FR,MO", each), last)}
    assert given(start, rule, last) == sorted(either)
    assert date(2026, 3, 13) in either  # the second Friday of March 2026


def test_dates__a_rule_skips_what_a_month_does_not_have_unless_told_otherwise() -> None:
    """RFC 5545, 3.3.10: "invalid date … MUST be ignored"; so do all programs that read the calendar of the register."""
    monthly = '{rrule: "FREQ=MONTHLY", from: 2026-01-31, until: 2026-05-31%s}'
    of = one_duty(monthly % "")
    assert due_days(of) == ["2026-01-31", "2026-03-31", "2026-05-31"]
    assert codes(of) == ["months-passed-over"]
    assert "2026-02, which has no day 31" in of.problems[0].message
    said = one_duty(monthly % ", month_end: skip")
    assert (due_days(said), codes(said)) == (due_days(of), [])
    clamped = one_duty(monthly % ", month_end: clamp")
    assert due_days(clamped) == "2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31".split()
    every = one_duty("{every: {months: 1}, from: 2026-01-31, until: 2026-03-31}")
    assert due_days(every) == "2026-01-31 2026-02-28 2026-03-31".split()  # no rule of the RFC: its last day


def test_dates__no_month_is_passed_over_by_a_rule_that_has_its_day_everywhere() -> None:
    for rule in ("FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=YEARLY", "FREQ=MONTHLY;BYMONTHDAY=28", "FREQ=WEEKLY"):
        assert codes(one_duty(f'{{rrule: "{rule}", from: 2026-01-31, until: 2027-01-31}}')) == []


def test_dates__a_count_may_be_as_high_as_one_likes() -> None:
    of = one_duty('{rrule: "FREQ=YEARLY;COUNT=100000", from: 2026-06-01}', until=date(2028, 12, 31))
    assert (due_days(of), codes(of)) == (["2026-06-01", "2027-06-01", "2028-06-01"], [])
