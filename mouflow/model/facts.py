"""Facts that documents share: people, organisations and terms, each written once in every script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from .base import Flag, Id, Localized, OrganisationId, Record, Words
from .scalars import CalendarId


class Person(Record):
    """A person. Nothing is derived from anything: a surname cannot be guessed, nor an honorific translated."""

    name: Annotated[Localized, Field(description="full name as it is written in each script")]
    surname: Annotated[Localized | None, Field(description="surname; needed where English says `Mr Sun`")] = None
    honorific: Annotated[
        Localized | None, Field(description="Mr, Dr, 博士 …; before the name in English, after it in Chinese")
    ] = None
    post: Annotated[Localized | None, Field(description="post held; before the name in Chinese")] = None
    post_nominals: Annotated[Localized | None, Field(description="letters after the name, such as GBS, JP")] = None
    organisation: Annotated[OrganisationId | None, Field(description="id from organisations.yaml")] = None
    email: Annotated[Words | None, Field(description="where reminders go")] = None


class Organisation(Record):
    """An organisation that can be a party or employ a person."""

    name: Annotated[Localized, Field(description="full name")]
    short: Annotated[Localized | None, Field(description="short form or abbreviation: HKTE, 人才辦")] = None
    article: Annotated[Flag, Field(description="whether English running text puts `the` before the name")] = False
    place: Annotated[Localized | None, Field(description="its city or place, for `alternately in A and B`")] = None
    calendar: Annotated[
        CalendarId | None,
        Field(description="calendar of its business days: HK, CN, or an id from calendars.yaml"),
    ] = None
    language: Annotated[
        Words | None,
        Field(description="language whose text names this party first under `alternat: by-language`"),
    ] = None


class Term(Record):
    """An entry of the term base: one term, once in each language."""

    name: Annotated[Localized, Field(description="the term")]
    note: Annotated[Words | None, Field(description="where it comes from, or when to use it")] = None


class SharedFacts(Record):
    """Everything that ``people.yaml``, ``organisations.yaml`` and ``terms.yaml`` hold, by id."""

    people: Mapping[Id, Person] = Field(default_factory=dict)
    organisations: Mapping[Id, Organisation] = Field(default_factory=dict)
    terms: Mapping[Id, Term] = Field(default_factory=dict)
