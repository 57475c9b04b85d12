"""What the ledger makes of occurrences: events laid over them one after another; what fits nowhere is kept and told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, get_args

from mouflow.diagnostics import Diagnostic, error
from mouflow.model.ledger import AgreementVerb

from .basis import in_order
from .changes import changed
from .records import Occurrence
from .unmatched import ById, Place, about_unmatched, by_id, closed_alone

if TYPE_CHECKING:
    from mouflow.model.ledger import Event

_OF_AGREEMENT = frozenset(get_args(AgreementVerb))
_KEPT = frozenset({"done", "submitted", "waived"})


def folded(
    occurrences: Sequence[Occurrence],
    events: Iterable[Event],
    agreement: str = "",
    people: frozenset[str] | None = None,
) -> tuple[tuple[Occurrence, ...], tuple[Diagnostic, ...]]:
    """Lay events over occurrences, in the order in which they were written down; return these, and what does not fit.

    An event that cannot follow what an occurrence has seen is told and changes nothing. What was closed and is no
    longer due by any rule stays, as an occurrence of its own. ``people`` are the ids of those who can be owners.
    """
    problems: list[Diagnostic] = []
    found: dict[Place, Occurrence] = {(each.id, each.key, each.party): each for each in occurrences}
    unmatched: dict[Place, list[Event]] = {}
    for event in in_order(events):
        if event.event in _OF_AGREEMENT:
            continue
        if event.of is None:
            problems.extend(_of_nothing(event))
            continue
        place = _place(event, found)
        if place is None:
            unmatched.setdefault((event.of, event.occurrence or "", event.party), []).append(event)
        else:
            found[place] = changed(found[place], event, problems, people)
    known = by_id(occurrences) if unmatched else {}
    for place, about in unmatched.items():
        one, problem = _alone(place, about, known, agreement)
        problems.append(problem)
        found |= {place: one} if one.state in _KEPT else {}
    return tuple(found.values()), tuple(problems)


def _alone(place: Place, about: Sequence[Event], known: ById, agreement: str) -> tuple[Occurrence, Diagnostic]:
    """Return what events make of an occurrence that no rule makes due, and tell of it."""
    one = closed_alone(place, known, agreement)
    for event in about:
        one = changed(one, event, [], None)
    return one, about_unmatched(one, about[0], known, kept=one.state in _KEPT)


def _of_nothing(event: Event) -> Iterable[Diagnostic]:
    """A note can be about the agreement as a whole; nothing else can."""
    if event.event != "note":
        hint = "an event like this names what it is about with `of`: add it again with a command"
        yield error("event-of-nothing", f"`{event.event}` of nothing", event.location, hint)


def _place(event: Event, found: Mapping[Place, Occurrence]) -> Place | None:
    """Return which occurrence an event means; the party may be named or not where there is only one."""
    identifier, key = event.of or "", event.occurrence or ""
    exact = (identifier, key, event.party)
    if exact in found:
        return exact
    alone = found.get((identifier, key, None))
    if event.party and alone and alone.bearers == (event.party,):
        return (identifier, key, None)
    return None
