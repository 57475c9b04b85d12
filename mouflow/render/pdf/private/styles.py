"""Fewer styles for WeasyPrint to compute: equal declarations shared, and no default rules for what the subset lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

_OUTSIDE = re.compile(
    r"^(\[dir|:is\((dir|input)|(button|dd|dir|fieldset|iframe|input|nobr|select|textarea|video|wbr|q::)\b"
    r"|table:is\(\[rules).*\n",
    re.MULTILINE,
)
"""Lines of WeasyPrint's own sheet, a rule each, about elements and attributes that the subset does not have."""
_ON_DEMAND = re.compile(
    r"^(::|@counter-style (?!(disc|circle|square|decimal) )|  @(\w+-\w+-corner|(left|right)-)).*\n", re.MULTILINE
)
"""Lines about notes, markers, rare numerals, and margin boxes beside the text and in corners.

The pseudo-elements cost every element five styles of its own, and every page as many as it has margin boxes.
"""
_DEMANDS = re.compile(r"-corner|@left-|@right-|footnote|note\(|\(\s*note|marker|list-item|counter(s?\(|-)|\\")
"""What a style sheet must say to have any use for those; with a backslash it may say it in disguise."""


@contextmanager
def shared_declarations() -> Iterator[None]:
    """Parse equal declarations once, so that elements of one language can share one style.

    WeasyPrint shares the style of elements whose declarations are the same objects, but parses each ``lang`` attribute
    into a new one, so that all 600 elements of a six-page document get styles of their own.
    """
    import tinycss2

    plain = tinycss2.parse_one_declaration
    tinycss2.parse_one_declaration = lru_cache(maxsize=4096)(plain)
    try:
        yield
    finally:
        tinycss2.parse_one_declaration = plain


@contextmanager
def lean_defaults(css: str) -> Iterator[None]:
    """Let pages that are laid out inside, with style sheet ``css``, have only the default rules they may need."""
    from weasyprint import HTML

    plain = HTML._ua_stylesheets, HTML._ua_counter_style  # noqa: SLF001
    sheet, counters = _default_sheet(bool(_DEMANDS.search(css)))
    HTML._ua_stylesheets = lambda *_: [sheet]  # noqa: SLF001
    HTML._ua_counter_style = lambda *_: [counters.copy()]  # noqa: SLF001
    try:
        yield
    finally:
        HTML._ua_stylesheets, HTML._ua_counter_style = plain  # noqa: SLF001


@cache
def _default_sheet(demanding: bool) -> tuple[Any, Any]:
    """Return the default sheet without what stands outside the subset, and the counter styles it defines."""
    from weasyprint import CSS, html
    from weasyprint.css.counters import CounterStyle

    rules = _OUTSIDE.sub("", html.UA)
    counters = CounterStyle()
    return CSS(string=rules if demanding else _ON_DEMAND.sub("", rules), counter_style=counters), counters
