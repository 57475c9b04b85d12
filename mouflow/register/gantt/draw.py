"""A timeline as SVG: lanes of bars and marks over months and years, with a line for today.

Statuses differ in shape, and what is overdue is hatched: nothing is told by colour alone. Only plain shapes and texts
are used, which browsers, Word, LibreOffice and WeasyPrint draw alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from .axis import grid, today
from .chart import COLUMN, HEAD, LABELS, RIGHT, SIZE, WIDTH, Chart, Lane, Scale, columns, lane_height, written
from .lanes import drawn_lane
from .shapes import shape, tag

_GAP = 10


def gantt(chart: Chart) -> tuple[bytes, int, int]:
    """Draw a chart; return the SVG, its width and its height in pixels."""
    tops, bottom = _tops(chart.lanes)
    legend, height = _legend(chart, bottom + 18)
    scale = Scale(chart.first, chart.last)
    body = [*grid(chart, scale, bottom)]
    for lane, top in zip(chart.lanes, tops, strict=True):
        body += drawn_lane(lane, top, scale)
    body += [*today(chart, scale, bottom), *legend]
    paper = tag("rect", x=0, y=0, width=WIDTH, height=height, fill="#fff")
    size = {"width": WIDTH, "height": height, "viewBox": f"0 0 {WIDTH} {height}"}
    drawn = tag("svg", paper, *body, xmlns="http://www.w3.org/2000/svg", **size)
    return drawn.encode(), WIDTH, height


def _tops(lanes: Sequence[Lane]) -> tuple[list[int], int]:
    tops, top = [], HEAD
    for lane in lanes:
        tops.append(top)
        top += lane_height(len(lane.labels))
    return tops, top


def _legend(chart: Chart, top: int) -> tuple[list[str], int]:
    """Return the legend, and the height of the whole picture."""
    drawn: list[str] = []
    x, y = float(LABELS), float(top)
    for status, label in chart.shown:
        wide = 18 + COLUMN * columns(label.text) + _GAP
        if x + wide > WIDTH - RIGHT and x > LABELS:
            x, y = float(LABELS), y + 18
        drawn += [shape(status, x + 6, y - 4), written(label, x + 16, y, "#111", SIZE)]
        x += wide
    return drawn, round(y + 8) if drawn else top - 10
