"""The only writer of outputs: a whole file or nothing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from mouflow.diagnostics import MouflowError, error


def write_output(path: Path, data: bytes) -> None:
    """Write an output, whole or not at all.

    Raises:
        MouflowError: Its folder cannot be made or written, or a folder is in its place.
    """
    try:
        write_atomically(path, data)
    except OSError as problem:
        hint = "choose another folder with --out, or mend its permissions"
        message = f"cannot write {path if path.is_dir() else path.parent}: {problem.strerror}"
        raise MouflowError(error("output-unwritable", message, hint=hint)) from None


def write_atomically(path: Path, data: bytes, look: Callable[[], None] = lambda: None) -> None:
    """Write a whole file or nothing: beside its place first, then moved over it.

    ``look`` is called at the last moment before that, and prevents it by raising.

    Raises:
        OSError: The folder cannot be made or written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.{os.getpid()}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        look()
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def sweep(folder: Path, process: int) -> None:
    """Remove what a process that was killed had begun to write in a folder."""
    for each in folder.glob(f".*.{process}.*"):
        each.unlink(missing_ok=True)
