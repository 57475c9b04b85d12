"""The ladder of an agreement: who hears of what is overdue, and after how many days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from mouflow.diagnostics import Diagnostic, MouflowError
from mouflow.model.obligations import Escalation, Promises
from mouflow.schema import read_record
from mouflow.source import decode
from mouflow.workspace import Workspace
from mouflow.workspace.promises import load_promises, promises_path

from .slices import sliced, top_level

OWNER, DEPUTY = "owner", "deputy"


class Rung(NamedTuple):
    """After so many days overdue, this one hears of it: ``owner``, ``deputy`` or the id of a person."""

    after: int
    to: str


FIRST = Rung(1, OWNER)
"""Whatever the ladder says, the owner hears of it on the first day."""


def load_ladders(
    workspace: Workspace, agreements: Iterable[str]
) -> tuple[Mapping[str, tuple[Rung, ...]], tuple[Diagnostic, ...]]:
    """Load the ladders of agreements; one that cannot be read has the first rung alone, and is told."""
    ladders: dict[str, tuple[Rung, ...]] = {}
    problems: list[Diagnostic] = []
    for agreement in agreements:
        ladders[agreement] = (FIRST,)
        try:
            steps = _escalation(workspace, agreement)
        except MouflowError as failed:
            problems.extend(failed.diagnostics)
        else:
            ladders[agreement] = (FIRST, *(Rung(each.after, str(each.to)) for each in steps))
    return ladders, tuple(problems)


def reached(ladder: Sequence[Rung], overdue: int) -> tuple[Rung, ...]:
    """Return the highest rung for each of those who have to hear of what is so many days overdue."""
    highest: dict[str, Rung] = {}
    for rung in ladder:
        if rung.after <= overdue and rung.after >= highest.get(rung.to, rung).after:
            highest[rung.to] = rung
    return tuple(highest.values())


def _escalation(workspace: Workspace, agreement: str) -> tuple[Escalation, ...]:
    path = promises_path(agreement)
    if not workspace.files.exists(path):
        return ()
    text = decode(workspace.files.read(path), path)
    spans = top_level(text)
    found = sliced(text, path, spans, ("escalate",)) if spans else None
    if found is None:
        promises = load_promises(workspace, agreement, [])
        return promises.escalate if promises else ()
    return read_record(found, Promises, path).escalate
