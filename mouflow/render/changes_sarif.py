"""Redlines to SARIF 2.1.0, for bots that comment on a review: a result for every change, drift and obligation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from mouflow.diagnostics import Diagnostic, SarifResult, Severity, sarif_log
from mouflow.document import Change, Document, Drift, Duty, Kind
from mouflow.json_text import as_json_text

from .findings import Findings

RULES: dict[str, str] = {
    "drift": "A passage changed in some languages and kept its text in others.",
    "substantive": "Words that carry meaning were changed.",
    "modality": "What is binding or expected was changed: will, shall, may; 將, 應, 須.",
    "value": "A number, a date, a period, a sum or a party was changed.",
    "orthographic": "The same words are written in another script, width or variant.",
    "typographic": "Only case, spaces or punctuation were changed.",
    "moved": "A passage stands in another place.",
    "consequential": "A reference follows a number that changed.",
    "obligation": "What obligations.yaml promises was changed, or could not be compared.",
}
"""Every rule with what it says of a passage."""

LEVELS: dict[Kind, Severity] = {
    "substantive": Severity.WARNING,
    "modality": Severity.WARNING,
    "value": Severity.WARNING,
    "orthographic": Severity.NOTE,
    "typographic": Severity.NOTE,
    "moved": Severity.NOTE,
    "consequential": Severity.NOTE,
}
"""How much a kind of change weighs; drift is an error, for the texts no longer say the same."""

_SHOWN = 300
"""So many characters of a text are quoted in a message."""


def render_changes_sarif(documents: Iterable[tuple[str, Document]], version: str) -> str:
    """Return the redlines of documents, each with its id, as a SARIF log; ``version`` is that of mouflow.

    Raises:
        ValueError: A document is no redline.
    """
    results = [result for name, document in documents for result in _results(name, document)]
    return as_json_text(sarif_log(results, version, {f"redline/{rule}": said for rule, said in RULES.items()}))


def _results(name: str, document: Document) -> Iterator[SarifResult]:
    if document.redline is None:
        raise ValueError(f"{name} is no redline")
    findings = Findings(document)
    for drift in document.redline.drifts:
        yield _drift(drift, findings)
    for change in document.redline.changes:
        yield _change(change, findings)
    for duty in document.redline.obligations:
        yield _obligation(duty, findings)


def _drift(drift: Drift, findings: Findings) -> SarifResult:
    changed, unchanged = ", ".join(drift.changed), ", ".join(drift.unchanged)
    problem = Diagnostic(
        Severity.ERROR,
        "redline/drift",
        f"`{drift.block}` changed in {changed}, but not in {unchanged}",
        findings.place(drift.block, drift.clause),
    )
    return SarifResult(problem, drift.clause or drift.block, _fingerprint("drift", drift.block, changed, unchanged))


def _change(change: Change, findings: Findings) -> SarifResult:
    numbers = findings.numbers(change.block, change.language)
    where = f"{numbers.current} ({change.language})" if numbers.current else f"`{change.block}` ({change.language})"
    problem = Diagnostic(
        LEVELS[change.kind],
        f"redline/{change.kind}",
        f"{where}: {_told(change, numbers.old)}",
        findings.place(change.block, change.clause),
    )
    mark = _fingerprint(change.kind, change.language, change.block, change.old, change.new, str(change.new_offset))
    return SarifResult(problem, change.clause or change.block, mark)


def _obligation(duty: Duty, findings: Findings) -> SarifResult:
    values = " → ".join(_quoted(each) for each in (duty.old, duty.new) if each)
    said = f"`{duty.name}`: {duty.effect.removeprefix('promise-')}{f' {values}' if values else ''}"
    problem = Diagnostic(Severity.WARNING, "redline/obligation", said, findings.place(duty.block))
    mark = _fingerprint("obligation", duty.effect, duty.name, duty.old, duty.new)
    return SarifResult(problem, duty.block or duty.name, mark)


def _told(change: Change, old_number: str) -> str:
    if change.operation == "moved":
        return f"moved from {old_number or 'another place'}: {_quoted(change.new)}"
    if change.operation == "replaced":
        return f"{_quoted(change.old)} → {_quoted(change.new)}"
    return f"{change.operation} {_quoted(change.new or change.old)}"


def _quoted(text: str) -> str:
    return f"“{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”"


def _fingerprint(*facts: str) -> str:
    """Return a digest by which a bot knows a result again, whatever line it stands on."""
    return sha256("\0".join(facts).encode()).hexdigest()[:32]
