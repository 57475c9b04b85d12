"""Files by their path inside a folder; nothing outside the folder can be named, linked to or read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from typing import Protocol

from mouflow.diagnostics import MouflowError
from mouflow.file_errors import (
    MAX_FILE_BYTES,
    file_missing,
    file_too_big,
    file_unreadable,
    path_inside,
    path_outside,
)
from mouflow.tracing import Look, Sight, is_traced, note

from .digest_memory import DigestMemory

_WRONG = "!"
"""Begins what is seen of a file that cannot be read."""


class Files(Protocol):
    """Read access to a workspace: the working folder, or a version of it."""

    def read(self, path: str) -> bytes:
        """Return a file's bytes; the path is relative, with slashes."""

    def exists(self, path: str) -> bool:
        """Tell whether a file or folder is there."""

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder in order, folders with a slash at the end; none where it is missing."""

    def stamp(self, path: str) -> object:
        """Return a value that changes when the file does."""


class WorkingFiles:
    """The files below a folder on disk; equal to others of the same folder. Every look is told to ``tracing``."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._root = str(self.root)
        self._digests = DigestMemory()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkingFiles) and self.root == other.root

    def __hash__(self) -> int:
        return hash(self.root)

    def read(self, path: str) -> bytes:
        """Return a file's bytes.

        Raises:
            MouflowError: The path leads outside, the file is missing, unreadable, no plain file, or over 30 MB.
        """
        try:
            data = self._bytes(self._inside(path), path)
        except MouflowError as failed:
            self._note("file", path, _failure(failed))
            raise
        if is_traced():
            self._note("file", path, sha256(data).hexdigest())
        return data

    def exists(self, path: str) -> bool:
        """Tell whether a file or folder is there."""
        inside = self._inside(path)
        there = _is_there(inside)
        self._note("there", path, str(there))
        return there

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder, folders with a slash at the end; hidden ones are left out.

        Raises:
            MouflowError: The path leads outside, or the folder cannot be read.
        """
        try:
            found = self._names(folder)
        except MouflowError as failed:
            self._note("names", folder, _failure(failed))
            raise
        self._note("names", folder, _listing(found))
        return found

    def stamp(self, path: str) -> object:
        """Return a digest of the file's bytes; None where it is missing."""
        seen = self.look("file", path)
        self._note("file", path, seen)
        return None if seen.startswith(_WRONG) else seen

    def look(self, look: Look, path: str) -> str:
        """Return what a look gives now, as traces keep it; it is told to nobody, and raises nothing."""
        try:
            if look == "names":
                return _listing(self._names(path))
            inside = self._inside(path)
            if look == "there":
                return str(_is_there(inside))
            return self._digests.find(inside) or sha256(self._bytes(inside, path)).hexdigest()
        except MouflowError as failed:
            return _failure(failed)

    def _note(self, look: Look, path: str, gave: str) -> None:
        note(Sight(self._root, look, path), gave)

    def _bytes(self, inside: Path, path: str) -> bytes:
        try:
            status = inside.stat()
            if not S_ISREG(status.st_mode):
                raise file_unreadable(path, "it is a folder, or no plain file", "move it away, or rename it")
            if status.st_size > MAX_FILE_BYTES:
                raise file_too_big(path, status.st_size)
            return inside.read_bytes()
        except FileNotFoundError:
            raise file_missing(path) from None
        except OSError as problem:
            raise _unreadable(path, problem) from None

    def _names(self, folder: str) -> list[str]:
        inside = self._inside(folder)
        try:
            if not inside.is_dir():
                return []
            found = (each for each in inside.iterdir() if not each.name.startswith("."))
            return sorted(each.name + ("/" if each.is_dir() else "") for each in found)
        except OSError as problem:
            raise _unreadable(folder, problem) from None

    def _inside(self, path: str) -> Path:
        parts = path_inside(path).parts
        whole = self.root.joinpath(*parts)
        try:
            real = whole.resolve() if self._is_linked(parts) else whole
        except (OSError, RuntimeError):  # Python 3.11 and 3.12 raise RuntimeError for links in a circle
            raise file_unreadable(path, "its links lead in a circle", "remove it") from None
        if not real.is_relative_to(self.root):
            raise path_outside(path)
        return whole

    def _is_linked(self, parts: Iterable[str]) -> bool:
        """Tell whether a link may stand on the way; to resolve a path without one takes as long as to read its file."""
        try:
            steps = accumulate(parts, lambda above, name: f"{above}/{name}", initial=self._root)
            return any(S_ISLNK(os.lstat(step).st_mode) for step in steps)
        except FileNotFoundError:
            return False  # where nothing is, nothing leads outside
        except OSError:  # such as a name too long
            return True


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _failure(failed: MouflowError) -> str:
    return _WRONG + "; ".join(f"{each.code} {each.message}" for each in failed.diagnostics)


def _listing(names: Iterable[str]) -> str:
    return sha256("\0".join(names).encode("utf-8", "surrogateescape")).hexdigest()


def _unreadable(path: str, problem: OSError) -> MouflowError:
    reason = problem.strerror or "it cannot be read"
    return file_unreadable(path, f"cannot be read: {reason}", "mend its permissions, or move it away")
