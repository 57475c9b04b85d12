"""The memorandum of understanding: parties, recitals, clauses, annexes, signing (domain.md section 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from .base import Day, Flag, Id, Localized, PersonId, Record, TermId, Values, Whole, Words
from .pack import DocumentRecord, Passage, Table


class Said(Passage):
    """A passage that cannot go without its text."""

    text: Annotated[Localized, Field(description="the text; usually written as en:, zh-Hant: … directly")]


class SubSubItem(Said):
    """A sub-sub-item: (A), （1）."""


class SubItem(Said):
    """A sub-item: (i), 1."""

    items: tuple[SubSubItem, ...] = ()


class Item(Said):
    """A lettered item: (a), （一）."""

    items: tuple[SubItem, ...] = ()


class Definition(Passage):
    """A defined term and its meaning; `text` is the meaning."""

    term: Annotated[TermId, Field(description="id from terms.yaml")]
    text: Annotated[Localized, Field(description="the meaning, as it follows `means` and 指; usually en:, zh-Hant: …")]


class Paragraph(Passage):
    """A paragraph of a clause: a text, then items, a table or definitions below it."""

    items: tuple[Item, ...] = ()
    definitions: tuple[Definition, ...] = ()
    table: Table | None = None


class Clause(Record):
    """A clause written out, or one taken from the clause library with `use:` and `with:`."""

    id: Annotated[Id | None, Field(description="permanent id; a library clause has the id of its library file")] = None
    heading: Localized | None = None
    when: Annotated[Words | None, Field(description="condition over the facts")] = None
    paragraphs: Annotated[
        tuple[Paragraph, ...], Field(description="its text; beside `use:`, further paragraphs after the library's")
    ] = ()
    use: Annotated[Words | None, Field(description="clause of the library and its version: termination@1")] = None
    with_: Annotated[Values, Field(alias="with", description="values for the library clause's parameters")] = Field(
        default_factory=dict
    )


class Annex(Record):
    """An annex with its own heading and paragraphs; it starts on a new page."""

    id: Id
    heading: Localized
    when: Annotated[Words | None, Field(description="condition over the facts")] = None
    paragraphs: tuple[Paragraph, ...] = ()


class Signing(Record):
    """Where, when and in how many originals the instrument is signed."""

    date: Annotated[Day | None, Field(description="leave out while it is not known: a blank is printed")] = None
    place: Localized
    originals: Annotated[Whole, Field(ge=1, le=20, description="how many originals are signed")] = 2
    prevailing: Annotated[
        Words | None,
        Field(description="language whose text prevails on divergence; without it all are equal"),
    ] = None


class Signatory(Record):
    """Who signs for which party."""

    person: Annotated[PersonId, Field(description="id from people.yaml")]
    party: Annotated[Id, Field(description="id of a party")]


class Mou(DocumentRecord):
    """A memorandum of understanding, or a treaty-style instrument of the same build."""

    kind: Literal["mou"]
    profile: Annotated[
        Literal["non-binding", "treaty"],
        Field(description="non-binding: Participants, Paragraph, will; treaty: Parties, Article, shall"),
    ] = "non-binding"
    alternat: Annotated[
        Literal["full", "by-language", "none"],
        Field(description="how originals order the parties (domain.md 2.3)"),
    ] = "full"
    instrument: Annotated[
        Localized, Field(description="name of the instrument: Memorandum of Understanding, 合作備忘錄")
    ]
    short: Annotated[
        Localized | None,
        Field(
            description="what the text calls itself after `this` and 本: Memorandum, 備忘錄; the instrument if left out"
        ),
    ] = None
    subject: Annotated[Localized, Field(description="what it is about, as it follows `on` and 關於")]
    title: Annotated[
        Localized | None,
        Field(description="whole title; computed from instrument, parties and subject if left out"),
    ] = None
    parties: Annotated[tuple[Id, ...], Field(min_length=2, description="ids from organisations.yaml")]
    signing: Signing
    recitals: tuple[Said, ...] = ()
    clauses: Annotated[tuple[Clause, ...], Field(min_length=1)]
    annexes: tuple[Annex, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    witnesses: Annotated[tuple[PersonId, ...], Field(description="ids from people.yaml, in order of precedence")] = ()
    witnesses_sign: Annotated[Flag, Field(description="whether each witness has a line to sign on")] = False

    def variant(self) -> str:
        """The profile."""
        return self.profile

    def dated(self) -> Day | None:
        """The day of signing."""
        return self.signing.date

    def headline(self) -> Localized:
        """The title, or else the subject."""
        return self.title or self.subject


class Parameter(Record):
    """A parameter of a library clause."""

    type: Annotated[
        Literal["text", "number", "date", "flag", "localized", "party"],
        Field(description="what a value must be"),
    ]
    default: Annotated[object | None, Field(description="value where the agreement gives none")] = None
    choices: Annotated[tuple[Words, ...], Field(description="the only values allowed, for a `text`")] = ()
    minimum: Annotated[Whole | None, Field(description="smallest value of a `number`")] = None
    description: Annotated[Words | None, Field(description="what it decides, for the officer who fills it in")] = None


class LibraryClause(Record):
    """A clause of the library: `templates/clauses/NAME@VERSION.yaml`."""

    id: Annotated[Id, Field(description="the clause's id, unless the agreement gives another; ids below begin with it")]
    heading: Localized
    parameters: Annotated[
        Mapping[Id, Parameter], Field(description="what an agreement can set under `with:`; a variable in the texts")
    ] = Field(default_factory=dict)
    profile: Annotated[
        Literal["non-binding", "treaty"] | None, Field(description="the only profile it fits; both if left out")
    ] = None
    paragraphs: Annotated[tuple[Paragraph, ...], Field(min_length=1)]
    note: Annotated[Words | None, Field(description="when to use it, for the officer who chooses")] = None
