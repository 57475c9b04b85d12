"""A timeline: what is owed, what happened and where terms begin, in order of date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from mouflow.register.records import Row

from .packing import Facts


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment: something owed, an event of an agreement, or the first day of a term.

    What is not ``certain`` depends on a renewal, or on an event announced.
    """

    date: date
    agreement: str
    what: Literal["duty", "event", "term"]
    reference: str
    status: str = ""
    certain: bool = True
    wording: Mapping[str, str] = field(default_factory=dict)


def moments(rows: Iterable[Row], facts: Mapping[str, Facts], today: date, until: date) -> list[Moment]:
    """Return everything up to a day in order of date; rows without a date are left out."""
    every = [*_duties(rows, today), *(each for own in facts.values() for each in _of_agreement(own, today))]
    chosen = [each for each in every if each.date <= until]
    return sorted(chosen, key=lambda each: (each.date, each.agreement, each.what, each.reference))


def _duties(rows: Iterable[Row], today: date) -> Iterator[Moment]:
    for row in rows:
        one = row.occurrence
        if one.due:
            yield Moment(
                one.due, one.agreement, "duty", one.name, row.status, _known(one.known_from, today), row.wording
            )


def _of_agreement(facts: Facts, today: date) -> Iterator[Moment]:
    for name, days in facts.events.items():
        yield from (Moment(day, facts.agreement, "event", name) for day in days)
    for term in facts.terms:
        certain = _known(term.known_from, today)
        yield Moment(term.first, facts.agreement, "term", f"term@{term.number}", "", certain)


def _known(day: date | None, today: date) -> bool:
    return day is None or day <= today
