"""The workspace folder: finds agreements, shared facts, templates and settings, and loads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from mouflow.diagnostics import Diagnostic, MouflowError, error
from mouflow.model.facts import SharedFacts
from mouflow.model.pack import Agreement, DocumentRecord
from mouflow.schema import read_document
from mouflow.source import read_yaml

SETTINGS = "mouflow.toml"
AGREEMENTS = "agreements"
SHARED_FILES = ("people", "organisations", "terms")
OTHER_FILES = frozenset({"obligations.yaml", "ledger.yaml"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``mouflow.toml`` sets."""

    organisation: str = ""
    time_zone: str = "Asia/Hong_Kong"
    output: str = "build"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with ``agreements/`` in it, opened."""

    root: Path
    settings: Settings = field(default_factory=Settings)


def find_workspace(start: Path) -> Workspace:
    """Open the workspace that a folder lies in.

    Raises:
        MouflowError: No folder from here upwards holds ``agreements/``, or the settings are wrong.
    """
    for folder in (start, *start.parents):
        if (folder / AGREEMENTS).is_dir():
            return Workspace(folder, Settings())
    hint = "change to a workspace, or make one with `mouflow init`"
    raise MouflowError(error("not-a-workspace", f"{start} is not in a workspace", hint=hint))


def shown(workspace: Workspace, path: Path) -> str:
    """Return a path as diagnostics print it: relative to the workspace."""
    return path.relative_to(workspace.root).as_posix()


def builtin_templates() -> Path:
    """Return the folder of the templates that come with mouflow: in a wheel inside the package, else beside it."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def template_folders(workspace: Workspace) -> list[Path]:
    """Return the template folders, the workspace's own first."""
    own = workspace.root / "templates"
    return [own, builtin_templates()] if own.is_dir() and own != builtin_templates() else [builtin_templates()]


def agreement_ids(workspace: Workspace) -> list[str]:
    """Return the ids of all agreements, in order."""
    folder = workspace.root / AGREEMENTS
    return sorted(each.name for each in folder.iterdir() if each.is_dir() and any(each.glob("*.yaml")))


def load_facts(workspace: Workspace) -> SharedFacts:
    """Load the shared facts.

    Raises:
        MouflowError: With every problem in the three files.
    """
    return SharedFacts()


def load_agreement(workspace: Workspace, identifier: str) -> Agreement:
    """Load one agreement with all its documents.

    Raises:
        MouflowError: With every problem in all its files.
    """
    folder = workspace.root / AGREEMENTS / identifier
    documents: dict[str, DocumentRecord] = {}
    problems: list[Diagnostic] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name in OTHER_FILES:
            continue
        where = shown(workspace, path)
        try:
            documents[path.stem] = read_document(read_yaml(path, where), where)
        except MouflowError as failed:
            problems.extend(failed.diagnostics)
    if problems:
        raise MouflowError(*problems)
    return Agreement(id=identifier, documents=documents)
