"""Text to tokens and back: words, numbers, dates, single Han characters, spaces and marks, without loss.

No segmenter takes part: on Traditional Chinese it parts words wrongly, and a single character is what a reviewer of a
Chinese text expects to see marked (performance.md 6; peers-tracking-and-redline.md 4).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple, Protocol, cast

from .folding import fold
from .quantities import CHINESE_DATE, CHINESE_NUMBER, ENGLISH_DATE, FIGURES, NUMBER_WORDS, date_key, number_key
from .spelling import one_han_spelling, spelling_key

TokenKind = Literal["word", "number", "date", "han", "space", "mark", "reference"]


class TokenLike(Protocol):
    """What the comparison asks of a token; callers may hand in tokens that carry more."""

    @property
    def text(self) -> str:
        """The token as it is written."""

    @property
    def key(self) -> str:
        """What it is compared by."""

    @property
    def kind(self) -> TokenKind:
        """What it is."""


class Token(NamedTuple):
    """One token.

    ``key`` is the folded text in lower case, in one spelling where a word has two; of a number or a date its value, so
    that 兩, 二 and 2 are equal, as are ``8 June 2024`` and 二〇二四年六月八日; of a ``reference``, which is never found
    in text, ``ref:`` and its target.
    """

    text: str
    key: str
    kind: TokenKind


_LETTER = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_SOFT = "\N{SOFT HYPHEN}"
_COMBINING = "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e4e"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af\u3005\u3006\u3007"
_SELECTOR = "\ufe00-\ufe0f\U000e0100-\U000e01ef"

_NUMERALS = "〇零一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟"

# What is frequent stands first: no number or date begins with a small letter, or with a Han character of most.
_WORD = rf"(?:[{_LETTER}\d{_COMBINING}{_SOFT}]|['-](?=[{_LETTER}\d]))*"
_TOKEN = re.compile(
    rf"""(?P<word>[a-zß-öø-ÿ]{_WORD})
    |(?P<space>\s+)
    |(?P<han>(?![{_NUMERALS}中民])[{_HAN}][{_SELECTOR}]?)
    |(?P<date>(?=[\dJFMASOND]){ENGLISH_DATE})
    |(?P<date_>(?=[\d{_NUMERALS}中民]){CHINESE_DATE})
    |(?P<number>(?=[\d$€£¥A-Z]){FIGURES})
    |(?P<number_>(?=[{_NUMERALS}]){CHINESE_NUMBER})
    |(?P<word_>[{_LETTER}]{_WORD})
    |(?P<han_>[{_HAN}][{_SELECTOR}]?)
    |(?P<word__>[^\W_{_HAN}](?:[^\W_{_HAN}]|[{_COMBINING}])*)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> tuple[Token, ...]:
    """Part a text; the texts of the tokens joined give it back.

    A word of Latin script keeps its inner hyphens and apostrophes, a date or a number is one token with its currency
    or per-cent sign, a Chinese numeral is kept whole, any other Han character stands alone, a run of another script
    is a word, a run of spaces is one token (no-break, full-width and zero-width ones are spaces), every mark its own.
    """
    found: list[Token] = []
    folded = fold(text)
    alike = one_han_spelling(folded)
    for part in _TOKEN.finditer(folded):
        place = slice(part.start(), part.end())
        made = _tokens(part.lastgroup or "", text[place])
        found += made if alike[place] == folded[place] else (made[0]._replace(key=alike[place][0]),)
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def _tokens(group: str, text: str) -> tuple[Token, ...]:
    folded = fold(text)
    kind = cast(TokenKind, group.rstrip("_"))
    if kind != "word":
        return (Token(text, _key(kind, folded), kind),)
    number, hyphen, _ = folded.partition("-")
    if folded.casefold() in NUMBER_WORDS:
        return (Token(text, number_key(folded), "number"),)
    if hyphen and number.casefold() in NUMBER_WORDS:  # two-year
        after = len(number) + 1
        return (
            Token(text[: after - 1], number_key(number), "number"),
            Token(text[after - 1 : after], hyphen, "mark"),
            *_tokens("word", text[after:]),
        )
    return (Token(text, _key(kind, folded), kind),)


def _key(kind: TokenKind, folded: str) -> str:
    match kind:
        case "space":
            return " "
        case "date":
            return date_key(folded)
        case "number":
            return number_key(folded)
        case "han":
            return folded[0]
        case "word":
            written = folded if folded.isascii() else unicodedata.normalize("NFC", folded.replace(_SOFT, ""))
            return spelling_key(written.casefold())
    return folded
