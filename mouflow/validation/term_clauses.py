"""Whether the term is the one that the memorandum's library clauses say: its length, renewal, notices, effect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mouflow.diagnostics import Diagnostic, Location, Severity, place_of, warning
from mouflow.model.lengths import Length
from mouflow.model.mou import Clause
from mouflow.model.obligations import Term

from .promised import Promised

_RENEWALS = {"none": "fixed", "automatic": "tacit", "express": "express"}
"""What `renewal:` of `duration@1` is called as the kind of a term."""


def validate_term_clauses(promised: Promised) -> Iterator[Diagnostic]:
    """The term is the one that the library clauses of the memorandum say."""
    memorandum, term = promised.memorandum, promised.promises.term
    for clause in memorandum.clauses if memorandum else ():
        library = (clause.use or "").partition("@")[0]
        if library == "duration":
            yield from _duration(clause, term)
        elif library == "termination" and term and term.termination:
            yield from _compared(clause, "notice_months", term.termination.length, "the notice of termination")
        elif library == "effect" and term and term.effect.on != "signature":
            message = f"the term comes into effect on: {term.effect.on}; {_said(clause)} has it on signature"
            yield _other(message, term.effect.location)


def _duration(clause: Clause, term: Term | None) -> Iterator[Diagnostic]:
    if term is None:
        hint = "add `term:`, so that `mouflow due` knows its end and its notice window"
        message = f"{_said(clause)} gives the memorandum a term, and `term:` is missing"
        yield Diagnostic(Severity.NOTE, "no-term", message, _place(clause), hint)
        return
    kind = _RENEWALS.get(str(_values(clause).get("renewal")))
    if kind and kind != term.kind:
        message = f"the term is {term.kind}; {_said(clause, 'renewal')} makes it {kind}"
        yield _other(message, place_of(term.kind, term.location))
    if term.length:
        yield from _compared(clause, "years", term.length, "the term")
    if kind in ("tacit", "express") and term.notice:
        yield from _compared(clause, "notice_months", term.notice.length, "the notice")


def _compared(clause: Clause, parameter: str, length: Length, what: str) -> Iterator[Diagnostic]:
    """Hold a length against a parameter in years or months; a length in other units cannot be told from it."""
    value = _values(clause).get(parameter)
    if not isinstance(value, int):
        return
    wanted = value * 12 if parameter == "years" else value
    unit = "years" if parameter == "years" else "months"
    if in_months(length) != wanted:
        given = " and ".join(_counted(number, name) for name, number in length.units().items())
        said = f"{_said(clause, parameter)} says {_counted(value, unit)}"
        yield _other(f"{what} is {given}; {said}", length.location)


def _counted(number: int, unit: str) -> str:
    """Return `6 months`, `1 year`, `10 business days`."""
    words = unit.replace("_", " ")
    return f"{number} {words.removesuffix('s') if number == 1 else words}"


def _values(clause: Clause) -> Mapping[str, object]:
    """Return the parameters of an expanded clause of the library, defaults included."""
    texts = [clause.heading, *(each.text for each in clause.paragraphs)]
    every = (prose.values for text in texts if text for prose in text.texts.values())
    return next((values for values in every if values), {})


def _said(clause: Clause, parameter: str = "") -> str:
    return f"`{clause.use}` ({_place(clause, parameter)})"


def _place(clause: Clause, parameter: str = "") -> Location:
    return place_of(clause.with_.get(parameter), place_of(clause.use, clause.location))


def _other(message: str, place: Location) -> Diagnostic:
    hint = "one of the two is wrong: mend `obligations.yaml`, or the clause's parameters"
    return warning("term-differs", message, place, hint)


def in_months(length: Length | None) -> int | None:
    """Return a length in months; None where it is counted in other units."""
    if length is None or set(length.units()) - {"years", "months"}:
        return None
    return (length.years or 0) * 12 + (length.months or 0)
