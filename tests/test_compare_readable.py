"""Edits as a person marks them: what is joined, where edges stand, what is parted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mouflow.compare.alignment import Edit, differing
from mouflow.compare.readable import readable
from mouflow.compare.tokens import tokens
from mouflow.compare.units import units

from .compare_marks import marked, texts_of

ISLANDS = """
交[-流合作-]{+換合辦+}<substantive>
[-學術-]{+科技+}<substantive>及[-文化-]{+體育+}<substantive>交流
將[-定期會商-]{+不時見面+}<substantive>
the [-laws-]{+rules+}<substantive> of the [-Mainland-]{+Region+}<substantive>
will [-make available without delay of any kind-]{+promptly give the other side of the table+}<substantive> two rooms
"""

VALUES_STAND_ALONE = """
for [-two-]{+three+}<value> ([-2-]{+3+}<value>) years
for [-six-]{+three+}<value> ([-6-]{+3+}<value>) months
[-兩-]{+三+}<value>年[-六-]{+七+}<value>個月
[-new-]{+fresh+}<substantive> [-two-]{+three+}<value> [-posts-]{+rooms+}<substantive>
they [-will-]{+shall+}<modality> [-meet-]{+confer+}<substantive>
they [-may-]{+shall+}<modality>{+, at their own cost,+}<substantive> meet
"""

EDGES = """
seminars, {+exhibitions, +}<substantive>and tours
香港、{+澳門、+}<substantive>上海
研究人員{+及管理人員+}<substantive>的交流
{+研究人員及+}<substantive>管理人員的交流
It ends. {+It is renewed. +}<substantive>It is kept.
It ends.{+ It is kept.+}<substantive>
will meet {+and will confer +}<substantive>in Hong Kong
the {+final +}<substantive>report
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("expected", lines(ISLANDS))
def test_readable__swallows_what_tears_a_reading(expected: str) -> None:
    assert marked(*texts_of(expected)) == expected


@pytest.mark.parametrize("expected", lines(VALUES_STAND_ALONE))
def test_readable__values_and_modal_words_stand_alone(expected: str) -> None:
    assert marked(*texts_of(expected)) == expected


@pytest.mark.parametrize("expected", lines(EDGES))
def test_readable__edges_stand_where_words_and_clauses_end(expected: str) -> None:
    assert marked(*texts_of(expected)) == expected


UNITS = st.lists(st.sampled_from("a b the and two 2 will shall ( ) , . 兩 年 交 流 合 作 及 、".split()), max_size=18)


@given(UNITS, UNITS)
def test_readable__leaves_equal_what_no_edit_holds(old: list[str], new: list[str]) -> None:
    here, there = units(tokens(" ".join(old))), units(tokens(" ".join(new)))
    edits = readable(differing(here, there), here, there)
    at = to = 0
    for edit in (*edits, Edit(range(len(here), len(here)), range(len(there), len(there)))):
        kept, same = here[at : edit.old.start], there[to : edit.new.start]
        assert [unit.key for unit in kept] == [unit.key for unit in same]
        assert edit.old or edit.new or edit.old.start == len(here)
        at, to = edit.old.stop, edit.new.stop
