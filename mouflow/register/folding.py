"""What the ledger makes of occurrences: events laid over them one after another; what fits nowhere is kept and told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args

from mouflow.diagnostics import Diagnostic, did_you_mean, error, warning
from mouflow.model.ledger import AgreementVerb

from .basis import in_order
from .entering import FOLLOWS, same_person
from .records import Occurrence
from .steps import Step
from .unmatched import Place, about_unmatched, closed_alone

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
            found[place] = _after(found[place], event, problems, people)
    for place, about in unmatched.items():
        one = closed_alone(place, occurrences, agreement)
        for event in about:
            one = _after(one, event, [], None)
        kept = one.state in _KEPT
        problems.append(about_unmatched(one, about[0], occurrences, kept=kept))
        found |= {place: one} if kept else {}
    return tuple(found.values()), tuple(problems)


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


def _after(one: Occurrence, event: Event, problems: list[Diagnostic], people: frozenset[str] | None) -> Occurrence:
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
