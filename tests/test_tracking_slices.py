"""The keys cut out of a document are those that its whole gives, or it is read whole."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mouflow.diagnostics import MouflowError
from mouflow.source import Mapping, parse_yaml
from mouflow.tracking.slices import sliced, top_level, word_of

ROOT = Path(__file__).parent.parent
KEYS = ("kind", "languages", "parties", "signing")


def cut_out(text: str) -> dict[str, object] | None:
    spans = top_level(text)
    return None if spans is None else sliced(text, "mou.yaml", spans, KEYS)


def test_sliced__gives_keys_at_their_places() -> None:
    text = dedent("""\
        # A memorandum.
        kind: mou
        clauses:
          - id: a
            en: "parties: [x]"

        parties:
        - north
        - south
        # signed later
        signing: {date: 2024-06-08}
        """)
    found = cut_out(text)
    assert isinstance(found, Mapping)
    assert found == {"kind": "mou", "parties": ["north", "south"], "signing": {"date": "2024-06-08"}}
    assert found.keys_at["parties"].line == 7
    assert found["parties"][1].location == ("mou.yaml", 9, 3)
    assert found["signing"]["date"].location == ("mou.yaml", 11, 17)


UNSAFE = {
    "an anchor": "kind: &k mou\n",
    "an alias": "short: &s MOU\nkind: *s\n",
    "a tag": "kind: !!str mou\n",
    "a merge key": "kind: mou\nsigning:\n  <<: {}\n",
    "a key twice": "kind: mou\nkind: minutes\n",
    "a quoted key": '"kind": mou\n',
    "a flow mapping": "{kind: mou,\nparties: [a]}\n",
    "a text that goes on without indentation": 'title: "one\ntwo"\nkind: mou\n',
    "two documents": "kind: mou\n---\nkind: minutes\n",
    "half a list": "kind: mou\nparties: [a,\n",
    "a list at the top": "- kind: mou\n",
}


@pytest.mark.parametrize("name", UNSAFE)
def test_sliced__leaves_what_is_not_safe(name: str) -> None:
    assert cut_out(UNSAFE[name]) is None


@pytest.mark.parametrize("path", sorted((ROOT / "agreements").glob("*/*.yaml")), ids=lambda path: path.name)
def test_sliced__agrees_with_the_whole_of_the_example(path: Path) -> None:
    text = path.read_text("utf-8")
    found, whole = cut_out(text), parse_yaml(text, path.name)
    if found is not None:
        assert isinstance(whole, dict)
        assert found == {key: whole[key] for key in KEYS if key in whole}


LINES = st.sampled_from(
    (
        *("kind: mou", "parties: [a, b]", "parties:", "- a", "  - b", "x: |", "  kind: z", "# kind: q", "", 'y: "a'),
        *("signing: {date: 1}", "  d: &a 1", "z: *a", "kind : w", "languages:", "x: 'it", "more'", "...", "\tk: 1"),
    )
)


@given(st.lists(LINES, max_size=8))
def test_sliced__never_tells_another_value(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = cut_out(text)
    try:
        whole = parse_yaml(text, "x")
    except MouflowError:
        return  # what is no YAML as a whole is told by `check`
    if found is not None and isinstance(whole, dict):
        assert found == {key: whole[key] for key in KEYS if key in whole}
    spans = top_level(text)
    if spans is not None and isinstance(whole, dict):
        assert word_of(text, spans, "kind") in (None, whole.get("kind"))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("kind: mou\n", "mou"),
        ("kind: press-release   # of the day\n\n# more\nparties: []\n", "press-release"),
        ("kind: 'mou'\n", None),
        ("kind:\n  mou\n", None),
        ("kind: mou\n  and more\n", None),
        ("kind: mou", None),
        ("kind: *k\n", None),
        ("parties: []\n", None),
    ],
)
def test_word_of(text: str, word: str | None) -> None:
    assert word_of(text, top_level(text) or {}, "kind") == word
