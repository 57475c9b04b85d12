"""An entry with its date as a component of iCalendar: a VEVENT for the whole day, or a VTODO."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from .ics_entry import Entry

if TYPE_CHECKING:
    from icalendar import Alarm, Component

NOON = time(12, tzinfo=UTC)
"""COMPLETED is an instant (RFC 5545 3.8.2.1): at noon UTC it is the same day nearly everywhere."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells a component and its revision: its id, SEQUENCE, and when it was last changed."""

    uid: str
    revision: int
    changed: datetime


@dataclass(frozen=True, slots=True)
class Recurring:
    """How a component recurs: the value of RRULE, and the dates left out."""

    rule: str
    excluded: tuple[date, ...] = ()


def event(
    entry: Entry, stamp: Stamp, day: date, recurring: Recurring | None = None, instead_of: date | None = None
) -> Component:
    """Return an all-day event that leaves the day free; ``instead_of`` is the date of a series that it overrides."""
    from icalendar import Event

    made = Event()
    _fill(made, entry, stamp)
    made.add("dtstart", day)
    made.add("transp", "TRANSPARENT")
    made.add("status", "CANCELLED" if not entry.happens else "TENTATIVE" if entry.tentative else "CONFIRMED")
    _repeat(made, recurring, instead_of)
    for alarm in _alarms(entry, "START"):
        made.add_component(alarm)
    return made


def todo(
    entry: Entry,
    stamp: Stamp,
    day: date | None,
    recurring: Recurring | None = None,
    instead_of: date | None = None,
) -> Component:
    """Return a to-do; without a due date where ``day`` is None.

    One of a series has a DTSTART too, on the same day, since RRULE and RECURRENCE-ID count from that.
    """
    from icalendar import Todo

    made = Todo()
    _fill(made, entry, stamp)
    if day:
        made.add("due", day)
    if day and (recurring or instead_of):
        made.add("dtstart", day)
    made.add("status", entry.progress)
    if entry.completed:
        made.add("completed", datetime.combine(entry.completed, NOON))
    percent = 100 if entry.progress == "COMPLETED" else entry.share
    if percent is not None:
        made.add("percent-complete", percent)
    _repeat(made, recurring, instead_of)
    for alarm in _alarms(entry, "END") if day else ():
        made.add_component(alarm)
    return made


def _fill(made: Component, entry: Entry, stamp: Stamp) -> None:
    changed = stamp.changed.astimezone(UTC).replace(microsecond=0)
    made.add("uid", stamp.uid)
    made.add("sequence", stamp.revision)
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    made.add("summary", entry.summary)
    made.add("description", entry.description)
    made.add("categories", list(entry.categories))
    made.add("class", "CONFIDENTIAL" if entry.internal else "PUBLIC")
    for address in entry.attached:
        made.add("attach", address)
    if entry.email:
        _add_owner(made, entry)


def _add_owner(made: Component, entry: Entry) -> None:
    from icalendar import vCalAddress, vText

    for name in ("organizer", "attendee"):
        address = vCalAddress(f"mailto:{entry.email}")
        address.params["CN"] = vText(entry.owner)
        made.add(name, address)


def _repeat(made: Component, recurring: Recurring | None, instead_of: date | None) -> None:
    from icalendar import vRecur

    if recurring:
        made.add("rrule", vRecur.from_ical(recurring.rule))
        if recurring.excluded:
            made.add("exdate", list(recurring.excluded), parameters={"VALUE": "DATE"})
    if instead_of:
        made.add("recurrence-id", instead_of)


def _alarms(entry: Entry, related: str) -> Iterator[Alarm]:
    """Give an alarm for each reminder, so many days before the date (RFC 5545 3.6.6)."""
    from icalendar import Alarm as AlarmComponent

    for days in dict.fromkeys(entry.remind):
        alarm = AlarmComponent()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.summary)
        alarm.add("trigger", timedelta(days=-days), parameters={"RELATED": related})
        yield alarm
