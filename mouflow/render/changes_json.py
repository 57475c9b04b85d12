"""Redlines to JSON for programs, in the shape of ``changes_shape.py``."""

from __future__ import annotations

from collections.abc import Iterable

from mouflow.document import KINDS, Change, Document, Drift, Duty, Kind, Redline, Renumbering, Side
from mouflow.json_text import as_json_text

from .changes_shape import (
    VERSION,
    ChangeShape,
    DocumentShape,
    DriftShape,
    ObligationShape,
    RedlineShape,
    RenumberingShape,
    SideShape,
)
from .findings import Findings


def render_changes_json(agreement: str, documents: Iterable[tuple[str, Document]]) -> str:
    """Return the redlines of an agreement's documents, each with its id, as JSON.

    Raises:
        ValueError: A document is no redline.
    """
    shapes = tuple(_document(name, document) for name, document in documents)
    return as_json_text(RedlineShape(version=VERSION, agreement=agreement, documents=shapes).model_dump(mode="json"))


def _document(name: str, document: Document) -> DocumentShape:
    redline = document.redline
    if redline is None:
        raise ValueError(f"{name} is no redline")
    findings, languages = Findings(document), tuple(each.profile.tag for each in document.wordings)
    return DocumentShape(
        document=name,
        old=_side(redline.old),
        new=_side(redline.new),
        languages=languages,
        counts=_counts(redline, languages),
        changes=tuple(_change(each, findings) for each in redline.changes),
        renumberings=tuple(_renumbering(each, findings) for each in redline.renumberings),
        drift=tuple(map(_drift, redline.drifts)),
        layout_changes=redline.layout_changes,
        duties=redline.duties,
        obligations=tuple(map(_obligation, redline.obligations)),
    )


def _counts(redline: Redline, languages: tuple[str, ...]) -> dict[Kind, dict[str, int]]:
    found = [(change.kind, change.language) for change in redline.changes]
    return {kind: {tag: found.count((kind, tag)) for tag in languages} for kind in KINDS}


def _side(side: Side) -> SideShape:
    return SideShape(name=side.name, commit=side.commit or None, date=side.date)


def _change(change: Change, findings: Findings) -> ChangeShape:
    numbers, place = findings.numbers(change.block, change.language), findings.place(change.block, change.clause)
    who = change.authorship
    return ChangeShape(
        id=change.id,
        kind=change.kind,
        operation=change.operation,
        language=change.language,
        clause=change.clause or None,
        block=change.block,
        path=place.path if place else None,
        line=place.line if place else None,
        old_number=numbers.old,
        new_number=numbers.new,
        old=change.old,
        new=change.new,
        old_offset=change.old_offset,
        new_offset=change.new_offset,
        author=who.name,
        date=who.date,
        reason=who.reason,
        commit=who.commit or None,
    )


def _renumbering(each: Renumbering, findings: Findings) -> RenumberingShape:
    numbers = findings.numbers(each.block, each.language)
    old, new = numbers.old or each.old, numbers.new or each.new
    return RenumberingShape(language=each.language, block=each.block, old=old, new=new, heading=each.heading)


def _drift(drift: Drift) -> DriftShape:
    return DriftShape(block=drift.block, clause=drift.clause or None, changed=drift.changed, unchanged=drift.unchanged)


def _obligation(duty: Duty) -> ObligationShape:
    return ObligationShape(
        effect=duty.effect,
        id=duty.name or None,
        clause=duty.block or None,
        bearers=tuple(filter(None, duty.bearers.split(", "))),
        old=duty.old,
        new=duty.new,
    )
