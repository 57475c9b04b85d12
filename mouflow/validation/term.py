"""Rules for the term of an agreement: which of its keys go together."""

from __future__ import annotations

from collections.abc import Iterator

from mouflow.diagnostics import Diagnostic, did_you_mean, error, place_of, warning
from mouflow.model.obligations import Effect, Notice, Term

from .promised import Promised
from .term_clauses import in_months, validate_term_clauses


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
    earliest, length = (in_months(each) for each in (notice.earliest, notice.length))
    if earliest is not None and length is not None and earliest < length:
        hint = "`earliest:` is how long before the end it may be given at the earliest, so the longer one"
        yield error("wrong-value", "notice can be given only after it is too late", notice.location, hint)


TERM_RULES = (validate_effect, validate_term_keys, validate_notices, validate_term_clauses)
"""Every rule about the term."""
