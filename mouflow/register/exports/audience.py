"""Who is shown what: the rows of one party, and an extract that can be given to the other side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from mouflow.model.due import EVENTS
from mouflow.register.records import Occurrence
from mouflow.register.steps import ANOTHER, Step
from mouflow.register.voiding import standing

from .extract import Extract

if TYPE_CHECKING:
    from mouflow.model.ledger import Event


def bears(occurrence: Occurrence, party: str) -> bool:
    """Tell whether a party owes something: for itself, or jointly with others."""
    return party == occurrence.party if occurrence.party else party in occurrence.bearers


def for_party(extract: Extract, party: str) -> Extract:
    """Keep what a party bears, alone or jointly, and the events of that and of the agreement itself."""
    rows = tuple(row for row in extract.rows if bears(row.occurrence, party))
    occurrences = tuple(each for each in extract.register.occurrences if bears(each, party))
    ids = {each.id for each in occurrences}
    events = tuple(event for event in extract.events if _concerns(event, party, ids))
    rules = {name: rule for name, rule in extract.rules.items() if name in ids}
    register = replace(extract.register, occurrences=occurrences)
    return replace(extract, rows=rows, events=events, rules=rules, register=register)


def for_counterpart(extract: Extract, party: str) -> Extract:
    """Keep what a party may see of an extract: what it bears, without anything that is the office's own.

    Left out are notes, owners and deputies, evidence, who wrote an event down and the event's digest (from which a
    short note could be guessed), problems of our files, and the ids of what the party does not bear, though its own
    dates are counted from that: :data:`ANOTHER` stands for them.
    """
    mine = for_party(extract, party)
    ids = {each.id for each in mine.register.occurrences}
    rows = tuple(replace(row, occurrence=_bared(row.occurrence, ids)) for row in mine.rows)
    occurrences = tuple(_bared(each, ids) for each in mine.register.occurrences)
    register = replace(mine.register, occurrences=occurrences, problems=())
    return replace(mine, rows=rows, register=register, events=_bared_events(mine.events))


def for_public(extract: Extract) -> Extract:
    """Keep what the public may see of an extract: the agreement, its parties and terms, no duty and no event of it."""
    register = replace(extract.register, occurrences=(), problems=())
    return replace(extract, rows=(), events=(), rules={}, register=register)


def _concerns(event: Event, party: str, ids: set[str]) -> bool:
    return event.of is None or (event.of in ids and event.party in (None, party))


def _bared(occurrence: Occurrence, ids: set[str]) -> Occurrence:
    return replace(
        occurrence,
        owner=None,
        deputy=None,
        note="",
        follows=tuple(each for each in occurrence.follows if each in ids),
        waiting_for=_named(occurrence.waiting_for, ids),
        steps=tuple(_bared_step(step, ids) for step in occurrence.steps),
        events=_bared_events(occurrence.events),
    )


def _bared_step(step: Step, ids: set[str]) -> Step:
    if "event" not in step.values:
        return step
    event = "" if step.rule == "extended" else _named(str(step.values["event"]), ids)
    return replace(step, values={**step.values, "event": event})


def _named(event: str, ids: set[str]) -> str:
    """Return what a date is counted from, or a stand-in for a duty that the party does not bear."""
    return event if not event or event in ids or event.partition(".")[0] in EVENTS else ANOTHER


def _bared_events(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return events without what only the office knows; notes, reassignments and mistakes are left out whole."""
    hidden = {"id": "", "by": "", "note": None, "to": None, "evidence": ()}
    told = (event for event in standing(events) if event.event not in ("note", "reassign"))
    return tuple(event.model_copy(update=hidden) for event in told)
