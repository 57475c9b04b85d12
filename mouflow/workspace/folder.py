"""Where a workspace is, what its settings say, and which agreements and documents it has."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from mouflow.diagnostics import Location, MouflowError, error
from mouflow.model.base import Record, Words
from mouflow.schema import read_record
from mouflow.source import decode

from .files import Files, WorkingFiles

SETTINGS = "mouflow.toml"
AGREEMENTS = "agreements"
NOT_DOCUMENTS = frozenset({"obligations.yaml", "ledger.yaml"})


class Settings(Record):
    """`mouflow.toml`, or `[tool.mouflow]` in `pyproject.toml`."""

    organisation: Annotated[Words, Field(description="our own office, the author in every file's properties")] = ""
    time_zone: Annotated[Words, Field(description="IANA name; the zone of dates in file properties")] = "Asia/Hong_Kong"
    output: Annotated[Words, Field(description="folder that `generate` writes to")] = "build"


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
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / AGREEMENTS).is_dir() or (folder / SETTINGS).is_file():
            return open_workspace(folder)
    hint = "change to a workspace, or make one with `mouflow init`"
    raise MouflowError(error("not-a-workspace", f"{start} does not lie in a workspace", hint=hint))


def open_workspace(root: Path) -> Workspace:
    """Open the workspace in this very folder."""
    files = WorkingFiles(root)
    return Workspace(files.root, files, read_settings(files), WorkingFiles(builtin_templates().parent))


def read_settings(files: Files) -> Settings:
    """Read the settings; every one has a default.

    Raises:
        MouflowError: The file is no TOML, or has unknown or wrong settings.
    """
    if files.exists(SETTINGS):
        return read_record(_toml(files, SETTINGS), Settings, SETTINGS)
    if files.exists("pyproject.toml"):
        tool = _toml(files, "pyproject.toml").get("tool")
        table = tool.get("mouflow", {}) if isinstance(tool, Mapping) else {}
        return read_record(table, Settings, "pyproject.toml")
    return Settings()


def _toml(files: Files, path: str) -> dict[str, object]:
    try:
        return tomllib.loads(decode(files.read(path), path))
    except tomllib.TOMLDecodeError as problem:
        found = re.search(r"at line (\d+), column (\d+)", str(problem))
        place = Location(path, int(found.group(1)), int(found.group(2))) if found else Location(path)
        raise MouflowError(error("toml-syntax", f"not TOML: {problem}", place)) from None


def builtin_templates() -> Path:
    """Return the templates that come with mouflow: in a wheel inside the package, in a checkout beside it."""
    package = Path(__file__).parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def agreement_ids(workspace: Workspace) -> list[str]:
    """Return the ids of all agreements, in order."""
    folders = [name[:-1] for name in workspace.files.names(AGREEMENTS) if name.endswith("/")]
    return [identifier for identifier in folders if document_names(workspace, identifier)]


def document_names(workspace: Workspace, agreement: str) -> list[str]:
    """Return the names of an agreement's documents: its YAML files without the ending."""
    names = workspace.files.names(f"{AGREEMENTS}/{agreement}")
    return [name[:-5] for name in names if name.endswith(".yaml") and name not in NOT_DOCUMENTS]
