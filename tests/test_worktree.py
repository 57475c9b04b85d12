"""What git tells of working files, in the places that git allows."""

from __future__ import annotations

from pathlib import Path

import pytest

from mouflow.tracking.worktree import AskedWorktree, changed_between
from tests.repositories import MOU_PATH, change, commit_all, git, new_repository, use_settings


@pytest.fixture(params=["", "offices/talent"], ids=["at the top", "in a folder"])
def root(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    use_settings(monkeypatch, tmp_path)
    return new_repository(tmp_path / "repository", request.param)


def test_answer__names_what_differs_from_the_commit(root: Path) -> None:
    head = commit_all(root, "First")
    asked = AskedWorktree(root).answer()
    assert asked is not None
    assert asked[:2] == (head, frozenset())
    change(root, "funding: true", "funding: false")
    (root / "agreements/new one").mkdir()
    (root / "agreements/new one/mou.yaml").write_text("kind: mou\n", "utf-8")
    (root / "agreements/organisations.yaml").unlink()
    (root / "elsewhere.txt").write_text("", "utf-8")
    asked = AskedWorktree(root).answer()
    assert asked is not None
    assert asked.changed == {MOU_PATH, "agreements/new one/mou.yaml", "agreements/organisations.yaml"}


def test_answer__names_what_is_staged_moved_and_ignored(root: Path) -> None:
    commit_all(root, "First")
    git(root, "mv", "agreements/talent", "agreements/人才")
    (root / ".gitignore").write_text("agreements/secret\n", "utf-8")
    (root / "agreements/secret").mkdir()
    (root / "agreements/secret/mou.yaml").write_text("kind: mou\n", "utf-8")
    asked = AskedWorktree(root).answer()
    assert asked is not None
    assert asked.changed == {MOU_PATH, "agreements/人才/mou.yaml", "agreements/secret/"}


def test_answer__before_the_first_commit(root: Path) -> None:
    asked = AskedWorktree(root).answer()
    assert asked is not None
    assert asked.head == ""
    assert MOU_PATH in asked.changed


def test_answer__where_there_is_no_repository(tmp_path: Path) -> None:
    (tmp_path / "agreements").mkdir()
    assert AskedWorktree(tmp_path).answer() is None


def test_changed_between__names_what_a_pull_brought(root: Path) -> None:
    first = commit_all(root, "First")
    change(root, "funding: true", "funding: false")
    second = commit_all(root, "Second")
    assert changed_between(root, first, second) == [MOU_PATH]
    assert changed_between(root, "0" * 40, second) is None
    assert changed_between(root, "", second) is None
