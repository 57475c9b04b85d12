"""The lanes of a timeline: labels, bars, marks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from .chart import COLUMN, LINE, RIGHT, SIZE, WIDTH, Bar, BarKind, Label, Lane, Scale, columns, lane_height, written
from .shapes import shape, tag


def drawn_lane(lane: Lane, top: int, scale: Scale) -> Iterator[str]:
    """Draw a lane whose upper edge is at ``top``."""
    height = lane_height(len(lane.labels))
    middle = top + height / 2
    yield tag("line", x1=0, y1=top, x2=WIDTH - RIGHT, y2=top, stroke="#ddd", stroke_width=1)
    begin = middle - LINE * len(lane.labels) / 2 + LINE - 3
    for at, label in enumerate(lane.labels):
        yield written(label, 2, begin + at * LINE, "#111" if at == 0 else "#444", SIZE)
    for bar in lane.bars:
        yield from _bar(bar, middle, scale, lane.labels[0].faces)
    for mark in lane.marks:
        yield shape(mark.status, scale.at(mark.day), middle)


_LOOKS: dict[BarKind, tuple[int, dict[str, object]]] = {
    "term": (14, {"fill": "#dbe6f3", "stroke": "#20456e"}),
    "expected": (14, {"fill": "#fff", "stroke": "#20456e", "stroke_dasharray": "4 3"}),
    "window": (8, {"fill": "#e4e4e4", "stroke": "#555"}),
    "overdue": (10, {"fill": "#fff", "stroke": "#9b1515"}),
}


def _bar(bar: Bar, middle: float, scale: Scale, faces: tuple[str, ...]) -> Iterator[str]:
    height, look = _LOOKS[bar.kind]
    left, right = scale.at(bar.first), scale.at(bar.last + timedelta(days=1))
    top, width = middle - height / 2, max(1.0, round(right - left, 1))
    yield tag("rect", x=left, y=top, width=width, height=height, stroke_width=1, **look)
    if bar.kind == "overdue":
        yield from _hatching(left, top, left + width, top + height)
    if bar.label and width > COLUMN * columns(bar.label) + 8:
        yield written(Label(bar.label, faces), left + 5, middle + 4, "#111", 10)


def _hatching(left: float, top: float, right: float, bottom: float) -> Iterator[str]:
    """Draw strokes that rise from left to right and end at the edges of a bar."""
    height = bottom - top
    at = left - height + 5
    while at < right:
        begin, end = max(at, left), min(at + height, right)
        yield tag("line", x1=round(begin, 1), y1=round(bottom - (begin - at), 1), x2=round(end, 1),
                  y2=round(bottom - (end - at), 1), stroke="#9b1515", stroke_width=1)  # fmt: skip
        at += 5
