"""What is owed in a workspace: out of the index as far as that still holds, the rest out of the files."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mouflow.diagnostics import Diagnostic

from .answers import Answer, Question, out_of_files, out_of_index
from .freshness import Ground, agreement_names, compare, ground_stamps, loose_in
from .index import Header, Index, Packed, give_up, open_index
from .index_writing import Change, write_index
from .packing import unpack_facts
from .program import program
from .worktree import AskedWorktree, Worktree

if TYPE_CHECKING:
    from .load import RegisterGround

MARGIN = timedelta(days=184)
"""What is due by a day is known when occurrences were computed so much further: a roll or a renewal may move them."""
AHEAD = timedelta(days=731)
"""So far ahead of the day on which it is built the index holds recurrences."""


def ask(question: Question, *, indexed: bool = True) -> Answer:
    """Answer a question, with the index or without it; a stale one is brought up to date.

    Raises:
        MouflowError: The settings of the workspace are wrong.
    """
    ahead = datetime.fromtimestamp(question.now / 1e9, UTC).date() + AHEAD
    needed = question.until + MARGIN
    if not indexed or needed > ahead:
        return _computed_alone(question, max(needed, ahead))
    asked = AskedWorktree(question.root)
    try:
        return _indexed(question, asked, ahead)
    except sqlite3.Error as problem:
        give_up(question.root, problem)
        asked.answer()  # so that no process is left behind
        return _computed_alone(question, ahead)


def _computed_alone(question: Question, until: date) -> Answer:
    """Answer out of the files alone, with recurrences up to a day."""
    names = question.names or agreement_names(question.root)
    return _read(question, names, until, today=question.today).answer(question)


def _indexed(question: Question, asked: AskedWorktree, ahead: date) -> Answer:
    index = open_index(question.root)
    if index is None:
        return _anew(question, asked.answer(None, question.now), ahead, None)
    with closing(index):
        header = index.header()
        if header.program == program() and date.fromisoformat(header.until) >= question.until + MARGIN:
            known = out_of_index(question, index)  # while git looks whether it still holds
            return _brought_up_to_date(question, asked.answer(header.staged, question.now), index, header, known)
    return _anew(question, asked.answer(None, question.now), ahead, header)


def _anew(question: Question, tree: Worktree | None, ahead: date, before: Header | None) -> Answer:
    """Answer out of the files, and make the index of them where they are all that there are."""
    if question.names:
        return _computed_alone(question, ahead)
    stamps = ground_stamps(question.root, question.now)
    read = _read(question, agreement_names(question.root), ahead)
    unsure = {each.name for each in read.packed if each.entry.stamps is None}
    loose = tuple(sorted(unsure | loose_in(tree, [each.name for each in read.packed])))
    generation = before.generation + 1 if before else 0
    head, staged = (tree.head, tree.staged) if tree else ("", None)
    header = Header(generation, program(), head, loose, ahead.isoformat(), read.settled(stamps), staged)
    write_index(question.root, before, header, Change(read.packed, whole=True))
    return _on_the_day(question, read, set(), ahead).answer(question)


def _brought_up_to_date(
    question: Question, tree: Worktree | None, index: Index, header: Header, known: Answer
) -> Answer:
    """Answer with what the index knew; what may have changed since it was built is read again."""
    found = compare(question.root, index, header, tree, question.now)
    stamps = ground_stamps(question.root, question.now)
    ground = None if stamps is not None and stamps == header.ground else _ground(question.root)
    stale = found.stale | (_on_other_ground(index, ground) if ground else set())
    stale = stale.intersection(question.names) if question.names else stale
    later = index.later_than(question.today.toordinal()) - stale - found.gone
    index.close()  # whoever writes waits for its readers
    read = _Read()
    if stale or ground:
        read = _read(question, sorted(stale - found.gone), date.fromisoformat(header.until), ground)
    if not question.names:
        settled = read.settled(stamps) if ground else header.ground
        unsure = {each.name for each in read.packed if each.entry.stamps is None}
        loose = tuple(sorted(unsure.union(found.loose)))
        head, staged = (tree.head, tree.staged) if tree else ("", None)
        after = header._replace(head=head, loose=loose, ground=settled, staged=staged)
        change = Change(read.packed, found.gone, found.entries)
        if after != header or change.is_any():
            write_index(question.root, header, after._replace(generation=header.generation + 1), change)
    again = _on_the_day(question, read, later, date.fromisoformat(header.until))
    return known.without(stale | found.gone | later).joined(again.answer(question))


@dataclass(frozen=True, slots=True)
class _Read:
    """Agreements out of their files, and what is wrong with the ground that they stand on."""

    packed: Sequence[Packed] = ()
    problems: tuple[Diagnostic, ...] = ()

    def settled(self, stamps: Ground | None) -> Ground | None:
        """Return the stamps of the ground that it was read from; none where it has to be read every time."""
        return None if self.problems else stamps

    def answer(self, question: Question) -> Answer:
        """Return what they have to answer."""
        return out_of_files(question, self.packed, self.problems)


def _read(
    question: Question,
    names: Sequence[str],
    until: date,
    ground: RegisterGround | None = None,
    today: date | None = None,
) -> _Read:
    """Read agreements with what happened to them, up to ``today`` or at all."""
    from mouflow.workspace import find_workspace

    from .compute import Span, computed
    from .load import load_register_ground

    workspace = find_workspace(question.root)
    ground = ground or load_register_ground(workspace)
    return _Read(computed(workspace, names, ground, Span(until, question.now, today)), ground.problems)


def _on_the_day(question: Question, read: _Read, later: Collection[str], until: date) -> _Read:
    """Return what was read as it stood on the day, with ``later`` ones, to which something happened after it."""
    day = question.today.toordinal()
    after = {each.name for each in read.packed if each.newest and each.newest > day}
    again = sorted(after.union(set(later).intersection(question.names) if question.names else later))
    if not again:
        return read
    then = _read(question, again, until, today=question.today)
    return _Read([*(each for each in read.packed if each.name not in after), *then.packed], then.problems)


def _ground(root: Path) -> RegisterGround:
    from mouflow.workspace import find_workspace

    from .load import load_register_ground

    return load_register_ground(find_workspace(root))


def _on_other_ground(index: Index, ground: RegisterGround) -> set[str]:
    """Return the agreements for which the ground is no longer what it was."""
    from .compute import ground_digest

    facts = {name: unpack_facts(packed) for name, packed in index.facts(())}
    entries = index.entries(facts)
    return {name for name, each in facts.items() if entries[name].ground != ground_digest(ground, each.parties)}
