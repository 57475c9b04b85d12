"""Everything that is wrong with registers: for `mouflow check`, and before a version is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from mouflow.build import Target
from mouflow.diagnostics import Diagnostic, MouflowError
from mouflow.workspace import Ground, Workspace, document_names, load_agreement, load_ground
from mouflow.workspace.promises import promises_path

from .ledger_proof import prove_ledgers
from .load import load_register_ground, register_of
from .promise_checks import check_promised


def check_registers(
    workspace: Workspace, targets: Sequence[Target], until: date, now: datetime | None = None
) -> list[Diagnostic]:
    """Return what is wrong with the registers of targets that are whole agreements, with recurrences up to a day.

    That is what stands in the way of reading and evaluating them, obligations that do not fit the documents, clauses
    that changed since they were pinned, and ledgers that were not only added to; with ``now``, also events
    that say to be of a time to come.
    """
    chosen = [each.agreement for each in targets if _is_whole(workspace, each)]
    ground, shared = load_register_ground(workspace), load_ground(workspace)
    problems = list(ground.problems) if chosen else []
    people = frozenset(shared.facts.people) if shared.facts else None
    for agreement in chosen:
        problems.extend(register_of(workspace, agreement, until, ground, people=people).problems)
        problems.extend(_against_documents(workspace, agreement, shared))
    return list(dict.fromkeys([*problems, *prove_ledgers(workspace, chosen, now)]))


def _is_whole(workspace: Workspace, target: Target) -> bool:
    return set(target.documents) >= set(document_names(workspace, target.agreement))


def _against_documents(workspace: Workspace, agreement: str, ground: Ground) -> Iterator[Diagnostic]:
    try:
        promised = workspace.files.exists(promises_path(agreement))
    except MouflowError:
        return  # which the register tells
    if promised:
        yield from check_promised(workspace, load_agreement(workspace, agreement, ground))
