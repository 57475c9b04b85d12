"""Style sheets: refused where they would fetch something, or end the element that they are put into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from mouflow.diagnostics import Diagnostic, Location, MouflowError, error
from mouflow.source import decode

_FETCHING = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "url-prefix"})
_HINT = "mouflow fetches nothing: embed it as a data: URL, or do without"


@lru_cache(maxsize=16)
def read_css(data: bytes, path: str) -> str:
    """Return the text of a style sheet.

    Raises:
        MouflowError: It asks for something by URL, or is no style sheet; with every place.
    """
    from tinycss2 import parse_component_value_list

    text = decode(data, path)
    problems = list(_problems(parse_component_value_list(text), path))
    at = text.lower().find("</")
    if at >= 0:
        place = Location(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        problems.append(error("css-syntax", "`</` may not stand in a style sheet", place, r"write it as <\/"))
    if problems:
        raise MouflowError(*problems)
    return text


def _problems(tokens: Iterable[Any], path: str) -> Iterator[Diagnostic]:
    """Find every address in a style sheet, however it is written (CSS Syntax 3, Values 4)."""
    for token in tokens:
        place = Location(path, token.source_line, token.source_column)
        if token.type == "error":
            yield error("css-syntax", f"the style sheet is broken here: {token.message}", place, "close what is open")
        elif token.type == "at-keyword" and token.lower_value == "import":
            yield error("network-refused", "`@import` is refused", place, "copy the rules into the style sheet")
        elif token.type == "url" and _is_outside(token.value):
            yield error("network-refused", f"the address {token.value[:80]!r} is refused", place, _HINT)
        elif token.type == "function":
            if token.lower_name in _FETCHING:
                given = [each.value for each in token.arguments if each.type == "string"]
                for address in filter(_is_outside, given):
                    yield error("network-refused", f"the address {address[:80]!r} is refused", place, _HINT)
            yield from _problems(token.arguments, path)
        elif hasattr(token, "content") and token.content is not None:
            yield from _problems(token.content, path)


def _is_outside(address: str) -> bool:
    return not address.strip().lower().startswith(("data:", "#"))
