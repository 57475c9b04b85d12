"""What a token is to a lawyer, read from its neighbours: prose, a modal word, part of a value, or a mark.

Everything is read from folded text (``folding.py``), so Traditional Chinese is found by the Simplified forms here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from mouflow.languages.dates import MONTHS, WEEKDAYS

from .folding import fold
from .tokens import TokenLike

Nature = Literal["prose", "modality", "value", "mark"]

_DETERMINERS = "the a an his her its their our my own free good ill last at of".split()
_NO_NOUN = "".join(rf"(?<!\b{word}\ )" for word in _DETERMINERS)
_MONTH_CONTEXT = (
    "in of by until till since from during on before after through next last this each every early late".split()
)
_NO_MONTH = "".join(rf"(?<!\b{word}\ )" for word in _MONTH_CONTEXT)
_IN_MONTH = "|".join(rf"(?<=\b{word}\ )" for word in _MONTH_CONTEXT)
_MODAL_ENGLISH = (
    rf"\b(?:{_NO_NOUN}(?i:will|shall|must|should|can|could|would|might|ought\s+to)(?!\ and\ testament)"
    rf"|may|MAY|(?<!\d\ ){_NO_MONTH}May(?!,?\ \d))\b(?:\s+(?i:not)\b)?"
    r"|\b(?i:cannot|can't|won't|shan't)\b"
)
# 將 is a modal word in 將舉行 and part of a word in 將來; such words are passed over first.
_NO_MODAL_CHINESE = (
    "可能|可靠|可行|可持续|可观|可见|可否|可是|可再生|可比|可疑|可谓|可贵|可惜|不可抗力|不可分割|不可或缺|许可|认可|宁可|适可"
    "|将来|将近|将军|将领|即将|大将|名将|健将"
    "|反应|相应|适应|回应|响应|供应|效应|对应|呼应|感应|因应|顺应|答应|应用|应对|应付|应邀|应急|应变|应聘|应届|应征|应允|应得|应有"
    "|获得|取得|使得|所得|值得|得到|得以|得出|得益|得悉|得知|得当|得失|得力|得分|得奖|心得|难得|记得|懂得|赢得|求得|博得|得宜|不得不|不得已"
    "|适宜|事宜|便宜|合宜|相宜|权宜|宜居|宜人"
    "|必需品|所需|急需|需求|须知|拟议|虚拟|模拟|比拟"
)
_MODAL_CHINESE = (
    "应当|应该|必须|务必|务须|必需|无须|毋须|无需|毋需|不必|不需|需要|可以|能够|不能|不得|不可|不应|不宜|不会|不将|将会|将不|均须|均应"
    "|将|应|须|可|得|拟|宜|需"
    "|(?<![委员大学协商工社机年理事基金董国议晚集聚约都再误体领幹干])会(?![议商谈员晤面见计场长同址期务籍费展])"
)

_UNIT = (
    "工作日|办公日|营业日|历日|日历日|自然日|公历日|星期|季度|小时|分钟|港元|美元|欧元|人民币|港币|年度|个百分点"
    "|年|月|日|天|周|季|时|分|秒|元|圆|名|份|次|项|倍"
)
_VALUE = (
    r"\b(?i:(?:(?:business|working|calendar|clear|banking)\s+)?(?:years?|months?|weeks?|days?|hours?|fortnights?))\b"
    r"|\b(?i:per\s?cent|daily|weekly|fortnightly|monthly|quarterly|annual|annually|yearly|biennial|biennially)\b"
    r"|\b(?i:once|twice)(?=\s+(?:a|an|in|each|every|per)\b)|(?<=\d)\s*(?i:a\.?m\.?|p\.?m\.?|minutes?|seconds?)\b"
    r"|\b(?i:(?:(?:US|United\ States|Hong\ Kong)\s+)?dollars?|renminbi|yuan|euros?|RMB|HKD|USD)\b"
    rf"|\b(?:{'|'.join(name for name in MONTHS if name != 'May')})\b|(?:{_IN_MONTH})May\b"
    rf"|\b(?:{'|'.join(WEEKDAYS)})s?\b"
    rf"|(?<=[\d〇零一二两三四五六七八九十百千万亿每半数几])\ ?[个個]?\ ?(?:{_UNIT})|半(?=个?[年月天日])"
    "|工作日|办公日|营业日|港元|美元|欧元|人民币|港币|星期[一二三四五六日]"
)
# 一 in 一致 or 統一 counts nothing.
_NO_VALUE = (
    "一致|一切|一般|一起|一旦|一经|一并|一同|一样|一向|一直|一定|一些|进一步"
    "|统一|唯一|同一|单一|专一|万一|十分|千万|百姓"
)

_MODAL = re.compile(f"{_MODAL_ENGLISH}|(?P<passed>{_NO_MODAL_CHINESE})|{_MODAL_CHINESE}")
_VALUES = re.compile(f"(?P<passed>{_NO_VALUE})|{_VALUE}")
_BETWEEN = frozenset({"and", "to", "至", "又"})


@dataclass(frozen=True, slots=True)
class Reading:
    """The nature of each token, and where several Han characters are one word that must not be torn: 應當, 可能."""

    natures: tuple[Nature, ...]
    words: tuple[range, ...]


def read(of: Sequence[TokenLike], names: Iterable[range] = ()) -> Reading:
    """Read the natures of tokens; ``names`` are the places of names of parties, which are values."""
    found: list[Nature] = [_alone(token) for token in of]
    text = fold("".join(token.text for token in of))
    starts = list(accumulate((len(token.text) for token in of), initial=0))
    for hit in _VALUES.finditer(text):
        _mark(found, of, _tokens_of(hit, starts), "prose" if hit["passed"] else "value")
    words = []
    for hit in _MODAL.finditer(text):
        part = _tokens_of(hit, starts)
        if not hit["passed"]:
            _mark(found, of, part, "modality")
        if len(part) > 1 and all(of[at].kind == "han" for at in part):
            words.append(part)
    for span in names:
        found[span.start : span.stop] = ["value"] * len(span)
    _bridge(found, of)
    return Reading(tuple(found), tuple(words))


def _alone(token: TokenLike) -> Nature:
    if token.kind in {"number", "date"}:
        return "value"
    return "mark" if token.kind in {"space", "mark"} else "prose"


def _tokens_of(hit: re.Match[str], starts: Sequence[int]) -> range:
    return range(bisect_right(starts, hit.start()) - 1, bisect_right(starts, hit.end() - 1))


def _mark(found: list[Nature], of: Sequence[TokenLike], part: range, nature: Nature) -> None:
    """Note a nature; what counts nothing (一 in 一致) is prose though a numeral, and else left as it is."""
    for at in part:
        if of[at].kind == "number" if nature == "prose" else of[at].kind in {"word", "han"}:
            found[at] = nature


def _bridge(found: list[Nature], of: Sequence[TokenLike]) -> None:
    """Count the word between two values as part of the value: one year and six months."""
    solid = [at for at, token in enumerate(of) if token.kind != "space"]
    for before, at, after in zip(solid, solid[1:], solid[2:], strict=False):
        if of[at].key in _BETWEEN and found[before] == found[after] == "value":
            found[at] = "value"
