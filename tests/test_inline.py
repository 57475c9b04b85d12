"""Inline markup of YAML texts: marks become elements, everything else is escaped, what never closes is refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mouflow.assembly.inline import InlineError, inline_markup
from mouflow.document import text_of
from mouflow.document.markup import parse_markup
from mouflow.model.base import Prose
from mouflow.source import Mapping, Scalar, parse_yaml


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("**a** b", "<strong>a</strong> b"),
        ("*a* __b__", "<em>a</em> <dfn>b</dfn>"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        ("稱「**雙方**」", "稱「<strong>雙方</strong>」"),
        (r"\*a\* \_ \\", r"*a* _ \\"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a\nb", "a<br/>b"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("{{ 1 * 2 * 3 }} <", "{{ 1 * 2 * 3 }} &lt;"),
        ("{{ '**' }}", "{{ '**' }}"),
    ],
)
def test_inline_markup(text: str, markup: str) -> None:
    assert inline_markup(text) == markup.replace(r"\\", "\\")


@pytest.mark.parametrize(("text", "offset"), [("a **b", 2), ("*a **b*", 3), ("__a", 0), ("{{ 1 }} **b", 8)])
def test_inline_markup__points_at_the_mark_that_never_closes(text: str, offset: int) -> None:
    with pytest.raises(InlineError) as failed:
        inline_markup(text)
    assert failed.value.offset == offset


def marked_up(text: str) -> str | InlineError:
    try:
        return inline_markup(text)
    except InlineError as failed:
        return failed


@given(st.text(alphabet=st.sampled_from("ab *_\\<>&\"'{}\n中。"), max_size=40))
def test_inline_markup__any_text_is_refused_or_well_formed_and_keeps_its_words(text: str) -> None:
    assume("{{" not in text and "{%" not in text and "{#" not in text)
    markup = marked_up(text)
    if isinstance(markup, InlineError):
        assert text.startswith(markup.mark, markup.offset)
    else:
        (paragraph,) = parse_markup(f"<p>{markup}</p>", "x")
        assert re.sub(r"[*_\\\s]", "", text_of(paragraph)) == re.sub(r"[*_\\\s]", "", text)


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        ("it is **b", 1, 10),
        ("'it''s **b'", 1, 11),
        ('"it\\u0027s \\"a\\" **b"', 1, 21),
        (">\n  one\n  two **b\n", 3, 7),
        (">-\n    雙方\n    合作**乙\n", 3, 7),
        ("|\n  one *x*\n  two **b\n", 3, 7),
        ("one\n  two **b\n", 2, 7),
        ("'one\n\n  two **b'\n", 3, 7),
    ],
)
def test_place__leads_back_into_the_file(written: str, line: int, column: int) -> None:
    value = parse_yaml(f"a: {written}", "x.yaml")
    assert isinstance(value, Mapping)
    scalar = value["a"]
    assert isinstance(scalar, Scalar)
    prose = Prose(scalar, scalar.location, written=scalar.written)
    assert prose.place(scalar.index("**"))[1:] == (line, column)


def test_place__is_the_start_where_an_escape_hides_it() -> None:
    value = parse_yaml('a: "x \\x2a\\x2ab"', "x.yaml")
    assert isinstance(value, Mapping)
    scalar = value["a"]
    assert isinstance(scalar, Scalar)
    assert Prose(scalar, scalar.location, written=scalar.written).place(2) == scalar.location
