"""Folded YAML texts: a line's end is a space between English words and nothing between Chinese characters."""

from __future__ import annotations

import pytest

from mouflow.source import parse_yaml


@pytest.mark.parametrize(
    ("first", "second", "folded"),
    [
        ("The two", "places", "The two places"),
        ("雙方將", "會面", "雙方將會面"),
        ("雙方會面。", "{{ name }}表示", "雙方會面。{{ name }}表示"),
        ("根據{{ term }}", "雙方", "根據{{ term }}雙方"),
        ("人才，", "MOU", "人才，MOU"),
        ("the {{ term }}", "of both", "the {{ term }} of both"),
        ("便利“南下”", "人才", "便利“南下”人才"),
    ],
)
def test_fold__puts_a_space_only_where_one_belongs(first: str, second: str, folded: str) -> None:
    assert parse_yaml(f"text: >-\n  {first}\n  {second}\n", "draft.yaml") == {"text": folded}
