"""The versioned shape of the register as JSON: its records, from which its schema and its documentation are made."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from mouflow.register.states import Source, State, Status

VERSION: Literal[1] = 1
"""Version of the shape; it rises when a reader of the old shape would go wrong."""

Day: TypeAlias = date
"""A day, where a field is itself called `date`."""

_TEXTS = "by language key: `en`, `zh-Hant`, `zh-Hans`"


class Shape(BaseModel):
    """A JSON object that holds what is named here and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StepShape(Shape):
    """One step of the arithmetic that led to a date."""

    rule: str = Field(description="What was done, by name: `event`, `add`, `closed`, `roll` …")
    result: date | None = Field(description="The day it led to.")
    values: dict[str, Any] = Field(description="What it counted with: lengths, names of events, holidays.")
    text: dict[str, str] = Field(description=f"The step as a sentence, {_TEXTS}.")


class EvidenceShape(Shape):
    """What shows that something was done."""

    path: str | None = Field(description="File, relative to the agreement's folder.")
    address: str | None = Field(description="Address; it was never fetched.")
    sha256: str | None = Field(description="Digest of the file, in hexadecimal.")


class EventShape(Shape):
    """One thing that happened, as the ledger has it."""

    id: str = Field(description="Digest of the event; empty in what goes to a counterpart.")
    at: datetime = Field(description="When it was written down.")
    by: str = Field(description="Who wrote it down; empty in what goes to a counterpart.")
    event: str = Field(description="`done`, `waive`, `extend`, `signed`, `notice` …")
    of: str | None = Field(description="Obligation, milestone or action; null for what happened to the agreement.")
    occurrence: str | None = Field(description="Which one of a series.")
    party: str | None = Field(description="Which of several bearers; who gave a notice.")
    date: Day = Field(description="The day on which it happened.")
    about: str | None = Field(description="What a notice tells.")
    until: Day | None = Field(description="New or expected date.")
    to: str | None = Field(description="Id of the new owner.")
    share: int | None = Field(description="How much is done, per cent.")
    voids: str | None = Field(description="Id of the event that is struck out by this one.")
    evidence: tuple[EvidenceShape, ...] = Field(description="What shows it.")
    note: str | None = Field(description="Why; for the office alone.")


class OccurrenceShape(Shape):
    """One thing that is due once, as it stands on the day of the export."""

    reference: str = Field(description="What commands call it within its agreement: `ID@KEY/PARTY`.")
    source: Source = Field(description="Where the duty stands; `term`: it follows from the term.")
    id: str = Field(description="Permanent id of the obligation, milestone or action.")
    key: str = Field(description="Which one of a series: a day or a number; empty where it is the only one.")
    party: str | None = Field(description="The party that owes it for itself; null where it is owed jointly.")
    bearers: tuple[str, ...] = Field(description="Ids of all parties that owe it.")
    kind: str = Field(description="Kind of the duty: `report`, `meeting`, `milestone` …")
    clause: str | None = Field(description="Id of the clause it follows from.")
    document: str | None = Field(description="Document that holds the clause; null for the memorandum.")
    place: dict[str, str] = Field(description=f"Where the clause stands, as in `Paragraph 5(2)`, {_TEXTS}.")
    wording: dict[str, str] = Field(description=f"What is to be done, {_TEXTS}.")
    deliverable: dict[str, str] = Field(description=f"What is handed over, {_TEXTS}.")
    owner: str | None = Field(description="Id of the officer who sees to it.")
    deputy: str | None = Field(description="Id of the officer who stands in.")
    status: Status = Field(description="What it is on that day.")
    state: State = Field(description="What the ledger says of it, whatever the day.")
    overdue: int = Field(ge=0, description="Days overdue.")
    due: date | None = Field(description="The day that counts; null while waiting, or never due.")
    nominal: date | None = Field(description="The day before rolling to a business day.")
    original: date | None = Field(description="The day before it was extended.")
    known_from: date | None = Field(description="Before this day it depends on a renewal or an announced event.")
    lapses: date | None = Field(description="Last day of a window; after it, it asks nothing any more.")
    survives: bool = Field(description="Whether it is owed beyond the end of the agreement.")
    waiting_for: str = Field(description="The event that has not happened; empty where none is waited for.")
    follows: tuple[str, ...] = Field(description="Ids of what comes before it.")
    needs_evidence: bool = Field(description="Whether it is met only with evidence.")
    needs_verifying: bool = Field(description="Whether a second person verifies it.")
    remind: tuple[int, ...] = Field(description="Days before the date on which to remind.")
    closed: date | None = Field(description="The day on which it was done or waived.")
    share: int | None = Field(description="How much is done, per cent.")
    expected: date | None = Field(description="When it is expected, where it is late or done in part.")
    note: str = Field(description="For the office itself; empty in what goes to a counterpart.")
    steps: tuple[StepShape, ...] = Field(description="The arithmetic of the date, step by step.")


class PeriodShape(Shape):
    """One term of an agreement, with the window of its notice."""

    number: int = Field(ge=1, description="1 for the first.")
    first: date = Field(description="Its first day.")
    last: date | None = Field(description="Its last day; null where it is indefinite.")
    known_from: date | None = Field(description="Day from which the term is certain; null: it is already.")
    opens: date | None = Field(description="First day on which a notice may be given.")
    receive_by: date | None = Field(description="Last day on which a notice can be received.")
    send_by: date | None = Field(description="Last day on which it can be sent.")
    review_by: date | None = Field(description="Day by which the review of activity is filed.")


class TermShape(PeriodShape):
    """One term of an agreement, with the arithmetic of its dates."""

    steps: dict[str, tuple[StepShape, ...]] = Field(description="The arithmetic of each date, by its field's name.")


class AgreementShape(Shape):
    """The register of one agreement."""

    agreement: str = Field(description="Id of the agreement.")
    title: dict[str, str] = Field(description=f"Its title, {_TEXTS}.")
    kind: str = Field(description="Kind of its term: `fixed`, `tacit`, `express`, `indefinite`; empty without a term.")
    ended: date | None = Field(description="The day on which it ended or will for certain.")
    events: dict[str, tuple[date, ...]] = Field(description="Days of `signed`, `in-effect` and so on, where known.")
    terms: tuple[TermShape, ...] = Field(description="Its terms up to the horizon.")
    occurrences: tuple[OccurrenceShape, ...] = Field(description="What is due, overdue first.")
    ledger: tuple[EventShape, ...] = Field(description="What happened, in the order in which it was written down.")


class RegisterShape(Shape):
    """What `mouflow export --format json` writes."""

    version: Literal[1] = Field(description="Version of this shape.")
    today: date = Field(description="The day that every `status` is told for.")
    edition: Literal["office", "counterpart"] = Field(
        description="Whether it holds what is for the office alone, or may be given to the other side."
    )
    agreements: tuple[AgreementShape, ...] = Field(description="The agreements chosen, in order of their ids.")


def register_schema() -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of what `mouflow export --format json` writes."""
    schema = RegisterShape.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
