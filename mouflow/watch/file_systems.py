"""Which file systems tell of changes: on network shares and the like, what others change is never told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_UNTOLD = frozenset(
    "9p afs beegfs ceph cifs coda davfs drvfs glusterfs gpfs lustre ncpfs nfs nfs4 orangefs prl_fs smb3 smbfs vboxsf "
    "virtiofs vmhgfs".split()
)
"""Names of file systems whose changes may be made elsewhere; so may those of all that are served through FUSE."""


def untold(folder: Path, mounts: str) -> str | None:
    """Return the name of the file system of a folder if it does not tell of all changes.

    ``mounts`` has the form of `/proc/self/mountinfo`, see proc_pid_mountinfo(5).
    """
    found = max(_mounts(mounts), key=lambda each: _depth(folder, each[0]), default=None)
    if found is None or _depth(folder, found[0]) < 0:
        return None
    name = found[1]
    return name if name in _UNTOLD or name.split(".")[0] in {"fuse", "fuseblk"} else None


def read_mounts() -> str:
    """Return what is mounted here; nothing where the system does not tell."""
    try:
        return Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    except OSError:
        return ""


def watched_here() -> int | None:
    """Return how many folders this process is told of changes in; None where the system does not tell."""
    folder = Path("/proc/self/fdinfo")
    return sum(map(_watched_by, folder.iterdir())) if folder.is_dir() else None


def count_folders(top: Path) -> int:
    """Count a folder with all below it, links aside."""
    return sum(1 for _ in os.walk(top))


def _watched_by(info: Path) -> int:
    try:
        return info.read_text("utf-8").count("inotify wd:")
    except OSError:  # closed meanwhile
        return 0


def _mounts(text: str) -> Iterator[tuple[Path, str]]:
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split()
        if len(fields) > 4 and after:
            place = fields[4].encode("utf-8", "surrogateescape").decode("unicode_escape", "replace")
            yield Path(place), after.split()[0]


def _depth(folder: Path, mount: Path) -> int:
    """Return how deep a mount lies above a folder; less than nothing where it does not."""
    return len(mount.parts) if folder.is_relative_to(mount) else -1
