"""Digests of files that were read before, as long as their stamps tell for sure that they are the same."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from time import time_ns

from mouflow.file_errors import MAX_FILE_BYTES

RACY = 2_000_000_000
"""Nanoseconds for which a stamp tells nothing for sure: a file can change twice within one tick of its clock."""
_Stamp = tuple[int, int, int, int]


class DigestMemory:
    """Remembers the SHA-256 of files by their stamps: times of content and of status, size, inode."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[_Stamp, str]] = {}

    def find(self, path: Path) -> str | None:
        """Return the digest of a plain file's bytes, read again where it is not sure; None where that cannot be."""
        try:
            status = path.stat()
            known = self._known.get(path)
            if known and known[0] == _stamp(status):
                return known[1]
            plain = S_ISREG(status.st_mode) and status.st_size <= MAX_FILE_BYTES
            return self._read(path) if plain else None
        except OSError:
            return None

    def _read(self, path: Path) -> str | None:
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            digest = sha256(file.read(MAX_FILE_BYTES)).hexdigest()
            after = os.fstat(file.fileno())
        if _stamp(before) != _stamp(after):
            return None  # somebody is writing it: what was read may be neither
        if is_settled(after, time_ns()):
            self._known[path] = _stamp(after), digest
        return digest


def is_settled(status: os.stat_result, now: int) -> bool:
    """Tell whether a file was last changed long enough before ``now``, in nanoseconds, that its stamp is sure."""
    return max(status.st_mtime_ns, status.st_ctime_ns) < now - RACY


def _stamp(status: os.stat_result) -> _Stamp:
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino
