"""What a user has told git about the terminal."""

from __future__ import annotations

from pathlib import Path

from mouflow.diagnostics import MouflowError

from .command import run_git
from .fields import read_text


def configured_pager(folder: Path) -> str | None:
    """Return the pager that git's settings name for a folder (git-config(1), core.pager); None where they name none."""
    try:
        return read_text(run_git(folder, ("config", "--get", "core.pager"))).rstrip("\n")
    except MouflowError:  # no git, or no such setting
        return None
