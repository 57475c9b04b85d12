"""Where a workspace is, and which agreements and documents it has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from mouflow import root as roots
from mouflow.diagnostics import MouflowError, error

from .files import Files, WorkingFiles
from .settings import SETTINGS_FILES, Settings, read_settings

AGREEMENTS = roots.AGREEMENTS
NOT_DOCUMENTS = frozenset({"obligations.yaml", "ledger.yaml"})
_MEANT_AS_YAML = re.compile(r"\.(?:ya?ml|yalm|ymal|yam|ya?ml\.txt)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Workspace:
    """An opened workspace: its folder, its files, its settings and the built-in templates."""

    root: Path
    files: Files
    settings: Settings
    builtin: Files


def find_workspace(start: Path) -> Workspace:
    """Open the workspace that a folder lies in.

    Raises:
        MouflowError: No folder from here upwards is a workspace, or its settings are wrong.
    """
    root = roots.find_root(start)
    if root is None:
        hint = "change to a workspace, or make one with `mouflow init`"
        raise MouflowError(error("not-a-workspace", f"{start} does not lie in a workspace", hint=hint))
    return open_workspace(root)


def open_workspace(root: Path) -> Workspace:
    """Open the workspace in this very folder."""
    files = WorkingFiles(root)
    return Workspace(files.root, files, read_settings(files), WorkingFiles(roots.builtin_templates().parent))


def workspace_at(workspace: Workspace, files: Files) -> Workspace:
    """Return a workspace as it was in a version: its files and settings; the built-in templates are the program's.

    A version that holds no settings at all has those of today: they were never recorded, and they name the author.

    Raises:
        MouflowError: The settings of that version are wrong.
    """
    recorded = any(map(files.exists, SETTINGS_FILES))
    return Workspace(workspace.root, files, read_settings(files) if recorded else workspace.settings, workspace.builtin)


def agreement_ids(workspace: Workspace) -> list[str]:
    """Return the ids of all agreements, in order; folders that cannot be read are among them, to be told of."""
    folders = [name[:-1] for name in workspace.files.names(AGREEMENTS) if name.endswith("/")]
    return [identifier for identifier in folders if _holds_documents(workspace, identifier)]


def _holds_documents(workspace: Workspace, agreement: str) -> bool:
    try:
        folder = f"{AGREEMENTS}/{agreement}"
        return bool(read_document_names(workspace, agreement) or misnamed_files(workspace, folder))
    except MouflowError:
        return True


def document_names(workspace: Workspace, agreement: str) -> list[str]:
    """Return the names of an agreement's documents; none where its folder cannot be read."""
    try:
        return read_document_names(workspace, agreement)
    except MouflowError:
        return []


def read_document_names(workspace: Workspace, agreement: str) -> list[str]:
    """Return the names of an agreement's documents: what ends in `.yaml`, without the ending.

    Raises:
        MouflowError: The folder leads outside of the workspace or cannot be read.
    """
    names = (name.rstrip("/") for name in workspace.files.names(f"{AGREEMENTS}/{agreement}"))
    return [name[:-5] for name in names if name.endswith(".yaml") and name not in NOT_DOCUMENTS]


def misnamed_files(workspace: Workspace, folder: str) -> list[str]:
    """Return the names in a folder that look like YAML but for their ending, and are not read: `mou.yml`.

    Raises:
        MouflowError: The folder leads outside of the workspace or cannot be read.
    """
    names = workspace.files.names(folder)
    return [name for name in names if _MEANT_AS_YAML.search(name) and not name.endswith(".yaml")]
