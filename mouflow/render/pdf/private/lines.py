"""Lines broken once: the same words in the same style and width break alike in every document of a process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

_MOST = 16_384
"""How many lines are remembered, of some kB each: those of about 40 documents of six pages."""
PROPERTIES = (
    "direction",
    "font_family",
    "font_feature_settings",
    "font_kerning",
    "font_language_override",
    "font_size",
    "font_stretch",
    "font_style",
    "font_variant_alternates",
    "font_variant_caps",
    "font_variant_east_asian",
    "font_variant_ligatures",
    "font_variant_numeric",
    "font_variant_position",
    "font_variation_settings",
    "font_weight",
    "hyphenate_character",
    "hyphenate_limit_chars",
    "hyphenate_limit_zone",
    "hyphens",
    "lang",
    "letter_spacing",
    "overflow_wrap",
    "tab_size",
    "white_space",
    "word_break",
    "word_spacing",
)
"""Every property that breaking a line asks for."""


@contextmanager
def remembered_lines() -> Iterator[None]:
    """Let lines that were broken before be taken from memory.

    Faces are cut down to a document's characters, but cutting changes no measure, and all that a text needs is in them.
    What margin boxes are sized by (``preferred``) is broken by another function than what is set, and kept apart.
    """
    from weasyprint.layout import inline, preferred
    from weasyprint.text import line_break

    rooms: dict[str, Any] = {"set": inline, "sized": preferred}
    plain = {name: room.split_first_line for name, room in rooms.items()}
    for name, room in rooms.items():
        room.split_first_line = _remembering(plain[name], line_break.Layout, name)
    try:
        yield
    finally:
        for name, room in rooms.items():
            room.split_first_line = plain[name]


@lru_cache(maxsize=_MOST)
def _place(*_key: Any) -> list[tuple[Any, ...]]:
    """Return the place in memory of a line: empty until the line has been broken."""
    return []


def _remembering(plain: Callable[..., Any], kind: Any, room: str) -> Callable[..., Any]:
    def split_first_line(text: str, style: Any, context: Any, max_width: Any, spacing: Any, **how: Any) -> Any:
        if style["text_decoration_line"] != "none":
            # Its layout holds measures of the decoration beside the text.
            return plain(text, style, context, max_width, spacing, **how)
        place = _place(room, text, max_width, spacing, *how.items(), *map(style.__getitem__, PROPERTIES))
        if place:
            words, direction, measures = place[0]
            return _layout(kind, words, direction, max_width, spacing), *measures
        layout, *measures = plain(text, style, context, max_width, spacing, **how)
        place.append((layout.text, layout.first_line_direction, tuple(measures)))
        return layout, *measures

    return split_first_line


def _layout(kind: Any, text: str, direction: int, max_width: Any, spacing: Any) -> Any:
    """Return a layout of WeasyPrint's as it is after breaking: text without Pango's part, which drawing makes again."""
    layout = object.__new__(kind)
    layout.text, layout.first_line_direction = text, direction
    layout.max_width, layout.justification_spacing = max_width, spacing
    return layout
