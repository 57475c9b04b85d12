"""The proof of a ledger: what was changed, taken out, repeated or put in another order is told; merges are clean."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mouflow.tracking.ledger_lines import KEYS, digest, event_line, read_ledger, read_lines
from mouflow.tracking.ledger_proof import prove_ledgers
from mouflow.workspace.folder import open_workspace
from tests.ledgers import LEDGER_PATH, LEE, NOW, add, ledger, lines, proof
from tests.repositories import AGREEMENT, commit_all, git, new_repository, use_settings


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_settings(monkeypatch, tmp_path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace whose ledger holds four events, each a commit, on lines 3 to 6."""
    root = new_repository(tmp_path / "office")
    commit_all(root, "Begin")
    for number in range(4):
        add(root, f"duty-{number}", hours=number)
    return root


def rewrite(root: Path, change: Callable[[list[str]], list[str]]) -> None:
    text = ledger(root).read_text("utf-8").splitlines()
    ledger(root).write_text("".join(f"{line}\n" for line in change(text)), "utf-8")


def events(root: Path) -> list[str | None]:
    found, problems = read_ledger(ledger(root).read_bytes(), LEDGER_PATH)
    assert problems == ()
    return [each.of for each in found]


def forged(line: str, **values: object) -> str:
    """Return a line with other values and the digest that goes with them."""
    ((_, _, old),) = read_lines(line.encode(), "")[0]
    new = {**old, **values}
    return event_line({**new, "id": digest(new)})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text, []),
        (lambda text: ["# another head", "", *text[2:]], []),
        (lambda text: [f"{line}\r" for line in text], []),
        (lambda text: [*text[:3], text[3].replace("2026-03-20", "2026-03-19"), *text[4:]], ["event-changed:4"]),
        (lambda text: [*text[:3], forged(text[3], note="x"), *text[4:]], ["event-removed:1"]),
        (lambda text: [*text[:3], *text[4:]], ["event-removed:1"]),
        (lambda text: text[:2], ["event-removed:1"] * 4),
        (lambda text: [*text[:2], text[3], text[2], *text[4:]], ["events-reordered:1"]),
        (lambda text: [*text, text[3]], ["event-repeated:7"]),
        (lambda text: [*text[:3], f"# {text[3]}", *text[4:]], ["event-removed:1"]),
    ],
)
@pytest.mark.parametrize("recorded", [False, True])
def test_prove_ledger__finds_what_was_done_by_hand(
    root: Path, change: Callable[[list[str]], list[str]], told: list[str], recorded: bool
) -> None:
    rewrite(root, change)
    if recorded:
        commit_all(root, "By hand")
    assert proof(root) == [each for each in told if not (recorded and each.startswith("events-reordered"))]


def test_prove_ledger__finds_a_ledger_that_was_deleted(root: Path) -> None:
    ledger(root).unlink()
    assert proof(root) == ["event-removed:1"] * 4
    commit_all(root, "Away")
    assert proof(root) == ["event-removed:1"] * 4


def test_prove_ledger__names_the_commit_that_has_what_is_gone(root: Path) -> None:
    rewrite(root, lambda text: text[:-1])
    (problem,) = prove_ledgers(open_workspace(root), [AGREEMENT])
    commit = git(root, "rev-parse", "HEAD")[:10]
    assert f"git show {commit}:./{LEDGER_PATH}" in problem.hint
    assert "duty-3" in git(root, "show", f"{commit}:./{LEDGER_PATH}")
    assert "(done, 2026-03-20) was taken out" in problem.message


def test_prove_ledgers__tells_of_an_event_of_a_time_to_come(root: Path) -> None:
    """Others keep it by now, so that it is no error; the clock of this machine may be a little behind."""
    add(root, "clock-astray", hours=24 * 365)
    workspace, now = open_workspace(root), NOW + timedelta(hours=4)
    (told,) = prove_ledgers(workspace, [AGREEMENT], now)
    assert (told.code, str(told.severity), told.location and told.location.line) == ("future-event", "note", 7)
    assert "2027-03-20 03:15" in told.message
    assert prove_ledgers(workspace, [AGREEMENT], now + timedelta(days=364, minutes=1)) == []
    assert prove_ledgers(workspace, [AGREEMENT]) == []


def test_prove_ledger__is_content_once_the_line_is_back(root: Path) -> None:
    whole = ledger(root).read_bytes()
    rewrite(root, lambda text: text[:-2])
    commit_all(root, "By hand")
    add(root, "duty-5", hours=9)
    assert proof(root) == ["event-removed:1"] * 2
    ledger(root).write_bytes(whole + lines(root)[-1] + b"\n")
    assert proof(root) == []


def test_prove_ledger__asks_nothing_about_a_line_that_was_never_an_event(root: Path) -> None:
    rewrite(root, lambda text: [*text, "- by hand", text[-1].replace("duty-3", "duty-9")])
    commit_all(root, "By hand")
    assert proof(root) == ["event-changed:8"]
    rewrite(root, lambda text: text[:-2])
    assert proof(root) == []


def test_prove_ledger__finds_what_a_merge_left_out(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "other")
    add(root, "theirs", hours=9)
    git(root, "checkout", "--quiet", "main")
    add(root, "ours", hours=9)
    git(root, "merge", "--quiet", "--strategy=ours", "--message=Ours", "other")
    assert proof(root) == ["event-removed:1"]


def test_prove_ledger__finds_what_a_rewritten_merge_holds_alone(root: Path) -> None:
    """An event that no commit but a merge itself brought, taken out later."""
    git(root, "checkout", "--quiet", "-b", "other")
    add(root, "theirs", hours=9)
    git(root, "checkout", "--quiet", "main")
    add(root, "ours", hours=9)
    git(root, "merge", "--quiet", "--no-commit", "other")
    rewrite(root, lambda text: [*text, forged(text[-1], of="in-the-merge")])
    commit_all(root, "Merge")
    assert proof(root) == []
    rewrite(root, lambda text: text[:-1])
    commit_all(root, "By hand")
    assert proof(root) == ["event-removed:1"]


@pytest.mark.parametrize("both_create", [False, True])
@pytest.mark.parametrize("several", [1, 3])
def test_merge__of_two_ledgers_has_the_events_of_both(tmp_path: Path, both_create: bool, several: int) -> None:
    root = new_repository(tmp_path / "office")
    add(root, "before") if not both_create else commit_all(root, "Begin")
    git(root, "checkout", "--quiet", "-b", "other")
    for number in range(several):
        add(root, f"theirs-{number}", hours=2 + number, author=LEE)
    git(root, "checkout", "--quiet", "main")
    for number in range(several):
        add(root, f"ours-{number}", hours=1 + number)
    git(root, "merge", "--quiet", "--no-edit", "other")
    names = {f"{side}-{number}" for side in ("ours", "theirs") for number in range(several)}
    assert {*events(root)} == names | ({"before"} if not both_create else set())
    assert len(events(root)) == len(lines(root))
    assert proof(root) == []
    add(root, "after", hours=9)
    git(root, "checkout", "--quiet", "other")
    git(root, "merge", "--quiet", "--ff-only", "main")
    assert proof(root) == []


def test_merge__both_ways_at_once_repeats_no_event_that_counts(tmp_path: Path) -> None:
    """Each of two people merges the other, then those merges meet: git may then give a line twice."""
    root = new_repository(tmp_path / "office")
    add(root, "before")
    git(root, "branch", "other")
    add(root, "ours", hours=1)
    git(root, "branch", "ours")
    git(root, "checkout", "--quiet", "other")
    add(root, "theirs", hours=2)
    git(root, "branch", "theirs")
    git(root, "merge", "--quiet", "--no-edit", "ours")
    git(root, "checkout", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-edit", "theirs")
    git(root, "merge", "--quiet", "--no-edit", "other")
    assert events(root) == ["before", "ours", "theirs"]
    assert not [each for each in proof(root) if not each.startswith(("event-repeated", "events-reordered"))]


def test_merge__of_two_clones_by_rebase(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(root), "clone")
    add(root, "ours", hours=8)
    add(tmp_path / "clone", "theirs", hours=7)
    git(tmp_path / "clone", "pull", "--quiet", "--rebase")
    assert events(tmp_path / "clone")[-2:] == ["theirs", "ours"]
    assert proof(tmp_path / "clone") == []


def test_merge__without_the_rule_stops_and_the_ledger_says_what_to_do(root: Path) -> None:
    (root / ".gitattributes").write_text("agreements/*/ledger.yaml !merge\n")
    commit_all(root, "No rule")
    git(root, "checkout", "--quiet", "-b", "other")
    text = ledger(root).read_text("utf-8")
    ledger(root).write_text(text + "- theirs\n")
    commit_all(root, "Theirs")
    git(root, "checkout", "--quiet", "main")
    ledger(root).write_text(text + "- ours\n")
    commit_all(root, "Ours")
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "--quiet", "other")
    _, problems = read_ledger(ledger(root).read_bytes(), LEDGER_PATH)
    assert [each.code for each in problems].count("ledger-conflict") == 3


def test_prove_ledger__says_that_a_clone_is_shallow(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{root}", "shallow")
    assert proof(tmp_path / "shallow") == ["history-shallow"]
    rewrite(tmp_path / "shallow", lambda text: text[:-1])
    assert proof(tmp_path / "shallow") == ["event-removed:1", "history-shallow"]


def test_prove_ledger__in_a_workspace_inside_of_a_repository(tmp_path: Path) -> None:
    root = new_repository(tmp_path / "office", "talks/hk")
    add(root, "one")
    add(root, "two", hours=1)
    assert proof(root) == []
    rewrite(root, lambda text: text[:-1])
    assert proof(root) == ["event-removed:1"]


def test_prove_ledger__with_sha_256_as_the_names_of_objects(tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    git(tmp_path / "office", "init", "--quiet", "--object-format=sha256")
    root = new_repository(tmp_path / "office")
    add(root, "one")
    add(root, "two", hours=1)
    assert proof(root) == []
    rewrite(root, lambda text: text[:-1])
    assert proof(root) == ["event-removed:1"]


def test_prove_ledger__whatever_the_settings_of_git(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = (
        "[log]\nshowRoot = false\ndiffMerges = off\nshowSignature = true\n[diff]\nrenames = copies\nnoprefix = true\n"
    )
    use_settings(monkeypatch, tmp_path, f"{more}[core]\nautocrlf = true\n[color]\nui = always\n")
    git(root, "checkout", "--quiet", "--orphan", "fresh")
    commit_all(root, "All in one")
    assert proof(root) == []
    rewrite(root, lambda text: text[:-1])
    assert proof(root) == ["event-removed:1"]


def test_prove_ledgers__of_many_agreements_looks_through_the_history_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = new_repository(tmp_path / "office")
    add(root, "one")
    for number in range(30):
        shutil.copytree(root / f"agreements/{AGREEMENT}", root / f"agreements/a{number}")
    commit_all(root, "Many")
    calls = tmp_path / "calls"
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "git").write_text(f'#!/bin/sh\necho >> {calls}\nexec {shutil.which("git")} "$@"\n')
    (folder / "git").chmod(0o755)
    path = root / "agreements/a7/ledger.yaml"
    path.write_text(path.read_text().rpartition("- ")[0])
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    names = [f"a{number}" for number in range(30)]
    problems = prove_ledgers(open_workspace(root), names)
    assert [(each.code, each.location and each.location.path) for each in problems] == [
        ("event-removed", "agreements/a7/ledger.yaml")
    ]
    assert len(calls.read_text().splitlines()) <= 4


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(KEYS),
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.text("ab0", max_size=5),
            st.just([]),
            st.just([{}]),
            st.just({"a": [1]}),
        ),
        min_size=1,
    )
)
def test_prove_ledgers__whatever_json_a_line_holds(root: Path, values: dict[str, object]) -> None:
    before = ledger(root).read_bytes()
    ledger(root).write_bytes(before + f"- {json.dumps(values)}\n".encode())
    try:
        assert "event-changed" in {each.code for each in prove_ledgers(open_workspace(root), [AGREEMENT])}
    finally:
        ledger(root).write_bytes(before)


@pytest.mark.parametrize("identifier", [[], {}, [1], {"a": 1}, 7, None])
def test_prove_ledgers__an_id_that_is_no_text(root: Path, identifier: object) -> None:
    rewrite(root, lambda text: [*text[:-1], f"- {json.dumps({'id': identifier, 'event': 'done'})}"])
    assert {each.code for each in prove_ledgers(open_workspace(root), [AGREEMENT])} >= {
        "event-changed",
        "event-removed",
    }
