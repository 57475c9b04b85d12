"""How much room texts take, estimated: what every renderer asks before a page is laid out."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import east_asian_width

from mouflow.document import Element, text_of

SHORT_ROW = 250.0
"""Ems of text up to which a row of a table moves whole to the next page: twelve lines of a column of 20 ems. In a row
that breaks, two lines of one language would go over while the one line of the other stays."""


@lru_cache(maxsize=4096)
def ems(text: str) -> float:
    """Estimate the width of a text in ems, rather too wide than too narrow."""
    return 0.55 * len(text) if text.isascii() else sum(1.0 if east_asian_width(sign) in "WF" else 0.55 for sign in text)


def is_short_row(row: Element) -> bool:
    """Tell whether a row is better moved whole to the next page than broken: none of its cells is long."""
    return all(ems(text_of(cell)) <= SHORT_ROW for cell in row.children)
