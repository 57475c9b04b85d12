"""Rules for the term of an agreement: which keys go together, and whether the memorandum says the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mouflow.diagnostics import Diagnostic, Location, Severity, did_you_mean, error, place_of, warning
from mouflow.model.due import Length
from mouflow.model.mou import Clause
from mouflow.model.obligations import Effect, Notice, Term

from .promised import Promised

_RENEWALS = {"none": "fixed", "automatic": "tacit", "express": "express"}
"""What `renewal:` of `duration@1` is called as the kind of a term."""


def validate_effect(promised: Promised) -> Iterator[Diagnostic]:
    """The keys of `effect:` fit what it comes on."""
    if promised.promises.term is None:
        return
    effect = promised.promises.term.effect
    wanted = {"date": "date", "notifications": "notifications"}.get(effect.on)
    for key, given in (("date", effect.date), ("notifications", effect.notifications)):
        if key == wanted and not given:
            yield error("missing-key", f"`on: {effect.on}` needs `{key}:`", effect.location, f"add `{key}:`")
        elif key != wanted and given:
            hint = f"write `on: {key}`, or drop `{key}:`"
            yield error("stray-key", f"`{key}:` does not go with `on: {effect.on}`", effect.location, hint)
    if effect.on == "date" and effect.delay:
        hint = "write the day on which it comes into effect"
        yield error("stray-key", "`delay:` does not go with `on: date`", effect.location, hint)
    yield from _notifications(effect, promised)


def _notifications(effect: Effect, promised: Promised) -> Iterator[Diagnostic]:
    known = {each.id for each in promised.all}
    for name in effect.notifications:
        if name not in known:
            place, hint = place_of(name, effect.location), did_you_mean(name, known)
            yield error("unknown-obligation", f"no obligation `{name}` whose doing could be notified", place, hint)


def validate_term_keys(promised: Promised) -> Iterator[Diagnostic]:
    """A term has a length or a last day unless it is indefinite, and no key that means nothing for its kind."""
    term = promised.promises.term
    if term is None:
        return
    if term.kind == "indefinite":
        yield from _stray(term, ("length", "ends", "renewal", "renewals", "notice", "review"))
        return
    if term.kind == "fixed":
        yield from _stray(term, ("renewal", "renewals"))
    if term.length is None and term.ends is None:
        hint = "add `length: {years: 3}`, or `ends:` with its last day"
        yield error("missing-key", f"a term of `kind: {term.kind}` needs a length", term.location, hint)
    if term.length and term.ends:
        hint = "keep the one that the memorandum says"
        yield error("stray-key", "`length:` and `ends:` both say how long it has effect", term.location, hint)
    if term.ends and term.kind != "fixed" and term.renewal is None:
        hint = "add `renewal: {years: 3}`: without `length:` a renewed term has none"
        yield error("missing-key", "nothing says how long a renewed term is", term.location, hint)


def _stray(term: Term, keys: tuple[str, ...]) -> Iterator[Diagnostic]:
    for key in keys:
        if getattr(term, key) is not None:
            message = f"`{key}:` does not go with `kind: {term.kind}`"
            yield error("stray-key", message, term.location, f"drop it, or choose another kind than {term.kind}")


def validate_notices(promised: Promised) -> Iterator[Diagnostic]:
    """Lengths have a length; a tacit renewal can be stopped; notice opens before it closes; a review has its notice."""
    term = promised.promises.term
    if term is None:
        return
    lengths = {"length": term.length, "renewal": term.renewal}
    for key, length in lengths.items():
        if length and not any(length.units().values()):
            yield error("wrong-value", f"`{key}:` is nothing", length.location, "write how long, as {years: 3}")
    if term.kind == "tacit" and term.notice is None:
        hint = "add `notice: {length: {months: 6}}`, as its clause says"
        yield warning("no-notice", "a tacit renewal that no notice can stop", term.location, hint)
    if term.review and term.notice is None:
        hint = "add `notice:`; the review is filed before its last day"
        yield error("missing-key", "`review:` without `notice:`", term.review.location, hint)
    for notice in filter(None, (term.notice, term.termination)):
        yield from _opens_too_late(notice)


def _opens_too_late(notice: Notice) -> Iterator[Diagnostic]:
    earliest, length = (_months(each) for each in (notice.earliest, notice.length))
    if earliest is not None and length is not None and earliest < length:
        hint = "`earliest:` is how long before the end it may be given at the earliest, so the longer one"
        yield error("wrong-value", "notice can be given only after it is too late", notice.location, hint)


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
    if _months(length) != wanted:
        given = " and ".join(_counted(number, name) for name, number in length.units().items())
        said = f"{_said(clause, parameter)} says {_counted(value, unit)}"
        yield _other(f"{what} is {given}; {said}", length.location)


def _counted(number: int, unit: str) -> str:
    """Return `6 months`, `1 year`, `10 business days`."""
    words = unit.replace("_", " ")
    return f"{number} {words.removesuffix('s') if number == 1 else words}"


def _months(length: Length | None) -> int | None:
    """Return a length in months; None where it is counted in other units."""
    if length is None or set(length.units()) - {"years", "months"}:
        return None
    return (length.years or 0) * 12 + (length.months or 0)


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


TERM_RULES = (validate_effect, validate_term_keys, validate_notices, validate_term_clauses)
"""Every rule about the term."""
