"""What clauses say in very many agreements: out of the index where it remembers, else assembled by all processors."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from multiprocessing import get_all_start_methods

from mouflow.diagnostics import Diagnostic, MouflowError
from mouflow.register.records import Row
from mouflow.workspace import Workspace
from mouflow.workspace.files import WorkingFiles

from .processes import in_processes
from .remembered import Memory, Words, clause_key
from .wordings import Wordings, load_wordings

SIZE = 10
"""So many agreements are assembled by a process at a time."""

_Loaded = tuple[str, Words | None, tuple[Diagnostic, ...]]
"""An agreement, its words, and what is wrong with its documents where there are none."""


def wordings_of(workspace: Workspace, rows: Mapping[str, Sequence[Row]]) -> dict[str, Wordings]:
    """Return what ``load_wordings`` gives for the rows of agreements, by their ids; what was assembled is remembered.

    Raises:
        MouflowError: The documents of some have errors; with all of them.
    """
    is_now = isinstance(workspace.files, WorkingFiles)
    memory = Memory(workspace.root, rows if is_now else ())
    if is_now:
        memory.look_up(rows)
    missing = [name for name in rows if not _covers(memory.known.get(name), rows[name])]
    parts = [missing[at : at + SIZE] for at in range(0, len(missing), SIZE)]
    count = min(os.cpu_count() or 1, len(parts)) if "fork" in get_all_start_methods() else 1
    loaded = in_processes(partial(_loaded, workspace, rows), parts, count)
    memory.keep({name: words for name, words, _ in loaded if words})
    if wrong := [problem for _, _, problems in sorted(loaded, key=lambda each: each[0]) for problem in problems]:
        raise MouflowError(*dict.fromkeys(wrong))
    return {name: _wordings(memory.known[name]) for name in rows}


def words_of(workspace: Workspace, agreement: str, rows: Sequence[Row]) -> Words:
    """Assemble what there is to remember for the rows of an agreement.

    Raises:
        MouflowError: The documents have errors.
    """
    wordings = load_wordings(workspace, agreement, rows)
    bare = {clause_key(row.occurrence): replace(row, occurrence=row.occurrence.but(wording={})) for row in rows}
    told = {key: wordings.worded(row) for key, row in bare.items() if row.occurrence.clause}
    clauses = {key: (dict(row.wording), dict(row.place)) for key, row in told.items()}
    return Words(clauses, wordings.memorandum, wordings.instrument, wordings.title)


def _loaded(workspace: Workspace, rows: Mapping[str, Sequence[Row]], names: Sequence[str]) -> list[_Loaded]:
    found: list[_Loaded] = []
    for name in names:
        try:
            found.append((name, words_of(workspace, name, rows[name]), ()))
        except MouflowError as failed:
            found.append((name, None, tuple(failed.diagnostics)))
    gc.collect()  # documents are full of rings, and in_processes looks for none
    return found


def _covers(words: Words | None, rows: Sequence[Row]) -> bool:
    """Tell whether all is known that the rows of an agreement need."""
    if words is None or words.title is None:
        return False
    return all(clause_key(row.occurrence) in words.clauses for row in rows if row.occurrence.clause)


def _wordings(words: Words) -> Wordings:
    named = {key.partition("#")[::2]: each for key, each in words.clauses.items()}
    said = {(document or words.memorandum, clause): text for (document, clause), (text, _) in named.items()}
    placed = {(document or words.memorandum, clause): place for (document, clause), (_, place) in named.items()}
    return Wordings(words.memorandum, words.instrument, words.title or {}, said, placed)
