"""What OLD and NEW of a comparison mean: a version, commit, branch, folder, agreement, or the files as they are now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mouflow.diagnostics import MouflowError, error
from mouflow.document import Side
from mouflow.document.review import WORKING_FILES
from mouflow.history import (
    Repository,
    RevisionFiles,
    at_version,
    last_version,
    no_history,
    open_repository,
    read_commit,
    versions,
)
from mouflow.root import find_root
from mouflow.workspace import Workspace, agreement_ids, find_workspace
from mouflow.workspace.folder import AGREEMENTS, workspace_at
from mouflow.workspace.guest import holds_documents, with_guest

from .editions import Edition
from .targets import is_there

NOW = "."
"""Names the files as they are now, where OLD has to be given."""
MOST = 12
"""So many agreements are named at most."""


def find_edition(workspace: Workspace, agreement: str, name: str, here: Path) -> Edition:
    """Find what a name means: the first that fits of a version of the agreement, another agreement, a folder, a commit.

    A folder is a workspace, one of its agreements, or one with nothing but the YAML files of the agreement, which then
    stand on the shared facts of this workspace. A version of another agreement is meant by ``AGREEMENT@VERSION``, a
    branch or tag whose name is also that of a folder by ``heads/NAME`` or ``tags/NAME``.

    Raises:
        MouflowError: The name means nothing; with the nearest versions there are.
    """
    if name == NOW:
        return working_edition(workspace, agreement)
    if found := _recorded_version(workspace, agreement, name):
        return found
    if name in agreement_ids(workspace):
        return replace(working_edition(workspace, name), side=Side(name))
    if is_there(here / name) and (here / name).is_dir():
        return _folder(workspace, here / name, agreement, name)
    repository = open_repository(workspace.root)
    other, _, version = name.rpartition("@")
    if other in agreement_ids(workspace):
        return _at(workspace, repository, other, name, repository.resolve(version, other))
    return _at(workspace, repository, agreement, name, repository.resolve(name, agreement))


def working_edition(workspace: Workspace, agreement: str) -> Edition:
    """Return the agreement as its files are now."""
    return Edition(workspace, agreement, Side(WORKING_FILES))


def last_edition(workspace: Workspace, agreement: str) -> Edition:
    """Return the agreement as it was last recorded: its newest version, or the newest commit where it has none.

    Raises:
        MouflowError: Nothing of it has been recorded yet.
    """
    repository = open_repository(workspace.root)
    version = last_version(repository, agreement)
    commit = version.commit if version else repository.head()
    if commit is None:
        raise no_history()
    if not RevisionFiles(repository, commit).exists(f"{AGREEMENTS}/{agreement}"):
        hint = f"record it: `mouflow record {agreement} -m MESSAGE`"
        raise MouflowError(error("no-history", f"`{agreement}` has never been recorded", hint=hint))
    return _at(workspace, repository, agreement, version.name if version else "HEAD", commit)


def _recorded_version(workspace: Workspace, agreement: str, name: str) -> Edition | None:
    try:
        repository = open_repository(workspace.root)
    except MouflowError:
        return None  # comparing folders or agreements needs no repository
    found = next((each for each in versions(repository, agreement) if each.name == name), None)
    return _at(workspace, repository, agreement, name, found.commit) if found else None


def _at(workspace: Workspace, repository: Repository, agreement: str, name: str, commit: str) -> Edition:
    files = RevisionFiles(repository, commit)
    try:
        then = workspace_at(workspace, files)
    except MouflowError as failed:
        raise at_version(failed, name, commit) from None
    return Edition(then, agreement, Side(name, commit, read_commit(repository, commit).date))


def _folder(workspace: Workspace, folder: Path, agreement: str, name: str) -> Edition:
    """Return an agreement of another folder: the folder itself, or the one of the same id in that workspace.

    Raises:
        MouflowError: That workspace has none of this id, or its settings are wrong.
    """
    inside = folder.resolve()
    root = find_root(inside)
    own = inside.relative_to(root).parts if root else ()
    if inside != root and own[:1] != (AGREEMENTS,) and holds_documents(inside):
        return Edition(with_guest(workspace, agreement, inside), agreement, Side(name))
    if root is None:
        hint = "name a workspace, one of its agreements, or a folder with the YAML files of one"
        raise MouflowError(error("unknown-agreement", f"{name} holds no agreement", hint=hint))
    other = find_workspace(folder)
    chosen = own[1] if len(own) > 1 and own[0] == AGREEMENTS else agreement
    known = agreement_ids(other)
    if chosen not in known:
        hint = f"name the folder of one: {', '.join(known[:MOST])}" if known else "there is none in it"
        raise MouflowError(error("unknown-agreement", f"no agreement `{chosen}` in {name}", hint=hint))
    return Edition(other, chosen, Side(name))
