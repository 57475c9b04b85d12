"""Copies of the index: named so that each record has its own, and what a killed one left behind is known."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

_COPIES = "mouflow-*-*.index"


def new_copy(git_dir: Path) -> Path:
    """Name a copy by its process, and apart from others: two threads of one may record at the same time."""
    return git_dir / f"mouflow-{os.getpid()}-{token_hex(4)}.index"


def clear_away(git_dir: Path) -> None:
    """Take away what a killed `record` left behind: its copy, and the lock that is a link to it."""
    lock = git_dir / "index.lock"
    for copy in _abandoned(git_dir):
        try:
            if lock.exists() and lock.samefile(copy):
                lock.unlink()
            copy.with_name(f"{copy.name}.lock").unlink(missing_ok=True)
            copy.unlink()
        except FileNotFoundError:
            continue


def _abandoned(git_dir: Path) -> Iterator[Path]:
    for copy in git_dir.glob(_COPIES):
        process = copy.name.split("-")[1]
        if process.isdigit() and not _runs(int(process)):
            yield copy


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except PermissionError:
        return True  # as another user's
    except (ProcessLookupError, OverflowError):
        return False
    return True
