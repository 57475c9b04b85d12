"""Reads Han characters in their place: modal words that are parts of others, units after numbers.

Everything is read from folded text (``folding.py``), so the lists are of Simplified forms and hold for Traditional.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from .folding import fold
from .natures import Nature
from .tokens import TokenLike

# 將 is a modal word in 將舉行 and part of a word in 將來; such words are passed over before modal words are looked for.
_PASSED = (
    "可能|可靠|可行|可持续|可观|可见|可否|可是|可再生|可比|可疑|可谓|可贵|可惜|不可抗力|不可分割|不可或缺|许可|认可|宁可|适可"
    "|将来|将近|将军|将领|即将|大将|名将|健将"
    "|反应|相应|适应|回应|响应|供应|效应|对应|呼应|感应|因应|顺应|答应|应用|应对|应付|应邀|应急|应变|应聘|应届|应征|应允|应得|应有"
    "|获得|取得|使得|所得|值得|得到|得以|得出|得益|得悉|得知|得当|得失|得力|得分|得奖|心得|难得|记得|懂得|赢得|求得|博得|得宜|不得不|不得已"
    "|适宜|事宜|便宜|合宜|相宜|权宜|宜居|宜人"
    "|必需品|所需|急需|需求|须知"
)
_BINDING = (
    "应当|应该|必须|务必|务须|必需|无须|毋须|无需|毋需|不必|不需|需要|可以|能够|不能|将会"
    "|不(?=得(?!不|已)|可(?!能|抗|分割|或缺|持续|靠|行)|应|宜|会|须|将)|[将应须可得拟宜需]"
    "|(?<![委员大学协商工社机年理事基金董国议晚集聚约都再误体领干])会(?![议商谈员晤面见计场长同址期务籍费展])"
)
# 不得 is two: what makes a permission a ban is the 不.
_WORDS = re.compile(f"(?P<passed>{_PASSED})|{_BINDING}")
_UNIT = re.compile(
    r"\ ?个?\ ?(?:百分点|工作日|办公日|营业日|历日|日历日|自然日|公历日|星期|季度|年度|小时|分钟"
    "|港元|美元|欧元|人民币|港币|时[正半]|[年月日天周季时分秒元圆名份次项倍])"
)
_ALONE = re.compile(
    "半(?=个?[年月日天])|工作日|办公日|营业日|星期[一二三四五六日]|[上下]午|中午|午夜|港元|美元|欧元|人民币|港币"
)
_EVERY = frozenset("每半数几整")
# 一 in 一致 or 統一 counts nothing.
_NO_NUMBER = re.compile(
    "一致|一切|一般|一起|一旦|一经|一并|一同|一样|一向|一直|一定|一些|一步|万一|十分(?!之)|千万|百姓|(?<=[统唯同单专])一"
)
_FIRST = frozenset("".join(re.findall(r"[\u4e00-\u9fff]", f"{_PASSED}{_BINDING}")))
_FIRST_ALONE = frozenset("半工办营港美欧人星上下中午")


class ChineseReader:
    """Reads the Han characters and numerals of a text, from its beginning to its end."""

    def __init__(self, of: Sequence[TokenLike], found: list[Nature]) -> None:
        self.of = of
        self.found = found
        self.text = fold("".join(token.text for token in of))
        self.starts = [*accumulate((len(token.text) for token in of), initial=0)]

    def read(self) -> Iterator[range]:
        """Note natures; give the places of words of several characters."""
        done = 0
        for at, token in enumerate(self.of):
            if at < done:
                continue
            if token.kind == "number":
                self._read_number(at)
            elif token.kind == "han":
                part = self._word(at) or self._value(at)
                done = part.stop
                if len(part) > 1 and self.found[at] != "value":
                    yield part

    def _read_number(self, at: int) -> None:
        if self.text[self.starts[at]] in "一万十千百" and _NO_NUMBER.match(self.text, self.starts[at]):
            self.found[at] = "prose"

    def _word(self, at: int) -> range | None:
        """Note a modal word, pass over one that only looks like it, and return its place."""
        if self.of[at].key not in _FIRST or (hit := _WORDS.match(self.text, self.starts[at])) is None:
            return None
        part = self._tokens(at, hit.end())
        if hit["passed"] is None:
            self.found[part.start : part.stop] = ["modality"] * len(part)
        return part

    def _value(self, at: int) -> range:
        """Note a unit after a number, or what is a value wherever it stands; return its place, or that of the token."""
        key, before = self.of[at].key, self._before(at)
        counted = before is not None and (before.kind == "number" or before.key in _EVERY)
        hit = _UNIT.match(self.text, self.starts[at]) if counted else None
        if hit is None and key in _FIRST_ALONE:
            hit = _ALONE.match(self.text, self.starts[at])
        if hit is None:
            return range(at, at + 1)
        part = self._tokens(at, hit.end())
        self.found[part.start : part.stop] = ["value"] * len(part)
        return part

    def _before(self, at: int) -> TokenLike | None:
        at -= 1
        while at >= 0 and self.of[at].kind == "space":
            at -= 1
        return self.of[at] if at >= 0 else None

    def _tokens(self, at: int, end: int) -> range:
        """Return the tokens from one on up to an offset in the text."""
        stop = at + 1
        while self.starts[stop] < end:
            stop += 1
        return range(at, stop)
