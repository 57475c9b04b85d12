"""What git tells of the working files: the commit they are compared with, and every path that differs from it.

One process of git answers, which runs while others import what they need. Nothing heavy is imported here.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mouflow.git_environment import ENVIRONMENT, settings_arguments, strays
from mouflow.root import AGREEMENTS

from .stamps import Stamp, settled, stamp_of

_STATUS = (
    *("status", "--porcelain=v2", "-z", "--branch", "--untracked-files=all", "--ignored=matching", "--no-renames"),
    "--ignore-submodules=none",
)
_FLAGS = ("ls-files", "-v", "-z", "--", AGREEMENTS)
_HIDDEN = re.compile(rb"\0[^H]")
"""The flag of a file that git does not look at: left out of the working files, or declared to be unchanged."""
_COLUMNS = {"1": 8, "u": 10}
"""How many blanks stand before the path in a line of each kind (git-status(1), porcelain format version 2)."""


class Worktree(NamedTuple):
    """The commit that is checked out, and the paths below ``agreements/`` whose files are not those of that commit.

    Paths are relative to the workspace; one that ends in a slash is a folder that git does not look into. ``head`` is
    empty before the first commit. ``staged`` is the stamp of git's own index, of which all files are looked at; None
    where it may change again under the same stamp.
    """

    head: str
    changed: frozenset[str]
    staged: Stamp | None = None


class AskedWorktree:
    """A question that git is answering; none is asked where it could not tell of every change.

    That is so where the workspace lies in no repository, where its agreements are a link to elsewhere, and where parts
    of the repository are repositories of their own.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._top = next((each for each in (root, *root.parents) if (each / ".git").exists()), None)
        blind = self._top is None or (root / AGREEMENTS).is_symlink() or (self._top / ".gitmodules").exists()
        self._staged = None if self._top is None else stamp_of(_git_folder(self._top) / "index")
        self._process = None if blind else _started(root, *_STATUS, "--", AGREEMENTS)
        self._answer: Worktree | None = None

    def answer(self, looked_at: Stamp | None = None, now: int = 0) -> Worktree | None:
        """Wait for the answer; None where git has none to give, or not of every file. It may be asked for again.

        ``looked_at`` is the stamp of an index of git's of whose files none is hidden from it; ``now`` the time of the
        question, in nanoseconds since 1970.
        """
        process, self._process = self._process, None
        if process and self._top:
            output, _ = process.communicate()
            prefix = self._root.relative_to(self._top).as_posix()
            found = _read(os.fsdecode(output), "" if prefix == "." else f"{prefix}/")
            is_whole = self._staged is not None and self._staged == looked_at
            if found and process.returncode == 0 and (is_whole or not _hides_files(self._root)):
                staged = self._staged if self._staged and settled([self._staged], now) else None
                self._answer = found._replace(staged=staged)
        return self._answer


def _git_folder(top: Path) -> Path:
    """Return the folder of a working tree in git; `.git` is a file with its path where there are several trees."""
    path = top / ".git"
    if path.is_dir():
        return path
    try:
        return top / path.read_text("utf-8").removeprefix("gitdir:").strip()
    except (OSError, ValueError):
        return path


def _hides_files(root: Path) -> bool:
    """Tell whether there are files that git does not look at, or may be."""
    process = _started(root, *_FLAGS)
    output, _ = process.communicate() if process else (b"", b"")
    return process is None or process.returncode != 0 or bool(_HIDDEN.search(b"\0" + output.rstrip(b"\0")))


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
