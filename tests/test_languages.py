"""Numbers, dates, times and lists in each language: known forms, and properties over whole ranges."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mouflow.languages import dates, numerals, phrases
from mouflow.languages.profiles import PROFILES, Profile, find_profile

UNHURRIED = settings(deadline=None)
ENGLISH, TRADITIONAL = PROFILES["en-HK"], PROFILES["zh-Hant-HK"]
MAINLAND, SIMPLIFIED_HK = PROFILES["zh-Hans-CN"], PROFILES["zh-Hans-HK"]
DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
UNITS = {"十": 10, "百": 100, "千": 1000}
WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {word: 10 * at for at, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def read_chinese(written: str) -> int:
    total, digit = 0, 0
    for sign in written:
        if sign in UNITS:
            total += (digit or 1) * UNITS[sign]
            digit = 0
        else:
            digit = DIGITS[sign]
    return total + digit


def read_words(written: str) -> int:
    total = 0
    for word in re.split(r"[ -]", written.replace(" and ", " ")):
        total = total * 100 if word == "hundred" else total + WORDS[word]
    return total


def read_roman(written: str) -> int:
    values = [ROMAN[sign] for sign in written]
    return sum(-here if here < after else here for here, after in zip(values, [*values[1:], 0], strict=True))


@UNHURRIED
@given(st.integers(0, 9999))
def test_chinese_numeral__reads_back(number: int) -> None:
    assert read_chinese(numerals.chinese_numeral(number)) == number


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "零"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (28, "二十八"),
        (110, "一百一十"),
        (3052, "三千零五十二"),
        (9009, "九千零九"),
    ],
)
def test_chinese_numeral__is_written_as_gb_t_15835_says(number: int, written: str) -> None:
    assert numerals.chinese_numeral(number) == written


def test_chinese_year__uses_the_ideographic_zero() -> None:
    assert numerals.chinese_year(2024) == "二\u3007二四"
    assert numerals.chinese_year(2000) == "二\u3007\u3007\u3007"


@UNHURRIED
@given(st.integers(0, 999))
def test_english_words__read_back(number: int) -> None:
    assert read_words(numerals.english_words(number)) == number


@UNHURRIED
@given(st.integers(1, 3999))
def test_roman__reads_back(number: int) -> None:
    written = numerals.roman(number)
    assert read_roman(written) == number
    assert not re.search(r"(.)\1{3}", written)


@UNHURRIED
@given(st.integers(1, 700))
def test_letters__count_as_word_does(number: int) -> None:
    written = numerals.letters(number)
    assert len(set(written)) == 1
    assert (len(written) - 1) * 26 + ord(written[0]) - ord("a") + 1 == number


@UNHURRIED
@given(st.integers(1, 300), st.sampled_from(numerals.NUMBER_FORMATS))
def test_counted__never_gives_two_numbers_one_label(number: int, number_format: str) -> None:
    assert numerals.counted(number, number_format) != numerals.counted(number + 1, number_format)


@UNHURRIED
@given(st.integers(-(10**12), 10**12))
def test_grouped__reads_back_and_never_breaks(number: int) -> None:
    written = numerals.grouped(number)
    assert int(written.replace("\N{NO-BREAK SPACE}", "")) == number
    assert " " not in written


@pytest.mark.parametrize(
    ("number", "written"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (112, "112th"), (23, "23rd")]
)
def test_english_ordinal__ends_as_it_is_spoken(number: int, written: str) -> None:
    assert numerals.english_ordinal(number) == written


@pytest.mark.parametrize("number", [-1, 10_000])
def test_chinese_numeral__outside_its_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        numerals.chinese_numeral(number)


def test_dates__of_every_day_of_a_leap_year_read_back() -> None:
    for day in (date(2024, 1, 1) + timedelta(days=number) for number in range(366)):
        found = re.fullmatch(r"(.{4})年(.+)月(.+)日", dates.solemn_date(day, TRADITIONAL))
        assert found
        year, month, number = found.groups()
        digits = "".join(str("〇一二三四五六七八九".index(sign)) for sign in year)
        assert date(int(digits), read_chinese(month), read_chinese(number)) == day
        assert dates.solemn_date(day, TRADITIONAL).endswith(dates.short_date(day, TRADITIONAL))
        english_number, name, english_year = dates.plain_date(day, ENGLISH).split()
        assert date(int(english_year), dates.MONTHS.index(name) + 1, int(english_number)) == day


@pytest.mark.parametrize(
    ("form", "written"),
    [
        (dates.plain_date, ("8 June 2024", "2024年6月8日", "2024年6月8日", "2024年6月8日")),
        (dates.short_date, ("June 8", "六月八日", "6月8日", "六月八日")),
        (dates.release_date, ("June 8, 2024", "二〇二四年六月八日", "2024年6月8日", "二〇二四年六月八日")),
        (dates.solemn_date, ("8 June 2024", "二〇二四年六月八日", "二〇二四年六月八日", "二〇二四年六月八日")),
        (dates.footer_date, ("Saturday, June 8, 2024", *["2024年6月8日（星期六）"] * 3)),
        (dates.meeting_date, ("8 June 2024 (Saturday)", *["2024年6月8日（星期六）"] * 3)),
    ],
)
def test_dates__take_the_form_of_each_profile(form: object, written: tuple[str, ...]) -> None:
    profiles = (ENGLISH, TRADITIONAL, MAINLAND, SIMPLIFIED_HK)
    assert tuple(form(date(2024, 6, 8), profile) for profile in profiles) == written  # type: ignore[operator]


def test_weekday__of_a_sunday_ends_in_the_sign_of_the_sun() -> None:
    assert dates.weekday(date(2024, 6, 9), TRADITIONAL) == "星期日"


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (time(9, 30), ("9:30 am", "上午9時30分", "上午9时30分")),
        (time(10, 0), ("10 am", "上午10時正", "上午10时")),
        (time(14, 5), ("2:05 pm", "下午2時5分", "下午2时5分")),
        (time(12, 0), ("12 noon", "中午12時", "中午12时")),
        (time(12, 30), ("12:30 pm", "下午12時30分", "下午12时30分")),
        (time(0, 0), ("12 midnight", "午夜12時", "午夜12时")),
        (time(0, 15), ("12:15 am", "上午0時15分", "上午0时15分")),
    ],
)
def test_clock__follows_hong_kong_and_mainland_use(moment: time, written: tuple[str, str, str]) -> None:
    assert tuple(dates.clock(moment, profile) for profile in (ENGLISH, TRADITIONAL, MAINLAND)) == written


@UNHURRIED
@given(st.times(), st.sampled_from(list(PROFILES.values())))
def test_issue_time__keeps_two_digits_for_minutes(moment: time, profile: Profile) -> None:
    hour, minute = re.fullmatch(r"(\d{1,2})[:時时](\d{2})分?", dates.issue_time(moment, profile)).groups()  # type: ignore[union-attr]
    assert (int(hour), int(minute)) == (moment.hour, moment.minute)


@pytest.mark.parametrize(
    ("parts", "english", "chinese"),
    [
        (["A"], "A", "A"),
        (["A", "B"], "A and B", "A和B"),
        (["A", "B", "C"], "A, B and C", "A、B和C"),
        (["A, Mr X", "B", "C"], "A, Mr X; B; and C", "A, Mr X、B和C"),
        (["A、B", "C", "D"], "A、B, C and D", "A、B，C，以及D"),
    ],
)
def test_joined__parts_by_what_the_parts_hold(parts: list[str], english: str, chinese: str) -> None:
    assert phrases.joined(parts, ENGLISH) == english
    assert phrases.joined(parts, TRADITIONAL) == chinese


def test_find_profile__knows_keys_and_tags() -> None:
    assert [find_profile(name) for name in ("zh-Hans", "zh-Hans-HK", "fr")] == [MAINLAND, SIMPLIFIED_HK, None]
