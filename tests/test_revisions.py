"""How often an agreement was changed: a number that rises with its commits, on every branch, and never falls."""

from __future__ import annotations

from pathlib import Path

import pytest

from mouflow.history import open_repository, read_commit
from mouflow.tracking.revisions import Revision, revisions
from mouflow.workspace.folder import open_workspace
from tests.repositories import AGREEMENT, change, commit_all, git, new_repository, use_settings

OTHER = "agreements/other/mou.yaml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two agreements in a folder of it, recorded once."""
    use_settings(monkeypatch, tmp_path)
    folder = new_repository(tmp_path / "office", "law/工作", {OTHER: "kind: mou\n"})
    commit_all(folder, "Begin")
    return folder


def numbers(root: Path) -> tuple[int, int]:
    found = revisions(open_workspace(root), [AGREEMENT, "other"])
    return found[AGREEMENT].number, found["other"].number


def test_revisions__one_more_with_each_commit_of_the_agreement(root: Path) -> None:
    assert numbers(root) == (1, 1)
    change(root, "kind: mou", "kind: mou # changed", OTHER)
    commit_all(root, "Change the other")
    assert numbers(root) == (1, 2)


def test_revisions__what_all_share_counts_for_all(root: Path) -> None:
    change(root, "Chris Sun", "Chris SUN", "agreements/people.yaml")
    commit_all(root, "Write a name")
    assert numbers(root) == (2, 2)


def test_revisions__what_is_beside_the_agreements_counts_for_none(root: Path) -> None:
    (root / "agreements/README.md").write_text("Read me", "utf-8")
    (root / "mouflow.toml").write_text("", "utf-8")
    commit_all(root, "Explain")
    assert numbers(root) == (1, 1)


def test_revisions__what_is_not_recorded_yet_counts_one(root: Path) -> None:
    change(root, "kind: mou", "kind: mou # changed", OTHER)
    found = revisions(open_workspace(root), [AGREEMENT, "other"])
    assert (found["other"].number, found["other"].recorded) == (2, False)
    assert (found[AGREEMENT].number, found[AGREEMENT].recorded) == (1, True)
    commit_all(root, "Record it")
    assert numbers(root) == (1, 2)


def test_revisions__never_falls_when_branches_are_merged(root: Path) -> None:
    git(root, "switch", "--quiet", "-c", "side")
    for number in range(3):
        change(root, "kind: mou", f"kind: mou # {number}", OTHER)
        commit_all(root, f"Change {number}")
    assert numbers(root) == (1, 4)
    git(root, "switch", "--quiet", "main")
    change(root, "kind: mou", "kind: mou # main", OTHER)
    commit_all(root, "Change on main")
    git(root, "merge", "--quiet", "--no-edit", "-X", "ours", "side")
    assert numbers(root) == (1, 5)


def test_revisions__tells_when_the_last_commit_was_made(root: Path) -> None:
    repository = open_repository(root)
    changed = revisions(open_workspace(root), [AGREEMENT])[AGREEMENT].changed
    assert changed == read_commit(repository, repository.resolve("HEAD")).date


def test_revisions__without_a_repository_or_a_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plain/agreements").mkdir(parents=True)
    assert revisions(open_workspace(tmp_path / "plain"), ["x"]) == {"x": Revision()}
    use_settings(monkeypatch, tmp_path)
    root = new_repository(tmp_path / "new")
    assert revisions(open_workspace(root), [AGREEMENT])[AGREEMENT] == Revision(1, None, recorded=False)
