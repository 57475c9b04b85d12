"""The axis of a timeline: years, months, and today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from .chart import COLUMN, HEAD, LABELS, RIGHT, SIZE, WIDTH, Chart, Label, Scale, columns, written
from .shapes import tag


def grid(chart: Chart, scale: Scale, bottom: int) -> Iterator[str]:
    """Draw the ticks: a line for every year, a shorter one for every month, quarter or half that has room."""
    step = _months_between_ticks(chart)
    for day in _ticks(chart.first, chart.last, step):
        year = day.month == 1
        x, colour = scale.at(day), "#888" if year else "#ddd"
        yield tag("line", x1=x, y1=HEAD - (18 if year else 4), x2=x, y2=bottom, stroke=colour, stroke_width=1)
        if scale.at(day + timedelta(days=28)) - x > 4 and x < WIDTH - RIGHT - 12:
            yield written(Label(chart.months[day.month - 1], chart.today_label.faces), x + 2, HEAD - 6, "#444", 9)
    for at, begin in enumerate(sorted({chart.first, *_ticks(chart.first, chart.last, 12)})):
        if at or _room_for_first_year(chart, scale):
            name = Label(str(begin.year), chart.today_label.faces)
            yield written(name, scale.at(begin) + 2, HEAD - 20, "#111", SIZE)
    yield tag("line", x1=LABELS, y1=HEAD, x2=WIDTH - RIGHT, y2=HEAD, stroke="#444", stroke_width=1)
    yield tag("line", x1=0, y1=bottom, x2=WIDTH - RIGHT, y2=bottom, stroke="#444", stroke_width=1)


def _room_for_first_year(chart: Chart, scale: Scale) -> bool:
    following = next(iter(_ticks(chart.first + timedelta(days=1), chart.last, 12)), None)
    return following is None or scale.at(following) - scale.at(chart.first) > 28


def _months_between_ticks(chart: Chart) -> int:
    months = (chart.last - chart.first).days / 30.4
    return next((step for step, most in ((1, 19), (3, 56), (6, 112)) if months <= most), 12)


def _ticks(first: date, last: date, step: int) -> Iterator[date]:
    """Give the first days of every ``step``-th month of the calendar year."""
    for number in range(first.year * 12, last.year * 12 + 12, step):
        day = date(number // 12, number % 12 + 1, 1)
        if first <= day <= last:
            yield day


def today(chart: Chart, scale: Scale, bottom: int) -> Iterator[str]:
    """Draw the line for today, and its name beside it."""
    if not chart.first <= chart.today <= chart.last:
        return
    x = scale.at(chart.today)
    yield tag("line", x1=x, y1=14, x2=x, y2=bottom, stroke="#111", stroke_width=1.5, stroke_dasharray="6 2")
    late = x > WIDTH - RIGHT - COLUMN * columns(chart.today_label.text)
    yield written(chart.today_label, x - 3 if late else x + 3, 12, "#111", SIZE, anchor="end" if late else "start")
