"""A workspace whose files of one agreement lie in another folder: what a counterpart sends back, say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from mouflow.diagnostics import Diagnostic, MouflowError
from mouflow.file_errors import path_inside

from .files import Files, WorkingFiles
from .folder import AGREEMENTS, NOT_DOCUMENTS, Workspace


def with_guest(workspace: Workspace, agreement: str, folder: Path) -> Workspace:
    """Return the workspace with the files of a folder in the place of an agreement's own."""
    return replace(workspace, files=GuestFiles(workspace.files, f"{AGREEMENTS}/{agreement}", WorkingFiles(folder)))


def at_guest(failed: MouflowError, workspace: Workspace, name: str) -> MouflowError:
    """Return problems with the places of a guest's files as the guest's folder is called, not as the agreement is."""
    own = f"{workspace.files.folder}/" if isinstance(workspace.files, GuestFiles) else None
    return MouflowError(*(_moved(each, own, name) if own else each for each in failed.diagnostics))


def _moved(problem: Diagnostic, own: str, name: str) -> Diagnostic:
    place = problem.location
    if place is None or not place.path.startswith(own):
        return problem
    return replace(problem, location=place._replace(path=f"{name.rstrip('/')}/{place.path.removeprefix(own)}"))


def holds_documents(folder: Path) -> bool:
    """Tell whether YAML files lie in a folder that may be documents of an agreement."""
    try:
        names = WorkingFiles(folder).names(".")
    except MouflowError:
        return False
    return any(name.endswith(".yaml") and name not in NOT_DOCUMENTS for name in names)


@dataclass(frozen=True, slots=True)
class GuestFiles:
    """Files of a workspace, but what stands below one folder comes from elsewhere."""

    host: Files
    folder: str
    guest: Files

    def read(self, path: str) -> bytes:
        """Return a file's bytes.

        Raises:
            MouflowError: As the files say that it is read from; its place is a path of the workspace.
        """
        files, inside = self._of(path)
        try:
            return files.read(inside)
        except MouflowError as failed:
            told = (each.location and each.location._replace(path=path) for each in failed.diagnostics)
            pairs = zip(failed.diagnostics, told, strict=True)
            raise MouflowError(*(replace(each, location=place) for each, place in pairs)) from None

    def exists(self, path: str) -> bool:
        """Tell whether a file or folder is there."""
        files, inside = self._of(path)
        return files.exists(inside)

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder, folders with a slash at the end."""
        files, inside = self._of(folder)
        return files.names(inside)

    def stamp(self, path: str) -> object:
        """Return a value that changes when the file does."""
        files, inside = self._of(path)
        return files.stamp(inside)

    def _of(self, path: str) -> tuple[Files, str]:
        plain = path_inside(path)
        if plain.is_relative_to(self.folder):
            return self.guest, plain.relative_to(self.folder).as_posix()
        return self.host, path
