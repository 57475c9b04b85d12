"""What WeasyPrint's tags lack: the language of each element, and the scope of each table header."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

_LINES = {"ins": "/Underline", "del": "/LineThrough"}
"""How the structure tells marked text from other text (ISO 32000-1 14.8.5.4)."""


@contextmanager
def tagged_languages() -> Iterator[None]:
    """Give each structure element the /Lang of its box, and each table header its /Scope.

    WeasyPrint writes a language on the document alone, so that every Chinese block of a bilingual PDF would count as
    English. Its tag builder knows the box, and with it the style, of each element that it makes.
    """
    from weasyprint.pdf import tags

    plain = tags._build_box_tree  # noqa: SLF001
    tags._build_box_tree = partial(_tagged, plain)  # noqa: SLF001
    try:
        yield
    finally:
        tags._build_box_tree = plain  # noqa: SLF001


def _tagged(plain: Any, box: Any, *arguments: Any) -> Iterator[Any]:
    """Give the elements of one box; that of an absolute box stands inside a placeholder."""
    import pydyf

    style = getattr(getattr(box, "_box", box), "style", None)
    language = style["lang"] if style is not None else None
    for element in plain(box, *arguments):
        if language and "Lang" not in element:
            element["Lang"] = pydyf.String(language)
        if element["S"] == "/TH":
            is_row = box.element is not None and box.element.get("scope") == "row"
            element["A"]["Scope"] = "/Row" if is_row else "/Column"
        if element["S"] == "/NonStruct" and box.element_tag in _LINES:
            element["S"] = "/Span"
            element["A"] = pydyf.Dictionary({"O": "/Layout", "TextDecorationType": _LINES[box.element_tag]})
        yield element
