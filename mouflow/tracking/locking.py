"""A lock that lets one process at a time add to the ledgers of a workspace."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep

from mouflow.diagnostics import Location, MouflowError, error
from mouflow.private_folder import PRIVATE, private_file, private_folder

_NAME = "ledger.lock"
_LOCK = f"{PRIVATE}/{_NAME}"
_TRIES, _PAUSE = 3000, 0.01
"""Half a minute: a commit takes a tenth of a second, so that hundreds of processes get their turn."""


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the lock of the workspace in a folder; the system lets go of it when the process ends, however it ends.

    Where the file system has no such locks, a file that is there while the lock is held takes their place. That of a
    process which was killed stays, and is told; nobody can know from outside that it is dead.

    Raises:
        MouflowError: Another process does not let go of it, or the workspace cannot be written.
    """
    path = root / _LOCK
    try:
        private_folder(root)
        path = private_file(root, _NAME)
        held = _hold(path)
    except OSError as problem:
        hint = "mend the permissions of the workspace, or make room; nothing was added"
        message = f"cannot write {problem.filename or path}: {problem.strerror or problem}"
        raise MouflowError(error("ledger-unwritable", message, Location(_LOCK), hint)) from None
    try:
        yield
    finally:
        os.close(held)
        with suppress(FileNotFoundError):
            _stand_in(path).unlink()


def _hold(path: Path) -> int:
    for _ in range(_TRIES):
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        if _taken(file, path):
            return file
        os.close(file)
        sleep(_PAUSE)
    stand_in = _stand_in(path)
    hint = "wait until it is done, then run the command again"
    if stand_in.exists():
        hint += f"; if no mouflow runs, a killed one left {PRIVATE}/{stand_in.name} behind: delete it"
    raise MouflowError(error("ledger-locked", "another mouflow is adding to a ledger of this workspace", hint=hint))


def _taken(file: int, path: Path) -> bool:
    """Try to take the lock; False where another process has it, or the file was deleted meanwhile."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # so says a file system without locks
        return _made(_stand_in(path))
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


def _made(path: Path) -> bool:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        return False
    return True


def _stand_in(path: Path) -> Path:
    return path.with_suffix(".held")
