"""Line breaks and punctuation widths that layout engines leave out, as marks in the tree (domain.md 4.2, 4.3, 4.7).

The text itself stays as written; the only character ever added is the invisible U+2060 (word joiner).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from mouflow.document import Element, Node, has_class, text_of
from mouflow.document.subset import TEXT_BLOCKS
from mouflow.languages.profiles import Profile

WORD_JOINER = "\N{WORD JOINER}"

_OPENING = "「『（《〈〔【［“‘"
_CLOSING = "」』）》〉〕】］”’"
_PAUSES = "，、。；："
_DASHES = re.compile("·|——")
_NUMERAL = "〇零一二三四五六七八九十"
_UNBROKEN = re.compile(
    rf"\d{{4}}年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?|\d{{1,2}}月\d{{1,2}}日"
    rf"|[{_NUMERAL}]{{4}}年(?:[{_NUMERAL}]{{1,3}}月(?:[{_NUMERAL}]{{1,3}}日)?)?|[{_NUMERAL}]{{1,3}}月[{_NUMERAL}]{{1,3}}日"
    r"|(?:上午|下午|中午|晚上|凌晨)?\d{1,2}[時时](?:\d{1,2}分|正)?"
    r"|或之前"
)
_GROUPED = re.compile(r"(?<!\d)(?<!\d )\d{1,3}(?:[ \N{NO-BREAK SPACE}]\d{3})+(?!\d)")
_GIVEN_NAME = re.compile(r"\b[A-Z][a-z]+-[a-z]+\b")
"""A hyphenated given name as Hong Kong writes it: Siu-ming."""
_LAST_WORDS = re.compile(r"\S+ \S+$")
_LAST_SIGNS = re.compile(r"\w{2,4}$")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?: ?[ap]m)?(?!\d)|(?<!\d)\d{1,2} [ap]m(?!\w)")


@dataclass(frozen=True, slots=True)
class Manner:
    """What an engine needs help with: browsers trim punctuation and keep dashes themselves, WeasyPrint does not."""

    punctuation: bool


@dataclass(frozen=True, slots=True)
class _Marks:
    """Marks on the characters of one text block, by offset in its whole text."""

    joiners: frozenset[int]
    halved: frozenset[int]
    unbroken: Mapping[int, int]


def typeset(blocks: tuple[Element, ...], profiles: Mapping[str, Profile], manner: Manner) -> tuple[Element, ...]:
    """Return the blocks with spans of class ``halt`` and ``nowrap`` and with word joiners where they are needed.

    ``profiles`` leads from language tags to profiles; text in any other language stays as it is.
    """
    return tuple(_typeset(block, None, profiles, manner) for block in blocks)


def _typeset(element: Element, above: Profile | None, profiles: Mapping[str, Profile], manner: Manner) -> Element:
    profile = profiles.get(element.get("lang")) or above
    if element.tag in TEXT_BLOCKS and profile:
        text = text_of(element)
        marks = _marks(text, profile, manner, is_title=element.tag == "h1")
        if not (marks.joiners or marks.halved or marks.unbroken):
            return element
        children = tuple(_rebuilt(element.children, 0, marks, profile, has_class(element, "nowrap")))
        return replace(element, children=children)
    children = tuple(
        child if isinstance(child, str) else _typeset(child, profile, profiles, manner) for child in element.children
    )
    return replace(element, children=children)


def _marks(text: str, profile: Profile, manner: Manner, is_title: bool) -> _Marks:
    own = (_UNBROKEN,) if profile.chinese else (_GIVEN_NAME,)
    ends = (_LAST_SIGNS if profile.chinese else _LAST_WORDS,) if is_title else ()
    patterns = (*own, _GROUPED, _CLOCK, *ends)
    unbroken: dict[int, int] = {}
    end = 0
    for start, stop in sorted(found.span() for pattern in patterns for found in pattern.finditer(text)):
        if start >= end:
            unbroken[start] = end = stop
    if not (profile.chinese and manner.punctuation):
        return _Marks(frozenset(), frozenset(), unbroken)
    joiners = frozenset(found.start() for found in _DASHES.finditer(text) if found.start())
    return _Marks(joiners, frozenset(_halved(text, profile)), unbroken)


def _halved(text: str, profile: Profile) -> Iterator[int]:
    """Give the mark of each adjacent pair that sets half an em, so that two marks fill one and a half (4.3 rule 13).

    The bracket stays next to its content: what shrinks is the blank between the two marks.
    """
    pauses = _PAUSES if profile.traditional else _PAUSES + "！？"
    for at, (first, second) in enumerate(pairwise(text)):
        if second in _CLOSING:
            shrinks = at if first in _CLOSING or first in pauses else None
        elif first in _CLOSING:
            shrinks = at if second in pauses or second in _OPENING else None
        else:
            shrinks = at + 1 if second in _OPENING and (first in _OPENING or first in pauses) else None
        if shrinks is not None:
            yield shrinks


def _rebuilt(children: tuple[Node, ...], offset: int, marks: _Marks, profile: Profile, nowrap: bool) -> Iterator[Node]:
    """Give the children with the marks laid on; ``offset`` is where they begin in the block's text."""
    for child in children:
        if isinstance(child, str):
            yield from _pieces(child, offset, marks, nowrap)
            offset += len(child)
            continue
        length = len(text_of(child))
        foreign = child.get("lang", profile.tag) != profile.tag
        if foreign or child.tag == "br":
            yield child
        else:
            inside = nowrap or has_class(child, "nowrap")
            yield replace(child, children=tuple(_rebuilt(child.children, offset, marks, profile, inside)))
        offset += length


def _pieces(text: str, offset: int, marks: _Marks, nowrap: bool) -> Iterator[Node]:
    """Cut one text at its marks; a run that must not break becomes a span, its own marks inside it."""
    at = 0
    if not nowrap:
        for start, stop in marks.unbroken.items():
            first, last = max(start - offset, 0), min(stop - offset, len(text))
            if first >= last:
                continue
            yield from _marked(text[at:first], offset + at, marks)
            yield Element("span", {"class": "nowrap"}, tuple(_marked(text[first:last], offset + first, marks)))
            at = last
    yield from _marked(text[at:], offset + at, marks)


def _marked(text: str, offset: int, marks: _Marks) -> Iterator[Node]:
    plain = ""
    for at, sign in enumerate(text, offset):
        if at in marks.joiners:
            plain += WORD_JOINER
        if at in marks.halved:
            if plain:
                yield plain
            plain = ""
            yield Element("span", {"class": "halt"}, (sign,))
        else:
            plain += sign
    if plain:
        yield plain
