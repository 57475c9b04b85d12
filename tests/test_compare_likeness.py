"""Likeness of texts, and the best pairs among many."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mouflow.compare.likeness import best_pairs, likeness

A = "The Participants will meet once a year to review progress."
A2 = "The Participants shall meet twice a year to review progress."
B = "Each Participant will bear its own costs."
C = "本備忘錄自簽署之日起生效，有效期兩年。"
C2 = "本备忘录自签署之日起生效，有效期三年。"


def test_likeness__range() -> None:
    assert likeness(A, A) == 1.0
    assert 0.7 < likeness(A, A2) < 1.0
    assert likeness(A, B) < 0.4
    assert likeness("", A) == 0.0
    assert likeness("", "") == 1.0


def test_likeness__script_counts_nothing() -> None:
    assert likeness("本備忘錄", "本备忘录") == 1.0
    assert likeness(C, C2) > 0.9


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([A, B], [A2, B], [(0, 0), (1, 1)]),
        ([A, B], [B, A2], [(0, 1), (1, 0)]),
        ([A, B, C], [C2, A2, B], [(0, 1), (1, 2), (2, 0)]),
        ([A], [B, A2, A], [(0, 2)]),
        ([A, A], [A], [(0, 0)]),
        ([A], [C], []),
        ([], [A], []),
        (["", ""], [""], [(0, 0)]),
    ],
)
def test_best_pairs(old: list[str], new: list[str], expected: list[tuple[int, int]]) -> None:
    assert best_pairs(old, new, 0.5) == expected


TEXTS = st.lists(st.sampled_from([A, A2, B, C, C2, "", "。"]), max_size=6)


@given(TEXTS, TEXTS)
def test_best_pairs__each_once_and_like_enough(old: list[str], new: list[str]) -> None:
    pairs = best_pairs(old, new, 0.5)
    assert all(left[0] < right[0] for left, right in pairwise(pairs))
    assert len({to for _, to in pairs}) == len(pairs)
    assert all(likeness(old[at], new[to]) >= 0.5 for at, to in pairs)


@given(TEXTS)
def test_best_pairs__a_list_with_itself(texts: list[str]) -> None:
    assert best_pairs(texts, texts, 0.5) == [(at, at) for at in range(len(texts))]
