"""What the names on a command line mean: agreements and their documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mouflow.diagnostics import MouflowError, did_you_mean, error
from mouflow.workspace import Workspace, agreement_ids, document_names
from mouflow.workspace.folder import AGREEMENTS, NOT_DOCUMENTS

_OF_THE_WHOLE = frozenset(name.removesuffix(".yaml") for name in NOT_DOCUMENTS)
"""Files that are no documents and concern the whole agreement."""


@dataclass(frozen=True, slots=True)
class Target:
    """An agreement, or some of its documents."""

    agreement: str
    documents: tuple[str, ...]


def find_targets(workspace: Workspace, names: Iterable[str], here: Path) -> list[Target]:
    """Find what the names on a command line mean: an agreement, ``agreement/document`` or a path.

    None means all, as does the workspace's own folder or ``agreements/``.

    Raises:
        MouflowError: A name means nothing in this workspace.
    """
    known = agreement_ids(workspace)
    everything = (workspace.root, workspace.root / AGREEMENTS)
    wanted = [name for name in names if (here / name).resolve() not in everything]
    if wanted:
        return [_target(workspace, name, here, known) for name in wanted]
    return [Target(each, tuple(document_names(workspace, each))) for each in known]


def _target(workspace: Workspace, name: str, here: Path, known: list[str]) -> Target:
    parts = name.rstrip("/").split("/")
    path, agreements = here / name, workspace.root / AGREEMENTS
    if parts[0] not in known and is_there(path) and path.resolve().is_relative_to(agreements):
        inside = path.resolve().relative_to(agreements)
        parts = list((inside.with_suffix("") if inside.suffix == ".yaml" else inside).parts)
    if not parts or parts[0] not in known:
        raise MouflowError(error("unknown-agreement", f"no agreement `{name}`", hint=did_you_mean(parts[0], known)))
    documents = document_names(workspace, parts[0])
    if len(parts) == 1 or "/".join(parts[1:]) in _OF_THE_WHOLE:
        return Target(parts[0], tuple(documents))
    if len(parts) > 2 or parts[1] not in documents:
        hint = did_you_mean(parts[-1], documents)
        raise MouflowError(error("unknown-document", f"no document `{name}`", hint=hint))
    return Target(parts[0], (parts[1],))


def is_there(path: Path) -> bool:
    """Tell whether a path that somebody wrote leads anywhere; one that no file system takes, as too long, does not."""
    try:
        return path.exists()
    except OSError:
        return False
