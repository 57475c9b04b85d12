"""What one event makes of one occurrence, or why it cannot follow what the occurrence has seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from mouflow.diagnostics import Diagnostic, did_you_mean, warning

from .entering import FOLLOWS, same_person
from .records import Occurrence
from .steps import Step

if TYPE_CHECKING:
    from mouflow.model.ledger import Event


def changed(one: Occurrence, event: Event, problems: list[Diagnostic], people: frozenset[str] | None) -> Occurrence:
    """Return what an event makes of an occurrence; the same where it cannot follow."""
    wrong = _refusal(one, event, people)
    if wrong:
        problems.append(wrong)
        return one
    if event.event == "done" and one.needs_evidence and not event.evidence:
        hint = f"`mouflow reopen {one.name}`, then `mouflow done {one.name} --evidence …`"
        problems.append(warning("evidence-required", f"{one.name} was done without evidence", event.location, hint))
    return one.but(events=(*one.events, event), **_CHANGES[event.event](one, event))


_Change = Callable[[Occurrence, "Event"], dict[str, Any]]
_CHANGES: Mapping[str, _Change] = {
    "done": lambda one, event: {
        "state": "submitted" if one.needs_verifying else "done",
        "closed": event.date,
        "share": None,
        "expected": None,
    },
    "waive": lambda _, event: {"state": "waived", "closed": event.date},
    "dispute": lambda _, __: {"state": "disputed", "closed": None},
    "verify": lambda _, __: {"state": "done"},
    "reopen": lambda _, __: {"state": "open", "closed": None, "share": None},
    "partial": lambda _, event: {"state": "partial", "share": event.share, "expected": event.until},
    "late": lambda _, event: {"expected": event.until},
    "reassign": lambda _, event: {"owner": str(event.to)},
    "extend": lambda one, event: {
        "due": event.until,
        "original": one.original or one.due,
        "steps": (*one.steps, Step("extended", event.until, {"event": event.id})),
    },
    "note": lambda _, __: {},
}
"""What each event changes of an occurrence."""


def _refusal(one: Occurrence, event: Event, people: frozenset[str] | None) -> Diagnostic | None:
    """Tell why an event cannot follow what an occurrence has seen."""
    if one.state not in FOLLOWS[event.event]:
        return _out_of_turn(one, event)
    if event.event == "verify":
        doer = next((each for each in reversed(one.events) if each.event == "done"), None)
        if doer and same_person(doer.by, event.by):
            hint = "let somebody else verify it, from a git of their own"
            return warning("verified-by-doer", f"{event.by} did {one.name}, and verified it too", event.location, hint)
    if event.event == "reassign" and (event.to is None or (people is not None and event.to not in people)):
        named = f"`{event.to}`" if event.to else "nobody"
        hint = did_you_mean(event.to or "", people or ())
        return warning(
            "unknown-person", f"{one.name} was reassigned to {named}, who is not known", event.location, hint
        )
    return _bad_extension(one, event) if event.event == "extend" else None


def _out_of_turn(one: Occurrence, event: Event) -> Diagnostic:
    """Tell of an event that comes twice, or too early: that two people entered at once what both survive, for one."""
    since = f" since {one.closed.isoformat()}" if one.closed else ""
    last = one.events[-1] if one.events else None
    by = f" ({last.event} by {last.by})" if last else ""
    message = f"`{event.event}` by {event.by} changes nothing: {one.name} is {one.state}{since}{by}"
    code = "not-closed" if event.event in ("reopen", "verify") else "entered-twice"
    hint = "the first one counts; where the later one is right, `mouflow reopen` it and enter it again"
    return warning(code, message, event.location, hint if code == "entered-twice" else "nothing has to be done")


def _bad_extension(one: Occurrence, event: Event) -> Diagnostic | None:
    if one.due is None:
        why = f"it waits for {one.waiting_for}" if one.waiting_for else "it is never due"
        message = f"{one.name} has no date that could be extended: {why}"
    elif event.until is None:
        message = f"the extension of {one.name} does not say until when"
    elif event.until < (first := one.original or one.due):  # up to that, a slip in an extension is mended by another
        message = (
            f"{one.name} was due on {first.isoformat()}, and was extended to {event.until.isoformat()}, before that"
        )
    else:
        return None
    return warning(
        "bad-extension", message, event.location, f"`mouflow extend {one.name} --until DATE` with a later day"
    )
