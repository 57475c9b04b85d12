"""The rules that hold for every kind of document; each takes a record and the shared facts and yields problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mouflow.diagnostics import Diagnostic, Location, did_you_mean, error, place_of
from mouflow.languages.profiles import LANGUAGE_NAMES, Profile, find_profile
from mouflow.model.base import records_in, texts_in
from mouflow.model.facts import SharedFacts
from mouflow.model.mou import Mou
from mouflow.model.pack import DocumentRecord

from .minutes import validate_attendance, validate_meeting_days, validate_record_term
from .mou import validate_signatories, validate_tables, validate_wording
from .names import validate_organisations, validate_parties, validate_people, validate_terms
from .press_release import validate_title
from .weekdays import validate_weekdays

Rule = Callable[[DocumentRecord, SharedFacts], Iterator[Diagnostic]]


def profiles_of(record: DocumentRecord) -> list[Profile]:
    """Return the profiles of a document's known languages, in reading order."""
    return [profile for name in record.languages if (profile := find_profile(name))]


def validate_languages(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """Every language is known and stands once."""
    for name in record.languages:
        if name not in LANGUAGE_NAMES:
            hint = did_you_mean(name, LANGUAGE_NAMES)
            yield error("unknown-language", f"unknown language `{name}`", place_of(name, record.location), hint)
    keys = [profile.key for profile in profiles_of(record)]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        hint = "texts are kept once for each script; drop one of the two"
        yield error("duplicate-language", f"`{key}` is listed twice", record.location, hint)


def validate_texts(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """Every text stands in every language of the document."""
    profiles = profiles_of(record)
    for text in texts_in(record):
        for profile in profiles:
            if text.prose(profile) is None:
                hint = f"add `{profile.key}:`"
                yield error("missing-language", f"the text has no {profile.key}", text.location, hint)


def validate_ids(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """No two passages have the same id."""
    seen: dict[str, Location] = {}
    for each in records_in(record):
        identifier = getattr(each, "id", None)
        if identifier and identifier in seen:
            hint = f"it stands already on line {seen[identifier].line}; ids are for ever, so rename the newer one"
            place = place_of(identifier, each.location)
            yield error("duplicate-id", f"the id `{identifier}` stands twice", place, hint)
        elif identifier:
            seen[identifier] = place_of(identifier, each.location)


def validate_signing(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """Every party keeps an original; the prevailing language is one of the document's (domain.md 2.2 rules 9, 11)."""
    if not isinstance(record, Mou):
        return
    signing = record.signing
    if signing.originals < len(record.parties):
        hint = f"at least {len(record.parties)}, one for each party"
        yield error("too-few-originals", f"{signing.originals} originals do not go round", signing.location, hint)
    keys = {name for profile in profiles_of(record) for name in (profile.key, profile.tag)}
    if signing.prevailing and signing.prevailing not in keys:
        hint = did_you_mean(signing.prevailing, keys)
        place = place_of(signing.prevailing, signing.location)
        yield error("unknown-language", f"`{signing.prevailing}` is no language of it", place, hint)


def validate_layouts(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """Layouts of two languages need two languages."""
    if len(record.languages) < 2:
        for layout in record.output.layouts:
            if layout != "single":
                hint = "add a language, or use `single`"
                yield error("one-language", f"`{layout}` needs two languages", record.output.location, hint)


RULES: tuple[Rule, ...] = (
    validate_languages,
    validate_texts,
    validate_ids,
    validate_people,
    validate_organisations,
    validate_terms,
    validate_parties,
    validate_signing,
    validate_tables,
    validate_signatories,
    validate_wording,
    validate_layouts,
    validate_weekdays,
    validate_title,
    validate_record_term,
    validate_attendance,
    validate_meeting_days,
)
"""Every rule, in the order of the report; a new check is one more function here."""
