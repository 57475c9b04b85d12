"""Pango's layouts of lines of text: made with less work, and kept from the time a line is broken until it is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

_FONT = (
    "font_family",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
    "font_variant_caps",
    "font_variation_settings",
)
"""The properties that a Pango font description is made of."""
_FEATURES = {
    "font_kerning": "auto",
    "font_variant_ligatures": "normal",
    "font_variant_position": "normal",
    "font_variant_caps": "normal",
    "font_variant_numeric": "normal",
    "font_variant_alternates": "normal",
    "font_variant_east_asian": "normal",
    "font_feature_settings": "normal",
    "font_language_override": "normal",
    "text_decoration_line": "none",
}
"""Properties whose initial values leave nothing to set on a layout."""
_SEPARATORS = frozenset("\n\r\N{PARAGRAPH SEPARATOR}")
_MOST = 20_000
"""How many layouts of a document are kept, of some 3 kB each; later ones are made again when they are drawn."""


@contextmanager
def kept_layouts() -> Iterator[None]:
    """Let text that is laid out inside be shaped once, not once to break its lines and again to draw them.

    WeasyPrint lets go of a layout when its line is broken, and makes the same one anew to draw it. It also makes a
    Pango context and a font description for each, though one per language and per font would do.
    """
    from weasyprint.text import line_break

    plain = line_break.Layout
    line_break.Layout = _kept(plain, line_break, _Shared(line_break))
    try:
        yield
    finally:
        line_break.Layout = plain


@dataclass
class _Shared:
    """What the layouts of one document share, and how many of them have been kept."""

    pango: Any
    contexts: dict[tuple[str, str | None], tuple[Any, Any]] = field(default_factory=dict)
    descriptions: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    kept: int = 0

    def context(self, style: Any) -> tuple[Any, Any]:
        """Return the Pango context and language of a style."""
        key = style["direction"], style["lang"]
        if key not in self.contexts:
            self.contexts[key] = self._new_context(style, *key)
        return self.contexts[key]

    def _new_context(self, style: Any, direction: str, language: str | None) -> tuple[Any, Any]:
        ffi, pango = self.pango.ffi, self.pango.pango
        new = pango.pango_font_map_create_context(style.font_config.font_map)
        context = ffi.gc(new, self.pango.gobject.g_object_unref)
        pango.pango_context_set_round_glyph_positions(context, False)
        pango.pango_context_set_base_dir(context, self.pango.PANGO_DIRECTION[direction])
        if not language:
            return context, pango.pango_language_get_default()
        known = pango.pango_language_from_string(ffi.new("char[]", language.encode()))
        pango.pango_context_set_language(context, known)
        return context, known

    def description(self, style: Any) -> Any:
        """Return the Pango font description of a style."""
        family, *others = (style[name] for name in _FONT)
        key = tuple(family), *others
        if key not in self.descriptions:
            self.descriptions[key] = self.pango.get_font_description(style)
        return self.descriptions[key]


def _kept(plain: Any, pango: Any, shared: _Shared) -> Any:
    """Return WeasyPrint's class of layouts, ``plain``, changed for one document."""

    class KeptLayout(plain):  # type: ignore[misc]
        is_fresh = False

        def setup(self, style: Any) -> None:
            """Prepare a layout; one with features or decorations is left to WeasyPrint."""
            if any(style[name] != usual for name, usual in _FEATURES.items()):
                super().setup(style)
            else:
                self._set_up(style)
            self.is_fresh = True

        def _set_up(self, style: Any) -> None:
            self.style = style
            self.first_line_direction = 0
            self.ascent = self.underline_position = self.strikethrough_position = None
            context, self.language = shared.context(style)
            library = pango.pango
            self.layout = pango.ffi.gc(library.pango_layout_new(context), pango.gobject.g_object_unref)
            library.pango_layout_set_auto_dir(self.layout, False)
            library.pango_layout_set_font_description(self.layout, shared.description(style))

        def set_text(self, text: str, justify: bool = False) -> None:
            # Text is drawn as one paragraph; told so at once, Pango need not shape it again for that.
            is_single = _SEPARATORS.isdisjoint(text)
            pango.pango.pango_layout_set_single_paragraph_mode(self.layout, is_single)
            super().set_text(text, justify)

        def deactivate(self) -> None:
            if self.is_fresh and shared.kept < _MOST:
                shared.kept += 1
            else:
                super().deactivate()
            self.is_fresh = False

        def reactivate(self, style: Any) -> None:
            is_kept = "layout" in self.__dict__ and self.style is style and not self.justification_spacing
            if not is_kept:
                super().reactivate(style)
                self.is_fresh = False

    return KeptLayout
