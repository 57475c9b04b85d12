"""A register as the index keeps it, and back: occurrences without their steps and events, facts of the agreement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from mouflow.diagnostics import Diagnostic, Location, Severity
from mouflow.register.records import Occurrence, Register, TermPeriod

if TYPE_CHECKING:
    from .index import Entry, Packed

_OF_DUTY = (
    *("agreement", "source", "id", "bearers", "kind", "clause", "document", "wording", "deliverable"),
    *("needs_evidence", "needs_verifying", "remind", "note", "follows"),
)
"""What all occurrences of a series have alike."""
_DAYS = ("due", "nominal", "original", "known_from", "closed", "expected", "lapses")
_OTHERS = ("key", "party", "owner", "deputy", "waiting_for", "state", "share", "survives")
_TERM_DAYS = ("first", "last", "known_from", "opens", "receive_by", "send_by", "review_by")

_duty_values = attrgetter(*_OF_DUTY)
_days = attrgetter(*_DAYS)
_others = attrgetter(*_OTHERS)

Columns: TypeAlias = tuple[Any, ...]
"""An occurrence as a row of a table: whether the ledger leaves it open, its days as ordinals, its other values."""


CLOSING = ("done", "waived")
"""States in which the ledger closes an occurrence."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of an agreement as a whole.

    ``problems`` are the errors that stand in the way of its register; ``newest`` is the last day on which something
    happened: on a day before it, the register was another one.
    """

    agreement: str
    kind: str = ""
    languages: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    ended: date | None = None
    terms: tuple[TermPeriod, ...] = ()
    events: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    newest: date | None = None
    problems: tuple[Diagnostic, ...] = ()


def facts_of(register: Register, languages: tuple[str, ...], parties: tuple[str, ...], newest: date | None) -> Facts:
    """Return what the index keeps of an agreement beside its occurrences."""
    terms = tuple(replace(each, steps={}) for each in register.terms)
    errors = tuple(each for each in register.problems if each.severity is Severity.ERROR)
    return Facts(
        agreement=register.agreement,
        kind=register.kind,
        languages=languages,
        parties=parties,
        ended=register.ended,
        terms=terms,
        events=register.events,
        newest=newest,
        problems=errors,
    )


def up_to(facts: Facts, until: date) -> Facts:
    """Return facts with what happens up to a day, and the first term after it, however far they were computed."""
    begun = sum(each.first <= until for each in facts.terms)
    events = {name: tuple(day for day in days if day <= until) for name, days in facts.events.items()}
    known = {name: days for name, days in events.items() if days}
    return replace(facts, terms=facts.terms[: begun + 1], events=known)


def pack(facts: Facts, occurrences: Iterable[Occurrence], entry: Entry) -> Packed:
    """Bring an agreement into the form in which the index keeps it."""
    from .index import Packed

    duties: list[str] = []
    numbers: dict[tuple[str, str], tuple[int, Columns]] = {}
    rows: list[tuple[int, Columns]] = []
    for each in occurrences:
        values = _duty_values(each)
        number, known = numbers.get((each.source, each.id), (-1, ()))
        if values != known:
            number = len(duties)
            duties.append(_dump(values))
            numbers[each.source, each.id] = number, values
        rows.append((number, (each.state not in CLOSING, *map(_ordinal, _days(each)), *_others(each))))
    return Packed(
        name=facts.agreement,
        entry=entry,
        facts=_dump(_facts_values(facts)),
        wrong=bool(facts.problems),
        ended=_ordinal(facts.ended),
        newest=_ordinal(facts.newest),
        duties=duties,
        occurrences=rows,
    )


def unpack_occurrence(duty: Mapping[str, Any], columns: Sequence[Any]) -> Occurrence:
    """Return an occurrence, without its steps and events, from its duty and its columns."""
    days: dict[str, Any] = {name: _from_ordinal(each) for name, each in zip(_DAYS, columns[1:8], strict=True)}
    return Occurrence(**duty, **days, **dict(zip(_OTHERS, columns[8:], strict=True)))


def unpack_duty(packed: str) -> dict[str, Any]:
    """Return what all occurrences of a series have alike, by field."""
    values: dict[str, Any] = dict(zip(_OF_DUTY, json.loads(packed), strict=True))
    for name in ("bearers", "remind", "follows"):
        values[name] = tuple(values[name])
    return values


def unpack_facts(packed: str) -> Facts:
    """Return the facts of an agreement."""
    value = json.loads(packed)
    return Facts(
        agreement=value["agreement"],
        kind=value["kind"],
        languages=tuple(value["languages"]),
        parties=tuple(value["parties"]),
        ended=_day(value["ended"]),
        terms=tuple(_term(each) for each in value["terms"]),
        events={name: tuple(map(date.fromisoformat, days)) for name, days in value["events"].items()},
        newest=_day(value["newest"]),
        problems=tuple(_problem(*each) for each in value["problems"]),
    )


def _facts_values(facts: Facts) -> dict[str, object]:
    return {
        "agreement": facts.agreement,
        "kind": facts.kind,
        "languages": facts.languages,
        "parties": facts.parties,
        "ended": _iso(facts.ended),
        "terms": [[term.number, *(_iso(getattr(term, name)) for name in _TERM_DAYS)] for term in facts.terms],
        "events": {name: [day.isoformat() for day in days] for name, days in facts.events.items()},
        "newest": _iso(facts.newest),
        "problems": [
            [str(each.severity), each.code, each.message, each.location, each.hint] for each in facts.problems
        ],
    }


def _term(value: list[Any]) -> TermPeriod:
    return TermPeriod(value[0], **{name: _day(each) for name, each in zip(_TERM_DAYS, value[1:], strict=True)})  # type: ignore[arg-type]


def _problem(severity: str, code: str, message: str, place: list[Any] | None, hint: str) -> Diagnostic:
    return Diagnostic(Severity(severity), code, message, Location(*place) if place else None, hint)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _from_ordinal(number: int | None) -> date | None:
    return date.fromordinal(number) if number else None


_dump = json.JSONEncoder(separators=(",", ":")).encode
