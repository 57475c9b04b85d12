"""The minutes of a meeting (domain.md section 3)."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from .base import Clock, Day, Flag, Id, Localized, OrganisationId, PersonId, Record, Whole, Words, wrong
from .pack import DocumentRecord, Passage


class Attendee(Record):
    """A person at a meeting: one of people.yaml, or one written in place."""

    person: Annotated[PersonId | None, Field(description="id from people.yaml")] = None
    name: Annotated[Localized | None, Field(description="name and honorific of somebody who is not there")] = None
    post: Annotated[Localized | None, Field(description="post; that of people.yaml if left out")] = None
    role: Annotated[
        Literal["chairman", "co-chairman", "convenor", "vice-chairman", "member", "secretary"],
        Field(description="decides the place in the list: the chairman first, the secretary last"),
    ] = "member"
    note: Annotated[Localized | None, Field(description="added in brackets: for item 3 only")] = None

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if (self.person is None) == (self.name is None):
            raise wrong("an attendee has either a person or a name", "write person: ID, or name: {en: …}")
        return self


class Department(Record):
    """People who attend together: those of one department, or those invited."""

    organisation: Annotated[
        OrganisationId | None, Field(description="id from organisations.yaml; gives the heading")
    ] = None
    heading: Annotated[Localized | None, Field(description="heading, where it is no organisation of ours")] = None
    by_invitation: Annotated[Flag, Field(description="listed under `In Attendance by Invitation`")] = False
    attendees: Annotated[tuple[Attendee, ...], Field(min_length=1)]


class Paper(Record):
    """A paper that the meeting had before it."""

    number: Annotated[Words, Field(description="as the body numbers its papers: 3/2024")]
    title: Localized | None = None


class Action(Record):
    """What somebody is to do, in the action column beside its paragraph."""

    id: Annotated[Id, Field(description="permanent id")]
    owners: Annotated[
        tuple[OrganisationId, ...], Field(min_length=1, description="who acts: ids from organisations.yaml")
    ]
    due: Annotated[Day | None, Field(description="day by which it is done")] = None
    note: Annotated[Localized | None, Field(description="what or when, where a day does not say it")] = None


class MinutesItem(Passage):
    """A lettered item of a paragraph."""

    id: Annotated[Id, Field(description="permanent id")]


class MinutesParagraph(Passage):
    """A paragraph; numbered through the whole document."""

    id: Annotated[Id, Field(description="permanent id")]
    speaker: Annotated[PersonId | None, Field(description="who speaks; printed in the verbatim style")] = None
    decision: Annotated[Flag, Field(description="the paragraph records what the meeting decided")] = False
    items: tuple[MinutesItem, ...] = ()
    actions: tuple[Action, ...] = ()


class AgendaItem(Record):
    """An item of the agenda."""

    id: Annotated[Id, Field(description="permanent id")]
    type: Annotated[
        Literal["opening", "confirmation", "matters-arising", "business", "other-business"],
        Field(description="gives the heading of the usual items; `business` needs its own"),
    ] = "business"
    heading: Localized | None = None
    when: Annotated[Words | None, Field(description="condition over the facts")] = None
    papers: tuple[Paper, ...] = ()
    paragraphs: Annotated[tuple[MinutesParagraph, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _headed(self) -> Self:
        if self.type == "business" and self.heading is None:
            raise wrong("an item of business needs a heading", "add heading: {en: …}, or a type", "missing-key")
        return self


class NextMeeting(Record):
    """The next meeting as far as it is known; printed as the last item."""

    date: Annotated[Day | None, Field(description="leave out while it is to be arranged")] = None
    time: Clock | None = None
    venue: Localized | None = None


class Minutes(DocumentRecord):
    """Minutes: who met, what was said and decided, who acts until when."""

    kind: Literal["minutes"]
    style: Annotated[
        Literal["decision", "summary", "verbatim"],
        Field(
            description="決議式: only paragraphs that record a decision or an action; 簡錄式: all of them; "
            "詳記式: all, each with its speaker"
        ),
    ] = "summary"
    record_term: Annotated[
        Literal["記錄", "紀錄", "紀要"],
        Field(description="會議記錄, 會議紀錄 or 會議紀要; one document never mixes them (domain.md 3.2 rule 13)"),
    ] = "記錄"
    body: Annotated[Localized, Field(description="the committee or meeting: Board on Talent Exchanges")]
    number: Annotated[Whole | None, Field(ge=1, description="7 for the 7th Meeting; none for a single meeting")] = None
    term: Annotated[Localized | None, Field(description="term or year, after the body: 2024-2026")] = None
    title: Annotated[Localized | None, Field(description="whole title; computed if left out")] = None
    date: Day
    start: Clock
    end: Annotated[Clock | None, Field(description="end; gives the closing words")] = None
    venue: Localized
    present: Annotated[tuple[Attendee, ...], Field(min_length=1)]
    absent: Annotated[
        tuple[Attendee, ...] | None, Field(description="absent with apologies; an empty list prints `Nil`")
    ] = None
    in_attendance: tuple[Department, ...] = ()
    agenda: Annotated[tuple[AgendaItem, ...], Field(min_length=1)]
    next_meeting: NextMeeting | None = None
    confirmed: Annotated[Day | None, Field(description="day of confirmation; a blank is printed until then")] = None

    @field_validator("end")
    @classmethod
    def _after_the_start(cls, end: time | None, info: ValidationInfo) -> time | None:
        start = info.data.get("start")
        if end and start and end <= start:
            raise wrong(f"the meeting ends at {end:%H:%M}, before it starts", "mend `start` or `end`", "wrong-order")
        return end

    def dated(self) -> Day:
        """The day of the meeting."""
        return self.date

    def headline(self) -> Localized:
        """The title, or else the body that met."""
        return self.title or self.body
