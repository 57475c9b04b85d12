"""Trees of git with some paths replaced: everything else stays as the commit before has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from .command import Dialogue
from .objects import SUBMODULE, TREE, Entry, ObjectReader

Files = Mapping[str, Entry]
"""Files by their path below the folder that is spoken of."""


class TreeWriter:
    """Writes trees with one running `git mktree`."""

    def __init__(self, folder: Path, reader: ObjectReader) -> None:
        self._reader = reader
        self._trees: dict[str, Files] = {}
        self._git = Dialogue(folder, "mktree", "-z", "--missing", "--batch")

    def files(self, tree: str | None, paths: Iterable[str]) -> dict[str, Entry]:
        """Return the files of a tree at and below the paths."""
        found: dict[str, Entry] = {}
        for path in paths:
            entry: Entry | None = Entry(TREE, tree) if tree else None
            for name in path.split("/"):
                entry = self._tree(entry.sha).get(name) if entry and entry.mode == TREE else None
            if entry:
                found.update(self._files(entry, path))
        return found

    def _files(self, entry: Entry, path: str) -> Iterator[tuple[str, Entry]]:
        if entry.mode != TREE:
            yield path, entry
            return
        for name, inner in self._tree(entry.sha).items():
            yield from self._files(inner, f"{path}/{name}")

    def empty(self) -> str:
        """Return the tree with nothing in it, for a repository whose only files are taken out."""
        return self._ask(b"")

    def replaced(self, base: str | None, paths: Iterable[str], files: Files) -> str | None:
        """Return a tree that has these files at and below the paths, and what the base has everywhere else.

        ``base`` and the result are names of trees; None is a folder with nothing in it, which git does not keep.
        """
        whole = {path for path in paths if "/" not in path}
        found = {**(self._tree(base) if base else {})}
        for name in {path.partition("/")[0] for path in paths}:
            inside = _below(files, name)
            if name in whole:
                new = files.get(name) or self._entry(self._written(inside))
            else:
                old = found.get(name)
                deeper = [path.partition("/")[2] for path in paths if path.startswith(f"{name}/")]
                new = self._entry(self.replaced(old.sha if old and old.mode == TREE else None, deeper, inside))
                new = new or (old if old and old.mode != TREE else None)
            found.pop(name, None)
            found.update({name: new} if new else {})
        return self._made(found)

    def _tree(self, sha: str) -> Files:
        if sha not in self._trees:
            self._trees[sha] = self._reader.tree(sha)
        return self._trees[sha]

    def _written(self, files: Files) -> str | None:
        """Return a tree of nothing but these files."""
        names = {path.partition("/")[0] for path in files}
        found = {name: files.get(name) or self._entry(self._written(_below(files, name))) for name in names}
        return self._made({name: entry for name, entry in found.items() if entry})

    def _entry(self, tree: str | None) -> Entry | None:
        return Entry(TREE, tree) if tree else None

    def _made(self, found: Files) -> str | None:
        if not found:
            return None
        return self._ask(b"".join(_line(name, entry) for name, entry in found.items()))

    def _ask(self, lines: bytes) -> str:
        self._git.say(lines + b"\0")
        made = self._git.output.readline().decode().strip()
        if not made:
            raise self._git.failure()
        return made


def _below(files: Files, name: str) -> dict[str, Entry]:
    start = f"{name}/"
    return {path.removeprefix(start): entry for path, entry in files.items() if path.startswith(start)}


def _line(name: str, entry: Entry) -> bytes:
    kind = {TREE: "tree", SUBMODULE: "commit"}.get(entry.mode, "blob")
    return f"{entry.mode:06o} {kind} {entry.sha}\t".encode() + name.encode("utf-8", "surrogateescape") + b"\0"
