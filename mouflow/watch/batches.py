"""Events of a file system to batches: what an editor or git does to several files in one go is told once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

SETTLED = 0.002
"""Seconds of quiet after which files that were closed or moved into place are taken as saved."""
UNSETTLED = 0.05
"""The same where a file is gone, new or half written: most editors put it back, move it to its place, or close it."""
FEW = 3
"""More files than this are no save of an editor, but a copy or a checkout."""
MANY = 0.03
"""Seconds of quiet after which a copy or a checkout is taken as over."""
MOST = 0.3
"""Seconds after which a batch is given whether or not events keep coming."""
_PASSING = re.compile(r"~$|^\.#|^#.*#$|\.sw[a-z]$|^4913$|\.(?:tmp|temp|bak|part|crswap)$|^\.goutputstream-|___jb_")
"""Names of files that editors write beside the one that they save, and remove again."""
_OURS = frozenset({".git", ".mouflow"})


Kind = Literal["appeared", "changed", "gone"]


class Event(NamedTuple):
    """Something happened at a path of the workspace, in seconds of a clock that never goes back.

    ``settled`` says that nothing more is to be expected: the file was closed, or moved to its place.
    """

    path: str
    kind: Kind
    settled: bool
    at: float


class Lost(NamedTuple):
    """Something happened that nobody knows."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The paths at which something happened, in order, and when the first event came."""

    paths: tuple[str, ...]
    began: float


class Gathering:
    """Gathers events until they make a batch."""

    def __init__(self) -> None:
        self._settled: dict[str, bool] = {}
        self._new: set[str] = set()
        self._first = self._last = 0.0

    def __bool__(self) -> bool:
        return bool(self._settled)

    def __contains__(self, path: str) -> bool:
        return path in self._settled

    def add(self, event: Event) -> None:
        """Take in an event, unless it is at a file that only passes by."""
        if is_passing(event.path):
            return
        if not self._settled:
            self._first = event.at
        if event.kind == "appeared" and event.path not in self._settled:
            self._new.add(event.path)
        passing = event.path in self._new and event.kind != "appeared"
        self._settled[event.path] = event.settled and not passing
        self._last = event.at
        if event.kind == "gone" and event.path in self._new:
            self._new.discard(event.path)
            del self._settled[event.path]

    def due(self) -> float:
        """Return when the batch is complete if nothing more comes, in seconds of the events' clock."""
        quiet = SETTLED if all(self._settled.values()) else UNSETTLED
        if len(self._settled) > FEW:
            quiet = MANY
        return min(self._last + quiet, self._first + MOST)

    def take(self) -> Batch:
        """Give what was gathered, and begin anew."""
        batch = Batch(tuple(sorted(self._settled)), self._first)
        self._settled, self._new = {}, set()
        return batch


def is_passing(path: str) -> bool:
    """Tell whether a path is of a file that an editor writes beside the one it saves, or of git's or mouflow's own."""
    parts = PurePosixPath(path).parts
    return not parts or parts[0] in _OURS or _PASSING.search(parts[-1]) is not None
