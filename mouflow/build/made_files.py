"""Which files on disk are what an earlier build wrote, and what each was made from."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from time import time_ns
from typing import NamedTuple

from mouflow.workspace.digest_memory import is_settled

from .cache_file import CacheFile

Stamp = tuple[int, int, int, int]
"""Of a file: its size, its times of content and of status in nanoseconds, its inode."""


class MadeFile(NamedTuple):
    """A file that was written: what it is made from, the SHA-256 of its bytes, its stamp, and when that was taken."""

    made_from: str
    digest: str
    stamp: Stamp
    taken: int


class MadeFiles:
    """The files that were written, as a cache keeps them; paths are kept from its folder on."""

    def __init__(self, file: CacheFile, folder: Path) -> None:
        self._file = file
        self._folder = folder

    def is_intact(self, path: Path, made_from: str) -> bool:
        """Tell whether a file stands on disk with the very bytes that were written when it was made from this.

        Its stamp tells, or, where that is not sure, its bytes.
        """
        known = self._find(path)
        if known is None or known.made_from != made_from:
            return False
        try:
            taken, status = time_ns(), path.lstat()
            if known.stamp == _stamp(status) and is_settled(status, known.taken):
                return True
            plain = S_ISREG(status.st_mode) and status.st_size == known.stamp[0]
            if not plain or sha256(path.read_bytes()).hexdigest() != known.digest:
                return False
        except OSError:
            return False
        self._keep(path, MadeFile(made_from, known.digest, _stamp(status), taken))
        return True

    def remember(self, path: Path, made_from: str, data: bytes) -> None:
        """Keep what a file was made from that has just been written."""
        with suppress(OSError):
            taken, status = time_ns(), path.lstat()
            self._keep(path, MadeFile(made_from, sha256(data).hexdigest(), _stamp(status), taken))

    def _find(self, path: Path) -> MadeFile | None:
        with suppress(ValueError, TypeError):
            ((text,),) = self._file.rows("SELECT value FROM outputs WHERE path = ?", self._place(path))
            made_from, digest, stamp, taken = json.loads(text)
            size, content, state, inode = map(int, stamp)
            return MadeFile(made_from, digest, (size, content, state, inode), int(taken))
        return None

    def _keep(self, path: Path, made: MadeFile) -> None:
        self._file.write(("INSERT OR REPLACE INTO outputs VALUES (?, ?)", (self._place(path), json.dumps(made))))

    def _place(self, path: Path) -> str:
        return os.path.relpath(path, self._folder)


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
