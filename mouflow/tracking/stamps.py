"""Whether an agreement's files are those that were read: by their stamps, which cost little, or by their content."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import TypeAlias

from mouflow.file_errors import MAX_FILE_BYTES

Stamp: TypeAlias = tuple[str, int, int, int, int]
"""A file's name, size, time of its content and of its entry (nanoseconds), and number in its file system."""

RECENT = 2_000_000_000
"""A file that is younger, in nanoseconds, than what is known of it may change again without another stamp."""


def stamps_of(folder: Path) -> tuple[Stamp, ...] | None:
    """Return the stamps of a folder's YAML files, in order of their names.

    None where they do not tell everything: a link is among them, a folder, what cannot be looked at or is too big; and
    of a folder that is a repository of its own, as git tells nothing of the files in it.
    """
    try:
        if folder.is_symlink():
            return None
        with os.scandir(folder) as entries:
            every = [each for each in entries if is_yaml(each.name) or each.name == ".git"]
            found = [(each.name, each.stat(follow_symlinks=False)) for each in every if each.name != ".git"]
    except OSError:
        return None
    if len(found) < len(every):
        return None
    if not all(S_ISREG(status.st_mode) and status.st_size <= MAX_FILE_BYTES for _, status in found):
        return None
    return tuple(sorted(_stamp(name, status) for name, status in found))


def stamp_of(path: Path) -> Stamp | None:
    """Return the stamp of one file; None where it is missing or no plain file."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return _stamp(path.name, status) if S_ISREG(status.st_mode) else None


def settled(stamps: Iterable[Stamp], now: int) -> bool:
    """Tell whether files are old enough at a time (nanoseconds) that a change after it cannot bear the same stamp."""
    return all(max(content, entry) < now - RECENT for _, _, content, entry, _ in stamps)


def contents_of(folder: Path, stamps: Iterable[Stamp]) -> dict[str, bytes] | None:
    """Return the bytes of files by name; None where one cannot be read."""
    try:
        return {name: (folder / name).read_bytes() for name, *_ in stamps}
    except OSError:
        return None


def digest_of(contents: Mapping[str, bytes]) -> str:
    """Return a digest of files, by name and content."""
    whole = sha256()
    for name, data in sorted(contents.items()):
        whole.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
        whole.update(data)
    return whole.hexdigest()


def is_yaml(name: str) -> bool:
    """Tell whether a file of this name counts: it is YAML, and not hidden."""
    return name.endswith(".yaml") and not name.startswith(".")


def _stamp(name: str, status: os.stat_result) -> Stamp:
    return name, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
