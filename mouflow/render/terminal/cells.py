"""Text to lines of a terminal: how many cells characters take, and where a line may break."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category, east_asian_width

_NO_START = frozenset("，。、；：？！·…」』）》〉〕】］”’%‰℃,.;:?!)]}\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}")
_NO_END = frozenset("「『（《〈〔【［“‘([{$\N{NO-BREAK SPACE}")
_OPENING, _CLOSING = ("[-", "{+"), ("-]", "+}")
"""The marks of edits without colour hang together with the words they hold."""


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: two for a Han character, none for a combining mark."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def _cell(sign: str) -> int:
    if east_asian_width(sign) in "WF":
        return 2
    return 0 if category(sign) in ("Mn", "Me", "Cf") else 1


def lines_of(text: str, width: int) -> Iterator[slice]:
    """Give the part of the text that stands on each line, without the blanks between lines.

    A line breaks between words, and around a wide character unless punctuation would begin or an opening bracket end
    it (kinsoku, domain.md 4.2); only a word wider than the line breaks inside. A newline always ends a line.
    """
    start = 0
    while start < len(text):
        end, following = _line(text, start, max(width, 2))
        yield slice(start, end)
        start = following


def _line(text: str, start: int, width: int) -> tuple[int, int]:
    """Return where the line that begins at ``start`` ends, and where the next one begins."""
    # Combining marks take no cells: the window keeps a line of nothing else from reading the whole text.
    limit = min(len(text), start + 4 * width)
    newline = text.find("\n", start, limit)
    limit = newline if newline >= 0 else limit
    end = start + _fitting(text[start:limit], width)
    if end == limit and newline >= 0:
        return end, end + 1
    if end == len(text):
        return end, end
    end = _break(text, start, end)
    following = end
    while following < len(text) and text[following] == " ":
        following += 1
    if text[following : following + 1] == "\n":
        following += 1
    return start + len(text[start:end].rstrip(" ")), following


def _fitting(window: str, width: int) -> int:
    """Return how many characters of a window fit into a width."""
    if window.isascii():
        return min(len(window), width)
    taken = 0
    for at, sign in enumerate(window):
        taken += _cell(sign)
        if taken > width:
            return max(at, 1)
    return len(window)


def _break(text: str, start: int, end: int) -> int:
    """Return the last place before ``end`` where a line may break; ``end`` itself where there is none."""
    return next((at for at in range(end, start, -1) if _may_break(text, at)), end)


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if before == " " or after == " ":
        return True
    if text[at - 2 : at] in _OPENING or text[at : at + 2] in _CLOSING or before in _NO_END:
        return False
    if text[at : at + 2] in _OPENING:
        return text[at - 2 : at] in _CLOSING or _cell(before) == 2
    return after not in _NO_START and 2 in (_cell(before), _cell(after)) and _cell(after) > 0
