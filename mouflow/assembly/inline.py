"""Inline markup of YAML texts to template source: strong, emphasis, defined terms, line breaks; all else is escaped.

``**strong**``, ``*emphasis*``, ``__defined term__``; a line break is a line break; a backslash takes a mark's meaning.
Expressions in ``{{ }}`` and ``{% %}`` pass through untouched: their values are escaped when they print.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

_PART = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_EXPRESSION = re.compile(r"""(?<!\{)(\{\{(?![-+])(?:[^{}'"]|'[^'{}\\]*'|"[^"{}\\]*")*(?<![-+])\}\})""")
_MARK = re.compile(r"\\([*_\\])|(\*\*|\*|__)|(\n[ \t]*)")
_TAGS = {"**": "strong", "*": "em", "__": "dfn"}


class InlineError(ValueError):
    """Inline markup that does not close; ``offset`` is the place in the text."""

    def __init__(self, mark: str, offset: int) -> None:
        super().__init__(f"`{mark}` opens here and never closes")
        self.mark = mark
        self.offset = offset


def has_expressions(text: str) -> bool:
    """Tell whether a text needs the template engine."""
    return "{{" in text or "{%" in text or "{#" in text


@lru_cache(maxsize=8192)
def parted(source: str) -> tuple[str, ...]:
    """Part template source into fixed text and expressions by turns, so that equal expressions are compiled once.

    Source with more than plain ``{{ }}`` in it, or with braces inside, is one expression, to be compiled as a whole.
    """
    parts = _EXPRESSION.split(source)
    return ("", source) if any(map(has_expressions, parts[::2])) else tuple(parts)


@lru_cache(maxsize=8192)
def inline_markup(text: str) -> str:
    """Turn a text into template source.

    Raises:
        InlineError: A mark opens and never closes, or marks overlap.
    """
    opened: list[tuple[str, int]] = []
    written: list[str] = []
    offset = 0
    for part in _PART.split(text):
        if _PART.fullmatch(part):
            written.append(part)
        else:
            written.append(_static(part, text, offset, opened))
        offset += len(part)
    if opened:
        raise InlineError(*opened[-1])
    return "".join(written)


def _static(part: str, text: str, offset: int, opened: list[tuple[str, int]]) -> str:
    written, end = [], 0
    for found in _MARK.finditer(part):
        written.append(escape(part[end : found.start()], quote=False))
        end = found.end()
        literal, mark, line_break = found.groups()
        if literal:
            written.append(literal)
        elif line_break:
            written.append("<br/>")
        else:
            written.append(_tag(mark, text, offset + found.start(), opened))
    written.append(escape(part[end:], quote=False))
    return "".join(written)


def _tag(mark: str, text: str, offset: int, opened: list[tuple[str, int]]) -> str:
    before = text[offset - 1 : offset]
    after = text[offset + len(mark) : offset + len(mark) + 1]
    if opened and opened[-1][0] == mark and before.strip():
        opened.pop()
        return f"</{_TAGS[mark]}>"
    if not after.strip():
        return mark
    if any(mark == other for other, _ in opened):
        raise InlineError(*opened[-1])
    opened.append((mark, offset))
    return f"<{_TAGS[mark]}>"
