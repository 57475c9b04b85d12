"""Words drawn from memory: what they wrote into a page before, the glyphs that it names and the fonts they are of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from .aside import Aside, NotKeptError
from .lines import PROPERTIES

_MOST = 4096
"""How many drawn lines are remembered, of some 3 kB each: those of about eight documents of six pages."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What drawing some words does: the calls on the page's stream, and by font the width and text of each glyph."""

    calls: tuple[Any, ...]
    fonts: tuple[tuple[Any, int, dict[int, int], dict[int, str]], ...]


@contextmanager
def remembered_drawing() -> Iterator[None]:
    """Let words that were drawn twice before, by the same faces, be drawn from memory, without Pango."""
    from weasyprint import draw
    from weasyprint.draw import text

    plain = text.draw_text, text.draw_first_line
    hand = _Hand(*plain)
    draw.draw_text, text.draw_first_line = hand.draw_text, hand.draw_first_line
    try:
        yield
    finally:
        draw.draw_text, text.draw_first_line = plain


@lru_cache(maxsize=_MOST)
def _place(*_key: Any) -> list[_Drawn | None]:
    """Return the place in memory of a line: empty, then None when it was drawn once, then what was drawn."""
    return []


@dataclass
class _Hand:
    """Draws the text of one document."""

    plain_text: Callable[..., None]
    plain_line: Callable[..., Any]
    contents: dict[int, int] = field(default_factory=dict)

    def draw_text(self, stream: Any, box: Any, offset: float, overflow: str, ellipsis: Any) -> None:
        """Draw a box of text; where it can be drawn from memory, its layout is left as it is."""
        layout = box.pango_layout
        is_plain = overflow != "ellipsis" and ellipsis == "none" and box.style["text_decoration_line"] == "none"
        place = _place_of(box) if is_plain else []
        if drawn := next(iter(place), None):
            # Where the faces are others than those it was drawn by, it is drawn anew, and that is remembered.
            place[:] = [drawn if self._fits(stream, drawn) else None]
        if place and place[0]:
            box.pango_layout = _Still(place[0])
        elif is_plain:
            layout.place = place
        self.plain_text(stream, box, offset, overflow, ellipsis)
        box.pango_layout = layout

    def draw_first_line(self, stream: Any, box: Any, overflow: str, ellipsis: Any, matrix: Any) -> Any:
        """Draw from memory, or in the plain way, and remember what is drawn for the second time."""
        layout = box.pango_layout
        if isinstance(layout, _Still):
            return _repeat(stream, layout.drawn, matrix)
        place = layout.__dict__.pop("place", None)
        if place == [None]:
            try:
                place[0] = self._tried(stream, box, overflow, ellipsis, matrix)
            except NotKeptError:
                place.append(None)
        elif place == []:
            place.append(None)
        return self.plain_line(stream, box, overflow, ellipsis, matrix)

    def _tried(self, stream: Any, box: Any, *how: Any) -> _Drawn:
        """Draw aside, with fonts that know no glyph yet, so that all comes from these words alone."""
        aside = Aside(stream)
        self.plain_line(aside, box, *how)
        fonts = {id(each.font): each for each in aside.fonts}.values()
        keys = {id(font): key for key, font in stream._fonts.items()}  # noqa: SLF001
        return _Drawn(
            tuple(aside.calls),
            tuple((keys[id(each.font)], self._content(each.font), each.widths, each.to_unicode) for each in fonts),
        )

    def _fits(self, stream: Any, drawn: _Drawn) -> bool:
        """Tell whether the document has the fonts, of the same content, and knows no glyph by another width."""
        for key, content, widths, _ in drawn.fonts:
            font = stream._fonts.get(key)  # noqa: SLF001
            if font is None or self._content(font) != content:
                return False
            if any(font.widths.get(glyph, width) != width for glyph, width in widths.items()):
                return False
        return True

    def _content(self, font: Any) -> int:
        if id(font) not in self.contents:
            self.contents[id(font)] = hash(font.file_content)
        return self.contents[id(font)]


def _place_of(box: Any) -> list[_Drawn | None]:
    layout = box.pango_layout
    return _place(layout.text, layout.justification_spacing, *map(box.style.__getitem__, PROPERTIES))


def _repeat(stream: Any, drawn: _Drawn, matrix: Any) -> list[Any]:
    """Write what was drawn, and let the fonts know its glyphs; there are no pictures among them."""
    for key, _, widths, texts in drawn.fonts:
        font = stream._fonts[key]  # noqa: SLF001
        for known, new in ((font.widths, widths), (font.to_unicode, texts)):
            for glyph, value in new.items():
                known.setdefault(glyph, value)
    if not drawn.calls:
        return []  # blank words write nothing, not even where they stand
    stream.set_text_matrix(*matrix.values)
    for name, *values in drawn.calls:
        getattr(stream, name)(*values)
    return []


@dataclass
class _Still:
    """Stands for a layout that is not needed: drawing wakes it and lets it go, and asks for nothing between."""

    drawn: _Drawn

    def reactivate(self, style: Any) -> None: ...

    def deactivate(self) -> None: ...
