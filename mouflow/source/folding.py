"""Folded scalars without the space that YAML's folding puts between two Chinese characters at a line's end."""

from __future__ import annotations

import re
import unicodedata

_FOLD = re.compile(r"(\S)[ \t]*\n[ \t]*(?=(\S))")
_NARROW_PUNCTUATION = "“”‘’…—·"
"""Chinese punctuation that Unicode counts as narrow; no space belongs between it and a Chinese character."""


def joined_where_wide(written: str) -> str:
    """Join the lines of a scalar, as it stands in the file, wherever Chinese meets Chinese at a line's end."""
    return _FOLD.sub(_joined, written)


def _joined(found: re.Match[str]) -> str:
    left, right = found.groups()
    return left if _belong_together(left, right) else found.group()


def _belong_together(left: str, right: str) -> bool:
    wide = [is_wide(sign) for sign in (left, right)]
    return any(wide) and all(is_wide(sign) or sign in _NARROW_PUNCTUATION for sign in (left, right))


def is_wide(sign: str) -> bool:
    """Tell whether a character is Han or full-width."""
    return unicodedata.east_asian_width(sign) in "WF"
