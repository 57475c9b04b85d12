"""Which files a document gives: its own wishes or those of the call, in every language, layout, holder and format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mouflow.assembly.request import Request
from mouflow.languages.profiles import Profile
from mouflow.model.pack import DocumentRecord, LayoutName
from mouflow.render import FORMATS
from mouflow.workspace import Loaded


@dataclass(frozen=True, slots=True)
class Wish:
    """What the options of a call ask for; an empty tuple leaves the choice to each document's own YAML."""

    formats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    layouts: tuple[LayoutName, ...] = ()
    holders: tuple[str, ...] = ()
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One document to make: its request, and its path below the output folder in each format."""

    request: Request
    paths: Mapping[str, str]


def jobs_of(loaded: Loaded, name: str, wish: Wish) -> Iterator[Job]:
    """Give every document to make of one record; languages and parties that it does not have are passed over."""
    record = loaded.agreement.documents[name]
    profiles = chosen_profiles(record, wish.languages)
    for layout in wish.layouts or record.output.layouts:
        for chosen in language_choices(profiles, layout):
            for holder in _holders(record, wish.holders):
                request = Request(loaded.agreement, name, chosen, layout, holder)
                stem = f"{loaded.agreement.id}/{_file_name(request)}"
                wanted = wish.formats or record.output.formats or tuple(FORMATS)
                formats = [each for each in wanted if each in FORMATS and layout in FORMATS[each].layouts]
                if formats:
                    yield Job(request, {each: stem + FORMATS[each].extension for each in formats})


def chosen_profiles(record: DocumentRecord, wanted: tuple[str, ...]) -> list[Profile]:
    """Return the languages of a document that are wanted, in the order they are wanted; all where none is named."""
    profiles = list(record.language_profiles())
    by_name = {name: profile for profile in profiles for name in (profile.key, profile.tag)}
    return [by_name[name] for name in wanted if name in by_name] if wanted else profiles


def language_choices(profiles: Sequence[Profile], layout: LayoutName) -> list[tuple[Profile, ...]]:
    """Return the languages of each file: one, the first with each other one, or all."""
    if layout == "single":
        return [(profile,) for profile in profiles]
    if layout == "parallel":
        return [(profiles[0], other) for other in profiles[1:]]
    return [tuple(profiles)] if len(profiles) > 1 else []


def _holders(record: DocumentRecord, wanted: tuple[str, ...]) -> tuple[str | None, ...]:
    parties: tuple[str, ...] = getattr(record, "parties", ())
    chosen = (wanted or record.output.holders) if parties else ()
    if "all" in chosen:
        return parties
    return tuple(holder for holder in chosen if holder in parties) if chosen else (None,)


def _file_name(request: Request) -> str:
    languages = "+".join(profile.key for profile in request.profiles)
    layout = "" if request.layout == "single" else request.layout
    return ".".join(part for part in (request.name, request.holder, languages, layout) if part)
