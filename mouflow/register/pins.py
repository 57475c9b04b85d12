"""Pins: whether the clauses that obligations follow from are there, and still say what they said when pinned."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from mouflow.diagnostics import Diagnostic, Location, MouflowError, Severity, did_you_mean, error, place_of, warning
from mouflow.model.base import Record
from mouflow.model.mou import Mou
from mouflow.model.obligations import Pinned, Promises
from mouflow.model.pack import Agreement

from .fingerprint import DIGITS, clauses_of, fingerprint

State: TypeAlias = Literal["kept", "changed", "new", "gone"]
"""What became of a clause since the pin: it says the same, says something else, was never pinned, is not there."""

_NONE: Mapping[str, Collection[str]] = MappingProxyType({})


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


def check_pins(
    promises: Promises,
    agreement: Agreement,
    unread: Collection[str] = (),
    absent: Mapping[str, Collection[str]] = _NONE,
) -> Iterator[Diagnostic]:
    """Tell every clause that is not there, changed since it was pinned, or was never pinned.

    ``unread`` are documents that could not be read, whose problems are told elsewhere; ``absent`` has, by document,
    the ids that its conditions leave out.
    """
    for _, part in pinned_parts(promises):
        yield from _loose(part)
    pins = pins_of(promises, agreement)
    for pin in pins:
        if pin.pinned.document in unread or (unread and not pin.document):
            continue
        if pin.state == "gone":
            yield _dangling(pin, agreement)
        elif pin.clause in absent.get(pin.document, ()):
            hint = "drop the obligation, or mend the fact that `when:` asks for"
            message = f"`{pin.clause}` is left out of `{pin.document}`: its condition does not hold"
            yield warning("absent-clause", message, pin.place, hint)
        if pin.state == "changed":
            yield _changed(pin, agreement.id)
    yield from _not_pinned([pin for pin in pins if pin.state == "new"], agreement.id)


def _not_pinned(pins: list[Pin], agreement: str) -> Iterator[Diagnostic]:
    """Tell what was never pinned, once for the whole file, as is usual while it is being written."""
    if not pins:
        return
    first = pins[0]
    others = f" and {len(pins) - 1} more" if len(pins) > 1 else ""
    clauses = "their clauses" if others else f"`{first.clause}`"
    message = f"`{first.name}`{others} {'are' if others else 'is'} not pinned to the wording of {clauses}"
    hint = f"`mouflow pin {agreement}` writes its fingerprint; `mouflow check` then tells when it changes"
    yield Diagnostic(Severity.NOTE, "not-pinned", message, first.place, hint)


def _loose(part: Pinned) -> Iterator[Diagnostic]:
    """Tell a pin or a document without a clause, and a pin that is no fingerprint."""
    given = {"pinned": part.pinned, "document": part.document}
    for key, value in given.items():
        if value is not None and part.clause is None:
            message = f"`{key}:` without `clause:`"
            yield error("pin-without-clause", message, place_of(value, part.location), "add `clause:`, or drop it")
    if part.pinned is not None and not re.fullmatch(rf"[0-9a-f]{{{DIGITS}}}", part.pinned):
        hint = "drop it, and run `mouflow pin`, which writes it"
        place = place_of(part.pinned, part.location)
        yield warning("bad-pin", f"`{part.pinned[:40]}` is no fingerprint of {DIGITS} digits", place, hint)


def _dangling(pin: Pin, agreement: Agreement) -> Diagnostic:
    try:
        document = document_of(pin.pinned, agreement)
    except MouflowError as failed:
        return failed.diagnostics[0]
    known = clauses_of(agreement.documents[document])
    elsewhere = [name for name, each in agreement.documents.items() if pin.clause in clauses_of(each)]
    hint = f"it stands in `{elsewhere[0]}`: add `document: {elsewhere[0]}`" if elsewhere else ""
    message = f"`{pin.name}` follows from `{pin.clause}`, which is not in `{document}`"
    return error("dangling-clause", message, pin.place, hint or did_you_mean(pin.clause, known))


def _changed(pin: Pin, agreement: str) -> Diagnostic:
    message = f"`{pin.clause}` has changed since `{pin.name}` was pinned to it"
    hint = (
        f"read `mouflow diff {agreement}`, let the obligation follow the clause where it has to, "
        f"then approve it with `mouflow pin {agreement} {pin.name}`"
    )
    return warning("clause-changed", message, place_of(pin.pinned.pinned, pin.place), hint)
