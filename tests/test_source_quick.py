"""The quick reader of YAML tells what the whole one tells, or leaves it to that; so does whatever is read by it."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mouflow.diagnostics import MouflowError
from mouflow.source import parse_yaml
from mouflow.source.quick import FULL, quick_parse
from mouflow.tracking import compute
from mouflow.tracking.compute import Span, computed
from mouflow.tracking.index import Packed
from mouflow.tracking.ledger_lines import event_line
from mouflow.tracking.load import load_register_ground
from mouflow.workspace import find_workspace
from tests.conftest import FILES, MOU, write_files

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "agreements/hk-shanghai-talent-2024"


def assert_same(text: str) -> None:
    """What the quick reader tells, the whole one tells too; it never takes what that refuses."""
    try:
        found = quick_parse(text, "x")
    except MouflowError:
        return
    assert found == parse_yaml(text, "x")


@pytest.mark.parametrize("path", sorted(EXAMPLE.glob("*.yaml")), ids=lambda path: path.name)
def test_quick_parse__reads_the_example(path: Path) -> None:
    text = path.read_text("utf-8")
    assert quick_parse(text, path.name) == parse_yaml(text, path.name)


READ = {
    "nothing": "# a comment\n",
    "bare words": "a: 14:30\nb: no\nc: 012\nd:\ne: ~\nf: R&D * 2\n",
    "a bare tag": "a: ! 1\nb: !\n",
    "quotation marks": "a: 'it''s'\nb: \"x\\u4e2d\\n\"\n\"c\": ''\n",
    "several lines of English": "a: one\n  two\nb: >-\n  three\n  four\nc: |\n  five\n  six\nd: 'seven\n  eight'\n",
    "several lines of Chinese": 'a: 雙方\n  合作\nb: >\n  雙方\n  合作\nc: |\n  雙方\n  合作\nd: "雙方\n  合作"\n',
    "lists and braces": "a: [1, {b: 2, c: }, []]\nd:\n- e\n- - f\n  - {g: h}\n",
}


@pytest.mark.parametrize("name", READ)
def test_quick_parse__reads(name: str) -> None:
    assert quick_parse(READ[name], "x") == parse_yaml(READ[name], "x")


LEFT = {
    "an anchor and an alias": "a: &x 1\nb: *x\n",
    "an alias inside of its anchor": "&x [*x]\n",
    "an alias close to a brace": "a: {b: &x 1, c:[*x]}\n",
    "a tag": "a: !!str 1\n",
    "a tag of a mapping": "a: !x {b: c}\n",
    "a tag of a key": "!!str a: b\n",
    "a merge key": "a: 1\n<<: {b: c}\n",
    "a key twice": "a: 1\na: 2\n",
    "a list as a key": "? [a]\n: b\n",
    "two documents": "a: 1\n---\nb: 2\n",
    "half a brace": "a: {b: c\n",
    "a fold that the joining of lines breaks": ">\n  ：",
    "a control character in an escape": 'a: "\\u0007"\n',
    "a control character in a key's escape": '"\\u0007": a\n',
    "a change of direction": "a: \u202eb\n",
    "a conflict": "<<<<<<< ours\na: 1\n",
    "what nests deep": "[" * 60 + "]" * 60 + "\n",
    "what nests deeper than a stack": "[" * 90_000,
    "dashes that nest deeper than a stack": "- " * 45_000,
    "dashes on many lines that nest": "".join(f"{' ' * at}-\n" for at in range(60)),
    "too much": "a: b\n" * 30_000,
}


@pytest.mark.parametrize("name", LEFT)
def test_quick_parse__leaves(name: str) -> None:
    with pytest.raises(MouflowError):
        quick_parse(LEFT[name], "x")


PIECES = st.sampled_from(
    [
        *("a", "雙方", "：", ": ", ":", "- ", "-", "? ", "\n", "\n  ", "\n    ", " ", "  ", "\t", "[", "]", "{", "}"),
        *(", ", ",", "'", '"', "''", "\\", "\\n", "|", ">", ">-", "|2", "#", " #", "&a", "*a", "!", "!!str", "<<", "~"),
        *("%", "@", "`", "---", "...", "\u2028", "\u00a0", "1", "2024-06-08", "null", "\\u0007", "<<<<<<< x\n"),
    ]
)


@given(st.lists(PIECES, max_size=14))
def test_quick_parse__never_tells_another_value(pieces: list[str]) -> None:
    assert_same("".join(pieces))


@settings(max_examples=200)
@given(st.data())
def test_quick_parse__never_tells_another_value_of_an_edited_file(data: st.DataObject) -> None:
    assert_same(edited((EXAMPLE / "obligations.yaml").read_text("utf-8")[:2500], data))


def edited(text: str, data: st.DataObject) -> str:
    """Put a piece into a text, or take something out."""
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 30))
        text = text[:at] + "".join(data.draw(st.lists(PIECES, max_size=3))) + text[at + gone :]
    return text


def packed(root: Path, until: date = date(2029, 1, 1)) -> list[Packed]:
    """Compute the agreement of a workspace as for the index; of files just written, stamps tell nothing."""
    workspace = find_workspace(root)
    return computed(workspace, ["talent"], load_register_ground(workspace), Span(until, time.time_ns()))


MINUTES = (EXAMPLE / "minutes-2024-06-08.yaml").read_text("utf-8")
PROMISES = """\
term: {kind: tacit, length: {years: 1}, notice: {length: {months: 3}, delivery: {business_days: 3}}}
calendars: [HK, CN]
obligations:
  - id: report
    en: >-
      The report
      is sent.
    zh-Hant: 雙方
      提交報告。
    bearer: [hkte]
    due: {every: {months: 6}, from: 2024-08-31, roll: next}
  - {id: notify, due: {after: signed, business_days: 20}, evidence: {required: true}}
milestones:
  - {id: guide, due: 8 June 2025, follows: [notify]}
"""
LEDGER = event_line({"at": "2024-06-08T01:02:03Z", "by": "C <c@d.e>", "event": "signed", "date": "2024-06-08"}) + "\n"
TEXTS = {"mou.yaml": MOU, "minutes.yaml": MINUTES, "obligations.yaml": PROMISES, "ledger.yaml": LEDGER}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(TEXTS)), data=st.data())
def test_computed__the_quick_reader_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, name: str, data: st.DataObject
) -> None:
    """Whatever is edited in a file of an agreement, the index holds what the whole reader makes of it."""
    root = tmp_path_factory.getbasetemp() / "quick"
    write_files(root, {**FILES, **{f"agreements/talent/{each}": text for each, text in TEXTS.items()}})
    path = root / "agreements/talent" / name
    path.write_text(edited(path.read_text("utf-8"), data), "utf-8")
    quick = packed(root)
    with monkeypatch.context() as patched:
        patched.setattr(compute, "QUICK", FULL)
        assert quick == packed(root)


def test_computed__by_the_quick_reader_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files in which nothing is unusual are not read twice."""
    write_files(tmp_path, {**FILES, **{f"agreements/talent/{each}": text for each, text in TEXTS.items()}})
    monkeypatch.setattr(compute, "FULL", None)
    (found,) = packed(tmp_path)
    assert not found.wrong
    assert len(found.occurrences) > 10
