"""The shapes of a timeline: one for each status that has a day, told apart without colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from mouflow.register.states import Status

_R = 5.0
"""Half the width of a shape, in pixels."""
_RED, _GREEN, _BLUE, _GREY = "#9b1515", "#0b5327", "#0a3d8f", "#444"

Draw = Callable[[float, float], str]


def tag(name: str, *content: str, **attributes: object) -> str:
    """Write an element; ``stroke_width`` stands for ``stroke-width``."""
    written = "".join(f' {key.replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(content)}</{name}>" if content else f"<{name}{written}/>"


def shape(status: Status, x: float, y: float) -> str:
    """Draw the shape of a status around a point; that of what is open where a status has none of its own."""
    return _SHAPES.get(status, _SHAPES["open"])(x, y)


def _circle(fill: str, stroke: str, radius: float = _R) -> Draw:
    return lambda x, y: tag("circle", cx=x, cy=y, r=radius, fill=fill, stroke=stroke, stroke_width=1.5)


def _outline(fill: str, stroke: str, *corners: tuple[float, float]) -> Draw:
    def draw(x: float, y: float) -> str:
        points = " ".join(f"{x + across:g},{y + down:g}" for across, down in corners)
        return tag("polygon", points=points, fill=fill, stroke=stroke, stroke_width=1.5)

    return draw


def _strokes(colour: str, *strokes: tuple[float, float, float, float]) -> Draw:
    def draw(x: float, y: float) -> str:
        return "".join(
            tag("line", x1=x + a, y1=y + b, x2=x + c, y2=y + d, stroke=colour, stroke_width=2) for a, b, c, d in strokes
        )

    return draw


def _both(*draws: Draw) -> Draw:
    return lambda x, y: "".join(draw(x, y) for draw in draws)


_TRIANGLE = ((0, -6), (6, 5), (-6, 5))
_DIAMOND = ((0, -6.5), (6.5, 0), (0, 6.5), (-6.5, 0))
_SQUARE = ((-_R, -_R), (_R, -_R), (_R, _R), (-_R, _R))
_LEFT_HALF = ((-_R, -_R), (0, -_R), (0, _R), (-_R, _R))

_SHAPES: Mapping[Status, Draw] = {
    "overdue": _outline(_RED, _RED, *_TRIANGLE),
    "disputed": _both(_outline("#fff", _RED, *_DIAMOND), _strokes(_RED, (0, -3, 0, 3))),
    "partial": _both(_outline("#fff", _BLUE, *_SQUARE), _outline(_BLUE, _BLUE, *_LEFT_HALF)),
    "submitted": _both(_circle("#fff", _BLUE), _circle(_BLUE, _BLUE, 1.5)),
    "open": _circle("#fff", _BLUE),
    "done": _circle(_GREEN, _GREEN),
    "late": _outline(_GREEN, _GREEN, *_SQUARE),
    "waived": _strokes(_GREY, (-4, -4, 4, 4), (-4, 4, 4, -4)),
    "lapsed": _strokes(_GREY, (-5, 0, 5, 0)),
    "ended": _strokes(_GREY, (0, -6, 0, 6), (-3, -6, 3, -6), (-3, 6, 3, 6)),
}
"""What waits or always stands has no day, and so no shape."""
