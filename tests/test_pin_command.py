"""`mouflow pin`: the impact of an amendment is shown, and approved by writing fingerprints."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MOU, Ran
from tests.repositories import AGREEMENT, MOU_PATH, change, commit_all, new_repository, use_settings

PROMISES_PATH = f"agreements/{AGREEMENT}/obligations.yaml"
PROMISES = """\
# What was promised.
term: {kind: tacit, length: {years: 3}, notice: {length: {months: 6}, clause: duration.automatic}}
obligations:
  - id: co-operate        # all the time
    clause: areas.list    # Paragraph 1
  - {id: end, clause: termination.notice}
  - {id: other, en: Something else, zh-Hant: 其他}
"""
ENDING = """\
  - use: duration@1
    with: {years: 3, renewal: automatic, notice_months: 6}
  - use: termination@1
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A recorded memorandum with obligations that nobody has pinned."""
    use_settings(monkeypatch, tmp_path)
    ending = "".join(f"    {line}\n" for line in ENDING.splitlines())
    root = new_repository(tmp_path / "office", files={MOU_PATH: MOU.rstrip(" ") + ending, PROMISES_PATH: PROMISES})
    commit_all(root, "Begin")
    return root


def states(ran: Ran) -> dict[str, str]:
    rows = [line.split("\t") for line in ran.out.splitlines() if line.count("\t") == 4]
    return {name: state for name, _, state, _, _ in rows[1:]}


def written(root: Path) -> str:
    return (root / PROMISES_PATH).read_text("utf-8")


def test_pin__writes_what_was_never_pinned_and_keeps_the_file(office: Path, run: Callable[..., Ran]) -> None:
    ran = run(office, "pin", AGREEMENT)
    assert ran.status == 0
    assert states(ran) == {"term.notice": "new", "co-operate": "new", "end": "new"}
    assert f"Pinned 3 in {PROMISES_PATH}: term.notice, co-operate, end" in ran.out
    pinned = written(office)
    assert re.search(r"^    clause: areas.list    # Paragraph 1\n    pinned: [0-9a-f]{12}\n", pinned, re.MULTILINE)
    assert re.search(r"clause: termination.notice, pinned: [0-9a-f]{12}}", pinned)
    assert re.sub(r"    pinned: .*\n|, pinned: [0-9a-f]+", "", pinned) == PROMISES
    again = run(office, "pin", AGREEMENT)
    assert set(states(again).values()) == {"kept"}
    assert "Nothing to pin." in again.out


def test_pin__shows_the_amendment_and_waits_for_the_approval(office: Path, run: Callable[..., Ran]) -> None:
    run(office, "pin", AGREEMENT)
    commit_all(office, "Pin")
    change(office, "The Participants will co-operate.", "The Participants will co-operate closely.")
    change(office, "notice_months: 6", "notice_months: 3")
    before = written(office)
    ran = run(office, "pin", AGREEMENT)
    assert states(ran) == {"term.notice": "changed", "co-operate": "changed", "end": "kept"}
    shown = ran.out.splitlines()
    assert "  en - The Participants will co-operate." in shown
    assert "  en + The Participants will co-operate closely." in shown
    assert "  zh-Hant: unchanged" in shown
    assert any(line.startswith("  en - ") and "at least six months before" in line for line in shown)
    assert any(line.startswith("  zh-Hant + ") and "最少三個月書面通知" in line for line in shown)
    assert "Nothing to pin." in shown
    assert f"Where the obligations still follow: mouflow pin {AGREEMENT} term.notice co-operate" in shown
    assert written(office) == before

    approved = run(office, "pin", AGREEMENT, "co-operate")
    assert "Pinned 1" in approved.out
    assert "Changed and not approved: term.notice" in approved.out
    assert states(run(office, "pin", AGREEMENT, "--all"))["term.notice"] == "changed"
    assert set(states(run(office, "pin", AGREEMENT)).values()) == {"kept"}


def test_pin__dry_run_writes_nothing(office: Path, run: Callable[..., Ran]) -> None:
    ran = run(office, "pin", AGREEMENT, "--dry-run")
    assert "Would pin 3" in ran.out
    assert written(office) == PROMISES


def test_pin__tells_a_clause_that_is_gone(office: Path, run: Callable[..., Ran]) -> None:
    change(office, "clause: areas.list", "clause: areas.lst", PROMISES_PATH)
    ran = run(office, "pin", AGREEMENT)
    assert states(ran)["co-operate"] == "gone"
    assert "co-operate: its clause areas.lst is not there" in ran.err
    named = run(office, "pin", AGREEMENT, "co-operate", "ende", "other")
    assert named.status == 1
    assert "`co-operate` follows from `areas.lst`, which is not there" in named.err
    assert "did you mean `end`?" in named.err
    assert "`other` names no clause" in named.err


def test_pin__without_history_or_obligations(office: Path, run: Callable[..., Ran]) -> None:
    change(office, "clause: areas.list ", "clause: areas.list\n    pinned: 0123456789ab", PROMISES_PATH)
    ran = run(office, "pin", AGREEMENT)
    assert "(what it said when it was pinned is not among the last commits)" in ran.out
    assert "  en + The Participants will co-operate." in ran.out
    (office / PROMISES_PATH).unlink()
    ran = run(office, "pin", AGREEMENT)
    assert ran.status == 1
    assert f"{AGREEMENT} has no obligations.yaml" in ran.err


def test_pin__names_or_all(office: Path, run: Callable[..., Ran]) -> None:
    assert run(office, "pin", AGREEMENT, "end", "--all").status == 2


def test_check__a_note_fails_nothing_and_a_warning_does_when_strict(office: Path, run: Callable[..., Ran]) -> None:
    change(office, "signing: {date: 2024-06-08", "status: draft\nsigning: {date: 2024-06-08")
    ran = run(office, "check", "--strict")
    assert "note: `term.notice` and 2 more are not pinned" in ran.err
    assert (ran.status, "warning" in ran.err) == (0, False)
    run(office, "pin", AGREEMENT)
    change(office, "notice_months: 6", "notice_months: 3")
    assert run(office, "check").status == 0
    strict = run(office, "check", "--strict")
    assert strict.status == 1
    assert "`duration.automatic` has changed since `term.notice` was pinned to it" in strict.err
