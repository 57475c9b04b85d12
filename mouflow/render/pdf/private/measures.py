"""Measures of boxes found once: sizes for all boxes of one style in one width, and the height of a style's lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

_ROOMS = ("absolute", "block", "float", "inline", "table")
"""The modules of ``weasyprint.layout`` that resolve percentages of what a document of ours holds."""
_SIDES = ("top", "right", "bottom", "left")
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_USED = (
    *(f"{part}_{side}" for part in ("margin", "padding") for side in _SIDES),
    *(f"{bound}{axis}" for bound in ("", "min_", "max_") for axis in ("width", "height")),
    *_BORDERS,
)
"""The attributes that resolving percentages sets on a box."""


@contextmanager
def remembered_measures() -> Iterator[None]:
    """Let boxes that are laid out inside take over what was found for another one like them.

    WeasyPrint resolves 18 properties of each box each time it lays it out: 2,000 times in six pages, for 200 results.
    """
    rooms: list[Any] = [import_module(f"weasyprint.layout.{name}") for name in _ROOMS]
    inline: Any = rooms[_ROOMS.index("inline")]
    plain, plain_strut = inline.resolve_percentages, inline.strut
    quick, inline.strut = _percentages(plain), _strut(plain_strut)
    for room in rooms:
        room.resolve_percentages = quick
    try:
        yield
    finally:
        inline.strut = plain_strut
        for room in rooms:
            room.resolve_percentages = plain


def _percentages(plain: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Return ``plain`` with a memory; it keeps the styles, so that no other style can come to stand at their place."""
    from weasyprint.formatting_structure.boxes import Box, LineBox, PageBox, TextBox

    known: dict[tuple[Any, ...], tuple[Any, dict[str, Any]]] = {}

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        if isinstance(box, PageBox):
            plain(box, containing_block)
            return
        style, has, inside = box.style, box.__dict__, containing_block
        # Lines and texts have a style of their own each, with initial values of all that is resolved.
        which = None if isinstance(box, LineBox | TextBox) else id(style)
        size = (inside.width, inside.height) if isinstance(inside, Box) else tuple(inside)
        # Collapsed borders were settled before, and count towards the size of the box.
        settled = tuple(map(has.get, _BORDERS)) if style["border_collapse"] == "collapse" else ()
        key = which, size, settled
        if key in known:
            has.update(known[key][1])
        else:
            plain(box, containing_block)
            known[key] = style, {name: has[name] for name in _USED}

    return resolve_percentages


def _strut(plain: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return ``plain``, the height and baseline of a line in a style, with a memory of the same kind."""
    known: dict[int, tuple[Any, Any]] = {}

    def strut(style: Any) -> Any:
        if id(style) not in known:
            known[id(style)] = style, plain(style)
        return known[id(style)][1]

    return strut
