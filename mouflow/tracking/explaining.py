"""Finds what somebody wants explained: an occurrence with its steps and events, or the terms of an agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from mouflow.diagnostics import Diagnostic, MouflowError, did_you_mean, error
from mouflow.model.ledger import Event
from mouflow.register.records import Occurrence, Register, Row, TermPeriod
from mouflow.register.references import Reference, find_occurrence
from mouflow.register.status import row_of, rows
from mouflow.workspace import Workspace, agreement_ids

from .finding import find_holder, horizon, is_agreement
from .glance import current_term
from .load import load_basis, register_of
from .wordings import Wordings, load_wordings

TERM = "term"


@dataclass(frozen=True, slots=True)
class Explained:
    """What is explained: a row, or else the term of the day and the next; the events that touched it.

    ``clause`` is what the clause of the row says, by language key; ``problems`` are those of the agreement.
    """

    agreement: str
    row: Row | None
    terms: tuple[TermPeriod, ...]
    events: tuple[Event, ...]
    problems: tuple[Diagnostic, ...]
    clause: Mapping[str, str] = field(default_factory=dict)


def find_explained(workspace: Workspace, name: str, today: date) -> Explained:
    """Find what a name of the command line means, `[AGREEMENT/]ID[@KEY][/PARTY]` or `[AGREEMENT/]term`.

    Of a series without a key, it is what is overdue or due next.

    Raises:
        MouflowError: It means nothing, or several things.
    """
    before, _, last = name.rpartition("/")
    if last == TERM:
        return _terms(workspace, before, today)
    reference, held = find_holder(workspace, name, today)
    register = register_of(workspace, held.agreement, horizon(today, reference.key), today=today)
    row = row_of(_occurrence(reference, register, today), today, register.ended)
    own = row.occurrence.wording or row.occurrence.deliverable
    try:
        wordings = load_wordings(workspace, held.agreement, [row])
    except MouflowError:  # `mouflow check` tells what is wrong with the documents
        wordings = Wordings()
    said = wordings.worded(replace(row, occurrence=replace(row.occurrence, wording={})))
    row = replace(row, wording=own or said.wording, place=said.place)
    return Explained(held.agreement, row, (), row.occurrence.events, register.problems, said.wording)


def _occurrence(reference: Reference, register: Register, today: date) -> Occurrence:
    """Return the occurrence that is meant; of a series without a key the first in the order of views."""
    if not reference.key:
        party = reference.party
        every = (row.occurrence for row in rows(register, today) if row.occurrence.id == reference.id)
        first = next((one for one in every if not party or party in (one.party, *one.bearers)), None)
        if first:
            reference = _with_key(reference, first)
    return find_occurrence(reference, register.occurrences, today)


def _with_key(reference: Reference, occurrence: Occurrence) -> Reference:
    """Return a reference with the key and the party of an occurrence."""
    return reference._replace(key=occurrence.key, party=reference.party or occurrence.party or "")


def _terms(workspace: Workspace, agreement: str, today: date) -> Explained:
    known = [agreement] if agreement else agreement_ids(workspace)
    if agreement and not is_agreement(workspace, agreement):
        hint = did_you_mean(agreement, agreement_ids(workspace))
        raise MouflowError(error("unknown-agreement", f"no agreement `{agreement}`", hint=hint))
    if len(known) != 1:
        raise MouflowError(error("ambiguous-reference", "there are several agreements", hint="write AGREEMENT/term"))
    register = register_of(workspace, known[0], horizon(today, ""), today=today)
    terms = tuple(each for each in current_term(register.terms, today) if each)
    if not terms:
        hint = "write `term:` in its obligations.yaml; where it waits for an event, `mouflow status` names that"
        raise MouflowError(error("no-term", f"`{known[0]}` has no term yet", hint=hint))
    basis, _ = load_basis(workspace, known[0])
    events = tuple(each for each in basis.events if each.of is None and each.date <= today)
    return Explained(known[0], None, terms, events, register.problems)
