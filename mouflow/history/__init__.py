"""Git as verbs: what was recorded, files as they were, who changed which words; GitPython is used here alone."""

from .blame import Key, Texts, last_changes
from .command import GitError
from .contents import Content, blob_name, contents_ever
from .diff_driver import create_repository, install_diff_driver
from .files import RevisionFiles
from .moves import last_moves, moved
from .objects import ObjectReader
from .record import Recorded, record
from .repository import Repository, at_version, no_history, open_repository
from .user_settings import configured_pager
from .versions import Commit, Version, commits, last_version, read_commit, touching, unrecorded, versions

__all__ = [
    "Commit",
    "Content",
    "GitError",
    "Key",
    "ObjectReader",
    "Recorded",
    "Repository",
    "RevisionFiles",
    "Texts",
    "Version",
    "at_version",
    "blob_name",
    "commits",
    "configured_pager",
    "contents_ever",
    "create_repository",
    "install_diff_driver",
    "last_changes",
    "last_moves",
    "last_version",
    "moved",
    "no_history",
    "open_repository",
    "read_commit",
    "record",
    "touching",
    "unrecorded",
    "versions",
]
