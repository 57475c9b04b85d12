"""Extracts of the register in the shape that programs read, ``shape.py``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mouflow.register.records import Row, TermPeriod
from mouflow.register.steps import Step

from .extract import Edition, Extract, Words
from .shape import (
    VERSION,
    AgreementShape,
    EventShape,
    EvidenceShape,
    OccurrenceShape,
    RegisterShape,
    StepShape,
    TermShape,
)

if TYPE_CHECKING:
    from mouflow.model.ledger import Event

_OF_OCCURRENCE = (
    "source", "id", "key", "party", "bearers", "kind", "clause", "document", "owner", "deputy", "state", "due",
    "nominal", "original", "known_from", "lapses", "survives", "waiting_for", "follows", "needs_evidence",
    "needs_verifying", "remind", "closed", "share", "expected", "note",
)  # fmt: skip
_OF_TERM = ("number", "first", "last", "known_from", "opens", "receive_by", "send_by", "review_by")
_OF_EVENT = (
    "id",
    "at",
    "by",
    "event",
    "of",
    "occurrence",
    "party",
    "date",
    "about",
    "until",
    "to",
    "share",
    "voids",
    "note",
)
_OF_EVIDENCE = ("path", "address", "sha256")
"""What a record and its shape call alike."""


def register_shape(extracts: Sequence[Extract], edition: Edition) -> RegisterShape:
    """Put extracts in their shape; `model_dump(mode="json")` of it is the JSON."""
    return RegisterShape(
        version=VERSION,
        today=edition.today,
        edition="office" if edition.internal else "counterpart",
        agreements=tuple(_agreement(each, edition) for each in extracts),
    )


def _agreement(extract: Extract, edition: Edition) -> AgreementShape:
    register = extract.register
    return AgreementShape(
        agreement=extract.agreement,
        title=dict(extract.title),
        kind=register.kind,
        ended=register.ended,
        events=dict(register.events),
        terms=tuple(_term(term, edition) for term in register.terms),
        occurrences=tuple(_occurrence(row, edition) for row in extract.rows),
        ledger=tuple(map(event_shape, extract.events)),
    )


def _term(term: TermPeriod, edition: Edition) -> TermShape:
    steps = {name: step_shapes(each, edition.words) for name, each in term.steps.items()}
    return TermShape(**_same(term, _OF_TERM), steps=steps)


def _occurrence(row: Row, edition: Edition) -> OccurrenceShape:
    occurrence = row.occurrence
    return OccurrenceShape(
        **_same(occurrence, _OF_OCCURRENCE),
        reference=occurrence.name,
        status=row.status,
        overdue=row.overdue,
        place=dict(row.place),
        wording=dict(row.wording or occurrence.wording),
        deliverable=dict(occurrence.deliverable),
        steps=step_shapes(occurrence.steps, edition.words),
    )


def event_shape(event: Event) -> EventShape:
    """Put an event in its shape."""
    evidence = tuple(EvidenceShape(**_same(each, _OF_EVIDENCE)) for each in event.evidence)
    return EventShape(**_same(event, _OF_EVENT), evidence=evidence)


def step_shapes(steps: Iterable[Step], voices: Sequence[Words]) -> tuple[StepShape, ...]:
    """Put steps in their shape, each as a sentence in every language that there are words of."""
    return tuple(
        StepShape(
            rule=step.rule,
            result=step.result,
            values=_plain(step.values),
            text={words.key: words.step(step) for words in voices},
        )
        for step in steps
    )


def _plain(values: Mapping[str, object]) -> dict[str, Any]:
    """Return the values of a step as JSON can hold them; tables of texts are copied out of their read-only form."""
    return {name: _plain(value) if isinstance(value, Mapping) else value for name, value in values.items()}


def _same(record: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}
