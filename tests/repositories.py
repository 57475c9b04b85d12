"""Real git repositories for tests: workspaces in every place that git allows, and settings of a user's git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.conftest import FILES, MOU, Files, write_files

AGREEMENT = "talent"
MOU_PATH = f"agreements/{AGREEMENT}/mou.yaml"
SHARED = ("agreements/people.yaml", "agreements/organisations.yaml", "agreements/terms.yaml")
PATHS = (f"agreements/{AGREEMENT}", *SHARED)
NAME, EMAIL = "Chan Tai Man", "chan@example.org"


def git(folder: Path, *arguments: str, given: str | None = None) -> str:
    """Run git as a person would and return its output."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, input=given)
    return done.stdout.rstrip("\n")


def use_settings(monkeypatch: pytest.MonkeyPatch, home: Path, more: str = "") -> Path:
    """Let git know a person and nothing else of this machine; return the file of settings."""
    settings = home / "gitconfig"
    settings.write_text(f"[user]\nname = {NAME}\nemail = {EMAIL}\n[init]\ndefaultBranch = main\n{more}", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    return settings


def new_repository(folder: Path, inside: str = "", files: Files | None = None) -> Path:
    """Make a repository without a commit, and a workspace in a folder of it; return the workspace's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet")
    root = folder / inside
    write_files(root, {**FILES, MOU_PATH: MOU, **(files or {})})
    return root


def commit_all(root: Path, message: str, tag: str | None = None) -> str:
    """Commit everything, as a person would; return the commit's name."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "-m", message)
    if tag:
        git(root, "tag", "-a", "-m", message, tag)
    return git(root, "rev-parse", "HEAD")


def change(root: Path, old: str, new: str, path: str = MOU_PATH) -> None:
    """Replace words in a file, which must hold them."""
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), "utf-8")
