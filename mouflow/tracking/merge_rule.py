"""The line of .gitattributes that lets git merge two ledgers by taking the lines of both (gitattributes(5), union)."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from mouflow.build import write_atomically
from mouflow.history import GitError, Repository
from mouflow.workspace.start import LEDGER_ATTRIBUTES

ATTRIBUTES = ".gitattributes"
_RULE = re.compile(rb"^[ \t]*[^#\s]*ledger\.yaml[ \t][^\n]*\bmerge=", re.MULTILINE)


def add_merge_rule(root: Path) -> None:
    """Add the line to a workspace in git where no line says how ledgers are merged.

    Where the file cannot be written, merges of ledgers stop, and a person has to finish them; nothing else comes of it.
    """
    path = root / ATTRIBUTES
    if any((each / ".git").exists() for each in (root, *root.parents)):
        with suppress(OSError):
            data = path.read_bytes() if path.exists() else b""
            if not _RULE.search(data):
                write_atomically(path, _with_rule(data))


def unrecorded_rule(repository: Repository) -> list[str]:
    """Return the path of .gitattributes where that line is all that no commit holds of it."""
    path = repository.root / ATTRIBUTES
    try:
        recorded = repository.run("cat-file", "blob", f"HEAD:{repository.prefix}{ATTRIBUTES}")
    except GitError:
        recorded = b""
    return [ATTRIBUTES] if path.is_file() and path.read_bytes() == _with_rule(recorded) else []


def _with_rule(data: bytes) -> bytes:
    missing = b"\n" if data and not data.endswith(b"\n") else b""
    return data + missing + LEDGER_ATTRIBUTES.encode()
