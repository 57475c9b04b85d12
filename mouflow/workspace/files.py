"""Files by their path inside a folder; nothing outside the folder can be named, linked to or read."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from stat import S_ISREG
from typing import Protocol

from mouflow.diagnostics import Location, MouflowError, error

MAX_FILE_BYTES = 30_000_000


class Files(Protocol):
    """Read access to a workspace: the working folder, or later a version of it."""

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
        place = Location(path)
        try:
            status = inside.stat()
            if not S_ISREG(status.st_mode):
                hint = "move it away, or rename it"
                raise MouflowError(error("file-unreadable", "it is a folder, or no plain file", place, hint))
            if status.st_size > MAX_FILE_BYTES:
                message = f"the file has {status.st_size / 1e6:.0f} MB"
                hint = f"{MAX_FILE_BYTES // 1_000_000} MB is the most that is read"
                raise MouflowError(error("file-too-big", message, place, hint))
            return inside.read_bytes()
        except FileNotFoundError:
            hint = "check the name, letter by letter"
            raise MouflowError(error("file-missing", "no such file", place, hint)) from None
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
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or "\0" in path or "\\" in path:
            raise _outside(path)
        whole = self.root.joinpath(pure)
        try:
            real = whole.resolve()
        except (OSError, RuntimeError):  # Python 3.11 and 3.12 raise RuntimeError for links in a circle
            raise MouflowError(
                error("file-unreadable", "its links lead in a circle", Location(path), "remove it")
            ) from None
        if not real.is_relative_to(self.root):
            raise _outside(path)
        return whole


def _outside(path: str) -> MouflowError:
    hint = "copy the file into the workspace and name it by its path there"
    return MouflowError(error("path-outside", f"`{path}` leads out of the workspace", Location(path), hint))


def _unreadable(path: str, problem: OSError) -> MouflowError:
    hint = "mend its permissions, or move it away"
    reason = problem.strerror or "it cannot be read"
    return MouflowError(error("file-unreadable", f"cannot be read: {reason}", Location(path), hint))
