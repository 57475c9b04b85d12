"""YAML text to nodes: text kept as written, places of keys and values, folding, and arbitrary input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mouflow.diagnostics import Diagnostic, Location, MouflowError
from mouflow.source import Mapping, Scalar, Sequence, decode, parse_yaml, read_yaml


def parsed(text: str) -> Mapping:
    value = parse_yaml(text, "x.yaml")
    assert isinstance(value, Mapping)
    return value


@pytest.mark.parametrize(
    "written", ["14:30", "no", "1.10", "012", "0x1F", "1e3", "2024-06-08", "~", "null", "yes", "=", ".inf"]
)
def test_parse_yaml__keeps_scalars_as_written(written: str) -> None:
    assert parsed(f"a: {written}\n") == {"a": written}


def test_parse_yaml__empty_value_is_none_and_empty_text_a_text() -> None:
    assert parsed("a:\nb: ''\n") == {"a": None, "b": ""}


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n"])
def test_parse_yaml__empty_file_is_none(text: str) -> None:
    assert parse_yaml(text, "x.yaml") is None


def test_parse_yaml__places() -> None:
    value = parsed("a: one\nb:\n  - two\n  - {c: three}\n")
    assert value.location == Location("x.yaml", 1, 1)
    assert value.keys_at == {"a": Location("x.yaml", 1, 1), "b": Location("x.yaml", 2, 1)}
    items = value["b"]
    assert isinstance(items, Sequence)
    assert [each.location[1:] for each in (items, *items)] == [(3, 3), (3, 5), (4, 5)]  # type: ignore[attr-defined]
    inner = items[1]
    assert isinstance(inner, Mapping)
    three = inner["c"]
    assert isinstance(three, Scalar)
    assert (three, three.location) == ("three", Location("x.yaml", 4, 9))


def test_parse_yaml__aliases_share_their_value() -> None:
    assert parsed("a: &x {b: [c]}\nd: *x\n") == {"a": {"b": ["c"]}, "d": {"b": ["c"]}}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (">\n  雙方每年\n  輪流舉行\n", "雙方每年輪流舉行\n"),
        (">-\n  他說：\n  「好」。\n", "他說：「好」。"),
        (">-\n  the two\n  sides\n", "the two sides"),
        (">-\n  與HKTE\n  合作\n", "與HKTE 合作"),
        (">-\n  說“好”\n  然後\n", "說“好”然後"),
        (">-\n  said “yes”\n  “no”\n", "said “yes” “no”"),
        (">-\n  第一段\n\n  第二段\n", "第一段\n第二段"),
        ("雙方\n  合作\n", "雙方合作"),
        ("'雙方\n  合作'\n", "雙方合作"),
        ('"雙方\n  合作"\n', "雙方合作"),
        ("|-\n  雙方\n  合作\n", "雙方\n合作"),
    ],
)
def test_parse_yaml__folds_chinese_without_a_space(written: str, read: str) -> None:
    assert parsed(f"a: {written}") == {"a": read}
    assert read_yaml(f"a: {written}".replace("\n", "\r\n").encode(), "x.yaml") == {"a": read}


def test_decode__reads_a_byte_order_mark_and_every_line_end() -> None:
    assert decode("\ufeffa\r\nb\rc\n".encode(), "x") == "a\nb\nc\n"


def test_parse_yaml__tells_every_problem() -> None:
    with pytest.raises(MouflowError) as failed:
        parse_yaml('a: 1\na: 2\nb: !!python/name:os 3\nc: "\\x07"\nd: *nothing\n', "x.yaml")
    assert [each.code for each in failed.value.diagnostics] == [
        "yaml-duplicate-key",
        "yaml-tag",
        "yaml-character",
        "yaml-alias",
    ]


def test_parse_yaml__syntax_error_names_where_it_began() -> None:
    with pytest.raises(MouflowError) as failed:
        parse_yaml("a: 1\nb: [1,\nc: 2\n", "x.yaml")
    assert "begins on line 2" in failed.value.diagnostics[0].hint


def problems_of(read: Callable[[Any, str], object], data: str | bytes) -> tuple[Diagnostic, ...]:
    try:
        read(data, "x.yaml")
    except MouflowError as failed:
        return failed.diagnostics
    return ()


YAML_SIGNS = st.text(alphabet="ab:-[]{}&*!|>'\"#%@`,? \n\t\\\r~<=0n中。\u2028\ud800\x07", max_size=60)


@given(st.one_of(st.text(max_size=200), YAML_SIGNS))
@example("&a [*a]")
@example("? [a]\n: b")
@example("? {a: b}\n: [")
@example("%YAML 9.9\n---\na")
@example("a: !!binary x")
@example("\t")
@example("--- a\n--- b")
def test_parse_yaml__any_text_is_read_or_refused(text: str) -> None:
    assert all(each.location and each.hint for each in problems_of(parse_yaml, text))


@given(st.binary(max_size=200))
def test_read_yaml__any_bytes_are_read_or_refused(data: bytes) -> None:
    assert all(each.location and each.hint for each in problems_of(read_yaml, data))


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("kind: mou\ntitle：x\nstatus: draft\n", (2, 6), "a full-width colon after a key"),
        ("- id：x\n  en: x\n", (1, 5), "a full-width colon after a key"),
        ("kind mou\nlanguages: [en]\n", (1, 5), "a key without a colon"),
        ("a: 1\nlanguages [en]\n\nb: 2\n", (2, 10), "a key without a colon"),
    ],
)
def test_parse_yaml__a_key_without_its_colon(text: str, place: tuple[int, int], message: str) -> None:
    with pytest.raises(MouflowError) as failed:
        parse_yaml(text, "x.yaml")
    (told,) = failed.value.diagnostics
    assert (told.location and told.location[1:], told.message) == (place, message)
