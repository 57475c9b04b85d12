"""The folder of what mouflow keeps for itself in a workspace, `.mouflow`; never a way out of the workspace.

Whoever sends a workspace could send a link in place of the folder, or of a file in it: neither is followed.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

PRIVATE = ".mouflow"
"""Safe to delete while no mouflow runs, but that then it no longer knows which reminders were sent."""


def private_folder(root: Path) -> Path:
    """Return the folder, made where it is missing, and kept out of git by a file of its own.

    Raises:
        OSError: It cannot be made, or a link stands in its place.
    """
    folder = root / PRIVATE
    folder.mkdir(exist_ok=True)
    _refuse_link(folder)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        _refuse_link(ignored)
        ignored.write_text("*\n", "utf-8")
    return folder


def private_file(root: Path, name: str) -> Path:
    """Return the path of a file in the folder; neither need be there.

    Raises:
        OSError: A link stands in the place of one of them.
    """
    _refuse_link(root / PRIVATE)
    path = root / PRIVATE / name
    _refuse_link(path)
    return path


def _refuse_link(path: Path) -> None:
    if path.is_symlink():
        raise OSError(errno.ELOOP, f"{os.strerror(errno.ELOOP)}: a link stands in its place; remove it", str(path))
