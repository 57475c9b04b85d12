"""Which rows of the register somebody wants to see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mouflow.register.records import Occurrence, Row
from mouflow.register.states import CLOSED


class Filters(NamedTuple):
    """What is asked for; what is empty asks for nothing.

    ``until`` is the last day of what recurs, and with ``dated`` of all else too, so that what waits or is never due is
    left out. ``closed`` shows also what asks nothing of anybody any more.
    """

    until: date
    agreements: tuple[str, ...] = ()
    dated: bool = False
    parties: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    overdue: bool = False
    closed: bool = False

    @property
    def only_due(self) -> bool:
        """Whether nothing is wanted but what is open and due by the last day."""
        return (self.dated or self.overdue) and not self.closed


def chosen(rows: Iterable[Row], filters: Filters) -> list[Row]:
    """Return the rows that are asked for, in their order."""
    return [row for row in rows if _is_wanted(row, filters)]


def _is_wanted(row: Row, filters: Filters) -> bool:
    occurrence = row.occurrence
    return (
        (filters.closed or row.status not in CLOSED)
        and (not filters.overdue or row.overdue > 0)
        and _is_in_time(occurrence, filters)
        and (not filters.parties or not set(filters.parties).isdisjoint(borne_by(occurrence)))
        and (not filters.owners or occurrence.owner in filters.owners)
        and (not filters.kinds or occurrence.kind in filters.kinds)
        and (not filters.sources or occurrence.source in filters.sources)
    )


def _is_in_time(occurrence: Occurrence, filters: Filters) -> bool:
    if occurrence.due is None:
        return not filters.dated
    recurs = bool(occurrence.key)
    return occurrence.due <= filters.until or not (recurs or filters.dated)


def borne_by(occurrence: Occurrence) -> tuple[str, ...]:
    """Return the parties that owe an occurrence: one, or all of those who owe it together."""
    return (occurrence.party,) if occurrence.party else occurrence.bearers
