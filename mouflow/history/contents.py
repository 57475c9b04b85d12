"""Every content that files ever had, on every line of descent that what is checked out comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import new
from typing import NamedTuple

from .objects import LINK, SUBMODULE
from .repository import Repository

_EVERY_CHANGE = (
    *("-c", "log.showRoot=true", "log"),
    *("--full-history", "-m", "--topo-order"),  # else a merge that keeps one side alone hides the other
    *("--raw", "-z", "--no-abbrev", "--no-renames", "--no-notes", "--no-ext-diff", "--no-textconv", "--format=%H"),
)


class Content(NamedTuple):
    """A content of a file: the name of its blob, and the oldest commit that gave the file this content."""

    blob: str
    commit: str


def contents_ever(repository: Repository, paths: Iterable[str], name: str) -> dict[str, list[Content]]:
    """Return what files of one name, at or below paths of the workspace, held in any commit that HEAD descends from.

    By the file's path in the workspace, the newest content first. One git looks through the history once, however many
    files there are. Of a shallow clone, what was fetched.
    """
    if repository.head() is None:
        return {}
    inside = [f"{repository.prefix}{path}" for path in paths]
    listed = repository.run(*_EVERY_CHANGE, "HEAD", "--", *inside).decode("utf-8", "surrogateescape")
    found: dict[str, dict[str, str]] = {}
    for commit, mode, blob, path in _changes(listed):
        if path.rpartition("/")[2] == name and mode not in {0, LINK, SUBMODULE}:
            found.setdefault(path.removeprefix(repository.prefix), {})[blob] = commit
    return {path: [Content(*each) for each in blobs.items()] for path, blobs in found.items()}


def blob_name(data: bytes, length: int) -> str:
    """Return the name that git gives a content; a name has 40 digits, or 64 in repositories with SHA-256."""
    head = f"blob {len(data)}\0".encode()
    return new("sha256" if length == 64 else "sha1", head + data, usedforsecurity=False).hexdigest()


def _changes(listed: str) -> Iterator[tuple[str, int, str, str]]:
    """Give every change of a raw listing (git-diff-tree(1)): its commit, the new mode and blob, the path."""
    commit, fields = "", iter(listed.split("\0"))
    for field in fields:
        words = field.lstrip("\n")
        if words.startswith(":"):
            _, mode, _, blob, _ = words.split(" ")
            yield commit, int(mode, 8), blob, next(fields)
        elif words:
            commit = words
