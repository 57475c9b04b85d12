"""Dates read alike however they are written, and come back from what mouflow writes; slips are told with a way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mouflow.diagnostics import MouflowError
from mouflow.languages import dates
from mouflow.languages.numerals import chinese_numeral, chinese_year, read_chinese_numeral, read_chinese_year
from mouflow.languages.profiles import PROFILES, Profile
from mouflow.languages.reading_dates import FIRST_DAY, LAST_DAY, REPUBLIC, DateError, read_date
from mouflow.model.due import DueRule
from mouflow.schema import read_record
from mouflow.source import parse_yaml

DAYS = st.dates(FIRST_DAY, LAST_DAY)
WIDE = str.maketrans("0123456789()", "０１２３４５６７８９（）")
REPUBLICS = ("民國", "民国", "中華民國", "中华民国")
WRITERS = (dates.plain_date, dates.solemn_date, dates.release_date, dates.footer_date, dates.meeting_date)


def han(day: date) -> str:
    return f"{chinese_numeral(day.month)}月{chinese_numeral(day.day)}日"


FORMS: tuple[Callable[[date], str], ...] = (
    lambda day: day.isoformat(),
    lambda day: day.isoformat().translate(WIDE),
    lambda day: f"{day.isoformat()} {dates.WEEKDAYS[day.weekday()]}",
    lambda day: f"{day.isoformat()} ({dates.WEEKDAYS[day.weekday()][:3]})",
    lambda day: f"{day.isoformat()}（週{dates.CHINESE_WEEKDAYS[day.weekday()]}）",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}年{day.month:02}月{day.day:02}日星期{dates.CHINESE_WEEKDAYS[day.weekday()]}",
    lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日".translate(WIDE),
    lambda day: f"{chinese_year(day.year)}年{han(day)}",
    lambda day: f"{chinese_year(day.year).replace('〇', '零')}年{han(day)}",
    lambda day: f"{chinese_year(day.year).replace('〇', '○')}年{han(day)}（周{dates.CHINESE_WEEKDAYS[day.weekday()]}）",
    lambda day: f"公元{day.year}年{day.month}月{day.day}號",
    lambda day: f"{day.day} {dates.MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{dates.MONTHS[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{day.day:02} {dates.MONTHS[day.month - 1][:3].upper()} {day.year}",
)
REPUBLIC_FORMS: tuple[Callable[[date, str], str], ...] = (
    lambda day, era: f"{era}{day.year - REPUBLIC}年{day.month}月{day.day}日",
    lambda day, era: f"{era} {day.year - REPUBLIC} 年 {day.month} 月 {day.day} 日".translate(WIDE),
    lambda day, era: f"{era}{chinese_numeral(day.year - REPUBLIC)}年{han(day)}",
    lambda day, era: f"{era}{chinese_year(day.year - REPUBLIC)}年{han(day)}",
    lambda day, era: (
        f"{era}{day.year - REPUBLIC:03}年{day.month:02}月{day.day:02}日（星期{'一二三四五六日'[day.weekday()]}）"
    ),
)


@given(DAYS, st.sampled_from(FORMS))
def test_read_date__every_form_reads_alike(day: date, form: Callable[[date], str]) -> None:
    assert read_date(form(day)) == day


@given(DAYS.filter(lambda day: day.year > REPUBLIC), st.sampled_from(REPUBLIC_FORMS), st.sampled_from(REPUBLICS))
def test_read_date__years_of_the_republic(day: date, form: Callable[[date, str], str], era: str) -> None:
    assert read_date(form(day, era)) == day


@given(DAYS, st.sampled_from(WRITERS), st.sampled_from(sorted(PROFILES)))
def test_read_date__reads_what_documents_write(day: date, write: Callable[[date, Profile], str], tag: str) -> None:
    assert read_date(write(day, PROFILES[tag])) == day


@given(
    DAYS, st.sampled_from((dates.footer_date, dates.meeting_date)), st.sampled_from(sorted(PROFILES)), st.integers(1, 6)
)
def test_read_date__another_weekday_is_refused(
    day: date, write: Callable[[date, Profile], str], tag: str, off: int
) -> None:
    profile = PROFILES[tag]
    other = dates.weekday(date(2024, 6, 3) + timedelta(days=day.weekday() + off), profile)
    with pytest.raises(DateError, match=day.isoformat()) as refused:
        read_date(write(day, profile).replace(dates.weekday(day, profile), other))
    assert refused.value.code == "wrong-weekday"


@given(st.text(max_size=30) | st.from_regex(r"\A[0-9〇一二十廿年月日號/.\- ]{0,20}\Z"))
def test_read_date__anything_else_is_told(text: str) -> None:
    try:
        day, told = read_date(text), True
    except DateError as problem:
        day, told = FIRST_DAY, bool(str(problem) and problem.hint)
    assert FIRST_DAY <= day <= LAST_DAY
    assert told


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        ("06/08/2024", "two ways", "write 2024-06-08 or 2024-08-06"),
        ("８.６.２０２４", "two ways", "write 2024-06-08 or 2024-08-06"),
        ("13/08/2024", "expected a date", "write it as 2024-08-13"),
        ("2024/6/8", "expected a date", "write it as 2024-06-08"),
        ("2024-6-8", "expected a date", "write it as 2024-06-08"),
        ("24年6月8日", "expected a date", "whole year"),
        ("113年6月8日", "expected a date", "whole year"),
        ("6月8日", "expected a date", "whole year"),
        ("8 June", "expected a date", "whole year"),
        ("8 Jume 2024", "expected a date", "8 June 2024"),
        ("2024-06-08T12:00", "expected a date", "2024-06-08"),
        ("二〇二四年六十月八日", "no such day", "calendar"),
        ("十十年六月八日", "expected a date", "2024年6月8日"),
        ("2023-02-29", "no such day", "calendar"),
        ("民國112年2月29日", "no such day", "calendar"),
        ("31 June 2024", "no such day", "calendar"),
        ("民國0年1月1日", "no such day", "calendar"),
        ("1899-12-31", "out of all range", "1900 to 2999"),
        ("民國1089年1月1日", "out of all range", "1900 to 2999"),
        ("2024年6月8日（星期五）", "Saturday (星期六), not 星期五", "mend"),
        ("Friday, 8 June 2024", "Saturday (星期六), not Friday", "mend"),
        ("8 June 2024" + " " * 100, "expected a date", "2024-06-08"),
    ],
)
def test_read_date__slips_are_told_with_a_way_out(written: str, message: str, hint: str) -> None:
    with pytest.raises(DateError) as refused:
        read_date(written)
    assert message in str(refused.value)
    assert hint in refused.value.hint


@pytest.mark.parametrize(
    ("written", "number"),
    [("十", 10), ("廿八", 28), ("卅一", 31), ("一百一十三", 113), ("一百十三", 113), ("一百零三", 103), ("〇六", 6)],
)
def test_read_chinese_numeral__forms(written: str, number: int) -> None:
    assert read_chinese_numeral(written) == number


@given(st.integers(0, 9999))
def test_read_chinese_numeral__takes_back_what_is_written(number: int) -> None:
    assert read_chinese_numeral(chinese_numeral(number)) == number
    assert read_chinese_year(chinese_year(number)) == number


@pytest.mark.parametrize("written", ["", "百", "十十", "二八", "一千千", "abc", "1"])
def test_read_chinese_numeral__what_is_none(written: str) -> None:
    assert read_chinese_numeral(written) is None


EVERY_YEAR = "every: {years: 1}\n"


@pytest.mark.parametrize(
    ("rule", "code", "line", "message"),
    [
        (EVERY_YEAR + "from: 2024-02-30", "bad-date", 2, "no such day"),
        (EVERY_YEAR + "from: 2024-2-3", "bad-date", 2, "expected a date"),
        (EVERY_YEAR + "from: 06/08/2024", "bad-date", 2, "two ways"),
        (EVERY_YEAR + "from: Signed", "bad-id", 2, "no id"),
        (EVERY_YEAR + "from: signed\nuntil: 2024-02-30", "bad-date", 3, "no such day"),
        (EVERY_YEAR + "from: signed\nuntil: the-end", "bad-date", 3, "term-end or first-term-end"),
        ("after: 2024-06-08\ndays: 3", "due-rule", 1, "expected an event"),
        ("before: 2024年6月8日\ndays: 3", "due-rule", 1, "expected an event"),
    ],
)
def test_due_rule__a_slip_in_a_date_is_told_once(rule: str, code: str, line: int, message: str) -> None:
    with pytest.raises(MouflowError) as refused:
        read_record(parse_yaml(rule, "obligations.yaml"), DueRule, "obligations.yaml")
    (told,) = refused.value.diagnostics
    assert (told.code, told.location and told.location.line) == (code, line)
    assert message in told.message


def test_due_rule__dates_in_every_form() -> None:
    text = EVERY_YEAR + "from: 民國113年6月8日\nuntil: 8 June 2030\nexcept: [二〇二五年六月八日, ２０２６年６月８日]"
    rule = read_record(parse_yaml(text, "obligations.yaml"), DueRule, "obligations.yaml")
    assert rule.from_ == date(2024, 6, 8)
    assert rule.until == date(2030, 6, 8)
    assert rule.except_ == (date(2025, 6, 8), date(2026, 6, 8))
