"""The index (what is staged): a copy takes in the recorded paths, and takes the index's place at the right moment."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from mouflow.diagnostics import Location, MouflowError, error

from .leftovers import clear_away, new_copy
from .objects import SUBMODULE, Entry
from .refusals import changed_meanwhile, locked
from .repository import Repository

_STAGED = re.compile(r"([0-7]{6}) ([0-9a-f]+) ([0-3])\t(.*)", re.DOTALL)


class IndexCopy:
    """A copy of the index beside it; whatever happens to the copy, the index stays as it is until :meth:`install`."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._index = repository.git_dir / "index"
        self._lock = repository.git_dir / "index.lock"
        self._copy = new_copy(repository.git_dir)
        self._seen: tuple[int, int, int] | None = None

    def begin(self) -> None:
        """Make the copy.

        Raises:
            MouflowError: Another git holds the lock.
            OSError: The repository cannot be written.
        """
        clear_away(self._repository.git_dir)
        if self._lock.exists():
            raise locked(self._lock)
        self._seen = _state(self._index)
        if self._seen:
            shutil.copy(self._index, self._copy)

    def take_in(self, paths: Iterable[str]) -> dict[str, Entry]:
        """Stage files and folders as they are on disk, gone ones too; return what is staged there now, by path.

        New files are taken as they are, whatever line ends the user's git would change (core.autocrlf); those known
        already are taken as git always took them. What .gitattributes says holds for both.

        Raises:
            MouflowError: A path is a link, another repository, or in a conflict; or git cannot read it.
        """
        inside = list(paths)
        known, new = self._listed(inside)
        _refuse_links(self._repository.top, known, new)
        self._update((), known)
        self._update(("-c", "core.autocrlf=false"), new)
        staged, _ = self._listed(inside)
        return staged

    def install(self) -> None:
        """Put the copy in the index's place, as git does: by the lock that keeps others out, moved over it.

        The lock is a link to the copy, so that one left behind by a kill is known as ours and taken away next time.

        Raises:
            MouflowError: Another program holds the lock, or changed the index meanwhile.
        """
        self._take_lock()
        try:
            self._refuse_changes()
            self._lock.replace(self._index)
        except BaseException:
            self._lock.unlink(missing_ok=True)
            raise

    def _refuse_changes(self) -> None:
        if _state(self._index) != self._seen:
            raise changed_meanwhile()

    def _take_lock(self) -> None:
        try:
            try:
                os.link(self._copy, self._lock)
            except PermissionError:  # so says a file system without links
                self._write_lock()
        except FileExistsError:
            raise locked(self._lock) from None

    def _write_lock(self) -> None:
        with self._lock.open("xb") as lock:
            try:
                lock.write(self._copy.read_bytes())
            except BaseException:
                self._lock.unlink()
                raise

    def discard(self) -> None:
        """Take the copy away."""
        for path in (self._copy, self._copy.with_name(f"{self._copy.name}.lock")):
            path.unlink(missing_ok=True)

    def _listed(self, paths: list[str]) -> tuple[dict[str, Entry], list[str]]:
        """Return the staged entries at and below paths, and the files there that git does not know and not ignore."""
        wanted = ("--stage", "--others", "--exclude-standard", "-z", "--", *paths)
        staged: dict[str, Entry] = {}
        others: list[str] = []
        for line in self._run("ls-files", *wanted).decode("utf-8", "surrogateescape").split("\0")[:-1]:
            found = _STAGED.fullmatch(line)
            if found is None:
                others.append(line)
            elif found[3] != "0":
                raise _unmerged(found[4])
            else:
                staged[found[4]] = Entry(int(found[1], 8), found[2])
        return staged, others

    def _update(self, setting: tuple[str, ...], paths: Iterable[str]) -> None:
        given = b"".join(path.encode("utf-8", "surrogateescape") + b"\0" for path in paths)
        if given:
            how = ("--add", "--remove", "--ignore-skip-worktree-entries", "-z", "--stdin")
            self._run(*setting, "update-index", *how, given=given)

    def _run(self, *arguments: str, given: bytes = b"") -> bytes:
        environment = {"GIT_INDEX_FILE": str(self._copy)}
        return self._repository.run(*arguments, given=given, environment=environment)


def _state(index: Path) -> tuple[int, int, int] | None:
    """Return what differs between any two states of the index, which git replaces and never changes in place."""
    try:
        status = index.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def _refuse_links(top: Path, known: Mapping[str, Entry], new: Iterable[str]) -> None:
    links = [path for path in (*known, *new) if (top / path).is_symlink()]
    others = [path for path, entry in known.items() if entry.mode == SUBMODULE]
    others += [path for path in new if path.endswith("/")]
    problems = [error("link-refused", "a link is not recorded", Location(path), "copy the file here") for path in links]
    hint = "move it out of the agreement's folder"
    problems += [error("link-refused", "another repository lies here", Location(path), hint) for path in others]
    if problems:
        raise MouflowError(*problems)


def _unmerged(path: str) -> MouflowError:
    hint = "keep one side, drop the markers, then run `git add` on the file"
    return MouflowError(error("unmerged", "a merge conflict is not resolved in this file", Location(path), hint))
