"""When the events happened that dates count from: those of the agreement, and the doing of what was promised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from .arithmetic import add
from .steps import Step

if TYPE_CHECKING:
    from mouflow.model.ledger import Event
    from mouflow.model.obligations import Effect

    from .basis import Basis, Share


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which an event happened, or will; the steps that led to it, the last of which names the event.

    Before ``known_from`` it is only announced or expected.
    """

    day: date
    steps: tuple[Step, ...] = ()
    known_from: date | None = None


Moments = Mapping[str, tuple[Moment, ...]]
"""Moments of events by their names, in order of their days; an event that has not happened has none."""


def happened(event: str, day: date, source: str, known_from: date | None = None) -> Moment:
    """Return the moment of an event that a ``ledger``, the ``memorandum`` or the ``term`` gives."""
    return Moment(day, (Step("event", day, {"event": event, "source": source}),), known_from)


class Closing(NamedTuple):
    """The day on which an occurrence was done or waived."""

    day: date
    waived: bool


@dataclass(frozen=True, slots=True)
class Closings:
    """What the ledger closed, by id, key and party."""

    found: Mapping[str, Mapping[str, Mapping[str | None, Closing]]] = field(default_factory=dict)

    def of(self, identifier: str, key: str, share: Share) -> Closing | None:
        """Return how an occurrence was closed; None while it is open."""
        by_party = self.found.get(identifier, {}).get(key, {})
        closing = by_party.get(share.party)
        return closing or (by_party.get(share.bearers[0]) if len(share.bearers) == 1 else None)

    def doings(self, identifier: str, shares: Sequence[Share]) -> tuple[Moment, ...]:
        """Return each day on which something was done by all who owe it, those aside whom it was waived."""
        days: set[date] = set()
        for key in self.found.get(identifier, {}):
            closings = [self.of(identifier, key, share) for share in shares]
            done = [each.day for each in closings if each and not each.waived]
            if done and all(closings):
                days.add(max(done))
        return tuple(happened(identifier, day, "ledger") for day in sorted(days))


def closings_of(events: Iterable[Event]) -> Closings:
    """Return what events, in their order, close. What is disputed after it was done counts as done until reopened."""
    found: dict[str, dict[str, dict[str | None, Closing]]] = {}
    for event in events:
        if event.of is None:
            continue
        by_party = found.setdefault(event.of, {}).setdefault(event.occurrence or "", {})
        if event.event in ("done", "waive"):
            by_party.setdefault(event.party, Closing(event.date, event.event == "waive"))
        elif event.event == "reopen":
            by_party.pop(event.party, None)
    return Closings(found)


_ONCE = ("signed", "in-effect", "terminated")


def agreement_moments(basis: Basis, events: Sequence[Event], closings: Closings) -> dict[str, tuple[Moment, ...]]:
    """Return when the agreement was signed, came into effect, and got its notices."""
    found: dict[str, list[Moment]] = {}
    for event in events:
        if event.event in _ONCE and event.event not in found:
            found[event.event] = [happened(event.event, event.date, "ledger")]
        elif event.event == "notice":
            names = ("notice", f"notice.{event.about}") if event.about else ("notice",)
            for name in names:
                found.setdefault(name, []).append(happened(name, event.date, "ledger"))
    if "signed" not in found and basis.signed:
        found["signed"] = [happened("signed", basis.signed, "memorandum", basis.signed)]
    if "in-effect" not in found:
        found["in-effect"] = list(_effect(basis, found.get("signed", []), closings))
    return {name: _by_day(moments) for name, moments in found.items() if moments}


def _by_day(moments: Iterable[Moment]) -> tuple[Moment, ...]:
    """Return moments in order, one to a day."""
    by_day = {each.day: each for each in moments}
    return tuple(by_day[day] for day in sorted(by_day))


def _effect(basis: Basis, signed: Sequence[Moment], closings: Closings) -> Iterator[Moment]:
    """Give the moment in which the instrument comes into effect by its own terms; on signature without any."""
    effect = basis.promises.term.effect if basis.promises.term else None
    if effect and effect.on == "date":
        if effect.date:
            yield happened("in-effect", effect.date, "term")
        return
    start = _notified(basis, effect, closings) if effect and effect.on == "notifications" else next(iter(signed), None)
    if start is None:
        return
    length = effect.delay.units() if effect and effect.delay else {}
    day, steps = add(start.day, length, "clamp", basis.calendars_of())
    if day:
        last = Step("event", day, {"event": "in-effect", "source": "term"})
        yield Moment(day, (*start.steps, *steps, last), start.known_from)


def _notified(basis: Basis, effect: Effect, closings: Closings) -> Moment | None:
    """Return the later of the notifications, once there are all of them."""
    promises = {each.id: each for each in (*basis.promises.obligations, *basis.promises.milestones)}
    firsts = []
    for name in effect.notifications:
        promise = promises.get(name)
        shares = basis.shares(promise.bearer, joint=promise.joint) if promise else ()
        firsts.append(next(iter(closings.doings(name, shares)), None))
    made = [each for each in firsts if each]
    if not made or len(made) < len(firsts):
        return None
    return Moment(max(each.day for each in made), tuple(step for each in made for step in each.steps))
