"""Everything an agreement's parties owe, from obligations.yaml and from minutes, before it has dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mouflow.languages.profiles import TEXT_KEYS
from mouflow.model.obligations import Milestone, Obligation

from .basis import Basis, Share, SourcedAction
from .records import Occurrence

if TYPE_CHECKING:
    from mouflow.diagnostics import Location
    from mouflow.model.due import DueRule
    from mouflow.model.texts import Localized


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed once or again and again.

    ``plain`` is an occurrence of it without a date; ``rule`` says when it is due, ``day`` is the day that minutes give;
    with neither it is never due. ``location`` is its place in its file.
    """

    plain: Occurrence
    shares: tuple[Share, ...]
    location: Location
    rule: DueRule | None = None
    day: date | None = None

    @property
    def id(self) -> str:
        """Its id."""
        return self.plain.id


def duties_of(basis: Basis) -> tuple[Duty, ...]:
    """Return obligations, milestones and the actions of minutes, in this order, each as it is written."""
    return tuple(_duties(basis))


def _duties(basis: Basis) -> Iterator[Duty]:
    promises: tuple[Obligation | Milestone, ...] = (*basis.promises.obligations, *basis.promises.milestones)
    for promise in promises:
        shares = basis.shares(promise.bearer, joint=promise.joint)
        yield Duty(_promised(promise, basis), shares, promise.location, promise.due)
    for each in basis.actions:
        shares = basis.shares(each.action.owners, joint=True)
        yield Duty(_minuted(each, basis), shares, each.action.location, day=each.action.due)


def _promised(promise: Obligation | Milestone, basis: Basis) -> Occurrence:
    remind = basis.promises.remind if promise.remind is None else promise.remind
    return Occurrence(
        agreement=basis.agreement,
        source="obligation" if isinstance(promise, Obligation) else "milestone",
        id=str(promise.id),
        kind=str(promise.kind) if isinstance(promise, Obligation) else "milestone",
        clause=_plain(promise.clause),
        document=_plain(promise.document),
        owner=_plain(promise.owner),
        deputy=_plain(promise.deputy),
        wording=texts_of(promise.text),
        deliverable=texts_of(promise.deliverable),
        needs_evidence=promise.evidence.required,
        needs_verifying=promise.evidence.verified,
        remind=remind,
        note=str(promise.note or ""),
        follows=tuple(map(str, promise.follows)) if isinstance(promise, Milestone) else (),
    )


def _minuted(each: SourcedAction, basis: Basis) -> Occurrence:
    return Occurrence(
        agreement=basis.agreement,
        source="action",
        id=str(each.action.id),
        kind="action",
        clause=str(each.paragraph),
        document=each.document,
        remind=basis.promises.remind,
    )


def texts_of(text: Localized | None) -> Mapping[str, str]:
    """Return a text by language key; of one written for several regions of a language, the first by its tag."""
    if text is None:
        return {}
    found = {}
    for tag, prose in sorted(text.texts.items(), reverse=True):
        key = next((each for each in TEXT_KEYS if tag.startswith(each)), tag)
        found[key] = prose.text
    return {key: found[key] for key in (*TEXT_KEYS, *found) if key in found}


def _plain(value: str | None) -> str | None:
    """Return a text without the place that it had in its file."""
    return None if value is None else str(value)
