"""What an agreement promises: its obligations.yaml, read."""

from __future__ import annotations

from collections.abc import Callable

from mouflow.diagnostics import Diagnostic
from mouflow.model.obligations import Promises
from mouflow.schema import read_record
from mouflow.source import read_yaml

from .folder import AGREEMENTS, Workspace

PROMISES = "obligations.yaml"
"""Its name in the folder of an agreement."""


def promises_path(agreement: str) -> str:
    """Return where an agreement's obligations stand, whether there are any or not."""
    return f"{AGREEMENTS}/{agreement}/{PROMISES}"


def load_promises(
    workspace: Workspace,
    agreement: str,
    lesser: list[Diagnostic] | None = None,
    read: Callable[[bytes, str], object] = read_yaml,
) -> Promises | None:
    """Read what an agreement promises; None where it has no such file.

    Problems that leave the file standing (unknown keys and languages) go to ``lesser`` where a list is given. ``read``
    makes values of the file's bytes.

    Raises:
        MouflowError: The file cannot be read, or is wrong; with every problem.
    """
    path = promises_path(agreement)
    if not workspace.files.exists(path):
        return None
    value = read(workspace.files.read(path), path)
    return read_record({} if value is None else value, Promises, path, lesser)
