"""What a timeline shows, as plain data, and the measures of the picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Literal
from unicodedata import east_asian_width

from mouflow.register.states import Status

from .shapes import tag

WIDTH = 960
"""Pixels at 96 to the inch: as wide as a landscape A4 page within its margins."""
LABELS = 276
"""Width of the column of labels."""
LABEL_COLUMNS = 48
"""Half-width characters that a line of it holds; what is longer has to be cut before."""
LINE = 13
"""Height of a line of text."""
COLUMN = 5.6
"""Width of a half-width character, on average."""
HEAD = 46
"""Height of what stands above the lanes."""
RIGHT = 14
"""Width of the margin on the right."""
SIZE = 11
"""Of most texts, in pixels."""

BarKind = Literal["term", "expected", "window", "overdue"]


@dataclass(frozen=True, slots=True)
class Label:
    """A text in one language, and the families to set it in, in order of preference."""

    text: str
    faces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days, both included: a term, one that is only expected, a window for notice, days overdue."""

    kind: BarKind
    first: date
    last: date
    label: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on one day."""

    day: date
    status: Status


@dataclass(frozen=True, slots=True)
class Lane:
    """A line of the chart; ``labels`` stand below each other, one a language."""

    labels: tuple[Label, ...]
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: the days from ``first`` to ``last``; ``months`` are the names of the twelve.

    ``legend`` names the statuses; only those that occur are printed.
    """

    first: date
    last: date
    today: date
    today_label: Label
    months: tuple[str, ...]
    lanes: tuple[Lane, ...]
    legend: tuple[tuple[Status, Label], ...] = ()

    @property
    def shown(self) -> list[tuple[Status, Label]]:
        """The entries of the legend whose status occurs."""
        seen = {mark.status for lane in self.lanes for mark in lane.marks}
        return [entry for entry in self.legend if entry[0] in seen]


def lane_height(lines: int) -> int:
    """Return how tall a lane with so many lines of labels is, in pixels."""
    return max(22, LINE * lines + 8)


class Scale:
    """Days to pixels: where a day begins, within the chart."""

    def __init__(self, first: date, last: date) -> None:
        self._first, self._days = first, max(1, (last - first).days + 1)

    def at(self, day: date) -> float:
        """Return how far from the left edge of the picture a day begins."""
        share = ((day - self._first).days) / self._days
        return round(LABELS + min(1.0, max(0.0, share)) * (WIDTH - LABELS - RIGHT), 1)


def written(label: Label, x: float, y: float, fill: str, size: int, anchor: str = "start") -> str:
    """Write a text at a place; ``anchor`` as SVG has it."""
    families = ", ".join((*(f"'{face}'" for face in label.faces), "sans-serif"))
    place = {"x": round(x, 1), "y": round(y, 1), "fill": fill, "font_size": size, "text_anchor": anchor}
    return tag("text", escape(label.text, quote=False), font_family=families, **place)


def columns(text: str) -> int:
    """Return how many half-width characters a text is wide."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
