"""Files by their path inside a folder; nothing outside the folder can be named, linked to or read."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
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
    """The files below a folder on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def read(self, path: str) -> bytes:
        """Return a file's bytes.

        Raises:
            MouflowError: The path leads outside, the file is missing, unreadable or bigger than 30 MB.
        """
        place = Location(path)
        inside = self._inside(path)
        try:
            if inside.stat().st_size > MAX_FILE_BYTES:
                size = f"{inside.stat().st_size / 1e6:.0f} MB"
                hint = f"{MAX_FILE_BYTES // 1_000_000} MB is the most that is read"
                raise MouflowError(error("file-too-big", f"the file has {size}", place, hint))
            return inside.read_bytes()
        except FileNotFoundError:
            raise MouflowError(
                error("file-missing", "no such file", place, "check the name, letter by letter")
            ) from None
        except OSError as problem:
            reason = problem.strerror or "it cannot be read"
            raise MouflowError(error("file-unreadable", f"cannot be read: {reason}", place)) from None

    def exists(self, path: str) -> bool:
        """Tell whether a file or folder is there."""
        return self._inside(path).exists()

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder, folders with a slash at the end; hidden ones are left out."""
        inside = self._inside(folder)
        if not inside.is_dir():
            return []
        found = (each for each in inside.iterdir() if not each.name.startswith("."))
        return sorted(each.name + ("/" if each.is_dir() else "") for each in found)

    def stamp(self, path: str) -> object:
        """Return the file's time and size; None where it is missing."""
        try:
            status = self._inside(path).stat()
        except (OSError, MouflowError):
            return None
        return status.st_mtime_ns, status.st_size

    def _inside(self, path: str) -> Path:
        pure = PurePosixPath(path)
        whole = self.root.joinpath(pure)
        if pure.is_absolute() or ".." in pure.parts or "\0" in path or "\\" in path:
            raise _outside(path)
        if not whole.resolve().is_relative_to(self.root):
            raise _outside(path)
        return whole


def _outside(path: str) -> MouflowError:
    hint = "copy the file into the workspace and name it by its path there"
    return MouflowError(error("path-outside", f"`{path}` leads out of the workspace", Location(path), hint))
