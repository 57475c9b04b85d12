"""What has to be said of a row of the register on a day: before its date, overdue, time for notice, to be verified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from mouflow.register.records import Row
from mouflow.register.states import CLOSED
from mouflow.register.status import WINDOWS

from .ladder import OWNER, Rung, reached

Section: TypeAlias = Literal["overdue", "upcoming", "window", "verify"]
SECTIONS: tuple[Section, ...] = ("overdue", "upcoming", "window", "verify")
"""The parts of a digest, in their order."""

NOTICE = "term.notice"


class Call(NamedTuple):
    """Something that somebody is to be told of a row.

    ``reason`` tells it from all others about that row: ``before:7``, ``within``, ``overdue:14``, ``closing``,
    ``verify``. ``day`` is the day that it turns on: where that moves, it is told again. ``to`` is ``owner``,
    ``deputy`` or the id of a person. ``step`` orders calls of one sort: of several to one recipient, the last counts.
    """

    row: Row
    section: Section
    reason: str
    day: date
    to: str = OWNER
    step: int = 0

    @property
    def thing(self) -> tuple[str, str, Section]:
        """What it is about."""
        return self.row.occurrence.agreement, self.row.occurrence.name, self.section


def calls_of(row: Row, today: date, within: date | None, ladder: Sequence[Rung]) -> Iterator[Call]:
    """Give what has to be said of a row on a day.

    Before a date, the nearest of the reminder days that have come counts, so that one which was missed is made up for
    and earlier ones are not. With ``within``, what is due by that day is told though no reminder day has come.
    """
    one = row.occurrence
    if row.status in CLOSED:
        return
    if row.status == "submitted":
        if one.closed:
            yield Call(row, "verify", "verify", one.closed)
    elif one.due is None:
        return
    elif row.overdue:
        for rung in reached(ladder, row.overdue):
            yield Call(row, "overdue", f"overdue:{rung.after}", one.due, rung.to, rung.after)
    else:
        yield from _before(row, one.due, today, within)


def _before(row: Row, due: date, today: date, within: date | None) -> Iterator[Call]:
    section: Section = "window" if row.occurrence.id == NOTICE else "upcoming"
    left = (due - today).days
    come = [days for days in row.occurrence.remind if days >= left]
    if left < 0:
        if row.occurrence.id in WINDOWS:
            yield Call(row, section, "closing", due)
    elif come:
        yield Call(row, section, f"before:{min(come)}", due)
    elif within and due <= within:
        yield Call(row, section, "within", due)
