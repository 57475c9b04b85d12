"""Numbers and dates as they are written in folded text, in Latin and Chinese numerals, and the value they stand for.

Folded text is in Simplified characters and half width (see ``folding.py``), which keeps the tables here single.
"""

from __future__ import annotations

import re

from mouflow.languages.dates import MONTHS
from mouflow.languages.numerals import english_words

_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}
_DIGITS = {
    sign: value
    for value, signs in enumerate("〇零 一壹 二贰两 三叁 四肆 五伍 六陆 七柒 八捌 九玖".split())
    for sign in signs
}
_FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
_LONGEST = 100
"""What has more digits than this counts nothing, and is compared as it is written."""
_NUMERAL = "[〇零一二两三四五六七八九十百千万亿廿卅]"

_WORDS = {english_words(number): number for number in range(100)}
_SCALE_WORDS = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}
_ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        range(1, 21),
        strict=True,
    )
)
NUMBER_WORDS: dict[str, str] = {word: str(number) for word, number in (_WORDS | _SCALE_WORDS).items()} | {
    word: f"{number}th" for word, number in _ORDINALS.items()
}
"""English number words and what they count as."""

_CURRENCY = r"(?:(?:US|HK|NT|NZ|A|C|S)?[$€£¥]\s?|(?<![A-Za-z])(?:HKD|USD|CNY|RMB|MOP|GBP|EUR)\s?(?=\d))?"
FIGURES = (
    rf"{_CURRENCY}(?:\d{{1,3}}(?:[,\ ]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:[.,:/]\d+)*)"
    r"(?:%|‰|[万亿千百]+|[A-Za-z]+)?"
)
"""The pattern of a number in figures; times of day (12:30) and codes (599A) count as numbers."""

CHINESE_NUMBER = (
    rf"百分之{_NUMERAL}+|{_NUMERAL}+分之{_NUMERAL}+|{_NUMERAL}+"
    rf"|[{_FORMAL}零万亿]{{2,}}|[{_FORMAL}](?=[元圆年月日份])"
)
"""The pattern of a number in Chinese numerals."""

_VERBS = r"(?:MAY|MARCH)(?=,?\s+\d{4}(?!\d))"  # PARAGRAPH 3 MAY APPLY holds no date
_MONTH = "|".join([*MONTHS, *(name.upper() for name in MONTHS if name not in {"May", "March"}), _VERBS])
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?!\d)"
_YEAR_SIGNS = "[〇零一二三四五六七八九]"
_CHINESE_YEAR = rf"(?:(?:中华)?民国\ ?(?:\d{{1,3}}|元|{_NUMERAL}{{1,5}})|\d{{4}}|{_YEAR_SIGNS}{{4}})\ ?年"
_CHINESE_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\ ?月"
_CHINESE_DAY = (
    r"(?:[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])\ ?[日号]"
)

_START, _END = "(?<![0-9A-Za-z_])", "(?![0-9A-Za-z_])"  # Han characters are no part of an English date
ENGLISH_DATE = (
    rf"(?:{_START}{_DAY}(?:\s+day)?(?:\s+of)?\s+(?:{_MONTH})(?:,?\s+\d{{4}})?{_END}"
    rf"|{_START}(?:{_MONTH})(?:\s+{_DAY}(?:,?\s*\b\d{{4}})?|,?\s+\d{{4}}){_END}"
    rf"|{_START}\d{{4}}(?P<_a>[-/.])\d{{1,2}}(?P=_a)\d{{1,2}}{_END}"
    rf"|{_START}\d{{1,2}}(?P<_b>[-/.])\d{{1,2}}(?P=_b)\d{{4}}{_END})"
)
"""The pattern of a date, or of a month with its year or day, in English or in figures alone."""

CHINESE_DATE = (
    rf"(?:{_CHINESE_YEAR}(?:\ ?{_CHINESE_MONTH}(?:\ ?{_CHINESE_DAY})?)?|{_CHINESE_MONTH}(?:\ ?{_CHINESE_DAY})?)"
)
"""The pattern of a Chinese date, or of a year or a month of a calendar alone."""

_ENGLISH_PARTS = re.compile(rf"(?P<month>{_MONTH})|(?P<year>\d{{4}})|(?P<day>\d{{1,2}})")
_CHINESE_PARTS = re.compile(r"(?:中华)?(民国)?\ ?(\w+?)\ ?([年月日号])")


def number_key(folded: str) -> str:
    """Return a text that is equal for equal numbers: ``#2`` for two, 2, 二 and 兩, ``#2th`` for second and 2nd."""
    word = folded.casefold()
    if len(folded) > _LONGEST:
        return "#" + word
    if word in NUMBER_WORDS:
        return "#" + NUMBER_WORDS[word]
    if "分之" in folded:
        whole, _, part = folded.partition("分之")
        return f"#{_value(part)}%" if whole == "百" else f"#{_value(part)}/{_value(whole)}"
    figures = re.sub(r"(?<=\d)[, ](?=\d{3}(?!\d))", "", folded)
    if not figures.isascii() and (value := _value(figures)) is not None:  # 007 is a code and not 7
        return f"#{value}"
    return "#" + re.sub(r"(?<=\d)(?:st|nd|rd)$", "th", figures.replace(" ", "").casefold())


def _value(numeral: str) -> int | None:
    """Return the value of a Chinese numeral, with or without units (三千五百, 二〇二四, 16万), or None."""
    if all(sign in _DIGITS for sign in numeral):
        return int("".join(str(_DIGITS[sign]) for sign in numeral))
    total = section = digit = 0
    for part in re.findall(r"\d+|\D", numeral.replace("廿", "二十").replace("卅", "三十")):
        if part in _SCALES:
            total, section, digit = (total + (section + digit or 1)) * _SCALES[part], 0, 0
        elif part in _UNITS:
            section, digit = section + (digit or 1) * _UNITS[part], 0
        elif part in _DIGITS or part.isdecimal():
            digit = _DIGITS[part] if part in _DIGITS else int(part)
        else:
            return None
    return total + section + digit


def date_key(folded: str) -> str:
    """Return a text that is equal for equal dates, in ISO 8601 order: ``@2024-06-08``, ``@-06-08`` without a year.

    Three numbers with the year at the end stand for themselves, since offices differ on which is the month.
    """
    if "月" in folded or "年" in folded:
        parts = _chinese_parts(folded)
    elif iso := re.fullmatch(r"(\d{4})\W(\d+)\W(\d+)", folded):
        parts = dict(zip("ymd", map(int, iso.groups()), strict=True))
    elif any(sign.isalpha() for sign in folded):
        parts = _english_parts(folded)
    else:
        return "@" + folded
    year = f"{parts['y']:04}" if "y" in parts else ""
    return "@" + year + "".join(f"-{parts[part]:02}" for part in "md" if part in parts)


def _english_parts(folded: str) -> dict[str, int]:
    parts = {}
    for found in _ENGLISH_PARTS.finditer(folded):
        name = str(found.lastgroup)
        parts[name[0]] = MONTHS.index(found.group().title()) + 1 if name == "month" else int(found.group())
    return parts


def _chinese_parts(folded: str) -> dict[str, int]:
    parts = {}
    for era, written, unit in _CHINESE_PARTS.findall(folded):
        value = int(written) if written.isdecimal() else 1 if written == "元" else _value(written)
        parts[{"年": "y", "月": "m"}.get(unit, "d")] = (value or 0) + (1911 if era else 0)
    return parts
