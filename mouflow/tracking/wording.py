"""What rows say that have no wording of their own: the text of their clause, and where that stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mouflow.diagnostics import MouflowError
from mouflow.register.records import Row

from .remembered import Clause, Memory, Words, clause_key

MOST = 40
"""So many agreements are assembled for the wording of their clauses; where it takes more, none is."""


def worded(root: Path, rows: Sequence[Row], *, indexed: bool = True, places: bool = False) -> list[Row]:
    """Return rows with what is to be done: their own wording, else the deliverable, else the text of the clause.

    Clauses are looked up where no more than :data:`MOST` agreements are not remembered in the index; else their rows
    stay without. With ``places`` they are also looked up for where they stand.
    """
    wanted: dict[str, dict[str, Row]] = {}
    for row in rows:
        one = row.occurrence
        if one.clause and (places or not (one.wording or one.deliverable)):
            wanted.setdefault(one.agreement, {})[clause_key(one)] = row
    clauses = _clauses(root, wanted, indexed=indexed) if wanted else {}
    return [_worded(row, clauses.get(row.occurrence.agreement, {})) for row in rows]


def _worded(row: Row, clauses: Mapping[str, Clause]) -> Row:
    one = row.occurrence
    text, place = clauses.get(clause_key(one), ({}, {}))
    return replace(row, wording=one.wording or one.deliverable or text, place=place)


def _clauses(root: Path, wanted: Mapping[str, Mapping[str, Row]], *, indexed: bool) -> dict[str, Mapping[str, Clause]]:
    """Return the clauses that rows follow from, by agreement and key."""
    memory = Memory(root, wanted if indexed else ())
    if indexed:
        memory.look_up(wanted if len(wanted) - len(memory.held) <= MOST else memory.held)
    clauses = {name: memory.known.get(name, Words({})).clauses for name in wanted}
    missing = {name: rows for name, rows in wanted.items() if not rows.keys() <= clauses[name].keys()}
    if missing and len(missing) <= MOST:
        memory.keep(_looked_up(root, missing))
    return {name: words.clauses for name, words in memory.known.items()}


def _looked_up(root: Path, wanted: Mapping[str, Mapping[str, Row]]) -> dict[str, Words]:
    """Assemble the documents of agreements; where they have errors, which `mouflow check` tells, there are no words."""
    from mouflow.workspace import find_workspace

    from .many_wordings import words_of

    workspace = find_workspace(root)
    found: dict[str, Words] = {}
    for name, rows in wanted.items():
        try:
            found[name] = words_of(workspace, name, list(rows.values()))
        except MouflowError:
            found[name] = Words({key: ({}, {}) for key in rows})
    return found
