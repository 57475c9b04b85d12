"""The press release in the form of the Hong Kong Government's releases (domain.md section 1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from mouflow.diagnostics import Location

from .base import Clock, Day, Flag, Id, Localized, OrganisationId, PersonId, Record, Whole, Words, wrong
from .pack import DocumentRecord, Passage

ScriptKey = Literal["en", "zh-Hant", "zh-Hans"]


class Issue(Record):
    """When a release is issued, Hong Kong time."""

    date: Day
    time: Clock


class Quotation(Record):
    """What somebody said, in one or more paragraphs.

    Each paragraph of direct speech opens with the quotation mark again; only the last one closes it (rules 10, 20).
    """

    speaker: Annotated[PersonId, Field(description="id from people.yaml")]
    introduction: Annotated[
        Localized | None,
        Field(description="words before the speech; `Mr Sun said,` and `孫玉菡表示，` are computed if left out"),
    ] = None
    indirect: Annotated[
        tuple[ScriptKey, ...],
        Field(description="languages that report the speech without quotation marks, as Chinese releases do (rule 21)"),
    ] = ()
    paragraphs: Annotated[tuple[Passage, ...], Field(min_length=1)]


class ReleaseParagraph(Passage):
    """A paragraph of a release: a text, or a quotation."""

    heading: Annotated[Flag, Field(description="the text is a sub-heading: a line of its own, without indent")] = False
    quotation: Quotation | None = None

    @model_validator(mode="after")
    def _one_content(self) -> Self:
        if (self.text is None) == (self.quotation is None):
            raise wrong("a paragraph has either a text or a quotation", "write en:, zh-Hant: …, or quotation:")
        return self


class Photograph(Record):
    """A picture issued with the release."""

    id: Annotated[Id | None, Field(description="permanent id")] = None
    file: Annotated[Words, Field(description="PNG, JPEG or SVG, relative to the agreement's folder")]
    caption: Localized
    alt: Annotated[
        Localized | None, Field(description="what the picture shows, for those who cannot see it; else the caption")
    ] = None


class PressRelease(DocumentRecord):
    """A press release; the suffix of its title, its row of asterisks and its footer are computed."""

    kind: Literal["press-release"]
    title: Annotated[
        Localized,
        Field(description="sentence case, no full stop, no suffix; U+3000 between the halves of a Chinese title"),
    ]
    issued: Issue
    on_behalf_of: Annotated[
        OrganisationId | None, Field(description="organisation for which the release is issued (rule 13)")
    ] = None
    paragraphs: Annotated[tuple[ReleaseParagraph, ...], Field(min_length=1)]
    photographs: tuple[Photograph, ...] = ()
    videos: Annotated[Whole, Field(ge=0, description="how many videos accompany the release")] = 0
    quotation_marks: Annotated[
        Literal["curly", "straight"],
        Field(description="English marks that mouflow sets: “ ” or the straight ones of plain-text wires"),
    ] = "curly"

    def dated(self) -> Day:
        """The day of issue: what `today()` means."""
        return self.issued.date

    def headline(self) -> Localized:
        """The title without its suffix."""
        return self.title

    def pictures(self) -> Iterator[tuple[str, Location]]:
        """Give the file and the place of every photograph."""
        for photograph in self.photographs:
            yield photograph.file, photograph.location
