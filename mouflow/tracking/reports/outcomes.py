"""What came of what was promised in a term: the rows that count, their outcome, and how each party kept its word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from mouflow.register.exports.audience import bears
from mouflow.register.records import Row, TermPeriod

Outcome = Literal["on-time", "late", "overdue", "disputed", "waived", "other", "to-come"]
OUTCOMES: tuple[Outcome, ...] = ("on-time", "late", "overdue", "disputed", "waived", "other", "to-come")
"""Outcomes in the order in which they are told; `other` is done in part, or done and not yet verified."""
_COUNTED: tuple[Outcome, ...] = ("on-time", "late", "overdue", "disputed")
"""What tells of punctuality."""
_OPEN = frozenset({"overdue", "disputed", "partial", "submitted", "waiting"})
_BY_STATUS: Mapping[str, Outcome] = {
    "done": "on-time",
    "late": "late",
    "overdue": "overdue",
    "disputed": "disputed",
    "waived": "waived",
    "partial": "other",
    "submitted": "other",
    "open": "to-come",
}


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How a party kept its word: how many of what it bears came to which outcome."""

    party: str
    counts: Mapping[Outcome, int] = field(default_factory=dict)

    @property
    def rate(self) -> int | None:
        """Whole per cent done on time, of what was done or is overdue or disputed; None where there is nothing yet."""
        total = sum(self.counts.get(each, 0) for each in _COUNTED)
        return (200 * self.counts.get("on-time", 0) + total) // (2 * total) if total else None


def outcome(row: Row) -> Outcome | None:
    """Return what came of a row; nothing for what has no day, has lapsed, or ended with the agreement."""
    return _BY_STATUS.get(row.status)


def of_term(rows: Iterable[Row], term: TermPeriod) -> list[Row]:
    """Return what fell due or falls due in a term, in order of its day; windows of the term itself are left out."""
    due = [
        row
        for row in rows
        if row.occurrence.source != "term" and outcome(row) and row.occurrence.due and _within(row, term)
    ]
    return sorted(due, key=lambda row: (row.occurrence.due or term.first, row.occurrence.name))


def _within(row: Row, term: TermPeriod) -> bool:
    due = row.occurrence.due
    return due is not None and term.first <= due and (term.last is None or due <= term.last)


def punctuality(rows: Sequence[Row], parties: Iterable[str]) -> list[Punctuality]:
    """Count the outcomes of each party; what several bear together counts for each."""
    return [
        Punctuality(party, Counter(found for row in rows if bears(row.occurrence, party) and (found := outcome(row))))
        for party in parties
    ]


def open_questions(rows: Iterable[Row], term: TermPeriod) -> list[Row]:
    """Return what has to be settled before a renewal: overdue, disputed, in part, not verified, or without a date."""
    return [
        row
        for row in rows
        if row.occurrence.source != "term" and row.status in _OPEN and (row.status == "waiting" or _until(row, term))
    ]


def _until(row: Row, term: TermPeriod) -> bool:
    """Tell whether something was due before the term's end; what an earlier term left open is still open."""
    return row.occurrence.due is not None and (term.last is None or row.occurrence.due <= term.last)
