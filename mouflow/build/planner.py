"""Plans for several targets, which share what is looked at for all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path

from mouflow.render.rendered import Pending
from mouflow.tracing import Sight
from mouflow.workspace import Workspace
from mouflow.workspace.files import WorkingFiles

from .assembled import Assembled
from .cache import Cache
from .document_digest import DocumentDigests
from .fingerprint import format_print, program_print
from .jobs import Wish
from .opening import Opening, TracedGround
from .planned import Planned, quickness
from .remembered import Remembered
from .targets import Target

_PASSING = frozenset({"template-limit"})
"""Codes of problems that depend on how quick the machine is just now; what has them is not remembered."""


class Planner:
    """Plans one target after the other; what was looked at once is not looked at again."""

    def __init__(self, workspace: Workspace, wish: Wish, out: Path, cache: Cache | None, *, force: bool) -> None:
        self._workspace, self._wish, self._out = workspace, wish, out
        self._cache, self._force = cache, force
        both = (workspace.builtin, workspace.files)
        self._folders = {str(each.root): each for each in both if isinstance(each, WorkingFiles)}
        self._on_disk = isinstance(workspace.files, WorkingFiles)  # what a version holds is looked at by no trace
        self._ground = TracedGround(workspace)
        self._looks: dict[Sight, str] = {}

    def planned(self, target: Target) -> Iterator[Planned]:
        """Give what each document of a target needs, and first what all of them stand on."""
        question = self._question(target)
        known = self._known(target, question)
        opening = Opening(self._workspace, target, self._ground)
        for name in ("", *target.documents):
            before = known.get(name)
            if before and self._holds(before):
                yield self._kept(target, name, before)
            else:
                yield self._anew(opening, name, question)

    def kept(self, target: Target) -> tuple[Planned, ...]:
        """Return what is known of a target of which nothing has changed; nothing where something has."""
        known = self._known(target, self._question(target))
        names = ("", *target.documents)
        if not all(name in known and self._holds(known[name]) for name in names):
            return ()
        return tuple(self._kept(target, name, known[name]) for name in names)

    def _kept(self, target: Target, name: str, before: Remembered) -> Planned:
        unchanged = tuple(self._out / path for path in before.outputs)
        return Planned(target, name, before.trace, before.problems, unchanged=unchanged)

    def _question(self, target: Target) -> str:
        """Return a digest of all but files that the results of a target depend on."""
        settings = self._workspace.settings.model_dump_json()
        asked = [program_print(), astuple(self._wish), str(self._out), settings, target.documents]
        return sha256(json.dumps(asked, default=str).encode("utf-8", "surrogateescape")).hexdigest()

    def _known(self, target: Target, question: str) -> dict[str, Remembered]:
        if self._cache is None or self._force or not self._on_disk:
            return {}
        return self._cache.documents(target.agreement, question)

    def _holds(self, before: Remembered) -> bool:
        """Tell whether all that was looked at is as it was, and every file that came of it."""
        seen = all(self._look(sight) == gave for sight, gave in before.trace.items())
        return seen and all(self._is_intact(path, made_from) for path, made_from in before.outputs.items())

    def _look(self, sight: Sight) -> str:
        if sight not in self._looks:
            self._looks[sight] = self._folders[sight.root].look(sight.look, sight.path)
        return self._looks[sight]

    def _anew(self, opening: Opening, name: str, question: str) -> Planned:
        """Assemble a document, remember what it came to, and compare its files with those on disk."""
        found, trace = opening.assembled(name, self._wish)
        files = _files_of(found)
        if self._cache and self._on_disk and not any(each.code in _PASSING for each in found.problems):
            remembered = Remembered(trace, found.problems, {each.path: each.made_from for each in files})
            self._cache.remember(opening.target.agreement, question, name, remembered)
        intact = {each.path for each in files if not self._force and self._is_intact(each.path, each.made_from)}
        return Planned(
            opening.target,
            name,
            trace,
            found.problems,
            tuple(each for each in files if each.path not in intact),
            tuple(self._out / each.path for each in files if each.path in intact),
            found.jobs,
        )

    def _is_intact(self, path: str, made_from: str) -> bool:
        return self._cache is not None and self._cache.files.is_intact(self._out / path, made_from)


def _files_of(found: Assembled) -> list[Pending]:
    """Return the files of a document, those of the quickest format first."""
    digests = DocumentDigests()
    files: list[Pending] = []
    for job, document in found.jobs:
        found_for = digests.find(document)
        for name, path in job.paths.items():
            made_from = sha256(f"{found_for[name]} {format_print(name)}".encode()).hexdigest()
            files.append(Pending(document, name, path, made_from))
    return sorted(files, key=quickness)
