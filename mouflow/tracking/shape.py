"""The versioned shapes of the register's views as JSON: their records, from which their schemas are made."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field

from mouflow.register.exports.shape import EventShape, PeriodShape, Shape, StepShape
from mouflow.register.states import Source, State, Status

from .reminders import Section

VERSION: Literal[1] = 1
"""Version of the shapes; it rises when a reader of the old ones would go wrong."""

_TEXTS = "by language key: `en`, `zh-Hant`, `zh-Hans`"


class RowShape(Shape):
    """One thing that is due once, as it stands on a day."""

    agreement: str = Field(description="Id of the agreement.")
    reference: str = Field(description="What commands call it within its agreement: `ID@KEY/PARTY`.")
    source: Source = Field(description="Where the duty stands; `term`: it follows from the term.")
    id: str = Field(description="Permanent id of the obligation, milestone or action.")
    key: str = Field(description="Which one of a series: a day or a number; empty where it is the only one.")
    party: str | None = Field(description="The party that owes it for itself; null where it is owed jointly.")
    bearers: tuple[str, ...] = Field(description="Ids of all parties that owe it.")
    kind: str = Field(description="Kind of the duty: `report`, `meeting` …")
    clause: str | None = Field(description="Id of the clause it follows from.")
    document: str | None = Field(description="Document that holds the clause; null for the memorandum.")
    wording: dict[str, str] = Field(description=f"What is to be done, {_TEXTS}; empty where it was not looked up.")
    owner: str | None = Field(description="Id of the officer who sees to it.")
    deputy: str | None = Field(description="Id of the officer who stands in.")
    status: Status = Field(description="What it is on that day.")
    state: State = Field(description="What the ledger says of it, whatever the day.")
    overdue: int = Field(ge=0, description="Days overdue.")
    due: date | None = Field(description="The day that counts; null while waiting, or never due.")
    nominal: date | None = Field(description="The day before rolling to a business day.")
    original: date | None = Field(description="The day before it was extended.")
    known_from: date | None = Field(description="Before this day it depends on a renewal or an announced event.")
    waiting_for: str = Field(description="The event that has not happened; empty where none is waited for.")
    follows: tuple[str, ...] = Field(description="Ids of what comes before it.")
    closed: date | None = Field(description="The day on which it was done or waived.")
    share: int | None = Field(description="How much is done, per cent.")
    expected: date | None = Field(description="When it is expected, where it is late or done in part.")


class RowsShape(Shape):
    """What `due`, `obligations` and `milestones` print under `--format json`."""

    version: Literal[1] = Field(description="Version of this shape.")
    today: date = Field(description="The day that every `status` is told for.")
    rows: tuple[RowShape, ...] = Field(description="Overdue first, then by date.")


class GlanceShape(Shape):
    """An agreement at a glance."""

    agreement: str = Field(description="Id of the agreement.")
    state: Literal["unsigned", "signed", "in-effect", "ended"] = Field(description="How far the agreement has come.")
    kind: str = Field(description="Kind of its term: `fixed`, `tacit`, `express`, `indefinite`; empty without a term.")
    ended: date | None = Field(description="The day on which it ended or will for certain.")
    term: PeriodShape | None = Field(description="The term of that day, or the first where none has begun.")
    renewed: PeriodShape | None = Field(description="The term after it.")
    counts: dict[Status, int] = Field(description="How many occurrences have each status, closed ones left out.")
    next: RowShape | None = Field(description="What is due next, and not overdue.")
    rows: tuple[RowShape, ...] | None = Field(description="What is owed; null where several agreements are shown.")
    events: tuple[EventShape, ...] | None = Field(description="What happened last; null as for `rows`.")


class StatusShape(Shape):
    """What `status` prints under `--format json`."""

    version: Literal[1] = Field(description="Version of this shape.")
    today: date = Field(description="The day that everything is told for.")
    agreements: tuple[GlanceShape, ...] = Field(description="In order of their ids.")


class MomentShape(Shape):
    """One moment of a timeline."""

    date: date
    agreement: str = Field(description="Id of the agreement.")
    what: Literal["duty", "event", "term"] = Field(
        description="What it is: something owed, an event, a term's first day."
    )
    reference: str = Field(description="What commands call it; the name of the event, or `term@NUMBER`.")
    status: str = Field(description="Status of what is owed; empty for others.")
    certain: bool = Field(description="Whether it is known; else it depends on a renewal or an announced event.")
    wording: dict[str, str] = Field(description=f"What is to be done, {_TEXTS}.")


class TimelineShape(Shape):
    """What `timeline` prints under `--format json`."""

    version: Literal[1] = Field(description="Version of this shape.")
    today: date = Field(description="The day that every `status` is told for.")
    moments: tuple[MomentShape, ...] = Field(description="In order of their dates.")


class ExplanationShape(Shape):
    """What `explain` prints under `--format json`."""

    version: Literal[1] = Field(description="Version of this shape.")
    today: date = Field(description="The day that `status` is told for.")
    row: RowShape | None = Field(description="What is explained; null for a term.")
    term: PeriodShape | None = Field(description="The term that is explained; null for what is owed.")
    place: dict[str, str] = Field(description=f"Where the clause stands, as in `Paragraph 5(2)`, {_TEXTS}.")
    clause: dict[str, str] = Field(description=f"What the clause says, {_TEXTS}.")
    steps: dict[str, tuple[StepShape, ...]] = Field(description="The arithmetic of each date, by what the date is.")
    events: tuple[EventShape, ...] = Field(description="What the ledger has of it.")


class ReminderShape(Shape):
    """One thing that somebody is reminded of."""

    agreement: str = Field(description="Id of the agreement.")
    reference: str = Field(description="What commands call it within its agreement: `ID@KEY/PARTY`.")
    section: Section = Field(description="The part of the message that it stands in.")
    reason: str = Field(description="Why now: `before:7`, `within`, `overdue:14`, `closing`, `verify`.")
    day: date = Field(description="The day that it is about.")
    overdue: int = Field(ge=0, description="Days overdue.")
    wording: dict[str, str] = Field(description=f"What is to be done, {_TEXTS}.")


class DigestShape(Shape):
    """What one address is reminded of."""

    address: str | None = Field(description="Where it goes; null where nobody has an address.")
    person: str | None = Field(description="Id of the person; null for an office's address.")
    reminders: tuple[ReminderShape, ...] = Field(description="What is overdue comes first.")


class RemindersShape(Shape):
    """What `remind` prints under `--format json`."""

    version: Literal[1] = Field(description="Version of this shape.")
    today: date = Field(description="The day that is reminded on.")
    digests: tuple[DigestShape, ...] = Field(description="One for each address.")


SHAPES: dict[str, type[BaseModel]] = {
    "due": RowsShape,
    "status": StatusShape,
    "timeline": TimelineShape,
    "explain": ExplanationShape,
    "remind": RemindersShape,
}
"""Every shape by the command that prints it; `obligations` and `milestones` print that of `due`."""


def view_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what a view prints under `--format json`."""
    schema = SHAPES[name].model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
