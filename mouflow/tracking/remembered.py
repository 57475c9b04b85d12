"""What the index remembers of the words of agreements, and for which state of their files that holds."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from mouflow.root import AGREEMENTS, PYPROJECT, SETTINGS, builtin_templates

from .index import open_index
from .index_writing import remember_wordings
from .program import program
from .stamps import contents_of, digest_of, stamps_of

if TYPE_CHECKING:
    from mouflow.register.records import Occurrence

_SHARED = (SETTINGS, PYPROJECT, *(f"{AGREEMENTS}/{name}.yaml" for name in ("people", "organisations", "terms")))
_TEMPLATES = "templates"

Texts: TypeAlias = Mapping[str, str]
"""A text by language key."""
Clause: TypeAlias = tuple[Texts, Texts]
"""What a clause says, and what its place is called."""


class Words(NamedTuple):
    """The clauses of an agreement by `DOCUMENT#ID`, and of its memorandum the name, the profile and the title.

    The document is empty for the memorandum; ``title`` is None where it was not asked for.
    """

    clauses: Mapping[str, Clause]
    memorandum: str = ""
    instrument: str = ""
    title: Texts | None = None

    def joined(self, other: Words) -> Words:
        """Add what was found later."""
        return other._replace(clauses={**self.clauses, **other.clauses})


class Memory:
    """What the index remembers of some agreements: ``held`` as it stands there, ``known`` as far as it still holds."""

    def __init__(self, root: Path, names: Iterable[str]) -> None:
        self._root = root
        self._keys: dict[str, str] = {}
        self.held = _held(root, names)
        self.known: dict[str, Words] = {}

    def look_up(self, names: Iterable[str]) -> None:
        """Find out what holds for the files of agreements as they are."""
        self._keys = dict(_keys(self._root, names))
        held = {name: value for name, (key, value) in self.held.items() if key == self._keys.get(name)}
        self.known = {name: Words(*json.loads(value)) for name, value in held.items()}

    def keep(self, found: Mapping[str, Words]) -> None:
        """Remember what was found of agreements, beside what is known of them."""
        for name, words in found.items():
            self.known[name] = self.known.get(name, Words({})).joined(words)
        told = {name: (self._keys[name], json.dumps(self.known[name])) for name in found if name in self._keys}
        if told:
            remember_wordings(self._root, told)


def clause_key(occurrence: Occurrence) -> str:
    """Return the key under which the clause of an occurrence is remembered."""
    return f"{occurrence.document or ''}#{occurrence.clause}"


def _held(root: Path, names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the clauses that the index remembers of agreements, as JSON after the key that they hold for."""
    index = open_index(root)
    if index is None:
        return {}
    try:
        with closing(index):
            return index.wordings(names)
    except sqlite3.Error:
        return {}


def _keys(root: Path, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give agreements with a digest of all that the words of their clauses depend on, where it can be had."""
    shared = _shared_digest(root)
    for name in names:
        folder = root / AGREEMENTS / name
        stamps = stamps_of(folder)
        contents = contents_of(folder, stamps) if stamps is not None else None
        if contents is not None and shared is not None:
            yield name, f"{shared} {digest_of(contents)}"


def _shared_digest(root: Path) -> str | None:
    """Return a digest of what all documents of a workspace share: facts, settings, templates, the program."""
    whole = sha256(program().encode())
    try:
        for path in sorted(_files_below(builtin_templates())):
            status = path.stat()
            whole.update(f"{path}\0{status.st_size} {status.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
        for path in (*map(root.joinpath, _SHARED), *sorted(_files_below(root / _TEMPLATES))):
            if path.is_file():
                whole.update(f"{path}\0".encode("utf-8", "surrogateescape"))
                whole.update(path.read_bytes())
    except OSError:
        return None
    return whole.hexdigest()


def _files_below(folder: Path) -> Iterator[Path]:
    """Give every file below a folder, also below linked ones, each folder once."""
    seen: set[tuple[int, int]] = set()
    for here, folders, names in os.walk(folder, followlinks=True):
        status = os.stat(here)  # noqa: PTH116
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        yield from (Path(here) / name for name in names)
