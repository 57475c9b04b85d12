"""Values set in YAML: what stands around them stays, byte for byte."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mouflow.diagnostics import Location, MouflowError
from mouflow.source import Mapping, read_yaml
from mouflow.source.edit import Edit, set_values

BLOCK = """\
# What was promised.
obligations:
  - id: report        # every year
    clause: reports.yearly   # Paragraph 5(2)
    due: {every: {years: 1}, from: 2025-03-31}

  - {id: meeting, clause: meetings.yearly }  # and the meeting
"""


def place(data: bytes, *way: str | int) -> Location:
    value: object = read_yaml(data, "x.yaml")
    for step in way:
        value = value[step]  # type: ignore[index]
    assert isinstance(value, Mapping)
    return value.location


def pinned(text: str, *way: str | int, value: str = "0123456789ab") -> str:
    data = text.encode()
    return set_values(data, [Edit(place(data, *way), "pinned", value, "clause")], "x.yaml").decode()


def test_set_values__adds_a_line_below_the_key_and_keeps_comments() -> None:
    line = "    clause: reports.yearly   # Paragraph 5(2)\n"
    assert pinned(BLOCK, "obligations", 0) == BLOCK.replace(line, f"{line}    pinned: 0123456789ab\n")


def test_set_values__adds_a_key_inside_braces() -> None:
    assert "{id: meeting, clause: meetings.yearly, pinned: 0123456789ab }  # and" in pinned(BLOCK, "obligations", 1)


def test_set_values__sets_several_at_once() -> None:
    data = BLOCK.encode()
    edits = [Edit(place(data, "obligations", at), "pinned", value, "clause") for at, value in ((0, "aa"), (1, "bb"))]
    read = read_yaml(set_values(data, edits, "x.yaml"), "x.yaml")
    assert [each["pinned"] for each in read["obligations"]] == ["aa", "bb"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("pinned: old  # by Chan\n", "pinned: new  # by Chan\n"),
        ("pinned: 'old'\n", "pinned: new\n"),
        ("pinned:   # not yet\n", "pinned: new   # not yet\n"),
        ("pinned: |\n  old\nid: a\n", "pinned: new\nid: a\n"),
        ("pinned: >-\n  old\n\n  older\nid: a\n", "pinned: new\nid: a\n"),
        ('{"pinned": "old", "id": "a"}\n', '{"pinned": new, "id": "a"}\n'),
        ("? pinned\n: old\n", "? pinned\n: new\n"),
        ("clause: a\nkind: b", "clause: a\npinned: new\nkind: b"),
        ("kind: b\nclause: a", "kind: b\nclause: a\npinned: new"),
        ("clause: >-\n  a\n\nkind: b\n", "clause: >-\n  a\n\npinned: new\nkind: b\n"),
        ("clause: {a: b}\n", "pinned: new\nclause: {a: b}\n"),
        ("{}\n", "{pinned: new}\n"),
        ("&x\nkind: b\nclause: a\n", "&x\nkind: b\nclause: a\npinned: new\n"),
        ("\ufeffclause: 條款\r\nkind: b\r\n", "\ufeffclause: 條款\r\npinned: new\r\nkind: b\r\n"),
        ("clause: 😀\rkind: b\r", "clause: 😀\rpinned: new\rkind: b\r"),
    ],
)
def test_set_values__whatever_the_layout(before: str, after: str) -> None:
    assert pinned(before, value="new") == after


@pytest.mark.parametrize(
    "text",
    [
        "pinned: [old]\n",  # a list in its place
        "a: &m {clause: b}\nb: *m\n",  # what two places share
        "clause: a\npinned: &x old\nkind: *x\n",  # what another key takes
    ],
)
def test_set_values__refuses_what_touches_something_else(text: str) -> None:
    way = ("a",) if text.startswith("a:") else ()
    with pytest.raises(MouflowError, match="cannot be set here") as failed:
        pinned(text, *way)
    assert "by hand" in failed.value.diagnostics[0].hint


def test_set_values__where_no_mapping_begins() -> None:
    with pytest.raises(MouflowError, match="yaml-edit"):
        set_values(b"a: b\n", [Edit(Location("x.yaml", 7, 1), "pinned", "x")], "x.yaml")


@pytest.mark.parametrize(
    "value", ["123456789012", "12345e678901", "0b1010", "no", "a: b", 'a "b" \\', "#a", "條款", ""]
)
def test_set_values__quotes_what_another_reader_would_take_otherwise(value: str) -> None:
    written = pinned("clause: a\n", value=value)
    assert written.splitlines()[1].startswith('pinned: "')
    assert read_yaml(written.encode(), "x.yaml") == {"clause": "a", "pinned": value}


WORDS = st.sampled_from(
    ["a", "report", "條款.一", "it's", "", "x: y", "# no", "null", "2024-06-08", "two\nlines", "😀"]
)
COMMENTS = st.sampled_from(["", "  # why", "  # 為何", "\n# alone\n"])


@st.composite
def scalars(draw: st.DrawFn, *, flow: bool) -> str:
    word = draw(WORDS)
    quoted = '"' + word.replace("\n", "\\n") + '"'
    plain = word if re.fullmatch(r"[\w.-]+", word) else quoted
    folded = f">-\n        {word}" if not flow and word.strip() and "#" not in word and "\n" not in word else quoted
    return draw(st.sampled_from([plain, quoted, "'" + word.replace("'", "''").replace("\n", " ") + "'", folded]))


@st.composite
def files(draw: st.DrawFn) -> str:
    """A list of mappings, each in braces or over lines, with comments anywhere and any line ends."""
    items = []
    for _ in range(draw(st.integers(1, 4))):
        flow = draw(st.booleans())
        keys = draw(st.permutations(["id", "clause", "kind", "pinned"]))[: draw(st.integers(1, 4))]
        pairs = [f"{key}: {draw(scalars(flow=flow))}" for key in keys]
        if flow:
            gap = draw(st.sampled_from([", ", " ,", ",\n    ", ", # why\n    "]))
            items.append("  - {" + gap.join(pairs) + draw(st.sampled_from(["}", " }", ", }", " # x\n  }"])))
        else:
            lines = [each + ("" if ">-" in each else draw(COMMENTS)) for each in pairs]
            items.append("  - " + "\n    ".join(lines))
    text = "# head\nlist:\n" + "\n".join(items) + draw(st.sampled_from(["", "\n", "\n# end\n", "\nafter: {a: b}\n"]))
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))


@given(files(), st.integers(0, 3), st.sampled_from(["pinned", "kind", "new"]), WORDS)
def test_set_values__changes_one_value_and_nothing_else(text: str, at: int, key: str, value: str) -> None:
    data = text.encode()
    try:
        before = read_yaml(data, "x.yaml")
    except MouflowError:
        assume(False)
    items = before["list"]  # type: ignore[index]
    assume(at < len(items))
    after = set_values(data, [Edit(items[at].location, key, value, "clause")], "x.yaml")
    known = dict(items[at])
    items[at][key] = value
    assert read_yaml(after, "x.yaml") == before
    old, new = data.decode(), after.decode()
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    kept = len(old) - start
    while old[len(old) - kept :] != new[len(new) - kept :] or kept > len(new) - start:
        kept -= 1
    taken_out = old[start : len(old) - kept]
    assert "#" not in taken_out or "#" in str(known.get(key)), "a comment was touched"
    if key not in known:
        assert not taken_out, "a new key takes nothing away"
