"""The files of a workspace as they were at one commit, read as those of the working folder are."""

from __future__ import annotations

from collections import deque

from mouflow.file_errors import MAX_FILE_BYTES, file_missing, file_too_big, file_unreadable, path_inside

from .objects import LINK, SUBMODULE, TREE, Entry, ObjectReader, StoredObject, entries_of
from .repository import Repository

_AHEAD = 64
"""So many files are read ahead."""
_NOT_FOLLOWED = "links and submodules are not followed in a version; record the file itself"


class RevisionFiles:
    """The files below the folder of a workspace at one commit; equal to others of the same commit and folder.

    Many versions can be read through one ``reader``.
    """

    def __init__(self, repository: Repository, commit: str, reader: ObjectReader | None = None) -> None:
        self.repository = repository
        self.commit = commit
        self._reader = reader or ObjectReader(repository.top)
        self._folders: dict[str, dict[str, Entry]] = {}
        self._coming: deque[str] = deque()
        self._ahead: dict[str, StoredObject | None] = {}

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, RevisionFiles) and self.commit == other.commit
        return same and isinstance(other, RevisionFiles) and self.repository == other.repository

    def __hash__(self) -> int:
        return hash((self.repository, self.commit))

    def __reduce__(self) -> tuple[type[RevisionFiles], tuple[Repository, str]]:
        """Travel between processes without the running git."""
        return RevisionFiles, (self.repository, self.commit)

    def read(self, path: str) -> bytes:
        """Return a file's bytes.

        Raises:
            MouflowError: The path leads outside, the file is missing, no plain file, or over 30 MB.
        """
        entry = self._find(path)
        if entry is None:
            raise file_missing(path)
        if entry.mode in {LINK, SUBMODULE}:
            raise file_unreadable(path, "it is a link or a submodule", _NOT_FOLLOWED)
        if entry.mode == TREE:
            raise file_unreadable(path, "it is a folder, or no plain file", "move it away, or rename it")
        found = self._object(entry.sha)
        if found is None:
            hint = "it was not fetched, or is damaged: run `git fsck`"
            raise file_unreadable(path, "its content is not in the repository", hint)
        if found.data is None:
            raise file_too_big(path, found.size)
        return found.data

    def exists(self, path: str) -> bool:
        """Tell whether a file or folder was there."""
        return self._find(path) is not None

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder, folders with a slash at the end; hidden ones are left out.

        Raises:
            MouflowError: The path leads outside.
        """
        inside = _plain(folder)
        found = self._folder(inside)
        self._read_ahead(inside, found)
        shown = (name + ("/" if entry.mode in {TREE, SUBMODULE} else "") for name, entry in found.items())
        return sorted(name for name in shown if not name.startswith("."))

    def stamp(self, path: str) -> object:
        """Return the name of the file's content; None where it is missing."""
        entry = self._find(path)
        return entry and entry.sha

    def _find(self, path: str) -> Entry | None:
        """Return the entry of a path, or the link that stands in its way; None where there is neither."""
        plain = _plain(path)
        if not plain:
            return Entry(TREE, "")
        folder, _, name = plain.rpartition("/")
        entry = self._folder(folder).get(name)
        above = self._find(folder) if entry is None and folder else None
        return entry or (above if above and above.mode in {LINK, SUBMODULE} else None)

    def _read_ahead(self, folder: str, found: dict[str, Entry]) -> None:
        """Read the folders inside at once: who lists a folder goes on to look into them."""
        inside = {f"{folder}/{name}".lstrip("/"): entry.sha for name, entry in found.items() if entry.mode == TREE}
        unread = {path: sha for path, sha in inside.items() if path not in self._folders}
        for path, tree in zip(unread, self._reader.many(list(unread.values())), strict=True):
            self._folders[path] = entries_of(tree)
            self._coming.extend(each.sha for name, each in self._folders[path].items() if name.endswith(".yaml"))

    def _object(self, sha: str) -> StoredObject | None:
        """Return a file's object; the YAML of one folder after the other is read ahead, some files at once."""
        if sha not in self._ahead:
            if not self._coming or self._coming[0] != sha:
                return self._reader.read(sha, MAX_FILE_BYTES)
            batch = [self._coming.popleft() for _ in range(min(_AHEAD, len(self._coming)))]
            self._ahead = dict(zip(batch, self._reader.many(batch, MAX_FILE_BYTES), strict=True))
        return self._ahead.pop(sha)

    def _folder(self, folder: str) -> dict[str, Entry]:
        if folder not in self._folders:
            inside = f"{self.repository.prefix}{folder}".rstrip("/")
            self._folders[folder] = self._reader.tree(f"{self.commit}:{inside}")
        return self._folders[folder]


def _plain(path: str) -> str:
    """Return a path without what means nothing in it, empty for the folder itself."""
    plain = path_inside(path).as_posix()
    return "" if plain == "." else plain
