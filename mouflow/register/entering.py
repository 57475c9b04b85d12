"""Which event may follow what an occurrence, or the agreement itself, has seen already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mouflow.diagnostics import Diagnostic, did_you_mean, error
from mouflow.model.base import Day
from mouflow.model.ledger import Event, Evidence

from .records import Occurrence
from .states import State
from .voiding import standing

_CAN_BE_DONE: frozenset[State] = frozenset({"open", "partial", "disputed"})
FOLLOWS: Mapping[str, frozenset[State]] = {
    "done": _CAN_BE_DONE,
    "waive": _CAN_BE_DONE,
    "partial": _CAN_BE_DONE,
    "late": _CAN_BE_DONE,
    "extend": _CAN_BE_DONE,
    "reassign": _CAN_BE_DONE | {"submitted"},
    "dispute": frozenset({"open", "partial", "submitted", "done"}),
    "verify": frozenset({"submitted"}),
    "reopen": frozenset({"submitted", "done", "waived", "disputed"}),
    "note": _CAN_BE_DONE | {"submitted", "done", "waived"},
}
"""After which states of an occurrence each event can come."""

_ONCE = {"signed": "signed", "in-effect": "in effect", "terminated": "terminated"}
_ADDRESS = re.compile(r"<([^<>]*)>\s*$")


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that nobody has written down yet; the fields are those of :class:`Event`."""

    event: str
    date: Day
    of: str | None = None
    occurrence: str | None = None
    party: str | None = None
    about: str | None = None
    until: Day | None = None
    to: str | None = None
    share: int | None = None
    voids: str | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None


def refuse_duty_event(draft: Draft, author: str, occurrence: Occurrence) -> Iterator[Diagnostic]:
    """Tell why an event cannot follow what an occurrence has seen."""
    if occurrence.state not in FOLLOWS[draft.event]:
        yield _out_of_turn(draft.event, occurrence)
        return
    if draft.event == "done" and occurrence.needs_evidence and not draft.evidence:
        hint = "give a file or an address: --evidence PATH-or-ADDRESS"
        yield error("evidence-required", f"{occurrence.name} is met only with evidence", hint=hint)
    if draft.event == "verify" and (doer := _doer(occurrence)) and same_person(doer.by, author):
        hint = "let somebody else verify it, from a git of their own"
        yield error("verified-by-doer", f"{doer.by} did it, and cannot verify it too", hint=hint)
    if draft.event == "extend":
        yield from _refuse_extension(draft, occurrence)


def refuse_agreement_event(
    draft: Draft, parties: Sequence[str], events: Iterable[Event], signed: date | None = None
) -> Iterator[Diagnostic]:
    """Tell why an event of the agreement itself cannot follow what its ledger and its memorandum hold.

    ``signed`` is the day of signing that the memorandum gives.
    """
    if draft.party is not None and draft.party not in parties:
        hint = did_you_mean(draft.party, parties)
        yield error("unknown-party", f"`{draft.party}` is no party of the agreement", hint=hint)
    if draft.event == "signed" and signed not in (None, draft.date):
        hint = "mend `signing: {date: …}` there if that is wrong: what is signed needs no entry of its own"
        yield error("entered-twice", f"the memorandum says that it was signed on {signed}", hint=hint)
    if draft.event == "void" and not draft.note:
        yield error("note-required", "an entry is struck out only with a reason", hint="say why: --note TEXT")
    for each in standing(events):
        if each.of is None and each.event == draft.event and (said := _entered_before(each, draft)):
            yield error("entered-twice", said, hint="nothing was added")


def _entered_before(earlier: Event, draft: Draft) -> str:
    """Say what an earlier event of the same name entered already; nothing where another can follow it."""
    if earlier.event in _ONCE:
        return f"it is {_ONCE[earlier.event]} already, since {earlier.date} (event {earlier.id}, {earlier.by})"
    same = (earlier.date, earlier.party, earlier.about) == (draft.date, draft.party, draft.about)
    return f"this is entered already, as event {earlier.id} ({earlier.by})" if same and draft.event != "note" else ""


def same_person(one: str, other: str) -> bool:
    """Tell whether two authors, `Name <address>`, are one: by their addresses, else by their names."""
    mine, theirs = (_ADDRESS.search(each) for each in (one, other))
    if mine and theirs:
        return mine[1].strip().casefold() == theirs[1].strip().casefold()
    return _ADDRESS.sub("", one).strip().casefold() == _ADDRESS.sub("", other).strip().casefold()


def _out_of_turn(event: str, occurrence: Occurrence) -> Diagnostic:
    last = occurrence.events[-1] if occurrence.events else None
    by = f" ({last.by})" if last else ""
    since = f" since {occurrence.closed.isoformat()}" if occurrence.closed else ""
    said = f"{occurrence.name} is {occurrence.state}{since}{by}"
    if event == "verify":
        verified = occurrence.state == "done"
        hint = (
            "there is nothing to verify" if verified else f"it has to be done first: `mouflow done {occurrence.name}`"
        )
        return error("nothing-to-verify", said, hint=hint)
    if occurrence.state in _CAN_BE_DONE:
        return error("entered-twice" if event == "dispute" else "not-closed", said, hint="nothing was added")
    hint = f"if that was wrong, `mouflow reopen {occurrence.name}`; if another one is meant, name it: ID@DATE"
    return error("entered-twice", said, hint=hint)


def _doer(occurrence: Occurrence) -> Event | None:
    return next((each for each in reversed(occurrence.events) if each.event == "done"), None)


def _refuse_extension(draft: Draft, occurrence: Occurrence) -> Iterator[Diagnostic]:
    """An extension moves a date later; a slip in one is mended by another, down to the first date."""
    if occurrence.due is None or draft.until is None:
        why = f"it waits for {occurrence.waiting_for}" if occurrence.waiting_for else "it is never due"
        yield error("no-date", f"{occurrence.name} has no date that could be moved: {why}", hint="nothing was added")
    elif draft.until == occurrence.due:
        said = f"{occurrence.name} is due on {occurrence.due.isoformat()} already"
        yield error("entered-twice", said, hint="give another day with --until")
    elif draft.until < (first := occurrence.original or occurrence.due):
        said = f"{occurrence.name} was due on {first.isoformat()}; an extension does not lead before that"
        yield error("bad-extension", said, hint="give a later day, or mend the due rule in obligations.yaml")
