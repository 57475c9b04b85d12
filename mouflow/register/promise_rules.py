"""What is wrong with dates that follow from each other: rings, an order that cannot be kept, events that clash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from mouflow.diagnostics import Diagnostic, Location, error, place_of, warning

from .duties import Duty
from .records import Occurrence
from .triggers import rings, waiting_graph

if TYPE_CHECKING:
    from mouflow.model.ledger import Event
    from mouflow.model.obligations import Promises

_ONCE = ("signed", "in-effect", "terminated")


def ring_problems(duties: Sequence[Duty], promises: Promises) -> Iterator[Diagnostic]:
    """Tell of duties that wait for one another: none of them ever falls due."""
    places = {duty.id: duty.rule.location if duty.rule else duty.location for duty in duties}
    for ring in rings(waiting_graph(duties, promises.term)):
        first = next((name for name in ring if name in places), ring[0])
        at = ring.index(first)
        around = " waits for ".join(f"`{name}`" for name in (*ring[at:], *ring[:at], first))
        hint = "let one of them count from a date, or from an event that does not wait for the others"
        yield error("waits-for-itself", f"in a circle, {around}", _place(first, places, promises), hint)


def _place(name: str, places: Mapping[str, Location], promises: Promises) -> Location:
    return places.get(name) or (promises.term.effect.location if promises.term else promises.location)


def order_problems(occurrences: Sequence[Occurrence], promises: Promises) -> Iterator[Diagnostic]:
    """Tell of a milestone that is due before what it follows."""
    due: dict[str, list[date]] = {}
    for each in occurrences:
        if each.due:
            due.setdefault(each.id, []).append(each.due)
    for milestone in promises.milestones:
        own = min(due.get(milestone.id, ()), default=None)
        for name in milestone.follows:
            before = min(due.get(name, ()), default=None)
            if own and before and own < before:
                message = (
                    f"`{milestone.id}` is due on {own.isoformat()}, and follows `{name}`, due on {before.isoformat()}"
                )
                hint = "mend one of the two dates, or `follows:`"
                yield warning("due-before", message, place_of(name, milestone.location), hint)


def clash_problems(events: Sequence[Event]) -> Iterator[Diagnostic]:
    """Tell of what happens once and was entered for two days."""
    first: dict[str, Event] = {}
    for event in events:
        if event.event in _ONCE:
            known = first.setdefault(event.event, event)
            if known.date != event.date:
                message = f"`{event.event}` was entered for {known.date.isoformat()} and for {event.date.isoformat()}"
                hint = f"the first counts (event {known.id}, {known.by}); the earlier end, of two"
                yield warning("entered-twice", message, event.location, hint)
