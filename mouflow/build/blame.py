"""Who made each change between two editions, when and why: from what was recorded, or whoever asks for what was not."""

from __future__ import annotations

from datetime import datetime

from mouflow.compare.drift import Blocks
from mouflow.compare.recorder import Who
from mouflow.diagnostics import MouflowError
from mouflow.document import Authorship, Edit
from mouflow.history import Commit, open_repository
from mouflow.languages.profiles import find_profile
from mouflow.workspace import Workspace
from mouflow.workspace.authors import Origin, authorship

from .compared import Blame
from .document_pairs import DocumentPair
from .editions import Edition
from .origins import Origins


def blame_between(old: Edition, new: Edition, asking: Authorship) -> Blame:
    """Return who made each change between two editions.

    Of two versions of one agreement the commits between them tell, and what is not recorded yet is by ``asking``, as is
    every change to files of no version. Where nothing tells, nobody is named.
    """
    unknown = Authorship("", new.side.date or asking.date, known=False)
    if not old.side.commit or (old.workspace.root, old.agreement) != (new.workspace.root, new.agreement):
        nobody = unknown if new.side.commit else asking
        return lambda *_: lambda _edit: nobody
    repository = open_repository(new.workspace.root)
    authors = authorship(new.workspace, repository, new.agreement, old.side.commit, new.side.commit or None)
    origins = Origins(repository, old, new)

    def blame(pair: DocumentPair, before: Blocks, after: Blocks) -> Who:
        traced = origins.of_document(pair, before, after)

        def who(edit: Edit) -> Authorship:
            profile = find_profile(edit.language)
            spoken = profile.key if profile else edit.language
            told = (authors.find(name, edit, spoken) for name in pair.names)
            origin = next(filter(None, told), None) or traced.find(edit)
            return _authorship(origin, asking) if origin else unknown

        return who

    return blame


def asking_author(workspace: Workspace, now: datetime) -> Authorship:
    """Return whose changes those are that nobody has recorded: git's user, or else the workspace's organisation."""
    try:
        name = open_repository(workspace.root).author()
    except MouflowError:
        name = ""  # folders can be compared without a repository
    return Authorship(name or workspace.settings.organisation, now)


def _authorship(origin: Origin, asking: Authorship) -> Authorship:
    return _recorded(origin.commit) if origin.commit else asking


def _recorded(commit: Commit) -> Authorship:
    return Authorship(commit.author, commit.date, commit.subject, commit.sha)
