"""Every id that a document takes from the shared facts is there: people, organisations, terms, parties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mouflow.diagnostics import Diagnostic, did_you_mean, error, place_of
from mouflow.model.base import Record, records_in
from mouflow.model.facts import SharedFacts
from mouflow.model.mou import Mou
from mouflow.model.pack import DocumentRecord

_ORGANISATION_FIELDS = ("organisation", "on_behalf_of", "owners")
_TERM_FIELDS = ("term",)


def validate_people(record: DocumentRecord, facts: SharedFacts) -> Iterator[Diagnostic]:
    """Every person that a document names by id is known."""
    for each in records_in(record):
        for person, place in each.named_people():
            if person not in facts.people:
                hint = f"{did_you_mean(person, facts.people)} (agreements/people.yaml)"
                yield error("unknown-person", f"unknown person `{person}`", place_of(person, place), hint)


def validate_organisations(record: DocumentRecord, facts: SharedFacts) -> Iterator[Diagnostic]:
    """Every organisation that a document names by id, parties aside, is known."""
    return _unknown(record, _ORGANISATION_FIELDS, facts.organisations, "organisation")


def validate_terms(record: DocumentRecord, facts: SharedFacts) -> Iterator[Diagnostic]:
    """Every term that a document defines by id is known."""
    return _unknown(record, _TERM_FIELDS, facts.terms, "term")


def _unknown(
    record: DocumentRecord, fields: Iterable[str], known: Mapping[str, object], what: str
) -> Iterator[Diagnostic]:
    for each, name in ((each, name) for each in records_in(record) for name in fields):
        value = getattr(each, name, None)
        for identifier in value if isinstance(value, tuple) else (value,):
            if isinstance(identifier, str) and identifier not in known:
                hint = f"{did_you_mean(identifier, known)} (agreements/{what}s.yaml)"
                place = place_of(identifier, each.location)
                yield error(f"unknown-{what}", f"unknown {what} `{identifier}`", place, hint)


def validate_parties(record: DocumentRecord, facts: SharedFacts) -> Iterator[Diagnostic]:
    """Parties are known organisations, each once; signatories sign for one of them; holders are among them."""
    if not isinstance(record, Mou):
        return
    for at, party in enumerate(record.parties):
        place = place_of(party, record.location)
        if party not in facts.organisations:
            hint = f"{did_you_mean(party, facts.organisations)} (agreements/organisations.yaml)"
            yield error("unknown-party", f"unknown party `{party}`", place, hint)
        if party in record.parties[:at]:
            yield error("duplicate-party", f"the party `{party}` stands twice", place, "drop one of the two")
    for signatory in record.signatories:
        yield from _no_party(signatory.party, record.parties, signatory)
    for holder in record.output.holders:
        yield from _no_party(holder, (*record.parties, "all"), record.output)


def _no_party(name: str, parties: tuple[str, ...], record: Record) -> Iterator[Diagnostic]:
    if name not in parties:
        hint = did_you_mean(name, parties)
        yield error("unknown-party", f"`{name}` is not a party", place_of(name, record.location), hint)
