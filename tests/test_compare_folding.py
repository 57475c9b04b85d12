"""Folding: which characters are one, and which only look so."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mouflow.compare.folding import fold, same_word, shows_simplified


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("備忘錄", "备忘录"),
        ("臺灣", "台灣"),
        ("裏面", "裡面"),
        ("着重", "著重"),
        ("說明", "説明"),
        ("為", "爲"),
        ("啟動", "啓動"),
        ("衞生", "衛生"),
        ("衞生", "卫生"),
        ("線", "綫"),
        ("周年", "週年"),
        ("發佈", "发布"),
        ("鑒於", "鉴于"),
        ("（一），；：？！", "(一),;:?!"),
        ("ＭＯＵ２０２４", "MOU2024"),
        ("「『", "“‘"),
        ("二○二四", "二〇二四"),
        ("豈\uf900", "豈豈"),
        ("a\N{NO-BREAK SPACE}b", "a b"),
    ],
)
def test_fold__variants_are_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert same_word(one, other, simplified=True)


@pytest.mark.parametrize(("one", "other"), [("將", "應"), ("10²", "102"), ("①", "1"), ("、", "，"), ("MOU", "mou")])
def test_fold__keeps_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_fold__keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(("old", "new"), [("後", "后"), ("幹", "干"), ("製", "制"), ("準", "准"), ("裏", "里")])
def test_same_word__character_of_two_words(old: str, new: str) -> None:
    """后 is the Simplified 後 and a Traditional word of its own: the text around says which."""
    assert same_word(old, new, simplified=True)
    assert same_word(new, old, simplified=True)
    assert not same_word(old, new, simplified=False)


@pytest.mark.parametrize(("old", "new"), [("發", "髮"), ("乾", "幹"), ("複", "復"), ("係", "繫"), ("鐘", "鍾")])
def test_same_word__two_traditional_words(old: str, new: str) -> None:
    assert fold(old) == fold(new)
    assert not same_word(old, new, simplified=True)


@pytest.mark.parametrize(("old", "new"), [("發", "发"), ("髮", "发"), ("台", "臺"), ("裏", "裡"), ("周", "週")])
def test_same_word__needs_no_text_around(old: str, new: str) -> None:
    assert same_word(old, new, simplified=False)


@pytest.mark.parametrize(("text", "expected"), [("备忘录", True), ("備忘錄", False), ("后面着手", False), ("", False)])
def test_shows_simplified(text: str, expected: bool) -> None:
    assert shows_simplified(text) is expected


def test_fold__loads_no_tables_for_english() -> None:
    code = (
        "import sys; from mouflow.compare.words import compare_text; compare_text('a “b”', 'a, b');"
        "assert 'opencc' not in sys.modules; compare_text('備', '忘'); assert 'opencc' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
