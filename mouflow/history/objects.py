"""Objects of git by their name, from one running `git cat-file`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from .command import Dialogue

TREE, LINK, SUBMODULE = 0o040000, 0o120000, 0o160000
"""Modes of entries that are no plain files (git-fast-import(1), "filemodify")."""
_CHUNK = 1 << 20
_AT_ONCE = 256
"""So many names are asked for before an answer is read; they fit into a pipe, so that neither side waits for ever."""


class Entry(NamedTuple):
    """What a folder holds under one name: a mode and the name of an object."""

    mode: int
    sha: str


class StoredObject(NamedTuple):
    """An object: its name, its kind (blob, tree, commit, tag), its size in bytes.

    ``data`` is None where it is bigger than was asked for.
    """

    sha: str
    kind: str
    size: int
    data: bytes | None


class ObjectReader:
    """Reads objects of the repository that a folder lies in; the process begins with the first one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._git: Dialogue | None = None

    def read(self, name: str, limit: int | None = None) -> StoredObject | None:
        """Return an object by any name that git knows for it; None where there is none.

        The content of one bigger than ``limit`` is passed over.

        Raises:
            MouflowError: The repository is damaged.
        """
        if "\n" in name:
            return None
        return _answer(self._asked([name]), limit)

    def many(self, names: Sequence[str], limit: int | None = None) -> Iterator[StoredObject | None]:
        """Give several objects as :meth:`read` does; they are asked for together, so that fewer turns are taken."""
        for at in range(0, len(names), _AT_ONCE):
            asked = names[at : at + _AT_ONCE]
            git = self._asked(asked)
            yield from [_answer(git, limit) for _ in asked]

    def tree(self, name: str) -> dict[str, Entry]:
        """Return the entries of a folder by their name; none where there is no such folder."""
        return entries_of(self.read(name))

    def _asked(self, names: Sequence[str]) -> Dialogue:
        self._git = self._git or Dialogue(self._folder, "cat-file", "--batch")
        self._git.say("".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape"))
        return self._git


def _answer(git: Dialogue, limit: int | None) -> StoredObject | None:
    answer = git.output.readline()
    if not answer:
        raise git.failure()
    words = answer.rsplit(b" ", 2)
    if len(words) < 3 or not words[2].strip().isdigit():
        return None
    size = int(words[2])
    data = None if limit is not None and size > limit else git.output.read(size)
    if data is None:
        _pass_over(git.output, size)
    git.output.read(1)
    return StoredObject(words[0].decode(), words[1].decode(), size, data)


def entries_of(found: StoredObject | None) -> dict[str, Entry]:
    """Return the entries of a folder by their name; none where the object is no folder."""
    return _entries(found.data, len(found.sha) // 2) if found and found.kind == "tree" and found.data else {}


def _entries(tree: bytes, width: int) -> dict[str, Entry]:
    """Return the entries of a tree object; ``width`` is the size of an object's name in bytes."""
    found: dict[str, Entry] = {}
    at = 0
    while at < len(tree):
        space = tree.index(b" ", at)
        end = tree.index(b"\0", space)
        mode, name = int(tree[at:space], 8), tree[space + 1 : end].decode("utf-8", "surrogateescape")
        at = end + 1 + width
        found[name] = Entry(mode, tree[end + 1 : at].hex())
    return found


def _pass_over(output: BinaryIO, size: int) -> None:
    while size:
        size -= len(output.read(min(size, _CHUNK)))
