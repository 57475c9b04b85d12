"""Blocks that hold all languages at once to a document with its titles, running titles and pictures."""

from __future__ import annotations

from collections.abc import Sequence

from mouflow.assembly.request import Material
from mouflow.document import Document, Element, Image, Metadata, Wording
from mouflow.register.exports.extract import Extract

from .telling import Telling


def titles(extracts: Sequence[Extract], telling: Telling) -> list[str]:
    """Name the report in each of its languages: after its agreement, where it is one alone."""
    if len(extracts) != 1:
        return [voice.heading("register") for voice in telling.voices]
    (only,) = extracts
    return [
        voice.book.say(
            "report.title-of",
            register=voice.heading("register"),
            title=only.title.get(voice.key) or next(iter(only.title.values()), only.agreement),
        )
        for voice in telling.voices
    ]


def composed(
    kind: str,
    named: Sequence[str],
    blocks: tuple[Element, ...],
    telling: Telling,
    material: Material,
    images: dict[str, Image],
) -> Document:
    """Compose a document of blocks that hold all languages at once."""
    wordings = tuple(
        Wording(
            profile=voice.book.profile,
            running_title=name,
            page_of=voice.book.say("page-of", page="{page}", pages="{pages}"),
            contents=voice.book.say("contents"),
            skip=voice.book.say("skip"),
        )
        for voice, name in zip(telling.voices, named, strict=True)
    )
    return Document(
        kind=kind,
        layout="single",
        wordings=wordings,
        blocks=blocks,
        metadata=Metadata(" / ".join(named), material.author, material.created),
        css=material.css,
        images=images,
        reference=material.reference,
        landscape=kind == "register",
    )
