"""Numbers as each language writes them: words, Chinese numerals, letters, Roman numerals, grouped digits."""

from __future__ import annotations

import re
from typing import Literal, get_args

_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip

NumberFormat = Literal["decimal", "lower-letter", "upper-letter", "lower-roman", "upper-roman", "chinese"]
NUMBER_FORMATS: tuple[NumberFormat, ...] = get_args(NumberFormat)
"""The counting formats that a numbering scheme may name."""


def chinese_numeral(number: int) -> str:
    """Write a whole number from 0 to 9999 in positional Chinese numerals (十, 二十八, 三千零五十二).

    ``零`` fills a gap in a quantity (GB/T 15835-2011 5.2.5); the leading one of 10 to 19 is dropped.

    Raises:
        ValueError: The number is outside 0 to 9999.
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is outside 0 to 9999")
    if number == 0:
        return "零"
    written, gap = "", False
    for position in range(3, -1, -1):
        digit = number // 10**position % 10
        if digit == 0:
            gap = bool(written)
            continue
        written += ("零" if gap else "") + _DIGITS[digit] + _UNITS[position]
        gap = False
    return written.removeprefix("一") if 10 <= number <= 19 else written


def chinese_year(year: int) -> str:
    """Write a year digit by digit with U+3007 (二〇二四), as GB/T 15835-2011 5.2.5 asks."""
    return "".join(_DIGITS[int(digit)] for digit in str(year))


_ZEROS = "〇零○"
_POSITIONAL = re.compile(
    "(?:([一二三四五六七八九])千)?零?(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九])?(十))?零?([一二三四五六七八九])?"
)


def read_chinese_numeral(written: str) -> int | None:
    """Read a positional numeral from 0 to 9999: 十, 二十八, 廿八, 一百一十三, 一百零三, 〇六; None where it is none."""
    plain = written.translate({ord("廿"): "二十", ord("卅"): "三十"}).lstrip(_ZEROS)
    found = _POSITIONAL.fullmatch(plain)
    if not found or not written:
        return None
    thousands, hundreds, tens, ten, ones = found.groups()
    ten_count = _DIGITS.index(tens or "一") if ten else 0
    thousand, hundred, one = (_DIGITS.index(each) if each else 0 for each in (thousands, hundreds, ones))
    return 1000 * thousand + 100 * hundred + 10 * ten_count + one


def read_chinese_year(written: str) -> int | None:
    """Read a year written digit by digit, with 〇, 零 or ○ for nought: 二〇二四, 一一三; None where it is none."""
    digits = [0 if sign in _ZEROS else _DIGITS.find(sign) for sign in written]
    return None if not digits or -1 in digits else int("".join(map(str, digits)))


def english_words(number: int) -> str:
    """Write a whole number from 0 to 999 in British English words ("one hundred and five").

    Raises:
        ValueError: The number is outside 0 to 999.
    """
    if not 0 <= number <= 999:
        raise ValueError(f"{number} is outside 0 to 999")
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")
    hundreds, rest = divmod(number, 100)
    return f"{_SMALL[hundreds]} hundred" + (f" and {english_words(rest)}" if rest else "")


def english_ordinal(number: int) -> str:
    """Write an ordinal in figures (1st, 2nd, 3rd, 11th)."""
    tail = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def grouped(number: int) -> str:
    """Write a number with thousands parted by U+00A0, from five figures on (160 000; domain.md 1.2, 4.5)."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}") if abs(number) >= 10_000 else str(number)


def letters(number: int) -> str:
    """Count in lower-case letters: a … z, then aa, bb … as Word does."""
    turns, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (turns + 1)


def roman(number: int) -> str:
    """Count in lower-case Roman numerals."""
    written = ""
    for value, sign in _ROMAN:
        turns, number = divmod(number, value)
        written += sign * turns
    return written


def counted(number: int, number_format: str) -> str:
    """Write a positive number in one of :data:`NUMBER_FORMATS`.

    Raises:
        ValueError: The format is unknown.
    """
    match number_format:
        case "decimal":
            return str(number)
        case "lower-letter":
            return letters(number)
        case "upper-letter":
            return letters(number).upper()
        case "lower-roman":
            return roman(number)
        case "upper-roman":
            return roman(number).upper()
        case "chinese":
            return chinese_numeral(number)
    raise ValueError(f"unknown number format {number_format!r}")
