"""What makes orthographic variants equal: script, width, variants and quotation marks, character by character.

Every character becomes exactly one character, so a place in the folded text is the same place in the text itself.
Characters are converted alone, never in phrases: phrases change lengths and guess at words (domain.md 5.4).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache

_QUOTES = dict.fromkeys("「」“”„‟〝〞＂", '"') | dict.fromkeys("『』‘’‚‛＇ʼ", "'")
_HYPHENS = dict.fromkeys("\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}", "-")
_JOINERS = dict.fromkeys("\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}", " ")
_OWN = _QUOTES | _HYPHENS | _JOINERS | {"○": "〇"}  # a circle is often typed for the zero of years (domain.md 4.5)
_TWINS = (
    "台臺 周週 布佈 占佔 并並 于於 游遊 伙夥 托託 采採 注註 雇僱 証證 核覈 迹跡蹟 烟煙 踪蹤 群羣 峰峯 床牀 了瞭 鉴鑒鑑"
)
"""Characters that Traditional texts use for one another in the words of agreements (domain.md 5.3)."""

_HAN = ((0x2E80, 0x2FDF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))


def fold(text: str) -> str:
    """Return a text of the same length in which orthographic variants are equal; letter case stays."""
    return text if text.isascii() else text.translate(_TABLE)


def same_word(old: str, new: str, *, simplified: bool) -> bool:
    """Tell whether two texts that fold alike are one word in two spellings.

    Simplified Chinese writes several words with one character (後 and 后; 乾, 幹 and 干; domain.md 5.3). Two
    Traditional characters of that sort are two words: 發 and 髮 never mean the same. Where one of the two is the
    Simplified form and a common Traditional character as well (后, 干, 里, 准), only the texts around can tell:
    ``simplified`` says that one of them is written in Simplified characters (:func:`shows_simplified`). Where neither
    is, 後 to 后 is a change of word, for a reviewer who leaves out orthographic changes must not miss one.
    """
    return len(old) != len(new) or all(
        a == b or _same_character(a, b, simplified) for a, b in zip(old, new, strict=True)
    )


def _same_character(old: str, new: str, simplified: bool) -> bool:
    if not (is_han(old) and is_han(new)) or _twin(old) == _twin(new):
        return True
    folded = fold(old)
    if folded not in (old, new):
        return False
    return simplified or not _common_in_traditional(folded)


def shows_simplified(text: str) -> bool:
    """Tell whether a text holds a character that only Simplified Chinese writes."""
    return not text.isascii() and any(_only_simplified(sign) for sign in set(text))


@cache
def _only_simplified(sign: str) -> bool:
    # 着 is in GB 2312 and not in Big5, and yet Hong Kong writes it; Big5 with Hong Kong's additions has 备 and 两 too.
    return is_han(sign) and sign != "着" and _encodes(sign, "gb2312") and not _encodes(sign, "big5")


def _common_in_traditional(sign: str) -> bool:
    """Tell whether a character is among the 5,401 common ones of Big5 (its level 1, A440 to C67E)."""
    return _encodes(sign, "big5") and 0xA440 <= int.from_bytes(sign.encode("big5"), "big") <= 0xC67E


def _encodes(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def is_han(sign: str) -> bool:
    """Tell whether a character is a Han character, a radical or a compatibility form of one."""
    return any(first <= ord(sign) <= last for first, last in _HAN)


@cache
def _twin(sign: str) -> str:
    """Return one character for all that Traditional texts use for one another."""
    variant = _variant(unicodedata.normalize("NFKC", sign))
    return next((group[0] for group in _TWINS.split() if variant in group), variant)


def _variant(sign: str) -> str:
    """Undo what is particular to Taiwan, then to Hong Kong (裏 and 裡, 着 and 著, 説 and 說)."""
    return _converter("hk2t")(_converter("tw2t")(sign))


@cache
def _converter(configuration: str) -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(configuration).convert
    return convert


class _FoldingTable(dict[int, str]):
    """Computes the folded form of a character when it is first met, and keeps it."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(sign: str) -> str:
    if sign in _OWN:
        return _OWN[sign]
    if sign.isspace():
        return sign if sign in "\n\r\t" else " "
    if 0xFF00 <= ord(sign) <= 0xFFEF:
        narrow = unicodedata.normalize("NFKC", sign)
        return narrow if len(narrow) == 1 else sign
    if not is_han(sign):
        return sign
    # 着 and 著 are one variant; OpenCC leaves both as they are when it goes to Simplified.
    simplified = _converter("t2s")(_variant(unicodedata.normalize("NFKC", sign)))
    return simplified if len(simplified) == 1 else sign


_TABLE = _FoldingTable()
