"""Rules for pins: clauses that are not there, changed since they were pinned, are left out, or were never pinned."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from mouflow.diagnostics import Diagnostic, MouflowError, Severity, did_you_mean, error, place_of, warning
from mouflow.model.obligations import Pinned, Promises
from mouflow.model.pack import Agreement

from .fingerprint import DIGITS, clauses_of
from .pins import Pin, document_of, pinned_parts, pins_of

_NONE: Mapping[str, Collection[str]] = MappingProxyType({})


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
