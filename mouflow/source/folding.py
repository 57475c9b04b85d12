"""Folded scalars without the space that YAML's folding puts between two Chinese characters at a line's end."""

from __future__ import annotations

import re
import unicodedata

_FOLD = re.compile(r"(\S)[ \t]*\n[ \t]*(?=(\S))")
_NARROW = "“”‘’…—·{}"
"""Chinese punctuation that Unicode counts as narrow, and the braces of ``{{ expressions }}``."""


def joined_where_wide(written: str) -> str:
    """Join the lines of a scalar, as it stands in the file, wherever Chinese meets Chinese at a line's end."""
    return _FOLD.sub(_joined, written)


def _joined(found: re.Match[str]) -> str:
    left, right = found.groups()
    return left if _belong_together(left, right) else found.group()


def _belong_together(left: str, right: str) -> bool:
    """Tell whether no space belongs between two characters: Chinese, or Chinese beside an expression.

    Full-width punctuation brings its own space and takes no other, whatever stands beside it.
    """
    pair = (left, right)
    if any(is_wide(sign) and unicodedata.category(sign).startswith("P") for sign in pair):
        return True
    return any(map(is_wide, pair)) and all(is_wide(sign) or sign in _NARROW for sign in pair)


def is_wide(sign: str) -> bool:
    """Tell whether a character is Han or full-width."""
    return unicodedata.east_asian_width(sign) in "WF"
