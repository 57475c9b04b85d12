"""What a register follows from: promises, actions of minutes, what happened, the parties and their calendars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from .calendars import Calendars, together

if TYPE_CHECKING:
    from mouflow.model.due import DueRule
    from mouflow.model.ledger import Event
    from mouflow.model.minutes import Action
    from mouflow.model.obligations import Promises

    from .calendars import Calendar


class Share(NamedTuple):
    """Who owes an occurrence: the party that owes it for itself, None where it is owed by all bearers together."""

    party: str | None
    bearers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourcedAction:
    """An action of minutes: the document and the paragraph that have it, and the day of the meeting."""

    document: str
    paragraph: str
    action: Action
    day: date


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything that the register of one agreement follows from.

    ``signed`` is the day of signing that the memorandum gives. ``calendars`` are by every name that is used in dates;
    ``party_calendars`` the names of those of the parties, all of ``calendars`` where that is not said. ``people`` are
    the ids of people.yaml, None where they are not known here.
    """

    agreement: str
    parties: tuple[str, ...]
    promises: Promises
    actions: tuple[SourcedAction, ...] = ()
    events: tuple[Event, ...] = ()
    signed: date | None = None
    languages: tuple[str, ...] = ()
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    party_calendars: tuple[str, ...] | None = None
    people: frozenset[str] | None = None

    def calendars_of(self, rule: DueRule | None = None) -> Calendars:
        """Return the calendars that count for a rule: its own, else those of the file, else those of the parties."""
        parties = tuple(self.calendars) if self.party_calendars is None else self.party_calendars
        names = (rule.calendars if rule else ()) or self.promises.calendars or parties
        return together(tuple([found for name in names if (found := self.calendars.get(name))]))

    def shares(self, bearers: Sequence[str], *, joint: bool) -> tuple[Share, ...]:
        """Return who owes a duty: its bearers together, or each of several for itself; every party if none is named."""
        every = tuple(map(str, bearers or self.parties))
        return (Share(None, every),) if joint or len(every) < 2 else tuple(Share(each, (each,)) for each in every)


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return events as they count: in the order in which they were written down, each once however often it stands."""
    return tuple({each.id: each for each in sorted(events, key=lambda each: (each.at, each.id))}.values())


def as_of(events: Iterable[Event], today: date) -> tuple[Event, ...]:
    """Return what had happened by a day, whenever it was written down; what is struck out never happened."""
    return tuple(each for each in events if each.date <= today or each.event == "void")
