"""Entries struck out: what was entered by mistake counts no more, on no day, and stays in the ledger."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MOU, Ran
from tests.repositories import commit_all, git, use_settings

OBLIGATIONS = """\
    term:
      kind: tacit
      length: {years: 3}
      notice: {length: {months: 6}}
    obligations:
      - id: report
        en: Report.
        zh-Hant: 匯報。
        bearer: [hkte]
        due: {after: in-effect, months: 3}
"""
TODAY = ("--today", "2026-09-30")
Run = Callable[..., Ran]


@pytest.fixture
def root(workspace: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    use_settings(monkeypatch, tmp_path)
    folder = workspace({"agreements/talent/mou.yaml": MOU, "agreements/talent/obligations.yaml": OBLIGATIONS})
    git(folder, "init", "--quiet")
    commit_all(folder, "Begin")
    return folder


def test_void__a_notice_counts_no_more(root: Path, run: Run) -> None:
    terms = run(root, "timeline", *TODAY).out
    given = ("--about", "non-renewal", "--party", "smtwb", "--date", "2026-09-01")
    assert "It ends on 2027-06-07" in run(root, "notice", "talent", *given, *TODAY).out
    assert "term@2" not in run(root, "timeline", *TODAY).out
    struck = run(root, "void", "talent", "notice", "--note", "That was another agreement.", *TODAY)
    assert struck.status == 0
    assert "It no longer ends on 2027-06-07" in struck.out
    assert "Recorded in commit" in struck.out
    assert run(root, "timeline", *TODAY).out == terms
    assert "Entry struck out" in run(root, "explain", "talent/term", *TODAY).out
    assert run(root, "check").status == 0
    assert git(root, "show", "HEAD:agreements/talent/ledger.yaml").count("- {") == 2


def test_void__then_the_right_one_can_be_entered(root: Path, run: Run) -> None:
    assert run(root, "in-effect", "talent", "--date", "2024-07-01", *TODAY).status == 0
    again = ("in-effect", "talent", "--date", "2024-06-15", *TODAY)
    assert "it is in effect already" in run(root, *again).err
    assert run(root, "void", "talent", "in-effect", "--note", "The wrong day.", *TODAY).status == 0
    assert run(root, *again).status == 0
    assert "2024-09-15" in run(root, "due", "--overdue", *TODAY).out


def test_void__holds_for_days_before_it_was_entered(root: Path, run: Run) -> None:
    run(root, "in-effect", "talent", "--date", "2024-07-01", *TODAY)
    run(root, "void", "talent", "in-effect", "--note", "The wrong day.", *TODAY)
    assert "2024-10-01" not in run(root, "due", "--within", "5y", "--today", "2024-07-02").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("signed", "--note", "x"), "no event that counts is called or begins `signed`"),
        (("zzz", "--note", "x"), "known here"),
        (("notice",), "only with a reason"),
    ],
)
def test_void__what_cannot_be_struck_out(root: Path, run: Run, arguments: tuple[str, ...], said: str) -> None:
    run(root, "notice", "talent", "--about", "other", "--party", "smtwb", "--date", "2026-09-01", *TODAY)
    ran = run(root, "void", "talent", *arguments, *TODAY)
    assert ran.status == 1
    assert said in ran.err


def test_void__twice_is_refused_and_a_stranger_is_told(root: Path, run: Run) -> None:
    run(root, "renewed", "talent", "--date", "2026-09-01", *TODAY)
    strike = ("void", "talent", "renewed", "--note", "A slip.", *TODAY)
    assert run(root, *strike).status == 0
    assert run(root, *strike).status == 1
    ledger = root / "agreements/talent/ledger.yaml"
    kept = [line for line in ledger.read_text("utf-8").splitlines(keepends=True) if '"event": "renewed"' not in line]
    ledger.write_text("".join(kept), "utf-8")
    assert "[unknown-event]" in run(root, "check").err
