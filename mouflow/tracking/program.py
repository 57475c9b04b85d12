"""Which program computed the index: another one may come to other dates, or other words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from mouflow import __version__

_ELSEWHERE = frozenset({"__pycache__", "cli", "server", "watch", "render", "proof"})
"""Rooms in which neither dates nor words are made."""


def program() -> str:
    """Return a name of this program as it is: its version, and a digest of the stamps of its modules and its holidays.

    Any module that is put in the place of another shows, be it newer or older.
    """
    stamps = sorted(_stamps(Path(__file__).parent.parent, within=True))
    holidays = find_spec("holidays")
    if holidays and holidays.origin:
        stamps += sorted(_stamps(Path(holidays.origin).parent, within=False))
    return f"{__version__} {sha256(repr(stamps).encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"


def _stamps(folder: Path, *, within: bool) -> Iterator[tuple[str, int, int]]:
    """Give the path, size and time of each module of a folder; with ``within`` of those below it too."""
    folders = [str(folder)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for each in entries:
                if each.name.endswith(".py"):
                    status = each.stat()
                    yield each.path, status.st_size, status.st_mtime_ns
                elif within and each.name not in _ELSEWHERE and each.is_dir():
                    folders.append(each.path)
