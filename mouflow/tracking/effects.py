"""What an event makes of an agreement: whether it ends otherwise than before, and what is wrong that was not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mouflow.diagnostics import Diagnostic
from mouflow.model.ledger import Event
from mouflow.register.basis import Basis, as_of
from mouflow.register.evaluate import evaluate
from mouflow.register.records import Register

from .desk import Desk
from .finding import horizon
from .load import load_basis


@dataclass(frozen=True, slots=True)
class Effect:
    """On which day an agreement would have ended without an event, and ends with it; problems that came with it."""

    before: date | None
    after: date | None
    problems: tuple[Diagnostic, ...] = ()


def effect_of(desk: Desk, agreement: str, event: Event) -> Effect:
    """Compare an agreement with an event that stands in its ledger, and without it."""
    basis, _ = load_basis(desk.workspace, agreement)
    others = tuple(each for each in basis.events if each.id != event.id)
    before, after = _register(replace(basis, events=others), desk), _register(basis, desk)
    known = {_said(each) for each in before.problems}
    return Effect(before.ended, after.ended, tuple(each for each in after.problems if _said(each) not in known))


def _register(basis: Basis, desk: Desk) -> Register:
    return evaluate(replace(basis, events=as_of(basis.events, desk.today)), horizon(desk.today, ""))


def _said(problem: Diagnostic) -> tuple[str, str]:
    return problem.code, problem.message
