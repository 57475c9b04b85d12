"""From an agreement's files to its register: what was promised, what the minutes add, what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import TypeVar

from mouflow.diagnostics import Diagnostic, Location, MouflowError, did_you_mean, error, place_of
from mouflow.model.calendars import OwnCalendar
from mouflow.model.facts import Organisation, SharedFacts
from mouflow.model.ledger import Event
from mouflow.model.obligations import Promises
from mouflow.register.basis import Basis, as_of
from mouflow.register.calendars import Calendar, find_calendar
from mouflow.register.evaluate import evaluate
from mouflow.register.records import Register
from mouflow.schema import read_record
from mouflow.source import read_yaml
from mouflow.source.quick import FULL, Reader
from mouflow.workspace import Workspace
from mouflow.workspace.calendars import load_calendars
from mouflow.workspace.folder import AGREEMENTS
from mouflow.workspace.promises import load_promises

from .documents import Documents, read_documents
from .ledger_lines import LEDGER, read_ledger

T = TypeVar("T")
ORGANISATIONS = f"{AGREEMENTS}/organisations.yaml"


@dataclass(frozen=True, slots=True)
class RegisterGround:
    """What the registers of all agreements stand on: whose calendar is which, and an office's own calendars.

    ``own_digest`` tells whether the calendars are others; ``found`` keeps those that were asked for, by name.
    """

    organisations: Mapping[str, Organisation]
    own: Mapping[str, OwnCalendar]
    own_digest: str = ""
    problems: tuple[Diagnostic, ...] = ()
    found: dict[str, Calendar | None] = field(default_factory=dict, compare=False)

    def calendar(self, name: str) -> Calendar | None:
        """Return the calendar of a name; None where there is none."""
        if name not in self.found:
            self.found[name] = find_calendar(name, self.own)
        return self.found[name]


def load_register_ground(workspace: Workspace) -> RegisterGround:
    """Load the organisations and the calendars of a workspace; what cannot be read is left out and told."""
    problems: list[Diagnostic] = []
    organisations = _gathered(lambda: _organisations(workspace), problems) or {}
    own = _gathered(lambda: load_calendars(workspace), problems) or {}
    digest = sha256(repr(own).encode("utf-8", "surrogateescape")).hexdigest() if own else ""
    return RegisterGround(organisations, own, digest, tuple(problems))


def _organisations(workspace: Workspace) -> Mapping[str, Organisation]:
    if not workspace.files.exists(ORGANISATIONS):
        return {}
    value = read_yaml(workspace.files.read(ORGANISATIONS), ORGANISATIONS)
    record = read_record({} if value is None else {"organisations": value}, SharedFacts, ORGANISATIONS)
    return record.organisations


def load_basis(
    workspace: Workspace, agreement: str, ground: RegisterGround | None = None
) -> tuple[Basis, tuple[Diagnostic, ...]]:
    """Load everything that an agreement's register follows from, and what is wrong with it.

    What cannot be read is left out and told; a file that is not there is empty. The ground is loaded, and what is wrong
    with it told too, where it is not given.
    """
    found = load_register_ground(workspace) if ground is None else ground
    ((basis, problems),) = load_bases([(workspace, agreement)], found)
    return basis, problems if ground else (*found.problems, *problems)


def load_bases(
    agreements: Iterable[tuple[Workspace, str]], ground: RegisterGround, reader: Reader = FULL
) -> list[tuple[Basis, tuple[Diagnostic, ...]]]:
    """Load what the registers of several agreements follow from, each with its workspace, as :func:`load_basis` does.

    Every step is taken for all of them before the next, so that it finds in the processor's memory what it needs: of
    thousands of agreements that takes off a third of the time.
    """
    sources = [_Source(workspace, agreement, reader) for workspace, agreement in agreements]
    readable = [each for each in sources if each.is_readable()]
    promises = {each.agreement: each.promises() for each in readable}
    documents = {each.agreement: each.documents() for each in readable}
    calendars = {each.agreement: each.calendars(promises, documents, ground) for each in readable}
    events = {each.agreement: each.events() for each in readable}
    found = []
    for each in sources:
        told = documents.get(each.agreement, Documents())
        basis = Basis(
            agreement=each.agreement,
            parties=told.parties,
            promises=promises.get(each.agreement, Promises()),
            actions=told.actions,
            events=events.get(each.agreement, ()),
            signed=told.signed,
            languages=told.languages,
            calendars=calendars.get(each.agreement, {}),
            party_calendars=_party_calendars(told.parties, ground),
        )
        found.append((basis, tuple(each.problems)))
    return found


@dataclass(frozen=True, slots=True)
class _Source:
    """An agreement and what reads it; what is wrong with its files gathers here."""

    workspace: Workspace
    agreement: str
    reader: Reader
    problems: list[Diagnostic] = field(default_factory=list)

    def is_readable(self) -> bool:
        """Tell whether its folder can be read."""
        folder = f"{AGREEMENTS}/{self.agreement}"
        return _gathered(lambda: self.workspace.files.names(folder), self.problems) is not None

    def promises(self) -> Promises:
        """Return what was promised."""
        workspace, name, problems = self.workspace, self.agreement, self.problems
        return _gathered(lambda: load_promises(workspace, name, problems, self.reader.read), problems) or Promises()

    def documents(self) -> Documents:
        """Return what its documents tell."""
        return read_documents(self.workspace, self.agreement, self.problems, self.reader)

    def calendars(
        self, promises: Mapping[str, Promises], documents: Mapping[str, Documents], ground: RegisterGround
    ) -> dict[str, Calendar]:
        """Return the calendars that its dates can stand on; what else was read of it is by its id."""
        return _calendars(promises[self.agreement], documents[self.agreement].parties, ground, self.problems)

    def events(self) -> tuple[Event, ...]:
        """Return what happened."""
        path, files = f"{AGREEMENTS}/{self.agreement}/{LEDGER}", self.workspace.files
        data = _gathered(lambda: files.read(path) if files.exists(path) else b"", self.problems)
        events, found = read_ledger(data or b"", path)
        self.problems.extend(found)
        return events


def register_of(
    workspace: Workspace,
    agreement: str,
    until: date,
    ground: RegisterGround | None = None,
    *,
    today: date | None = None,
    people: frozenset[str] | None = None,
) -> Register:
    """Return an agreement's register with recurrences up to a day; what is wrong in its files is among the problems.

    With ``today`` it is as it was then: what happened later is left out. The ground is as in :func:`load_basis`;
    ``people`` are the ids of people.yaml, where they are to be checked.
    """
    basis, problems = load_basis(workspace, agreement, ground)
    basis = replace(basis, people=people, events=as_of(basis.events, today) if today else basis.events)
    register = evaluate(basis, until)
    return replace(register, problems=tuple(dict.fromkeys((*problems, *register.problems))))


def _gathered(load: Callable[[], T], problems: list[Diagnostic]) -> T | None:
    """Return what a function loads; None, its problems told, where it fails."""
    try:
        return load()
    except MouflowError as failed:
        problems.extend(failed.diagnostics)
        return None


def _calendars(
    promises: Promises, parties: Iterable[str], ground: RegisterGround, problems: list[Diagnostic]
) -> dict[str, Calendar]:
    """Return every calendar that the dates of an agreement can stand on, by name; one that is not there is told."""
    found: dict[str, Calendar] = {}
    for name in dict.fromkeys(_calendar_names(promises, parties, ground)):
        calendar = ground.calendar(name)
        if calendar:
            found[str(name)] = calendar
        else:
            known = ("HK", "CN", "MO", "TW", *ground.own)
            hint = f"{did_you_mean(name, known)}; own calendars stand in agreements/calendars.yaml"
            place = place_of(name, Location(f"{AGREEMENTS}/calendars.yaml"))
            problems.append(error("unknown-calendar", f"no calendar `{name}`", place, hint))
    return found


def _calendar_names(promises: Promises, parties: Iterable[str], ground: RegisterGround) -> Iterator[str]:
    """Give the name of each calendar that is spoken of, each where it is written first."""
    yield from promises.calendars
    dues = [each.due for each in promises.obligations] + [each.due for each in promises.milestones]
    for due in dues:
        yield from due.calendars if due else ()
    yield from _party_calendars(parties, ground)


def _party_calendars(parties: Iterable[str], ground: RegisterGround) -> tuple[str, ...]:
    found = (ground.organisations[party].calendar for party in parties if party in ground.organisations)
    return tuple(dict.fromkeys(calendar for calendar in found if calendar))
