"""The files of a workspace as they were at one commit, read as those of the working folder are."""

from __future__ import annotations

from pathlib import PurePosixPath

from mouflow.file_errors import MAX_FILE_BYTES, file_missing, file_too_big, file_unreadable, path_inside

from .objects import LINK, SUBMODULE, TREE, Entry, ObjectReader
from .repository import Repository

_NOT_FOLLOWED = "links and submodules are not followed in a version; record the file itself"


class RevisionFiles:
    """The files below the folder of a workspace at one commit; equal to others of the same commit and folder.

    Many versions can be read through one ``reader``.
    """

    def __init__(self, repository: Repository, commit: str, reader: ObjectReader | None = None) -> None:
        self.repository = repository
        self.commit = commit
        self._reader = reader or ObjectReader(repository.top)
        self._folders: dict[PurePosixPath, dict[str, Entry]] = {}

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
        found = self._reader.read(entry.sha, MAX_FILE_BYTES)
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
        inside = path_inside(folder)
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
        pure = path_inside(path)
        if not pure.parts:
            return Entry(TREE, "")
        entry = self._folder(pure.parent).get(pure.name)
        above = self._find(pure.parent.as_posix()) if entry is None and pure.parent.parts else None
        return entry or (above if above and above.mode in {LINK, SUBMODULE} else None)

    def _read_ahead(self, folder: PurePosixPath, found: dict[str, Entry]) -> None:
        """Read the folders inside at once: who lists a folder goes on to look into them."""
        inside = {folder / name: entry.sha for name, entry in found.items() if entry.mode == TREE}
        unread = {path: sha for path, sha in inside.items() if path not in self._folders}
        self._folders.update(zip(unread, self._reader.trees(list(unread.values())), strict=True))

    def _folder(self, folder: PurePosixPath) -> dict[str, Entry]:
        if folder not in self._folders:
            inside = (PurePosixPath(self.repository.prefix) / folder).as_posix()
            self._folders[folder] = self._reader.tree(f"{self.commit}:{'' if inside == '.' else inside}")
        return self._folders[folder]
