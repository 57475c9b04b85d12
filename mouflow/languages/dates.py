"""Dates, weekdays and times of day in the form each language and document asks for (domain.md 1.2, 1.3, 3.2, 4.5)."""

from __future__ import annotations

from datetime import date, time

from .numerals import chinese_numeral, chinese_year
from .profiles import Profile

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
CHINESE_WEEKDAYS = "一二三四五六日"


def weekday(day: date, profile: Profile) -> str:
    """Name the day of the week: ``Saturday``, ``星期六``."""
    if profile.chinese:
        return "星期" + CHINESE_WEEKDAYS[day.weekday()]
    return WEEKDAYS[day.weekday()]


def plain_date(day: date, profile: Profile) -> str:
    """Write a date in running text: ``8 June 2024``, ``2024年6月8日``."""
    if profile.chinese:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def solemn_date(day: date, profile: Profile) -> str:
    """Write a date for a testimonium: ``8 June 2024``, ``二〇二四年六月八日`` (domain.md 2.4)."""
    if profile.chinese:
        return f"{chinese_year(day.year)}年{_chinese_month_day(day)}"
    return plain_date(day, profile)


def short_date(day: date, profile: Profile) -> str:
    """Write month and day as a press release does: ``June 8``, ``六月八日`` (domain.md 1.3 rule 17).

    The mainland keeps Chinese numerals for solemn dates: ``6月8日`` (domain.md 1.4 rule 29).
    """
    if profile.tag == "zh-Hans-CN":
        return f"{day.month}月{day.day}日"
    if profile.chinese:
        return _chinese_month_day(day)
    return f"{MONTHS[day.month - 1]} {day.day}"


def _chinese_month_day(day: date) -> str:
    return f"{chinese_numeral(day.month)}月{chinese_numeral(day.day)}日"


def release_date(day: date, profile: Profile) -> str:
    """Write a date with its year in a press release: ``June 8, 2024``, ``二〇二四年六月八日`` (domain.md 1.2, 1.3)."""
    if profile.tag == "zh-Hans-CN":
        return plain_date(day, profile)
    if profile.chinese:
        return solemn_date(day, profile)
    return f"{short_date(day, profile)}, {day.year}"


def footer_date(day: date, profile: Profile) -> str:
    """Write the footer date of a press release: ``Saturday, June 8, 2024``, ``2024年6月8日（星期六）``."""
    if profile.chinese:
        return f"{plain_date(day, profile)}（{weekday(day, profile)}）"
    return f"{weekday(day, profile)}, {release_date(day, profile)}"


def meeting_date(day: date, profile: Profile) -> str:
    """Write the date of a meeting: ``8 June 2024 (Saturday)``, ``2024年6月8日（星期六）``."""
    if profile.chinese:
        return footer_date(day, profile)
    return f"{plain_date(day, profile)} ({weekday(day, profile)})"


def clock(moment: time, profile: Profile) -> str:
    """Write a time of day: ``2:30 pm``, ``下午2時30分``; on the hour ``10 am``, ``上午10時正`` (domain.md 3.2 rule 14).

    Noon and midnight have their names: ``12 noon``, ``中午12時``.
    """
    if moment.minute == 0 and moment.hour in _TURNS:
        english, chinese = _TURNS[moment.hour]
        return f"{chinese}12{_hour_sign(profile)}" if profile.chinese else f"12 {english}"
    if profile.chinese:
        half, hour = ("上午", moment.hour) if moment.hour < 12 else ("下午", moment.hour - 12 or 12)
        whole = "正" if profile.tag.endswith("HK") else ""
        return f"{half}{hour}{_hour_sign(profile)}" + (f"{moment.minute}分" if moment.minute else whole)
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes} {'am' if moment.hour < 12 else 'pm'}"


_TURNS = {0: ("midnight", "午夜"), 12: ("noon", "中午")}


def _hour_sign(profile: Profile) -> str:
    return "時" if profile.traditional else "时"


def issue_time(moment: time, profile: Profile) -> str:
    """Write the time of issue in the 24-hour form: ``12:30``, ``12時30分`` (domain.md 1.2 rule 6, 1.3 rule 17)."""
    if profile.chinese:
        return f"{moment.hour}{_hour_sign(profile)}{moment.minute:02}分"
    return f"{moment.hour:02}:{moment.minute:02}"
