"""What git tells of the working files: the commit they are compared with, and every path that differs from it.

One process of git answers, which runs while others import what they need. Nothing heavy is imported here.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mouflow.git_environment import ENVIRONMENT, settings_arguments, strays
from mouflow.root import AGREEMENTS

_STATUS = ("status", "--porcelain=v2", "-z", "--branch", "--untracked-files=all", "--ignored=matching", "--no-renames")
_COLUMNS = {"1": 8, "u": 10}
"""How many blanks stand before the path in a line of each kind (git-status(1), porcelain format version 2)."""


class Worktree(NamedTuple):
    """The commit that is checked out, and the paths below ``agreements/`` whose files are not those of that commit.

    Paths are relative to the workspace; one that ends in a slash is a folder that git does not look into. ``head`` is
    empty before the first commit.
    """

    head: str
    changed: frozenset[str]


class AskedWorktree:
    """A question that git is answering; none is asked where the workspace lies in no repository."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._top = next((each for each in (root, *root.parents) if (each / ".git").exists()), None)
        self._process = _started(root, *_STATUS, "--", AGREEMENTS) if self._top else None
        self._answer: Worktree | None = None

    def answer(self) -> Worktree | None:
        """Wait for the answer; None where git has none to give. It may be asked for again."""
        process, self._process = self._process, None
        if process and self._top:
            output, _ = process.communicate()
            prefix = self._root.relative_to(self._top).as_posix()
            if process.returncode == 0:
                self._answer = _read(os.fsdecode(output), "" if prefix == "." else f"{prefix}/")
        return self._answer


def changed_between(root: Path, old: str, new: str) -> list[str] | None:
    """Return the paths below ``agreements/``, relative to the workspace, that differ between two commits.

    None where git cannot tell, as when the older one is no longer there.
    """
    if not old or not new:
        return None
    process = _started(
        root, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", old, new, "--", AGREEMENTS
    )
    output, _ = process.communicate() if process else (b"", b"")
    if process is None or process.returncode:
        return None
    return [path for path in os.fsdecode(output).split("\0") if path]


def _started(root: Path, *arguments: str) -> subprocess.Popen[bytes] | None:
    environment = {**os.environ, **ENVIRONMENT}
    for name in strays(os.environ):
        if name not in ENVIRONMENT:
            del environment[name]
    try:
        return subprocess.Popen(  # noqa: S603
            ["git", *settings_arguments(), *arguments],  # noqa: S607
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None


def _read(output: str, prefix: str) -> Worktree | None:
    """Read git's answer; None where it names a path outside, so that the place of the workspace cannot be told."""
    head, changed = "", set()
    for line in output.split("\0"):
        if line.startswith("# branch.oid "):
            head = line.rpartition(" ")[2].strip("()")
            head = "" if head == "initial" else head
        for path in _path(line):
            if not path.startswith(prefix):
                return None
            changed.add(path.removeprefix(prefix))
    return Worktree(head, frozenset(changed))


def _path(line: str) -> Iterator[str]:
    kind = line[:1]
    if kind in _COLUMNS:
        yield line.split(" ", _COLUMNS[kind])[-1]
    elif kind in ("?", "!"):
        yield line[2:]
