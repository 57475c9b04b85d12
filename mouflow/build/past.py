"""A workspace as it was in a version, for the same build that makes the documents of today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mouflow.diagnostics import Diagnostic, MouflowError, error
from mouflow.history import RevisionFiles, at_version, open_repository
from mouflow.workspace import Workspace, workspace_at
from mouflow.workspace.folder import AGREEMENTS, agreement_ids

from .targets import is_there


@dataclass(frozen=True, slots=True)
class Past:
    """A workspace as it was at a commit, and the name that the commit was asked for by."""

    name: str
    commit: str
    workspace: Workspace

    def told(self, problems: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
        """Return problems with their version: places in it are none in the folder as it is now."""
        return at_version(MouflowError(*problems), self.name, self.commit).diagnostics


def open_past(workspace: Workspace, targets: Iterable[str], name: str, here: Path) -> Past:
    """Open a workspace as it was in a version of the targets' agreement, or at any commit, branch or tag.

    Targets are agreements, documents or paths from ``here``.

    Raises:
        MouflowError: There is none of that name, it is another commit for each of several agreements, or the settings
            of then are wrong.
    """
    repository = open_repository(workspace.root)
    known = agreement_ids(workspace)
    agreements = set(filter(None, (_agreement(workspace, target, here, known) for target in targets)))
    commits = {repository.resolve(name, each) for each in agreements or {""}}
    if len(commits) > 1:
        hint = "name one agreement, or a commit"
        raise MouflowError(error("several-versions", f"`{name}` is another commit for each agreement", hint=hint))
    (commit,) = commits
    try:
        return Past(name, commit, workspace_at(workspace, RevisionFiles(repository, commit)))
    except MouflowError as failed:
        raise at_version(failed, name, commit) from None


def _agreement(workspace: Workspace, target: str, here: Path, known: Sequence[str]) -> str:
    """Return the agreement that a target is of, known or gone by now; an empty text where it means all of them."""
    named = target.removeprefix(f"{AGREEMENTS}/").partition("/")[0]
    path, agreements = (here / target).resolve(), workspace.root / AGREEMENTS
    if path in (workspace.root, agreements):
        return ""
    is_path = named not in known and is_there(path) and path.is_relative_to(agreements)
    return path.relative_to(agreements).parts[0] if is_path else named
