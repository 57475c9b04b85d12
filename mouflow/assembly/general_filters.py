"""Filters that have nothing to do with a language: lists, case, numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sized
from typing import Any

from jinja2 import pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Undefined
from markupsafe import Markup

_WORDS = re.compile(r"(<[^>]*>|&[#\w]+;)|[^<&]+")


@pass_context
def _join(context: Context, items: Iterable[object], separator: str = "") -> Markup:
    """Join items with a separator, each written as it would print alone."""
    texts = [Markup.escape(context.environment.finalize(context, item)) for item in items]  # type: ignore[misc]
    return Markup.escape(separator).join(texts)


def _length(items: object) -> int:
    if not isinstance(items, Sized):
        raise SecurityError("only lists, mappings and texts have a length")
    return len(items)


def _default(value: object, other: object = "", falsy: bool = False) -> object:
    return other if isinstance(value, Undefined) or (falsy and not value) else value


def _in_case(change: Callable[[str], str]) -> Callable[[object], Markup]:
    """Change the case of a text, but not of the elements and entities in it."""

    def changed(text: object) -> Markup:
        return Markup(_WORDS.sub(lambda found: found.group(1) or change(found.group()), Markup.escape(text)))

    return changed


FILTERS: dict[str, Callable[..., Any]] = {
    "join": _join,
    "length": _length,
    "count": _length,
    "default": _default,
    "first": lambda items: next(iter(items), ""),
    "last": lambda items: list(items)[-1] if items else "",
    "list": list,
    "sort": sorted,
    "reverse": lambda items: list(items)[::-1],
    "upper": _in_case(str.upper),
    "lower": _in_case(str.lower),
    "trim": lambda text: Markup.escape(text).strip(),
    "int": int,
    "abs": abs,
}
"""Every filter but the language forms; none gives back more than it was given."""
