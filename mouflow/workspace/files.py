"""Files by their path inside a folder; nothing outside the folder can be named, linked to or read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path
from stat import S_ISREG
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
    """The files below a folder on disk; equal to others of the same folder."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkingFiles) and self.root == other.root

    def __hash__(self) -> int:
        return hash(self.root)

    def read(self, path: str) -> bytes:
        """Return a file's bytes.

        Raises:
            MouflowError: The path leads outside, the file is missing, unreadable, no plain file, or over 30 MB.
        """
        inside = self._inside(path)
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

    def exists(self, path: str) -> bool:
        """Tell whether a file or folder is there."""
        inside = self._inside(path)
        try:
            return inside.exists()
        except OSError:
            return False

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder, folders with a slash at the end; hidden ones are left out.

        Raises:
            MouflowError: The path leads outside, or the folder cannot be read.
        """
        inside = self._inside(folder)
        try:
            if not inside.is_dir():
                return []
            found = (each for each in inside.iterdir() if not each.name.startswith("."))
            return sorted(each.name + ("/" if each.is_dir() else "") for each in found)
        except OSError as problem:
            raise _unreadable(folder, problem) from None

    def stamp(self, path: str) -> object:
        """Return the file's time and size; None where it is missing."""
        try:
            status = self._inside(path).stat()
        except (OSError, MouflowError):
            return None
        return status.st_mtime_ns, status.st_size

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
            return any(each.is_symlink() for each in accumulate(parts, Path.joinpath, initial=self.root))
        except OSError:  # such as a name too long
            return True


def _unreadable(path: str, problem: OSError) -> MouflowError:
    reason = problem.strerror or "it cannot be read"
    return file_unreadable(path, f"cannot be read: {reason}", "mend its permissions, or move it away")
