"""To whom reminders go: the owner, the deputy or a person, by their addresses; else the office. Nothing is dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mouflow.diagnostics import Diagnostic, Location, Severity, place_of, warning
from mouflow.model.addresses import AddressError, checked_address
from mouflow.model.facts import Person
from mouflow.register.records import Occurrence

from .ladder import DEPUTY, OWNER
from .reminders import Call

_PEOPLE = Location("agreements/people.yaml")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where reminders go: an address, empty where there is none, and the person there, none for the office."""

    address: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Directory:
    """The addresses that are known: people by their ids, and the office."""

    people: Mapping[str, Person]
    office: str | None = None

    def find(self, person: str | None) -> str | None:
        """Return the address of a person; None where there is none that mail can go to."""
        known = self.people.get(person or "")
        email = known.email if known else None
        try:
            return checked_address(email) if email else None
        except AddressError:
            return None


def person_of(call: Call) -> str | None:
    """Return the id of the person whom a call is for; None where nobody is named."""
    return _person(call.to, call.row.occurrence)


def _person(role: str, occurrence: Occurrence) -> str | None:
    return {OWNER: occurrence.owner, DEPUTY: occurrence.deputy}.get(role, role)


def shared_out(calls: Iterable[Call], directory: Directory) -> dict[Recipient, tuple[Call, ...]]:
    """Return what each recipient is to be told; of several steps about one thing to one address, the last alone."""
    found: dict[str, tuple[Recipient, dict[object, Call]]] = {}
    for call in calls:
        person = person_of(call)
        address = directory.find(person)
        recipient = Recipient(address, person) if address else Recipient(directory.office or "")
        _, told = found.setdefault(recipient.address.casefold(), (recipient, {}))
        before = told.get(call.thing)
        told[call.thing] = before if before and before.step >= call.step else call
    return {recipient: tuple(told.values()) for recipient, told in found.values()}


def address_problems(calls: Iterable[Call], directory: Directory, severity: Severity) -> list[Diagnostic]:
    """Tell who cannot be written to, each once, and where their reminders go instead; ``severity`` is of nowhere."""
    every = tuple(calls)
    people = dict.fromkeys(person_of(call) for call in every)
    without = [person for person in people if not directory.find(person)]
    problems = [_without(person, directory) for person in without if person]
    if without and not directory.office:
        count = sum(person_of(call) in without for call in every)
        said = "1 reminder has" if count == 1 else f"{count:,} reminders have"
        hint = "set office in [mail] of mouflow.toml; add `owner:` to the duties, and `email:` to people"
        problems.append(Diagnostic(severity, "no-recipient", f"{said} nobody to go to", hint=hint))
    return problems


def _without(person: str, directory: Directory) -> Diagnostic:
    instead = " the office is told" if directory.office else ""
    if person not in directory.people:
        hint = "add the person to agreements/people.yaml"
        return warning("unknown-person", f"`{person}` is not known;{instead or ' nobody is told'}", None, hint)
    email = directory.people[person].email
    place = place_of(email, place_of(directory.people[person], _PEOPLE)) if email else directory.people[person].location
    if not email:
        hint = "add `email:`"
        return warning("no-address", f"`{person}` has no address;{instead or ' nobody is told'}", place, hint)
    hint = AddressError.hint
    return warning("bad-address", f"`{email[:80]}` is no address;{instead or ' nobody is told'}", place, hint)
