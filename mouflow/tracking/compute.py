"""Agreements read and evaluated for the index, each file once, in several processes where they are many."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from multiprocessing import get_all_start_methods

from mouflow.register.basis import as_of
from mouflow.register.evaluate import evaluate
from mouflow.register.records import Occurrence
from mouflow.source.quick import FULL, QUICK, Reader
from mouflow.workspace import Files, Workspace
from mouflow.workspace.folder import AGREEMENTS

from .index import Entry, Packed
from .load import RegisterGround, load_bases
from .packing import Facts, facts_of, pack
from .processes import in_processes
from .stamps import Stamp, contents_of, digest_of, settled, stamps_of

BATCH = 100
"""So many agreements are read and evaluated together; they are worth a process of their own."""


@dataclass(frozen=True, slots=True, eq=False)
class _ReadOnce:
    """Files of which those of one agreement were read already, so that what is told of them is of one state."""

    files: Files
    folder: str
    contents: Mapping[str, bytes]

    def read(self, path: str) -> bytes:
        """Return a file's bytes."""
        return self.contents[path] if path in self.contents else self.files.read(path)

    def exists(self, path: str) -> bool:
        """Tell whether a file is there."""
        return path in self.contents or (not path.startswith(self.folder) and self.files.exists(path))

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder; of the agreement's own, those of its YAML."""
        if f"{folder}/" != self.folder:
            return self.files.names(folder)
        return sorted(path.removeprefix(self.folder) for path in self.contents)

    def stamp(self, path: str) -> object:
        """Return a value that changes when the file does."""
        return self.files.stamp(path)


@dataclass(frozen=True, slots=True)
class Span:
    """How far agreements are computed: with recurrences up to a day, and what happened up to ``today`` or at all.

    ``now`` is the time of the call, in nanoseconds since 1970.
    """

    until: date
    now: int
    today: date | None = None


def computed(workspace: Workspace, names: Sequence[str], ground: RegisterGround, span: Span) -> list[Packed]:
    """Return agreements as the index keeps them."""
    work = partial(_computed, workspace, ground=ground, span=span)
    parts = [names[at : at + BATCH] for at in range(0, len(names), BATCH)]
    count = min(os.cpu_count() or 1, len(names) // BATCH) if "fork" in get_all_start_methods() else 1
    return in_processes(work, parts, count)


def ground_digest(ground: RegisterGround, parties: Sequence[str]) -> str:
    """Return a digest of what the ground holds that counts for an agreement of these parties."""
    calendars = [[party, ground.organisations[party].calendar] for party in parties if party in ground.organisations]
    return sha256(json.dumps([calendars, ground.own_digest]).encode()).hexdigest()[:16]


def _computed(workspace: Workspace, names: Sequence[str], ground: RegisterGround, span: Span) -> list[Packed]:
    """Return agreements, each step taken for all of them before the next; see ``load_bases``."""
    files = [_files_of(workspace, name, span.now) for name in names]
    sources = [(each.workspace, name) for each, name in zip(files, names, strict=True)]
    registers = _registers(sources, ground, span, QUICK)
    wrong = [at for at, (_, facts) in enumerate(registers) if facts.problems]
    again = _registers([sources[at] for at in wrong], ground, span, FULL)  # which tells where
    for at, each in zip(wrong, again, strict=True):
        registers[at] = each
    entries = (Entry(each.stamps, each.digest, "") for each in files)
    return [
        pack(facts, occurrences, entry._replace(ground=ground_digest(ground, facts.parties)))
        for (occurrences, facts), entry in zip(registers, entries, strict=True)
    ]


def _registers(
    sources: Sequence[tuple[Workspace, str]], ground: RegisterGround, span: Span, reader: Reader
) -> list[tuple[tuple[Occurrence, ...], Facts]]:
    """Return the occurrences of agreements, and the facts of each."""
    found = []
    for basis, problems in load_bases(sources, ground, reader):
        newest = max((event.date for event in basis.events), default=None)
        then = replace(basis, events=as_of(basis.events, span.today)) if span.today else basis
        register = evaluate(then, span.until)
        whole = replace(register, problems=(*problems, *register.problems))
        found.append((register.occurrences, facts_of(whole, basis.languages, basis.parties, newest)))
    return found


@dataclass(frozen=True, slots=True)
class _Read:
    """The files of an agreement, read once: the workspace that has them, and what is known of them."""

    workspace: Workspace
    stamps: tuple[Stamp, ...] | None = None
    digest: str | None = None


def _files_of(workspace: Workspace, name: str, now: int) -> _Read:
    own = f"{AGREEMENTS}/{name}"
    stamps = stamps_of(workspace.root / own)
    contents = contents_of(workspace.root / own, stamps) if stamps is not None else None
    if stamps is None or contents is None:
        return _Read(workspace)
    read = {f"{own}/{file}": data for file, data in contents.items()}
    files = _ReadOnce(workspace.files, f"{own}/", read)
    return _Read(replace(workspace, files=files), stamps if settled(stamps, now) else None, digest_of(contents))
