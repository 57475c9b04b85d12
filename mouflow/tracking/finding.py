"""Finds what a name of the command line means, in all agreements of a workspace."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from mouflow.diagnostics import Diagnostic, MouflowError, Severity, did_you_mean, error
from mouflow.model.ledger import Event
from mouflow.register.entering import FOLLOWS
from mouflow.register.evaluate import evaluate
from mouflow.register.records import Occurrence
from mouflow.register.references import Reference, find_occurrence, read_reference
from mouflow.workspace import Workspace, agreement_ids, document_names
from mouflow.workspace.folder import AGREEMENTS

from .ledger_lines import LEDGER
from .load import load_basis

_AHEAD = timedelta(days=400)
_FEW = 20
"""So many agreements are looked through for the id that a slip may have meant."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What is due once, as it was found: in which agreement, and after which events."""

    agreement: str
    occurrence: Occurrence
    events: tuple[Event, ...]


class _Looked(NamedTuple):
    """An agreement that was looked through: its events, what is due in it, and what is wrong with its files."""

    agreement: str
    events: tuple[Event, ...]
    occurrences: tuple[Occurrence, ...]
    problems: tuple[Diagnostic, ...]


def find_duty(workspace: Workspace, name: str, verb: str, today: date) -> Duty:
    """Return what a name of the command line means, `[AGREEMENT/]ID[@KEY][/PARTY]`, for an event that is to follow.

    Raises:
        MouflowError: It means nothing, or several things.
    """
    reference, held = find_holder(workspace, name, today)
    try:
        found = find_occurrence(reference, held.occurrences, today, lambda each: each.state in FOLLOWS[verb])
    except MouflowError as failed:
        raise MouflowError(*failed.diagnostics, *_errors(held.problems)) from None
    return Duty(held.agreement, found, held.events)


def find_holder(workspace: Workspace, name: str, today: date) -> tuple[Reference, _Looked]:
    """Return what a name says, and the only agreement that holds what it names, looked through.

    Raises:
        MouflowError: There is none such, or there are several.
    """
    reference = _reading(workspace, name)
    until = horizon(today, reference.key)
    looked = [_look(workspace, each, until) for each in _candidates(workspace, reference)]
    holders = [each for each in looked if any(one.id == reference.id for one in each.occurrences)]
    if len(holders) != 1:
        raise _not_one(reference, holders, looked)
    return reference, holders[0]


def is_agreement(workspace: Workspace, name: str) -> bool:
    """Tell whether there is an agreement of this very name."""
    return "/" not in name and bool(document_names(workspace, name))


def _reading(workspace: Workspace, name: str) -> Reference:
    """Return what a name means in this workspace: with an agreement before it, if there is one of that name."""
    readings = read_reference(name)
    for each in readings:
        if not each.agreement or is_agreement(workspace, each.agreement):
            return each
    hint = did_you_mean(readings[0].agreement, agreement_ids(workspace))
    raise MouflowError(error("unknown-agreement", f"no agreement `{readings[0].agreement}`", hint=hint))


def _candidates(workspace: Workspace, reference: Reference) -> Sequence[str]:
    """Return the agreements in which an id may be; where no file speaks of it, the first few, for a suggestion."""
    if reference.agreement:
        return [reference.agreement]
    known = agreement_ids(workspace)
    word = "term:" if reference.id.startswith("term.") else reference.id
    return [each for each in known if _speaks_of(workspace, each, word.encode())] or known[:_FEW]


def _speaks_of(workspace: Workspace, agreement: str, word: bytes) -> bool:
    folder = f"{AGREEMENTS}/{agreement}"
    try:
        names = [name for name in workspace.files.names(folder) if name.endswith(".yaml") and name != LEDGER]
        return any(word in workspace.files.read(f"{folder}/{name}") for name in names)
    except MouflowError:
        return True  # told where the agreement is looked through


def _look(workspace: Workspace, agreement: str, until: date) -> _Looked:
    basis, problems = load_basis(workspace, agreement)
    occurrences = evaluate(basis, until).occurrences
    return _Looked(agreement, basis.events, occurrences, problems)


def horizon(today: date, key: str) -> date:
    """Return a day up to which a series holds what a key, or its beginning, can mean."""
    year = int(key[:4]) if re.match(r"(?:19|2[0-9])[0-9]{2}", key) else today.year
    return max(today, date(year, 12, 31)) + _AHEAD


def _not_one(reference: Reference, holders: Sequence[_Looked], looked: Sequence[_Looked]) -> MouflowError:
    """Say that an id is in no agreement, or in several."""
    if holders:
        names = ", ".join(str(reference._replace(agreement=each.agreement)) for each in holders[:_FEW])
        said = f"`{reference}` is in several agreements"
        return MouflowError(error("ambiguous-reference", said, hint=f"name one: {names}"))
    hint = did_you_mean(reference.id, {one.id for each in looked for one in each.occurrences})
    said = f"there is no obligation, milestone or action `{reference.id}`"
    wrong = (problem for each in looked for problem in _errors(each.problems))
    return MouflowError(error("unknown-duty", said, hint=hint), *wrong)


def _errors(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [each for each in problems if each.severity is Severity.ERROR]
