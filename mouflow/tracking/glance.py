"""An agreement at a glance: how far it has come, its term and the next, what is owed, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from mouflow.register.records import Row, TermPeriod
from mouflow.register.states import CLOSED, Status

from .packing import Facts

Stage = Literal["unsigned", "signed", "in-effect", "ended"]


@dataclass(frozen=True, slots=True)
class Glance:
    """What is told of an agreement on a day.

    ``term`` is the one of that day, the first where none has begun, the last where all are over; ``renewed`` the one
    after it. ``rows`` are what is open, in order; ``next`` the first of them that is due and not overdue.
    """

    agreement: str
    stage: Stage
    kind: str
    ended: date | None
    term: TermPeriod | None
    renewed: TermPeriod | None
    rows: tuple[Row, ...]
    counts: Mapping[Status, int]
    next: Row | None


def glance(facts: Facts, rows: Iterable[Row], today: date) -> Glance:
    """Look at one agreement; ``rows`` are its own, in order, closed ones too or not."""
    left = tuple(row for row in rows if row.status not in CLOSED)
    term, renewed = current_term(facts.terms, today)
    coming = (row for row in left if not row.overdue and row.occurrence.due and row.occurrence.due >= today)
    return Glance(
        agreement=facts.agreement,
        stage=_stage(facts, today),
        kind=facts.kind,
        ended=facts.ended,
        term=term,
        renewed=renewed,
        rows=left,
        counts=Counter(row.status for row in left),
        next=min(coming, key=lambda row: row.occurrence.due or today, default=None),
    )


def glances(facts: Mapping[str, Facts], rows: Sequence[Row], today: date) -> Iterator[Glance]:
    """Look at every agreement, in order of their ids."""
    by_agreement: dict[str, list[Row]] = {name: [] for name in sorted(facts)}
    for row in rows:
        by_agreement[row.occurrence.agreement].append(row)
    for name, own in by_agreement.items():
        yield glance(facts[name], own, today)


def current_term(terms: Sequence[TermPeriod], today: date) -> tuple[TermPeriod | None, TermPeriod | None]:
    """Return the term of a day and the one after it; before all the first, after all the last."""
    begun = [each for each in terms if each.first <= today]
    term = begun[-1] if begun else terms[0] if terms else None
    following = {before.number: after for before, after in pairwise(terms)}
    return term, following.get(term.number) if term else None


def _stage(facts: Facts, today: date) -> Stage:
    if facts.ended and facts.ended < today:
        return "ended"
    for name, stage in _STAGES:
        if any(day <= today for day in facts.events.get(name, ())):
            return stage
    return "unsigned"


_STAGES: tuple[tuple[str, Stage], ...] = (("in-effect", "in-effect"), ("signed", "signed"))
