"""What occurrences are on a day: overdue, open, done, lapsed; and the order in which views show them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from .records import Occurrence, Register, Row
from .states import CLOSED, Status

WINDOWS = frozenset({"term.notice", "term.end"})
"""What may be done or simply comes, and nobody owes: it is never overdue."""

_LAST = date.max
_SETTLED: dict[str, Status] = {"waived": "waived", "submitted": "submitted"}


class Standing(NamedTuple):
    """The status of an occurrence, and how many days it is overdue, which what is disputed can be too."""

    status: Status
    overdue: int = 0


def status_on(occurrence: Occurrence, today: date, ended: date | None) -> Standing:
    """Return what an occurrence is on a day; ``ended`` is the day on which its agreement ended or will for certain.

    What was done on its day is done, after it late. A notice is due on the day on which it has to be sent, and its date
    is that of its receipt: it is late only after its window. What is submitted waits for a second person, and is not
    overdue.
    """
    state, due = occurrence.state, occurrence.due
    if state == "done":
        last = occurrence.lapses if occurrence.id in WINDOWS else due
        late = last is not None and occurrence.closed is not None and occurrence.closed > last
        return Standing("late" if late else "done")
    if state in _SETTLED:
        return Standing(_SETTLED[state])
    if _has_ended(occurrence, today, ended):
        return Standing("ended")
    if occurrence.lapses and today > occurrence.lapses:
        return Standing("lapsed")
    return _open(occurrence, today)


def _has_ended(occurrence: Occurrence, today: date, ended: date | None) -> bool:
    """Tell whether the agreement ended before the day on which something was due, or with it what had no day.

    What was due before the end and extended beyond it is still owed.
    """
    if ended is None or occurrence.survives:
        return False
    day = occurrence.original or occurrence.due
    return day > ended if day else today > ended


def _open(occurrence: Occurrence, today: date) -> Standing:
    state, due = occurrence.state, occurrence.due
    past = (today - due).days if due and occurrence.id not in WINDOWS else 0
    overdue = max(past, 0)
    if state == "disputed":
        return Standing("disputed", overdue)
    if overdue:
        return Standing("overdue", overdue)
    if state == "partial":
        return Standing("partial")
    if due:
        return Standing("open")
    return Standing("waiting" if occurrence.waiting_for else "standing")


def row_of(occurrence: Occurrence, today: date, ended: date | None) -> Row:
    """Return an occurrence as a row of a view; ``ended`` as in :func:`status_on`."""
    standing = status_on(occurrence, today, ended)
    return Row(occurrence, standing.status, standing.overdue)


def rows(register: Register, today: date) -> tuple[Row, ...]:
    """Return every occurrence of a register as it stands on a day, in the order of views."""
    every = (row_of(each, today, register.ended) for each in register.occurrences)
    return tuple(sorted(every, key=sort_key))


def sort_key(row: Row) -> tuple[int, date, str, str, int, str, str]:
    """Order rows: overdue ones, the oldest first; open ones by date; waiting; standing; closed ones by date."""
    one = row.occurrence
    rank = 4 if row.status in CLOSED else 0 if row.overdue else 1 if one.due else 2 if one.waiting_for else 3
    return rank, one.due or _LAST, one.agreement, one.id, len(one.key), one.key, one.party or ""
