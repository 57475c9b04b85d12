"""Pins: the clauses that obligations follow from, and what became of each since it was pinned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from mouflow.diagnostics import Location, MouflowError, did_you_mean, error, place_of
from mouflow.model.base import Record
from mouflow.model.mou import Mou
from mouflow.model.obligations import Pinned, Promises
from mouflow.model.pack import Agreement

from .fingerprint import clauses_of, fingerprint

State: TypeAlias = Literal["kept", "changed", "new", "gone"]
"""What became of a clause since the pin: it says the same, says something else, was never pinned, is not there."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One pin of obligations.yaml: the promise by its name, where its clause stands, and what became of that.

    ``name`` is an id, or `term`, `term.notice`, `term.termination`. ``now`` is the clause's fingerprint as it is,
    empty where the clause is gone; ``document`` is empty where it cannot be told which one is meant.
    """

    name: str
    pinned: Pinned
    document: str
    now: str
    state: State

    @property
    def clause(self) -> str:
        """The clause's id."""
        return self.pinned.clause or ""

    @property
    def place(self) -> Location:
        """Where the clause is named."""
        return place_of(self.pinned.clause, self.pinned.location)


def pinned_parts(promises: Promises) -> Iterator[tuple[str, Pinned]]:
    """Give everything that can follow from a clause, by its name, in the order of the file's keys."""
    term = promises.term
    if term:
        parts = {"term": term, "term.notice": term.notice, "term.termination": term.termination}
        yield from ((name, part) for name, part in parts.items() if part)
    yield from ((each.id, each) for each in (*promises.obligations, *promises.milestones))


def pins_of(promises: Promises, agreement: Agreement) -> list[Pin]:
    """Return every pin: of each promise that names a clause."""
    clauses = {name: clauses_of(document) for name, document in agreement.documents.items()}
    return [_pin(name, part, agreement, clauses) for name, part in pinned_parts(promises) if part.clause]


def _pin(name: str, part: Pinned, agreement: Agreement, clauses: Mapping[str, Mapping[str, Record]]) -> Pin:
    try:
        document = document_of(part, agreement)
    except MouflowError:
        return Pin(name, part, "", "", "gone")
    clause = clauses[document].get(part.clause or "")
    if clause is None:
        return Pin(name, part, document, "", "gone")
    now = fingerprint(clause)
    state: State = "new" if part.pinned is None else "kept" if part.pinned == now else "changed"
    return Pin(name, part, document, now, state)


def document_of(part: Pinned, agreement: Agreement) -> str:
    """Return the name of the document that a clause stands in: the one named, else the only memorandum.

    Raises:
        MouflowError: There is no such document, or it cannot be told which memorandum is meant.
    """
    if part.document is not None:
        if part.document in agreement.documents:
            return part.document
        place, hint = place_of(part.document, part.location), did_you_mean(part.document, agreement.documents)
        raise MouflowError(error("unknown-document", f"no document `{part.document}` here", place, hint))
    memoranda = [name for name, each in agreement.documents.items() if isinstance(each, Mou)]
    if len(memoranda) == 1:
        return memoranda[0]
    place = place_of(part.clause, part.location)
    if not memoranda:
        hint = "add `document:` with the name of the document that holds the clause"
        raise MouflowError(error("no-memorandum", "the agreement has no memorandum", place, hint))
    hint = f"add `document: {memoranda[0]}`, or {' or '.join(f'`{name}`' for name in memoranda[1:])}"
    raise MouflowError(error("which-document", f"{len(memoranda)} memoranda could hold the clause", place, hint))
