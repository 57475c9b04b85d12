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
from mouflow.workspace import Files, Workspace
from mouflow.workspace.folder import AGREEMENTS

from .index import Entry, Packed
from .load import RegisterGround, load_basis
from .packing import facts_of, pack
from .processes import in_processes
from .stamps import contents_of, digest_of, settled, stamps_of

FEW = 100
"""So many agreements are worth a process of their own."""


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
    work = partial(_share, workspace, ground=ground, span=span)
    count = min(os.cpu_count() or 1, len(names) // FEW) if "fork" in get_all_start_methods() else 1
    return in_processes(work, names, count)


def ground_digest(ground: RegisterGround, parties: Sequence[str]) -> str:
    """Return a digest of what the ground holds that counts for an agreement of these parties."""
    calendars = [[party, ground.organisations[party].calendar] for party in parties if party in ground.organisations]
    return sha256(json.dumps([calendars, ground.own_digest]).encode()).hexdigest()[:16]


def _share(workspace: Workspace, names: Sequence[str], ground: RegisterGround, span: Span) -> list[Packed]:
    return [_computed(workspace, name, ground, span) for name in names]


def _computed(workspace: Workspace, name: str, ground: RegisterGround, span: Span) -> Packed:
    own = f"{AGREEMENTS}/{name}"
    stamps = stamps_of(workspace.root / own)
    contents = contents_of(workspace.root / own, stamps) if stamps is not None else None
    if contents is not None:
        read = {f"{own}/{file}": data for file, data in contents.items()}
        workspace = replace(workspace, files=_ReadOnce(workspace.files, f"{own}/", read))
    basis, problems = load_basis(workspace, name, ground)
    newest = max((event.date for event in basis.events), default=None)
    if span.today:
        basis = replace(basis, events=as_of(basis.events, span.today))
    register = evaluate(basis, span.until)
    whole = replace(register, problems=(*problems, *register.problems))
    facts = facts_of(whole, basis.languages, basis.parties, newest)
    sure = contents is not None and stamps is not None and settled(stamps, span.now)
    digest = digest_of(contents) if contents is not None else None
    entry = Entry(stamps if sure else None, digest, ground_digest(ground, basis.parties))
    return pack(facts, register.occurrences, entry)
