"""Who changed which words of an agreement, when and why: its recorded versions read back as far as it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from mouflow.diagnostics import Diagnostic, MouflowError
from mouflow.document import Edit
from mouflow.history import (
    Commit,
    GitError,
    Key,
    ObjectReader,
    Repository,
    RevisionFiles,
    Texts,
    commits,
    last_changes,
    last_moves,
    moved,
)
from mouflow.source import ids_below, words_of

from .files import Files
from .folder import AGREEMENTS, NOT_DOCUMENTS, Workspace


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a change comes from: a commit, or the files as they are now, which nobody has recorded yet."""

    commit: Commit | None


@dataclass(frozen=True, slots=True)
class Authors:
    """The commit that each text came with, or that took it out; None for what is not recorded yet.

    ``moves`` are the commits that moved clauses between two versions, under their keys for all languages. ``old`` and
    ``new`` are the texts of either version.
    """

    changes: Mapping[Key, Commit | None]
    moves: Mapping[Key, Commit | None]
    old: Texts
    new: Texts

    def find(self, document: str, edit: Edit, language: str) -> Origin | None:
        """Return where an edit comes from, in a language by its key; None where its words are not those of YAML.

        A block that has no text of its own in YAML is part of what its id begins with.
        """
        ids = [edit.block]
        while "." in ids[-1]:
            ids.append(ids[-1].rpartition(".")[0])
        if edit.operation == "moved":
            keys = [Key(document, each, "") for each in (*ids, edit.clause)]
            return next((Origin(self.moves[key]) for key in keys if key in self.moves), None)
        wholes = [Key(document, edit.block, spoken) for spoken in (language, "")]
        parts = [Key(document, each, language) for each in ids]
        found = [key for key in wholes if self._is_whole(key, edit)] + [key for key in parts if self._holds(key, edit)]
        return next((Origin(self.changes[key]) for key in found if key in self.changes), None)

    def _is_whole(self, key: Key, edit: Edit) -> bool:
        """Tell whether a text came or went as a whole, as an edit says of its block."""
        standing = key in self.old, key in self.new
        return standing == {"inserted": (False, True), "deleted": (True, False)}.get(edit.operation)

    def _holds(self, key: Key, edit: Edit) -> bool:
        """Tell whether the words of an edit are those that went and came in a text."""
        old, new = self.old.get(key, ""), self.new.get(key, "")
        went = not edit.old or old.count(edit.old) > new.count(edit.old)
        came = not edit.new or new.count(edit.new) > old.count(edit.new)
        return went and came


def authorship(
    workspace: Workspace, repository: Repository, agreement: str, old: str | None = None, new: str | None = None
) -> Authors:
    """Return who brought the texts of an agreement to what they are in one commit since another one.

    Without ``old`` the whole history is looked at, without ``new`` the folder as it is now. Texts that stood in
    ``old`` and are gone have an entry too.
    """
    tip = new or repository.head()
    folder = f"{AGREEMENTS}/{agreement}"
    listed = commits(repository, [folder], until=tip, since=old) if tip else []
    recorded = _Recorded(repository, agreement, listed)
    at_tip = recorded.texts(tip) if tip else {}
    now = at_tip if new else _texts(workspace.files, folder, at_tip)
    before = recorded.texts(old) if old else {}
    arrived = {key: text for key, text in now.items() if before.get(key) != text}
    gone = {key: None for key in before if key not in now}
    wanted = {**arrived, **gone}
    recorded_changes = last_changes(listed, recorded.texts, wanted)
    changes = {
        key: recorded_changes.get(key) for key in wanted if key in recorded_changes or now.get(key) != at_tip.get(key)
    }
    moves = _moves(recorded, listed, before, now) if old else {}
    return Authors(changes, moves, before, now)


def _moves(recorded: _Recorded, listed: list[Commit], old: Texts, new: Texts) -> dict[Key, Commit | None]:
    """Return the commit that moved each clause, under its key for all languages; None where it is not recorded yet."""
    here = moved(old, new)
    unrecorded = moved(recorded.texts(listed[0].sha), new) & here if listed else here
    commits_of = last_moves(listed, recorded.texts, here - unrecorded)
    places = {Key(key.document, key.id, "") for key in new if key.id in unrecorded or key.id in commits_of}
    return {key: commits_of.get(key.id) for key in places}


class _Recorded:
    """The texts of an agreement at its commits; ``texts`` gives those of one commit, by its name."""

    def __init__(self, repository: Repository, agreement: str, listed: list[Commit]) -> None:
        self._repository = repository
        self._folder = f"{AGREEMENTS}/{agreement}"
        self._parents = {each.sha: each.parents for each in listed}
        self._reader = ObjectReader(repository.top)
        self._last: dict[str, tuple[object, Texts]] = {}
        self.texts = lru_cache(maxsize=64)(self._texts)

    def _texts(self, sha: str) -> Texts:
        files = RevisionFiles(self._repository, sha, self._reader)
        found: dict[Key, str] = {}
        for name in _documents(files, self._folder):
            found.update(self._document(files, f"{self._folder}/{name}"))
        return found

    def _document(self, files: RevisionFiles, path: str) -> Texts:
        """Return the texts of a file; most commits change one, so that the others are those of the commit before."""
        stamp = files.stamp(path)
        if path not in self._last or self._last[path][0] != stamp:
            self._last[path] = stamp, self._read(files, path)
        return self._last[path][1]

    def _read(self, files: RevisionFiles, path: str) -> Texts:
        """Return the texts of a file at a commit; where it cannot be read, those it had before."""
        while files.exists(path):
            try:
                return _keyed(words_of(files.read(path), path), path)
            except GitError:
                raise
            except MouflowError:
                before = self._parents.get(files.commit)
                if not before:
                    break
                files = RevisionFiles(self._repository, before[0], self._reader)
        return {}


def _keyed(words: Mapping[tuple[str, str], str], path: str) -> dict[Key, str]:
    document = path.rpartition("/")[2].removesuffix(".yaml")
    return {Key(document, *key): text for key, text in words.items()}


def _documents(files: Files, folder: str) -> list[str]:
    return [name for name in files.names(folder) if name.endswith(".yaml") and name not in NOT_DOCUMENTS]


def _texts(files: Files, folder: str, otherwise: Texts) -> dict[Key, str]:
    """Return the texts of the folder as it is now; of a file that cannot be read, what was recorded last."""
    found: dict[Key, str] = {}
    for name in _documents(files, folder):
        path = f"{folder}/{name}"
        try:
            found.update(_keyed(words_of(files.read(path), path), path))
        except MouflowError:
            found.update({key: text for key, text in otherwise.items() if key.document == name[:-5]})
    return found


def unreadable(workspace: Workspace, agreement: str) -> list[Diagnostic]:
    """Return why documents cannot be read as they are now; of these, what was recorded last counts."""
    folder = f"{AGREEMENTS}/{agreement}"
    problems: list[Diagnostic] = []
    for name in _documents(workspace.files, folder):
        try:
            words_of(workspace.files.read(f"{folder}/{name}"), f"{folder}/{name}")
        except MouflowError as failed:
            problems += failed.diagnostics
    return problems


def clause_ids(workspace: Workspace, agreement: str, clause: str) -> set[str]:
    """Return the id of a clause and those inside of it, in whichever documents it stands; none where it is not known.

    A file that cannot be read has none.
    """
    folder = f"{AGREEMENTS}/{agreement}"
    found: set[str] = set()
    for name in _documents(workspace.files, folder):
        try:
            found |= ids_below(workspace.files.read(f"{folder}/{name}"), f"{folder}/{name}", clause)
        except MouflowError:
            continue
    return found
