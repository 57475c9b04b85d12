"""What every kind of document has in common, and the agreement that gathers them to a pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from mouflow.diagnostics import Location
from mouflow.languages.profiles import Profile, find_profile

from .base import Day, Fact, Id, Localized, Prose, Record, Worded, Words

LayoutName = Literal["single", "parallel", "sequential"]


class Output(Record):
    """What `mouflow generate` makes of a document when no option says otherwise."""

    formats: Annotated[tuple[Words, ...], Field(description="pdf, docx, html, text; every one if left out")] = ()
    layouts: Annotated[
        tuple[LayoutName, ...],
        Field(description="single gives one file a language; text is made for single only"),
    ] = ("single",)
    holders: Annotated[
        tuple[Words, ...], Field(description="parties that receive an original of their own: ids, or `all`")
    ] = ()


class Column(Record):
    """A column of a table."""

    heading: Localized
    width: Annotated[int | None, Field(description="share of the table's width in per cent")] = None
    align: Annotated[Literal["start", "end"], Field(description="`end` for numbers")] = "start"


class Row(Record):
    """A row of a table."""

    id: Annotated[Id | None, Field(description="permanent id, so that a redline can follow the row")] = None
    cells: tuple[Localized, ...]


class Table(Record):
    """A table with a heading row."""

    caption: Localized | None = None
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]
    rows: tuple[Row, ...]


class Passage(Worded):
    """A text with an id that may depend on a condition."""

    id: Annotated[Id | None, Field(description="permanent id; what references and redlines hold on to")] = None
    when: Annotated[
        Words | None,
        Field(description="condition over the facts; drops the passage in all languages together"),
    ] = None


class DocumentRecord(Record):
    """The keys that every kind of document shares."""

    kind: Annotated[Words, Field(description="mou, press-release or minutes")]
    languages: Annotated[
        tuple[Words, ...],
        Field(
            min_length=1,
            description="in reading order: en, zh-Hant, zh-Hans, or full tags such as zh-Hans-HK",
        ),
    ] = ("en", "zh-Hant")
    output: Output = Output()
    facts: Annotated[
        Mapping[str, Fact], Field(description="values for `when:` and for `{{ facts.name }}` in texts")
    ] = Field(default_factory=dict)
    status: Annotated[Literal["draft", "final"], Field(description="a draft says so in its header")] = "final"

    def language_profiles(self) -> tuple[Profile, ...]:
        """The profiles of the document's languages, in reading order; languages that are not known are left out."""
        return tuple(profile for name in self.languages if (profile := find_profile(name)))

    def variant(self) -> str:
        """Which variant of the labels the document takes: `treaty`; none where its kind has no variants."""
        return ""

    def dated(self) -> Day | None:
        """The day the document speaks from; the date of its bytes."""
        return None

    def pictures(self) -> Iterator[tuple[str, Location]]:
        """Give the path, relative to the agreement's folder, and the place of every picture the document shows."""
        yield from ()

    def headline(self) -> Localized | Prose | None:
        """The title for metadata and lists, where the record itself has one."""
        return None


class Agreement(Record):
    """One folder of documents: a pack."""

    id: str
    documents: Mapping[str, DocumentRecord]
