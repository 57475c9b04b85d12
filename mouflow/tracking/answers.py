"""Questions to the register of a workspace, and answers: out of the index, out of the files, or joined of both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from mouflow.diagnostics import Diagnostic
from mouflow.register.records import Occurrence

from .index import Index, Packed, Stored
from .packing import Facts, unpack_duty, unpack_facts, unpack_occurrence


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: of these agreements, of all where none is named, what stands on a day, and is due by another.

    ``now`` is the time at which it is asked, in nanoseconds since 1970. ``facts`` are those of every agreement, or else
    only of those that are named or wrong.
    """

    root: Path
    today: date
    until: date
    now: int
    names: tuple[str, ...] = ()
    only_due: bool = False
    facts: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Occurrences, each with the day on which its agreement ends or ended; facts by agreement.

    ``problems`` are those of the ground that all agreements stand on.
    """

    occurrences: list[tuple[Occurrence, date | None]] = field(default_factory=list)
    facts: Mapping[str, Facts] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()

    def without(self, names: Collection[str]) -> Answer:
        """Leave out agreements."""
        if not names:
            return self
        kept = [each for each in self.occurrences if each[0].agreement not in names]
        return Answer(kept, {name: each for name, each in self.facts.items() if name not in names}, self.problems)

    def joined(self, other: Answer) -> Answer:
        """Add what was found of other agreements."""
        facts = {**self.facts, **other.facts}
        return Answer([*self.occurrences, *other.occurrences], facts, (*self.problems, *other.problems))


def out_of_index(question: Question, index: Index) -> Answer:
    """Return what the index has to answer, whether that still holds or not."""
    stored = index.occurrences(question.names, question.until.toordinal() if question.only_due else None)
    facts = index.facts(question.names, wrong=not (question.facts or question.names))
    return Answer(list(_unpacked(stored)), {name: unpack_facts(packed) for name, packed in facts})


def out_of_files(question: Question, packed: Iterable[Packed], problems: tuple[Diagnostic, ...]) -> Answer:
    """Return what agreements that were just read have to answer."""
    chosen = list(packed)
    wanted = (each for each in chosen if question.facts or question.names or each.wrong)
    stored = (one for each in chosen for one in _stored(question, each))
    return Answer(list(_unpacked(stored)), {each.name: unpack_facts(each.facts) for each in wanted}, problems)


def _stored(question: Question, packed: Packed) -> Iterator[Stored]:
    """Give what the index would give of an agreement."""
    until = question.until.toordinal()
    for duty, columns in packed.occurrences:
        is_open, due = columns[:2]
        if not question.only_due or (is_open and due and due <= until):
            yield Stored(packed.name, packed.ended, packed.duties[duty], columns)


def _unpacked(stored: Iterable[Stored]) -> Iterator[tuple[Occurrence, date | None]]:
    duties: dict[str, dict[str, Any]] = {}
    for each in stored:
        duty = duties.get(each.duty) or duties.setdefault(each.duty, unpack_duty(each.duty))
        yield unpack_occurrence(duty, each.columns), date.fromordinal(each.ended) if each.ended else None
