"""Which program computed the index: another one may come to other dates."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from mouflow import __version__

_ROOMS = ("register", "tracking", "model", "source", "languages")


def program() -> str:
    """Return a name of this program as it is: its version, and when its files and its holidays were last changed."""
    package = Path(__file__).parent.parent
    folders = [package / room for room in _ROOMS]
    holidays = find_spec("holidays")
    if holidays and holidays.origin:
        folders.append(Path(holidays.origin).parent)
    return f"{__version__} {max(map(_newest, folders))}"


def _newest(folder: Path) -> int:
    """Return the time of the newest module in a folder, in nanoseconds."""
    with os.scandir(folder) as entries:
        return max((each.stat().st_mtime_ns for each in entries if each.name.endswith(".py")), default=0)
