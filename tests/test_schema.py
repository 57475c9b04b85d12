"""Values to records: typed scalars, places of every problem, and arbitrary values."""

from __future__ import annotations

from datetime import date, time
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from mouflow.diagnostics import Diagnostic, MouflowError
from mouflow.model import KINDS
from mouflow.model.base import Clock, Day, Fact, Flag, Id, Whole
from mouflow.model.facts import SharedFacts
from mouflow.model.mou import Mou
from mouflow.schema import read_document, read_record
from mouflow.source import Mapping, Scalar, Sequence, parse_yaml
from tests.conftest import MOU

SAMPLE = dedent(MOU)


def problems_of(value: object) -> tuple[Diagnostic, ...]:
    try:
        read_document(value, "x.yaml")
    except MouflowError as failed:
        return failed.diagnostics
    return ()


def told(text: str) -> list[tuple[str, int, int]]:
    """Return code, line and column of every problem in a document."""
    return [(each.code, *each.location[1:]) for each in problems_of(parse_yaml(text, "x.yaml")) if each.location]


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (Whole, "12", 12), (Whole, "-3", -3), (Whole, "0", 0),
        (Flag, "true", True), (Flag, "false", False),
        (Day, "2024-06-08", date(2024, 6, 8)), (Day, "2024-06-08 Saturday", date(2024, 6, 8)),
        (Day, "2024-06-08 Sat", date(2024, 6, 8)), (Day, "2024-06-08（星期六）", date(2024, 6, 8)),
        (Day, "2024-06-08 周六", date(2024, 6, 8)),
        (Clock, "14:30", time(14, 30)), (Clock, "9:05", time(9, 5)),
        (Id, "hk-shanghai.talent_1", "hk-shanghai.talent_1"),
        (Fact, "no", "no"), (Fact, "012", "012"), (Fact, "1.10", "1.10"), (Fact, "14:30", "14:30"),
        (Fact, "true", True), (Fact, "12", 12), (Fact, "2024-06-08", date(2024, 6, 8)),
    ],
)  # fmt: skip
def test_scalars__are_typed(kind: Any, written: str, value: object) -> None:
    assert TypeAdapter(kind).validate_python(written) == value


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Whole, "012"), (Whole, "1.10"), (Whole, "1e3"), (Whole, "٣"), (Whole, "9" * 5000), (Whole, ""),
        (Flag, "no"), (Flag, "True"), (Flag, "1"),
        (Day, "2024-13-01"), (Day, "2023-02-29"), (Day, "08/06/2024"), (Day, "2024-06-08 Sunday"), (Day, "0000-01-01"),
        (Day, "٢٠٢٤-٠٦-٠٨"), (Clock, "24:00"), (Clock, "870"), (Clock, "14.30"), (Clock, "2pm"),
        (Id, ""), (Id, "A"), (Id, "a b"), (Id, "_a"), (Id, "a" * 81), (Id, "a\n"), (Id, "中"),
    ],
)  # fmt: skip
def test_scalars__refuse_what_they_are_not(kind: Any, written: str) -> None:
    with pytest.raises(ValidationError) as failed:
        TypeAdapter(kind).validate_python(written)
    assert all(each["type"] == "mouflow" and each["ctx"]["hint"] for each in failed.value.errors())


def test_read_document__every_problem_at_its_place() -> None:
    text = (
        SAMPLE.replace("kind: mou", "kind: mou\nprofle: treaty").replace("08,", "31,").replace("id: areas\n", "id: A\n")
    )
    assert sorted(told(text)) == [("bad-date", 9, 17), ("bad-id", 11, 9), ("unknown-key", 2, 1)]


def test_read_document__keeps_where_each_word_stands() -> None:
    record = read_document(parse_yaml(SAMPLE, "x.yaml"), "x.yaml")
    assert isinstance(record, Mou)
    assert record.location[1:] == (1, 1)
    assert [each.location[1:] for each in record.parties] == [(7, 11), (7, 17)]  # type: ignore[attr-defined]
    assert record.clauses[0].location[1:] == (10, 5)


def test_read_record__places_a_wrong_key_at_the_key() -> None:
    with pytest.raises(MouflowError) as failed:
        read_record(parse_yaml("people:\n  'X Y':\n    name: {en: X}\n", "x.yaml"), SharedFacts, "x.yaml")
    assert str(failed.value).startswith("x.yaml:2:3: error: `X Y` is no id [bad-id]")


WORDS = st.sampled_from(["mou", "press-release", "minutes", "en", "a", "", "2024-06-08", "14:30", "no", "\x7f", "中"])
KEYS = st.sampled_from(
    sorted({key for kind in KINDS.values() for key in kind.known_keys()} | {"id", "en", "zh-Hant", "text", "location"})
)
VALUES = st.recursive(
    st.one_of(st.none(), WORDS.map(Scalar), st.text(max_size=10).map(Scalar)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(Sequence),
        st.dictionaries(st.one_of(KEYS, WORDS), inner, max_size=5).map(Mapping),
    ),
    max_leaves=12,
)


@settings(max_examples=150)
@given(VALUES)
def test_read_document__any_value_is_read_or_refused(value: object) -> None:
    assert all(each.hint for each in problems_of(value))


@settings(max_examples=300)
@given(st.sampled_from(sorted(KINDS)), st.dictionaries(KEYS, VALUES, max_size=12))
def test_read_document__any_keys_of_a_kind_are_read_or_refused(kind: str, keys: dict[str, object]) -> None:
    assert all(each.hint for each in problems_of(Mapping({**keys, "kind": Scalar(kind)})))


def test_read_document__a_text_directly_in_a_clause() -> None:
    (told,) = problems_of(parse_yaml(SAMPLE + "    en: Text.\n", "x.yaml"))
    assert told.hint == "put the text under `paragraphs:`, with an id: - {id: …, en: …}"
