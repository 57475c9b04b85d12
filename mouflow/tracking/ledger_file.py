"""The ledger's file on disk: read as it is, written whole and for good, and never through a link."""

from __future__ import annotations

import os
from pathlib import Path

from mouflow.build import write_atomically
from mouflow.diagnostics import Location, MouflowError, error

from .ledger_lines import LEDGER


class OvertakenError(Exception):
    """Somebody else wrote to the ledger since it was read."""


def ledger_bytes(place: Path) -> bytes:
    """Return the bytes of a ledger; none where there is no file yet.

    Raises:
        MouflowError: It is there and cannot be read.
    """
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as problem:
        hint = "mend its permissions, or move it away; nothing was added"
        message = f"cannot read the ledger: {problem.strerror}"
        raise MouflowError(error("ledger-unreadable", message, Location(place.name), hint)) from None


def refuse_links(root: Path, path: str) -> None:
    """Refuse a ledger that stands elsewhere: git records what lies in the workspace, and nothing else may be written.

    Raises:
        MouflowError: It is a link, or a folder on the way to it is.
    """
    for part in (*reversed(Path(path).parents[:-1]), Path(path)):
        if (root / part).is_symlink():
            hint = "put the folder or file itself there; nothing was added"
            raise MouflowError(error("ledger-unwritable", "a link leads to the ledger", Location(str(part)), hint))


def write_ledger(root: Path, path: str, before: bytes, data: bytes) -> None:
    """Write a ledger that was read as ``before``, so that it outlives a failure of power: the file, then its folder.

    Raises:
        OvertakenError: It is no longer as it was read.
        MouflowError: It cannot be written.
    """
    place = root / path

    def look() -> None:
        if ledger_bytes(place) != before:
            raise OvertakenError

    try:
        for left in place.parent.glob(f".{LEDGER}.[0-9]*.{'?' * 8}"):  # by a killed process: nobody else is at it
            left.unlink()
        write_atomically(place, data, look)
        _sync(place.parent)
    except OSError as problem:
        hint = "mend its permissions, or make room, then run the command again; nothing was added"
        message = f"cannot write the ledger: {problem.strerror or problem}"
        raise MouflowError(error("ledger-unwritable", message, Location(path), hint)) from None


def _sync(folder: Path) -> None:
    """Bring the names in a folder to disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
