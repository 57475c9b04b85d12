"""What can be wrong with a file, in the same words wherever it is read: in the working folder or in a version of it."""

from __future__ import annotations

from pathlib import PurePosixPath

from .diagnostics import Location, MouflowError, error

MAX_FILE_BYTES = 30_000_000


def path_inside(path: str) -> PurePosixPath:
    """Return a path, relative and with slashes, that does not lead out of its folder by its letters.

    Raises:
        MouflowError: It does.
    """
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or "\0" in path or "\\" in path:
        raise path_outside(path)
    return pure


def path_outside(path: str) -> MouflowError:
    """Say that a path leads out of the workspace."""
    hint = "copy the file into the workspace and name it by its path there"
    return MouflowError(error("path-outside", f"`{path}` leads out of the workspace", Location(path), hint))


def file_missing(path: str) -> MouflowError:
    """Say that there is no such file."""
    return MouflowError(error("file-missing", "no such file", Location(path), "check the name, letter by letter"))


def file_too_big(path: str, size: int) -> MouflowError:
    """Say that a file has more than :data:`MAX_FILE_BYTES`."""
    hint = f"{MAX_FILE_BYTES // 1_000_000} MB is the most that is read"
    return MouflowError(error("file-too-big", f"the file has {size / 1e6:.0f} MB", Location(path), hint))


def file_unreadable(path: str, reason: str, hint: str) -> MouflowError:
    """Say why a file cannot be read."""
    return MouflowError(error("file-unreadable", reason, Location(path), hint))
