"""Git as verbs: what was recorded, files as they were, who changed which words; GitPython is used here alone."""

from .files import RevisionFiles
from .repository import Repository, at_version, no_history, open_repository
from .versions import Commit, Version, commits, last_version, read_commit, versions

__all__ = [
    "Commit",
    "Repository",
    "RevisionFiles",
    "Version",
    "at_version",
    "commits",
    "last_version",
    "no_history",
    "open_repository",
    "read_commit",
    "versions",
]
