"""A page on which drawing only leaves a note of itself: calls, glyphs, and the fonts they are of."""

from __future__ import annotations

from typing import Any


class NotKeptError(Exception):
    """Glyphs are missing, raised or pictures: what is drawn depends on more than the words."""


class Aside:
    """A stream that only notes what is drawn."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.calls: list[tuple[Any, ...]] = []
        self.fonts: list[Blank] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        """Let the page know the font, and give one that knows no glyph yet."""
        font, size = self.stream.add_font(pango_font)
        if font.png or font.svg or font.colr or font.bitmap:
            raise NotKeptError
        blank = next((each for each in self.fonts if each.font is font), None) or Blank(font)
        self.fonts.append(blank)
        return blank, size

    def set_text_matrix(self, *values: float) -> None:
        """Note nothing: where the words stand is another matter each time."""

    def set_text_rise(self, _: float) -> None:
        """Refuse glyphs above or below the line."""
        raise NotKeptError

    def set_font_size(self, *values: Any) -> None:
        """Note the font that the next glyphs are of."""
        self.calls.append(("set_font_size", *values))

    def show_text(self, string: str) -> None:
        """Note glyphs and the space between them."""
        self.calls.append(("show_text", string))


class Blank:
    """A font that knows no glyph yet."""

    def __init__(self, font: Any) -> None:
        self.font = font
        self.widths: dict[int, int] = {}
        self.to_unicode: dict[int, str] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self.font, name)

    def get_unused_glyph_id(self, _: int) -> int:
        """Refuse a character that the font does not have."""
        raise NotKeptError
