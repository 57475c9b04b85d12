"""Entries made by mistake: an event strikes another out, and neither counts; both stay in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, get_args

from mouflow.diagnostics import Diagnostic, did_you_mean, error
from mouflow.model.ledger import AgreementVerb

from .basis import in_order

if TYPE_CHECKING:
    from mouflow.model.ledger import Event

VOID = "void"
VOIDABLE = frozenset(get_args(AgreementVerb)) - {VOID}
"""What happened to an agreement itself; what happened to a duty is taken back with `reopen` and the like."""


def standing(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return events, without those struck out and without what strikes them out."""
    every = tuple(events)
    struck = {each.voids for each in every if each.event == VOID}
    return tuple(each for each in every if each.event != VOID and each.id not in struck)


def void_problems(events: Iterable[Event]) -> Iterator[Diagnostic]:
    """Tell of events that strike out what is not there, or what cannot be struck out."""
    ordered = in_order(events)
    known = {each.id for each in ordered if each.event in VOIDABLE}
    for each in ordered:
        if each.event == VOID and each.voids not in known:
            hint = "it changes nothing; `mouflow void` names an event of the agreement by itself"
            yield error("unknown-event", f"there is no event `{each.voids}` to strike out", each.location, hint)


def find_voidable(events: Iterable[Event], name: str) -> Event | Diagnostic:
    """Return the event that is meant: by its id or the beginning of it, or as what it is, the newest of that."""
    left = [each for each in standing(in_order(events)) if each.event in VOIDABLE]
    found = [each for each in left if each.event == name] or [each for each in left if each.id.startswith(name)]
    if found and (name in VOIDABLE or len(found) == 1):
        return found[-1]
    hint = did_you_mean(name, [*dict.fromkeys(each.event for each in left), *(each.id for each in left)])
    what = "several events begin" if found else "no event that counts is called or begins"
    return error("unknown-event", f"{what} `{name}`", hint=hint)
