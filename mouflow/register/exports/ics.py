"""Extracts of the register to one iCalendar file (RFC 5545, RFC 7986): every date as an event, every duty as a to-do.

A series that a recurrence rule gives exactly is one component with that rule; what is done, moved or uncertain in it
overrides its date. Any other occurrence is a component of its own. Ids come from those of the agreement, the duty and
its bearer, never from a date, so that a date that moves takes the entry in a calendar with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, Literal

from mouflow.register.records import Occurrence, Row
from mouflow.register.status import WINDOWS
from mouflow.register.steps import Step

from .extract import Edition, Extract
from .ics_component import Recurring, Stamp, event, todo
from .ics_entry import Entry, entry_of
from .series_rule import SeriesRule, find_series_rule

if TYPE_CHECKING:
    from icalendar import Component

Part = Literal["events", "todos"]
PARTS: tuple[Part, ...] = ("events", "todos")
DOMAIN = "register.mouflow"
"""What every id ends with (RFC 7986 5.3: no other program gives such ids)."""


def to_ics(extracts: Sequence[Extract], edition: Edition, name: str, parts: Sequence[Part] = PARTS) -> bytes:
    """Write a calendar called ``name``, with dates as events, as to-dos, or as both."""
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("prodid", "-//mouflow//register//EN")
    calendar.add("version", "2.0")
    for kept_in in ("name", "x-wr-calname"):  # the second is for programs older than RFC 7986
        calendar.add(kept_in, vText(name))
    for extract in extracts:
        for rows in _series(extract.rows):
            for part in parts:
                for component in _Series(extract, edition, part, tuple(rows)).components():
                    calendar.add_component(component)
    written: bytes = calendar.to_ical()
    return written


def _series(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Give the rows of each duty of each bearer, those with a date first, in the order of their dates."""

    def duty(row: Row) -> tuple[str, str]:
        return row.occurrence.id, row.occurrence.party or ""

    for _, found in groupby(sorted(rows, key=duty), key=duty):
        yield sorted(found, key=lambda row: (row.occurrence.nominal or date.max, row.occurrence.key))


@dataclass(frozen=True, slots=True)
class _Series:
    """All occurrences of one duty of one bearer, as events or as to-dos."""

    extract: Extract
    edition: Edition
    part: Part
    rows: tuple[Row, ...]

    def components(self) -> Iterator[Component]:
        """Give the components for these occurrences."""
        dated = [row for row in self.rows if row.occurrence.nominal and row.occurrence.due]
        nominal = [row.occurrence.nominal for row in dated if row.occurrence.nominal]
        rule = find_series_rule(self.extract.rules.get(self.rows[0].occurrence.id), nominal)
        if rule:
            yield from self._recurring(dated, rule)
        for index, row in enumerate(self.rows):
            if self._shown(row) and not (rule and row in dated):
                yield from self._single(row, _number(row.occurrence, index))

    def _shown(self, row: Row) -> bool:
        """Tell whether a calendar has an occurrence: not a standing duty, nor a to-do of what nobody owes."""
        return row.status != "standing" and not (self.part == "todos" and row.occurrence.id in WINDOWS)

    def _single(self, row: Row, number: int) -> Iterator[Component]:
        """Give one component; none for an event without a date."""
        entry, stamp, day = self._entry(row, row.occurrence.steps), self._stamp(number), row.occurrence.due
        if self.part == "todos":
            yield todo(entry, stamp, day)
        elif day:
            yield event(entry, stamp, day)

    def _recurring(self, dated: Sequence[Row], rule: SeriesRule) -> Iterator[Component]:
        """Give the series, then what overrides it: whatever is on another day, or in another state."""
        common = _common_steps(dated)
        plain, stamp = self._entry(_as_planned(dated[-1]), common), self._stamp(1)
        yield self._made(plain, stamp, rule.start, Recurring(rule.text, rule.excluded), None)
        for day, index in rule.places.items():
            row = dated[index]
            if row.occurrence.due and (row.occurrence.due != day or self._entry(row, common) != plain):
                entry = self._entry(row, row.occurrence.steps)
                yield self._made(entry, stamp, row.occurrence.due, None, day)

    def _made(
        self, entry: Entry, stamp: Stamp, day: date, recurring: Recurring | None, instead_of: date | None
    ) -> Component:
        make = todo if self.part == "todos" else event
        return make(entry, stamp, day, recurring, instead_of)

    def _entry(self, row: Row, steps: Iterable[Step]) -> Entry:
        if self.part == "todos":  # only an event can be tentative
            row = replace(row, occurrence=replace(row.occurrence, known_from=None))
        return entry_of(self.extract, row, self.edition, steps)

    def _stamp(self, number: int) -> Stamp:
        return Stamp(_uid(self.rows[0].occurrence, self.part, number), self.extract.revision, self.extract.changed)


def _number(occurrence: Occurrence, index: int) -> int:
    """Return which of its series an occurrence is, from 1: its key, where that is a number, else its place."""
    return int(occurrence.key) if occurrence.key.isdecimal() and len(occurrence.key) < 6 else index + 1


def _uid(occurrence: Occurrence, part: Part, number: int) -> str:
    """Return a permanent id; two hyphens stand between its parts, since no id holds two."""
    names = [part.removesuffix("s"), occurrence.agreement, occurrence.id]
    if occurrence.party:
        names.append(occurrence.party)
    if number > 1:
        names.append(str(number))
    return "--".join(names) + f"@{DOMAIN}"


def _as_planned(row: Row) -> Row:
    """Return a row as if nothing had happened to it yet."""
    open_ = replace(
        row.occurrence,
        state="open",
        closed=None,
        original=None,
        known_from=None,
        share=None,
        expected=None,
        events=(),
    )
    return replace(row, occurrence=open_, status="open", overdue=0)


def _common_steps(rows: Sequence[Row]) -> tuple[Step, ...]:
    """Return the steps that the arithmetic of all occurrences begins with."""
    steps = zip(*(row.occurrence.steps for row in rows), strict=False)
    return tuple(each[0] for each in takewhile(lambda each: all(step == each[0] for step in each), steps))
