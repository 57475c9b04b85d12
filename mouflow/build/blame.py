"""Who made each change between two editions, when and why: from what was recorded, or whoever asks for what was not."""

from __future__ import annotations

from datetime import datetime

from mouflow.diagnostics import MouflowError
from mouflow.document import Authorship, Side
from mouflow.history import Commit, open_repository, read_commit
from mouflow.languages.profiles import find_profile
from mouflow.workspace import Workspace
from mouflow.workspace.authors import authorship

from .compared import Blame
from .editions import Edition


def blame_between(old: Edition, new: Edition, asking: Authorship) -> Blame:
    """Return who changed a block between two editions.

    Of two versions of one agreement the commits between them tell; what no commit tells is by the author of the newer
    side, and what is not recorded yet by ``asking``.
    """
    otherwise = _author_of(new.workspace, new.side, asking)
    if not old.side.commit or (old.workspace.root, old.agreement) != (new.workspace.root, new.agreement):
        return lambda *_: otherwise
    repository = open_repository(new.workspace.root)
    authors = authorship(new.workspace, repository, new.agreement, old.side.commit, new.side.commit or None)

    def blame(document: str, block: str, clause: str, language: str) -> Authorship:
        profile = find_profile(language)
        commit = authors.find(document, block, clause, profile.key if profile else language)
        return _authorship(commit) if commit else otherwise

    return blame


def asking_author(workspace: Workspace, now: datetime) -> Authorship:
    """Return whose changes those are that nobody has recorded: git's user, or else the workspace's organisation."""
    try:
        name = open_repository(workspace.root).author()
    except MouflowError:
        name = ""  # folders can be compared without a repository
    return Authorship(name or workspace.settings.organisation, now)


def _author_of(workspace: Workspace, side: Side, asking: Authorship) -> Authorship:
    return _authorship(read_commit(open_repository(workspace.root), side.commit)) if side.commit else asking


def _authorship(commit: Commit) -> Authorship:
    return Authorship(commit.author, commit.date, commit.subject, commit.sha)
