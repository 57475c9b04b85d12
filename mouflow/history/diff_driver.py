"""How git shows YAML of agreements: settings of a repository, which only `git config` can make (gitattributes(5))."""

from __future__ import annotations

from pathlib import Path

from .command import run_git
from .repository import open_repository

_SETTINGS = {
    # Where there is no mouflow, git shows the file as it is: without the second command its diff would end there.
    "textconv": """f() { mouflow textconv "$1" 2>/dev/null || cat "$1"; }; f""",
    "xfuncname": r"^\[([^]]+)\]",
    # One Han character is a word; so `git diff --word-diff` marks characters, not whole lines.
    "wordRegex": r"[A-Za-z0-9_]+|[^[:space:]]",
}


def create_repository(folder: Path) -> None:
    """Make a repository in a folder.

    Raises:
        MouflowError: There is no git on this machine, or it cannot.
    """
    run_git(folder, ("init", "--quiet"))


def install_diff_driver(folder: Path) -> None:
    """Let the repository that a folder lies in show the files with `diff=mouflow` by clause and language.

    Raises:
        MouflowError: It lies in none, or there is no git on this machine, or it cannot.
    """
    open_repository(folder)
    for name, value in _SETTINGS.items():
        run_git(folder, ("config", "--local", f"diff.mouflow.{name}", value))
