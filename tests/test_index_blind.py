"""The index tells what the files tell where git does not tell of every change: it is not asked, or not believed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from mouflow.tracking.filters import Filters
from mouflow.tracking.rows import Rows, find_rows
from mouflow.tracking.worktree import AskedWorktree
from tests.conftest import MOU, write_files
from tests.repositories import commit_all, git, new_repository, use_settings

TODAY = date(2026, 11, 22)
PROMISES = "milestones: [{id: guide, en: The guide is published., due: 2027-01-31}]\n"
LATER = PROMISES.replace("2027-01-31", "2027-02-28")
WRITTEN = time.time_ns() - 3_600_000_000_000
"""An hour ago."""


def in_a_while() -> int:
    """Return a time at which what was written just now is old enough for its stamps to tell."""
    return time.time_ns() + 10_000_000_000


def rows(root: Path, *, indexed: bool) -> Rows:
    filters = Filters(TODAY + timedelta(days=400), closed=True)
    return find_rows(root, TODAY, filters, now=in_a_while(), indexed=indexed, facts=True)


def due(root: Path) -> dict[str, str]:
    """Return when the guide of each agreement is due; the index and the files must tell the same."""
    found = rows(root, indexed=True)
    assert found == rows(root, indexed=False)
    return {each.occurrence.agreement: str(each.occurrence.due) for each in found.rows}


def write(path: Path, text: str, *, at: int = WRITTEN) -> None:
    path.write_text(text, "utf-8")
    os.utime(path, ns=(at, at))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of two agreements in a repository, all of it committed an hour ago, and indexed."""
    use_settings(monkeypatch, tmp_path, '[protocol "file"]\nallow = always\n')
    root = new_repository(tmp_path / "repository")
    texts = {"mou.yaml": MOU, "obligations.yaml": PROMISES}
    write_files(
        root, {f"agreements/{name}/{file}": text for name in ("talent", "trade") for file, text in texts.items()}
    )
    for path in root.rglob("*.yaml"):
        os.utime(path, ns=(WRITTEN, WRITTEN))
    commit_all(root, "Everything")
    return root


def hide(flag: str) -> Callable[[Path], None]:
    def hidden(root: Path) -> None:
        git(root, "update-index", flag, "agreements/talent/obligations.yaml")

    return hidden


def keep_some(root: Path) -> None:
    git(root, "sparse-checkout", "set", "--no-cone", "/agreements/*.yaml", "/agreements/talent/")


def link(root: Path) -> None:
    (root / "agreements").rename(root / "elsewhere")
    (root / "agreements").symlink_to("elsewhere")
    commit_all(root, "A link")


def look_less(root: Path) -> None:
    for name, value in (("trustctime", "false"), ("checkStat", "minimal"), ("untrackedCache", "true")):
        git(root, "config", f"core.{name}", value)
    git(root, "update-index", "--refresh")
    time.sleep(1.1)  # git keeps seconds alone


BLIND = {
    "assumed to be unchanged": hide("--assume-unchanged"),
    "not to be looked at": hide("--skip-worktree"),
    "a part checked out": keep_some,
    "a linked folder": link,
    "stamps half believed": look_less,
}


@pytest.mark.parametrize("name", BLIND)
def test_ask__sees_what_git_does_not(root: Path, name: str) -> None:
    BLIND[name](root)
    assert due(root)["talent"] == "2027-01-31"
    path = root / "agreements/talent/obligations.yaml"
    write(path, LATER)  # as long as before, and as old
    assert due(root)["talent"] == "2027-02-28"


def test_ask__sees_what_is_hidden_after_the_index_was_made(root: Path) -> None:
    assert len(due(root)) == 2
    hide("--assume-unchanged")(root)
    write(root / "agreements/talent/obligations.yaml", LATER)
    assert due(root)["talent"] == "2027-02-28"


def test_ask__sees_an_agreement_that_is_checked_out_later(root: Path) -> None:
    keep_some(root)
    assert due(root).keys() == {"talent"}
    git(root, "sparse-checkout", "disable")
    assert due(root).keys() == {"talent", "trade"}


def test_ask__sees_into_a_repository_of_its_own(root: Path, tmp_path: Path) -> None:
    """An agreement that is a submodule, edited, ignored by the settings, committed in itself, and checked out later."""
    alone = tmp_path / "alone"
    alone.mkdir()
    git(alone, "init", "--quiet")
    write_files(alone, {"mou.yaml": MOU, "obligations.yaml": PROMISES})
    commit_all(alone, "Alone")
    git(root, "submodule", "--quiet", "add", str(alone), "agreements/alone")
    git(root, "config", "diff.ignoreSubmodules", "all")
    commit_all(root, "A part")
    assert due(root)["alone"] == "2027-01-31"
    write(root / "agreements/alone/obligations.yaml", LATER)
    assert due(root)["alone"] == "2027-02-28"
    commit_all(root / "agreements/alone", "Later")
    assert due(root)["alone"] == "2027-02-28"
    git(root, "submodule", "--quiet", "deinit", "--force", "agreements/alone")
    assert "alone" not in due(root)
    git(root, "submodule", "--quiet", "update", "--init", "agreements/alone")
    assert due(root)["alone"] == "2027-01-31"


def test_ask__sees_into_a_repository_that_is_no_submodule(root: Path) -> None:
    """A folder with `.git` in it, taken up as one entry without a word in `.gitmodules`."""
    nested = root / "agreements/talent"
    git(root, "rm", "--quiet", "-r", "--cached", "agreements/talent")
    git(nested, "init", "--quiet")
    commit_all(nested, "Alone")
    git(root, "add", "agreements/talent")
    commit_all(root, "One entry")
    assert due(root)["talent"] == "2027-01-31"
    write(nested / "obligations.yaml", LATER)
    assert due(root)["talent"] == "2027-02-28"
    commit_all(nested, "Later")
    write(nested / "obligations.yaml", PROMISES)
    assert due(root)["talent"] == "2027-01-31"


def test_answer__believes_an_index_of_which_nothing_is_hidden(root: Path) -> None:
    """What hides files is looked for once, until git's index changes."""
    later = in_a_while()
    staged = AskedWorktree(root).answer(None, later)
    assert staged is not None
    assert staged.staged is not None
    assert AskedWorktree(root).answer(staged.staged, later) == staged
    hide("--skip-worktree")(root)
    assert AskedWorktree(root).answer(staged.staged, later) is None


def test_answer__in_a_second_working_tree(root: Path, tmp_path: Path) -> None:
    git(root, "worktree", "add", "--quiet", str(tmp_path / "second"))
    answer = AskedWorktree(tmp_path / "second").answer(None, in_a_while())
    assert answer is not None
    assert answer.staged is not None
