"""The commands that enter what happened, as a person runs them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mouflow.build import find_targets
from mouflow.tracking.check import check_registers
from mouflow.workspace.folder import open_workspace
from tests.conftest import Ran
from tests.ledgers import LEDGER_PATH, ledger, lines
from tests.repositories import AGREEMENT, EMAIL, NAME, commit_all, git, new_repository, use_settings

Run = Callable[..., Ran]

OBLIGATIONS = """\
    term: {kind: tacit, length: {years: 3}, notice: {length: {months: 6}}}
    obligations:
      - id: report
        clause: areas.list
        bearer: [hkte]
        owner: chris-sun
        kind: report
        en: Send the yearly report.
        zh-Hant: 提交年度報告。
        due: {every: {years: 1}, from: 2025-03-31}
      - id: plan
        clause: areas.list
        en: Agree on a plan.
        zh-Hant: 商定計劃。
        due: {after: signed, days: 30}
      - id: audit
        clause: areas.list
        bearer: [smtwb]
        en: Audit the work.
        zh-Hant: 審核工作。
        evidence: {required: true, verified: true}
        due: 2026-01-31
      - id: silence
        clause: areas.list
        bearer: [smtwb]
        en: Keep it confidential.
        zh-Hant: 保密。
    """
TODAY = ("--today", "2026-06-30")
OBLIGATIONS_PATH = f"agreements/{AGREEMENT}/obligations.yaml"
LETTER = f"agreements/{AGREEMENT}/evidence/函件.txt"


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_settings(monkeypatch, tmp_path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = new_repository(tmp_path / "office", files={OBLIGATIONS_PATH: OBLIGATIONS, LETTER: "收到"})
    commit_all(root, "Begin")
    return root


def last(root: Path) -> dict[str, object]:
    """Return the newest event of the ledger as it is written, without what differs between two runs."""
    values: dict[str, object] = json.loads(lines(root)[-1][2:])
    assert values.pop("id")
    assert values.pop("at")
    return values


def test_done__closes_one_of_a_series_and_says_which(root: Path, run: Run) -> None:
    assert run(root, "done", "report@2025", *TODAY, "--date", "2025-04-01").status == 0
    said = run(root, "done", "report", *TODAY, "--note", "By post.")
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [
        "Done: report@2026-03-31 (talent), 2026-06-30",
        f"Recorded in commit {git(root, 'rev-parse', 'HEAD')[:10]}",
    ]
    assert last(root) == {
        "by": f"{NAME} <{EMAIL}>",
        "event": "done",
        "of": "report",
        "occurrence": "2026-03-31",
        "date": "2026-06-30",
        "note": "By post.",
    }
    assert git(root, "log", "-1", "--format=%s") == "Done: report@2026-03-31 (talent)"
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (("waive", "talent/plan/hkte"), {"event": "waive", "of": "plan", "party": "hkte"}),
        (("dispute", "report@2026"), {"event": "dispute", "of": "report", "occurrence": "2026-03-31"}),
        (
            ("partial", "report@2026", "--share", "60", "--until", "2026年7月31日"),
            {"event": "partial", "of": "report", "occurrence": "2026-03-31", "until": "2026-07-31", "share": 60},
        ),
        (("late", "audit"), {"event": "late", "of": "audit"}),
        (
            ("late", "audit", "--until", "2026-07-31", "--date", "2026-06-01"),
            {"event": "late", "of": "audit", "until": "2026-07-31", "date": "2026-06-01"},
        ),
        (("extend", "audit", "--until", "2026-08-31"), {"event": "extend", "of": "audit", "until": "2026-08-31"}),
        (("reassign", "audit", "--to", "chris-sun"), {"event": "reassign", "of": "audit", "to": "chris-sun"}),
        (("note", "audit", "--note", "Called."), {"event": "note", "of": "audit", "note": "Called."}),
        (("note", "talent", "--note", "Called."), {"event": "note", "note": "Called."}),
        (("note", "silence", "--note", "Kept."), {"event": "note", "of": "silence", "note": "Kept."}),
        (("signed", "talent", "--date", "2024-06-08"), {"event": "signed", "date": "2024-06-08"}),
        (("in-effect", "talent"), {"event": "in-effect"}),
        (
            ("notice", "talent", "--about", "non-renewal", "--party", "smtwb"),
            {"event": "notice", "party": "smtwb", "about": "non-renewal"},
        ),
        (("renewed", "talent"), {"event": "renewed"}),
        (("terminated", "talent"), {"event": "terminated"}),
    ],
)
def test_commands__write_what_was_said(
    root: Path, run: Run, arguments: tuple[str, ...], written: dict[str, object]
) -> None:
    said = run(root, *arguments, *TODAY)
    assert (said.status, said.err) == (0, "")
    assert last(root) == {"by": f"{NAME} <{EMAIL}>", "date": "2026-06-30", **written}
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("arguments", "code", "way_out"),
    [
        (("done", "reprot"), "unknown-duty", "did you mean `report`?"),
        (("done", "tallent/report"), "unknown-duty", ""),
        (("done", "tallent/report@2026"), "unknown-agreement", "did you mean `talent`?"),
        (("done", "report"), "ambiguous-reference", "report@2025-03-31, report@2026-03-31, report@2027-03-31"),
        (("done", "report@1999"), "unknown-occurrence", "report@2025-03-31"),
        (("done", "plan"), "ambiguous-reference", "plan/hkte, plan/smtwb"),
        (("done", "plan/hkt"), "unknown-party", "did you mean `hkte`?"),
        (("done", "audit"), "evidence-required", "--evidence"),
        (("done", "audit", "--evidence", "none.pdf"), "evidence-missing", "check the name"),
        (("done", "audit", "--evidence", "agreements/people.yaml"), "evidence-outside", "agreements/talent/evidence/"),
        (("done", "report@2026", "--date", "2026-07-01"), "future-date", "--today"),
        (("verify", "report@2026"), "nothing-to-verify", "mouflow done"),
        (("reopen", "report@2026"), "not-closed", "nothing was added"),
        (("reassign", "report@2026", "--to", "chris-son"), "unknown-person", "did you mean `chris-sun`?"),
        (("extend", "silence", "--until", "2026-08-31"), "no-date", "nothing was added"),
        (("notice", "talent", "--about", "other", "--party", "hkt"), "unknown-party", "did you mean `hkte`?"),
        (("done", "report@2026", "--note", "a\x1bb"), "yaml-character", "nothing was added"),
        (("done", "report@2026", "--by", "Lee <lee@example.org>"), "other-author", "leave --by out"),
    ],
)
def test_commands__refuse_with_a_way_out_and_add_nothing(
    root: Path, run: Run, arguments: tuple[str, ...], code: str, way_out: str
) -> None:
    said = run(root, *arguments, *TODAY)
    assert said.status == 1, said
    assert f"[{code}]" in said.err
    assert way_out in said.err
    assert "Traceback" not in said.err
    assert said.out == ""
    assert not ledger(root).exists()
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("done",),
        ("partial", "report@2026"),
        ("partial", "report@2026", "--share", "100"),
        ("extend", "report@2026"),
        ("reassign", "report@2026"),
        ("note", "report@2026"),
        ("notice", "talent"),
        ("notice", "talent", "--about", "love", "--party", "hkte"),
        ("done", "report@2026", "--date", "2026-02-30"),
        ("done", "report@2026", "--sha256", "ab"),
        ("signed", "tallent"),
    ],
)
def test_commands__wrong_usage(root: Path, run: Run, arguments: tuple[str, ...]) -> None:
    said = run(root, *arguments)
    assert (said.status, said.out) == (2, "")
    assert not ledger(root).exists()


def test_done__twice_is_refused_and_reopen_takes_it_back(root: Path, run: Run) -> None:
    assert run(root, "done", "report@2026", *TODAY).status == 0
    again = run(root, "done", "report@2026", *TODAY)
    assert again.status == 1
    assert f"report@2026-03-31 is done since 2026-06-30 ({NAME} <{EMAIL}>) [entered-twice]" in again.err
    assert "mouflow reopen report@2026-03-31" in again.err
    assert run(root, "reopen", "report@2026", *TODAY).status == 0
    assert run(root, "done", "report@2026", *TODAY).status == 0
    assert len(lines(root)) == 3


def test_verify__by_another_git_author_than_the_doer(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run(root, "done", "audit", "--evidence", LETTER, "--evidence", "https://example.org/a", *TODAY)
    assert (done.status, done.err) == (0, "")
    assert [sorted(each) for each in last(root)["evidence"]] == [["path", "sha256"], ["address"]]  # type: ignore[attr-defined]
    refused = run(root, "verify", "audit", *TODAY)
    assert refused.status == 1
    assert "[verified-by-doer]" in refused.err
    monkeypatch.setenv("GIT_AUTHOR_NAME", "李大文")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "lee@example.org")
    assert run(root, "verify", "audit", *TODAY).status == 0
    assert last(root)["by"] == "李大文 <lee@example.org>"
    assert "[nothing-to-verify]" in run(root, "verify", "audit", *TODAY).err


def test_signed__twice_is_refused(root: Path, run: Run) -> None:
    assert run(root, "signed", "talent", "--date", "2024-06-08").status == 0
    again = run(root, "signed", "talent", "--date", "2024-06-09")
    assert again.status == 1
    assert "since 2024-06-08" in again.err
    assert len(lines(root)) == 1


def test_done__without_git_needs_a_name(root: Path, tmp_path: Path, run: Run) -> None:
    (root / ".git").rename(tmp_path / "away")
    refused = run(root, "done", "report@2026", *TODAY)
    assert refused.status == 1
    assert "[no-author]" in refused.err
    assert "--by" in refused.err
    said = run(root, "done", "report@2026", "--by", "李大文", *TODAY)
    assert said.status == 0
    assert said.out.splitlines()[-1] == f"Added to {LEDGER_PATH}"
    assert "in no commit" in said.err
    assert last(root)["by"] == "李大文"
    (root / "mouflow.toml").write_text('organisation = "Our Office"\n')
    assert run(root, "done", "report@2025", *TODAY).status == 0
    assert last(root)["by"] == "Our Office"


def test_done__where_it_cannot_be_recorded_says_what_is_there(root: Path, run: Run) -> None:
    (root / ".git/MERGE_HEAD").write_text(git(root, "rev-parse", "HEAD"))
    said = run(root, "done", "report@2026", *TODAY)
    assert said.status == 1
    assert said.out.splitlines() == ["Done: report@2026-03-31 (talent), 2026-06-30", f"Added to {LEDGER_PATH}"]
    assert "the event stands in the ledger, and in no commit yet: a merge is under way" in said.err
    assert "do not enter it again" in said.err


def test_done__no_commit(root: Path, run: Run) -> None:
    before = git(root, "rev-parse", "HEAD")
    said = run(root, "done", "report@2026", "--no-commit", *TODAY)
    assert (said.status, said.err) == (0, "")
    assert git(root, "rev-parse", "HEAD") == before
    assert len(lines(root)) == 1


def test_done__of_an_id_that_several_agreements_have(root: Path, run: Run) -> None:
    other = root / "agreements/other"
    other.mkdir()
    for name in ("mou.yaml", "obligations.yaml"):
        (other / name).write_bytes((root / "agreements" / AGREEMENT / name).read_bytes())
    said = run(root, "done", "report@2026", *TODAY)
    assert said.status == 1
    assert "name one: other/report@2026, talent/report@2026" in said.err
    assert run(root, "done", "other/report@2026", *TODAY).status == 0
    assert (other / "ledger.yaml").exists()


def test_commands__agree_with_check(root: Path, run: Run) -> None:
    run(root, "done", "audit", "--evidence", LETTER, *TODAY)
    run(root, "done", "report@2025", *TODAY)
    run(root, "extend", "report@2026", "--until", "2026-08-31", *TODAY)
    run(root, "note", "talent", "--note", "Called.", *TODAY)
    assert len(lines(root)) == 4
    assert told(root) == []
    (root / LETTER).write_text("changed")
    assert told(root) == ["evidence-changed"]


def told(root: Path) -> list[str]:
    """Return what is wrong with the ledger, by its code."""
    workspace = open_workspace(root)
    problems = check_registers(workspace, find_targets(workspace, [], root), date(2027, 6, 30))
    return [each.code for each in problems if each.location and each.location.path == LEDGER_PATH]


def test_notice__says_for_which_term_it_holds_and_when_the_agreement_ends(root: Path, run: Run) -> None:
    """A term of three years from 8 June 2024: notice of the first was to be there by 7 December 2026."""
    later = ("--today", "2028-06-30")
    notice = ("notice", "talent", "--about", "non-renewal", "--party", "smtwb")
    late = run(root, *notice, "--date", "2026-12-08", *later)
    assert late.status == 0
    assert "late-notice" in late.err
    assert "too late for term 1" in late.err
    assert "it holds for term 2, which ends on 2030-06-07" in late.err
    assert late.out.splitlines()[-1] == "It ends on 2030-06-07"
    renewed = run(root, "renewed", "talent", "--date", "2028-06-01", *later)
    assert (renewed.err, renewed.out.splitlines()[-1]) == ("", "It no longer ends on 2030-06-07")
    again = run(root, *notice, "--date", "2028-06-20", *later)
    assert (again.err, again.out.splitlines()[-1]) == ("", "It ends on 2030-06-07")
