"""Rules for memoranda: parties, signing, signatories, and wording that keeps clear of treaties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mouflow.diagnostics import Diagnostic, did_you_mean, error, place_of, warning
from mouflow.model.base import Prose, Record, texts_in
from mouflow.model.facts import SharedFacts
from mouflow.model.mou import Mou
from mouflow.model.pack import DocumentRecord

from .prose import typed

_TREATY_WORDS = {
    "shall": "will",
    "agree": "decide, or accept",
    "agrees": "decides, or accepts",
    "agreed": "decided",
    "undertake": "will",
    "undertakes": "will",
    "enter into force": "come into effect",
    "enters into force": "comes into effect",
    "應當": "將",
    "必須": "將",
    "有義務": "將",
    "应当": "将",
    "必须": "将",
    "有义务": "将",
}
"""Words that make a text read as a treaty, with what a non-binding one says instead (domain.md 2.1 rules 2, 3, 5)."""

_TREATY_WORD = re.compile(r"\b(?:shall|agree[sd]?|undertakes?|enters? into force)\b|應當|应当|必須|必须|有義務|有义务")

_FIXED_WORD = re.compile(r"\b(?:Participants?|will)\b")
"""Words of the non-binding profile that are variables too, and follow the profile as such (domain.md 2.1)."""


def validate_wording(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """A text is worded as its profile is; clauses of the library are drafted for both."""
    if not isinstance(record, Mou):
        return
    words = _treaty_words if record.profile == "non-binding" else _fixed_words
    for text in texts_in(record):
        for prose in text.texts.values():
            if not prose.values:
                yield from words(prose)


def _treaty_words(prose: Prose) -> Iterator[Diagnostic]:
    for found in _TREATY_WORD.finditer(typed(prose)):
        word = found.group()
        hint = f"write {_TREATY_WORDS[word]}, or set `profile: treaty`"
        yield warning("treaty-wording", f"`{word}` reads as binding", prose.place(found.start()), hint)


def _fixed_words(prose: Prose) -> Iterator[Diagnostic]:
    for found in _FIXED_WORD.finditer(typed(prose)):
        word = found.group()
        hint = f"write {{{{ {word.lower()} }}}}, which follows the profile"
        message = f"`{word}` belongs to the non-binding profile; this document is a treaty"
        yield warning("treaty-wording", message, prose.place(found.start()), hint)


def validate_signatories(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """A final memorandum says who signs for each party (domain.md 2.2)."""
    if not isinstance(record, Mou) or record.status == "draft":
        return
    for party in record.parties:
        if not any(signatory.party == party for signatory in record.signatories):
            hint = "add the person under `signatories:`, or say `status: draft`"
            yield warning("no-signatory", f"nobody signs for `{party}`", record.location, hint)


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


def validate_signing(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """Every party keeps an original; the prevailing language is one of the document's (domain.md 2.2 rules 9, 11)."""
    if not isinstance(record, Mou):
        return
    signing = record.signing
    if signing.originals < len(record.parties):
        hint = f"at least {len(record.parties)}, one for each party"
        yield error("too-few-originals", f"{signing.originals} originals do not go round", signing.location, hint)
    keys = {name for profile in record.language_profiles() for name in (profile.key, profile.tag)}
    if signing.prevailing and signing.prevailing not in keys:
        hint = did_you_mean(signing.prevailing, keys)
        place = place_of(signing.prevailing, signing.location)
        yield error("unknown-language", f"`{signing.prevailing}` is no language of it", place, hint)
