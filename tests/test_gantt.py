"""Timelines as SVG: safe pictures in which every status has a shape of its own, on the right day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mouflow.register.gantt.chart import LABELS, RIGHT, WIDTH, Bar, Chart, Label, Lane, Mark, Scale
from mouflow.register.gantt.draw import gantt
from mouflow.register.gantt.shapes import shape
from mouflow.register.states import Status
from mouflow.workspace.svg import read_svg

TODAY = date(2026, 9, 30)
FACES = ("Liberation Sans",)
DATED: tuple[Status, ...] = tuple(each for each in get_args(Status) if each not in ("waiting", "standing"))
DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))


def label(text: str) -> Label:
    return Label(text, FACES)


def chart(*lanes: Lane, first: date = date(2024, 6, 1), last: date = date(2027, 12, 31)) -> Chart:
    months = tuple(f"{number}月" for number in range(1, 13))
    legend = tuple((status, label(f"[{status}]")) for status in get_args(Status))
    return Chart(first, last, TODAY, label("Today 今日"), months, lanes, legend)


def drawn(*lanes: Lane) -> ET.Element:
    return ET.fromstring(gantt(chart(*lanes))[0])


def texts(picture: ET.Element) -> list[str]:
    return [each.text or "" for each in picture.iter() if each.tag.endswith("}text")]


def test_shape__each_status_with_a_day_has_its_own_without_colour() -> None:
    grey = {re.sub(r"#[0-9a-f]{3,6}\b", lambda found: "white" if found[0] == "#fff" else "dark", shape(each, 0, 0))
            for each in DATED}  # fmt: skip
    assert len(grey) == len(DATED)


def test_gantt__names_in_the_legend_what_occurs_and_nothing_else() -> None:
    picture = drawn(Lane((label("A"),), marks=(Mark(TODAY, "done"), Mark(TODAY, "overdue"))))
    assert [each for each in texts(picture) if each.startswith("[")] == ["[overdue]", "[done]"]


def test_gantt__shows_labels_in_every_language_years_and_today() -> None:
    shown = texts(drawn(Lane((label("Report <1> & 'more'"), label("報告")))))
    assert {"Report <1> & 'more'", "報告", "2024", "2025", "2026", "2027", "Today 今日", "10月"} <= set(shown)


def test_gantt__hatches_what_is_overdue_within_its_bar() -> None:
    bar = Bar("overdue", date(2026, 3, 31), TODAY)
    picture = drawn(Lane((label("A"),), (bar,)))
    (box,) = (each for each in picture.iter() if each.get("stroke") == "#9b1515" and each.tag.endswith("}rect"))
    left, top = float(box.get("x", "")), float(box.get("y", ""))
    right, bottom = left + float(box.get("width", "")), top + float(box.get("height", ""))
    strokes = [each for each in picture.iter() if each.get("stroke") == "#9b1515" and each.tag.endswith("}line")]
    assert len(strokes) > 10
    for each in strokes:
        assert left - 0.1 <= float(each.get("x1", "")) <= float(each.get("x2", "")) <= right + 0.1
        assert top - 0.1 <= float(each.get("y2", "")) <= float(each.get("y1", "")) <= bottom + 0.1


@pytest.mark.parametrize("years", [1, 3, 8, 40])
def test_gantt__ticks_never_crowd(years: int) -> None:
    last = date(2024 + years, 12, 31)
    picture = ET.fromstring(gantt(chart(Lane((label("A"),)), first=date(2024, 1, 1), last=last))[0])
    at = sorted(float(each.get("x", "")) for each in picture.iter() if re.fullmatch(r"\d+月", each.text or ""))
    assert all(after - before > 15 for before, after in pairwise(at))


@given(first=DAYS, length=st.integers(0, 20_000), day=DAYS, status=st.sampled_from(DATED))
def test_gantt__is_a_safe_picture_whatever_the_days(first: date, length: int, day: date, status: Status) -> None:
    last = first + timedelta(days=min(length, (date(2999, 12, 31) - first).days))
    lane = Lane((label("A"),), (Bar("window", first, day),), (Mark(day, status),))
    data, width, height = gantt(chart(lane, first=first, last=last))
    image = read_svg(data, "timeline.svg")
    assert (image.width, image.height) == (width, height)
    assert LABELS <= Scale(first, last).at(day) <= WIDTH - RIGHT


def test_scale__later_days_stand_further_right() -> None:
    scale = Scale(date(2024, 1, 1), date(2026, 12, 31))
    at = [scale.at(date(year, month, 1)) for year in (2024, 2025, 2026) for month in range(1, 13)]
    assert at == sorted(set(at))
    assert at[0] == LABELS
