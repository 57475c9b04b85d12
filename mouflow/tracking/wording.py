"""What rows say that have no wording of their own: the text of their clause, and where that stands."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from mouflow.diagnostics import MouflowError
from mouflow.register.records import Occurrence, Row
from mouflow.root import AGREEMENTS, PYPROJECT, SETTINGS, builtin_templates

from .index import open_index
from .index_writing import remember_wordings
from .program import program
from .stamps import contents_of, digest_of, stamps_of

MOST = 40
"""So many agreements are assembled for the wording of their clauses; where it takes more, none is."""
_SHARED = (SETTINGS, PYPROJECT, *(f"{AGREEMENTS}/{name}.yaml" for name in ("people", "organisations", "terms")))
_TEMPLATES = "templates"

Texts: TypeAlias = Mapping[str, str]
"""A text by language key."""
Clause: TypeAlias = tuple[Texts, Texts]
"""What a clause says, and what its place is called."""


def worded(root: Path, rows: Sequence[Row], *, indexed: bool = True, places: bool = False) -> list[Row]:
    """Return rows with what is to be done: their own wording, else the deliverable, else the text of the clause.

    Clauses are looked up where no more than :data:`MOST` agreements are not remembered in the index; else their rows
    stay without. With ``places`` they are also looked up for where they stand.
    """
    wanted: dict[str, dict[str, Row]] = {}
    for row in rows:
        one = row.occurrence
        if one.clause and (places or not (one.wording or one.deliverable)):
            wanted.setdefault(one.agreement, {})[_key(one)] = row
    clauses = _clauses(root, wanted, indexed=indexed) if wanted else {}
    return [_worded(row, clauses.get(row.occurrence.agreement, {})) for row in rows]


def _key(occurrence: Occurrence) -> str:
    return f"{occurrence.document or ''}#{occurrence.clause}"


def _worded(row: Row, clauses: Mapping[str, Clause]) -> Row:
    one = row.occurrence
    text, place = clauses.get(_key(one), ({}, {}))
    return replace(row, wording=one.wording or one.deliverable or text, place=place)


def _clauses(root: Path, wanted: Mapping[str, Mapping[str, Row]], *, indexed: bool) -> dict[str, Mapping[str, Clause]]:
    """Return the clauses that rows follow from, by agreement and key."""
    held = _held(root, wanted) if indexed else {}
    keys = dict(_keys(root, wanted if len(wanted) - len(held) <= MOST else held)) if indexed else {}
    known = {name: json.loads(value) for name, (key, value) in held.items() if key == keys.get(name)}
    missing = [name for name, rows in wanted.items() if not rows.keys() <= known.get(name, {}).keys()]
    if missing and len(missing) <= MOST:
        found = _looked_up(root, {name: wanted[name] for name in missing})
        known |= {name: {**known.get(name, {}), **each} for name, each in found.items()}
        remembered = {name: (keys[name], json.dumps(known[name])) for name in found if name in keys}
        remember_wordings(root, remembered)
    return known


def _looked_up(root: Path, wanted: Mapping[str, Mapping[str, Row]]) -> dict[str, dict[str, Clause]]:
    """Assemble the documents of agreements; where they have errors, which `mouflow check` tells, there are no words."""
    from mouflow.workspace import find_workspace

    from .wordings import load_wordings

    workspace = find_workspace(root)
    found: dict[str, dict[str, Clause]] = {}
    for name, rows in wanted.items():
        try:
            wordings = load_wordings(workspace, name, list(rows.values()))
        except MouflowError:
            found[name] = {key: ({}, {}) for key in rows}
            continue
        bare = {key: replace(row, occurrence=replace(row.occurrence, wording={})) for key, row in rows.items()}
        told = {key: wordings.worded(row) for key, row in bare.items()}
        found[name] = {key: (dict(row.wording), dict(row.place)) for key, row in told.items()}
    return found


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
