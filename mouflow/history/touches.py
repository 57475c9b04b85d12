"""Which commits touched what: for each commit, the names right below a folder whose files it changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from .repository import Repository

_MARK = "\x01"
"""Begins what is told of each commit; no path begins with it, since each begins with that of the folder."""


@dataclass(frozen=True, slots=True)
class Touch:
    """A commit that changed files of a folder: when it was made, and names in the folder, folders with a slash."""

    date: datetime
    names: frozenset[str]


def touches(repository: Repository, folder: str) -> Iterator[Touch]:
    """Give every commit that HEAD descends from and that changed files below a folder of the workspace.

    Merges are left out: what they bring was changed in commits of its own. So the commits grow in number, and never
    fall, as HEAD goes on, whichever way branches were merged. ``date`` is the committer's.
    """
    if repository.head() is None:
        return
    inside = f"{repository.prefix}{folder}/"
    listed = repository.run("rev-list", "--full-history", "--no-merges", "HEAD", "--", inside)
    how = ("--stdin", "-r", "--root", "--name-only", "-z", f"--format={_MARK}%ct")
    told = repository.run("diff-tree", *how, "--", inside, given=listed).decode("utf-8", "surrogateescape")
    for commit in f"\0{told}".split(f"\0{_MARK}")[1:]:
        moment, *paths = (each.lstrip("\n") for each in commit.split("\0"))
        names = frozenset(_name(path.removeprefix(inside)) for path in paths if path)
        yield Touch(datetime.fromtimestamp(int(moment), UTC), names)


def _name(path: str) -> str:
    folder, slash, _ = path.partition("/")
    return folder + slash
