"""Enters what happened: refuses what cannot follow, adds the rest to the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mouflow.diagnostics import Diagnostic, MouflowError, did_you_mean, error, printable
from mouflow.model.ledger import Event
from mouflow.register.entering import Draft, refuse_agreement_event, refuse_duty_event
from mouflow.register.voiding import find_voidable
from mouflow.workspace import Workspace
from mouflow.workspace.folder import AGREEMENTS
from mouflow.workspace.load import load_facts

from .append import Allowed, Appended, append
from .desk import Desk
from .finding import Duty, find_duty
from .load import load_basis


def enter_duty_event(desk: Desk, duty: Duty, draft: Draft) -> Appended:
    """Enter an event about what is due; ``draft`` need not name it.

    Raises:
        MouflowError: The event cannot follow what happened; nothing was added.
    """
    one = duty.occurrence
    draft = replace(draft, of=one.id, occurrence=one.key or None, party=one.party)

    def allowed(events: Sequence[Event]) -> None:
        same = [each.id for each in events] == [each.id for each in duty.events]
        now = duty if same else find_duty(desk.workspace, f"{duty.agreement}/{one.name}", draft.event, desk.today)
        _refuse((*_refuse_future(desk, draft), *refuse_duty_event(draft, desk.author, now.occurrence)))

    return _add(desk, duty.agreement, draft, allowed)


def enter_agreement_event(desk: Desk, agreement: str, draft: Draft) -> Appended:
    """Enter an event about an agreement as a whole.

    Raises:
        MouflowError: The event cannot follow what happened; nothing was added.
    """
    basis, _ = load_basis(desk.workspace, agreement)

    def allowed(events: Sequence[Event]) -> None:
        _refuse((*_refuse_future(desk, draft), *refuse_agreement_event(draft, basis.parties, events, basis.signed)))

    return _add(desk, agreement, draft, allowed)


def voidable(desk: Desk, agreement: str, name: str) -> Event:
    """Find an event of an agreement that can be struck out, by what it is or by its id.

    Raises:
        MouflowError: There is none, or several are meant.
    """
    found = find_voidable(load_basis(desk.workspace, agreement)[0].events, name)
    if isinstance(found, Diagnostic):
        raise MouflowError(found)
    return found


def refuse_stranger(workspace: Workspace, person: str) -> None:
    """Refuse an id that people.yaml does not have.

    Raises:
        MouflowError: It has it not, or cannot be read.
    """
    people = load_facts(workspace).people
    if person not in people:
        hint = f"{did_you_mean(person, people)}; people stand in {AGREEMENTS}/people.yaml"
        raise MouflowError(error("unknown-person", f"there is nobody `{printable(person)}`", hint=hint))


def _add(desk: Desk, agreement: str, draft: Draft, allowed: Allowed) -> Appended:
    return append(
        desk.workspace, agreement, draft, now=desk.now, author=desk.author, commit=desk.commit, allowed=allowed
    )


def _refuse(problems: Sequence[Diagnostic]) -> None:
    if problems:
        raise MouflowError(*problems)


def _refuse_future(desk: Desk, draft: Draft) -> Iterator[Diagnostic]:
    if draft.date > desk.today:
        hint = "enter it when it has happened; where this machine has a wrong day, say --today DATE"
        said = f"{draft.date.isoformat()} is still to come: today is {desk.today.isoformat()}"
        yield error("future-date", said, hint=hint)
