"""What was promised, `obligations.yaml`: the term, obligations and milestones, each pinned to a clause."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Day, Flag, Id, Localized, OrganisationId, PersonId, Record, Whole, Worded, Words
from .due import Due
from .lengths import Length
from .scalars import CalendarId

Kind = Literal[
    "report",
    "meeting",
    "deliverable",
    "payment",
    "review",
    "publication",
    "consultation",
    "confidentiality",
    "notice",
    "signature",
    "notification",
    "deposit",
    "registration",
    "amendment",
    "withdrawal",
    "other",
]
"""What is to be done; from `signature` on, what is done about the instrument itself (treaty actions)."""


class EvidenceRule(Record):
    """What it takes to close an obligation."""

    required: Annotated[Flag, Field(description="whether it is met only with evidence: a file or an address")] = False
    verified: Annotated[Flag, Field(description="whether a second person, another git author, verifies it")] = False
    of: Annotated[Localized | None, Field(description="what counts as evidence")] = None


class Escalation(Record):
    """A step of the ladder: who else hears of it once it has been overdue for so long."""

    after: Annotated[Whole, Field(ge=0, description="days overdue")]
    to: Annotated[PersonId | Literal["owner", "deputy"], Field(description="owner, deputy, or id from people.yaml")]


class Pinned(Record):
    """What follows from a clause, and says from which wording of it."""

    clause: Annotated[Id | None, Field(description="id of the clause, paragraph, item or row it follows from")] = None
    document: Annotated[
        Words | None, Field(description="the document that holds the clause; the memorandum if left out")
    ] = None
    pinned: Annotated[
        Words | None, Field(description="fingerprint of the clause when this was written; `mouflow pin` writes it")
    ] = None


class Promise(Pinned, Worded):
    """What obligations and milestones share."""

    id: Annotated[Id, Field(description="permanent id; obligations, milestones and actions share one room of ids")]
    bearer: Annotated[
        tuple[OrganisationId, ...], Field(description="who bears it: ids of parties; every party if left out")
    ] = ()
    joint: Annotated[
        Flag, Field(description="whether several bearers owe it together, once; else each owes it for itself")
    ] = False
    owner: Annotated[PersonId | None, Field(description="the officer who sees to it: id from people.yaml")] = None
    deputy: Annotated[PersonId | None, Field(description="who stands in for the owner")] = None
    deliverable: Annotated[Localized | None, Field(description="what is handed over")] = None
    evidence: EvidenceRule = EvidenceRule()
    remind: Annotated[
        tuple[Whole, ...] | None,
        Field(description="days before the date on which to remind; the file's if left out"),
    ] = None
    note: Annotated[Words | None, Field(description="for the office itself; never shown to a counterpart")] = None


class Obligation(Promise):
    """A duty; its wording, en: and zh-Hant: …, is that of its clause if left out."""

    kind: Annotated[
        Kind, Field(description="from `signature` on, what is done about the instrument itself: treaty actions")
    ] = "other"
    due: Annotated[
        Due | None, Field(description="when it is due: a date, or a rule; a standing duty, never due, if left out")
    ] = None


class Milestone(Promise):
    """A point that the work passes once; its wording is that of its clause if left out."""

    due: Annotated[Due, Field(description="its date, or a rule for it that gives one date")]
    follows: Annotated[tuple[Id, ...], Field(description="milestones and obligations that come before it")] = ()


class Effect(Record):
    """When the instrument comes into effect."""

    on: Annotated[
        Literal["signature", "date", "notifications"],
        Field(description="on signature, on a date, or on the later of the notifications"),
    ] = "signature"
    date: Annotated[Day | None, Field(description="the date, for `on: date`")] = None
    notifications: Annotated[
        tuple[Id, ...],
        Field(description="for `on: notifications`: obligations, done once each party has been notified"),
    ] = ()
    delay: Annotated[Length | None, Field(description="how long after that, as in `days: 30`")] = None


class Notice(Pinned):
    """How long before something a written notice has to reach the other side."""

    length: Annotated[Length, Field(description="how long: {months: 6}")]
    counting: Annotated[
        Literal["clear", "inclusive"],
        Field(
            description="clear: the day of the notice does not count, so that the whole period lies between; "
            "inclusive: it is the first day of the period"
        ),
    ] = "clear"
    earliest: Annotated[Length | None, Field(description="how long before it may be given at the earliest")] = None
    delivery: Annotated[Length | None, Field(description="how long a notice takes to be received")] = None


class Term(Pinned):
    """How long the instrument has effect, and how that ends or goes on."""

    kind: Annotated[
        Literal["fixed", "tacit", "express", "indefinite"],
        Field(
            description="fixed: ends; tacit: renewed unless a side objects in time; express: renewed only by a "
            "decision; indefinite: until notice is given"
        ),
    ]
    effect: Effect = Effect()
    length: Annotated[Length | None, Field(description="how long: {years: 3}; this or `ends`, unless indefinite")] = (
        None
    )
    ends: Annotated[Day | None, Field(description="last day of the first term, in place of `length`")] = None
    renewal: Annotated[
        Length | None, Field(description="length of each renewed term; that of the first if left out")
    ] = None
    renewals: Annotated[
        Whole | None, Field(ge=0, description="how often it can be renewed; any number if left out")
    ] = None
    notice: Annotated[Notice | None, Field(description="notice that it is not to be renewed, or decision to renew")] = (
        None
    )
    termination: Annotated[Notice | None, Field(description="notice by which either side ends it at any time")] = None
    review: Annotated[
        Length | None, Field(description="how long before the last day for notice the review of activity is filed")
    ] = None


class Promises(Record):
    """What an agreement promises: its term, what each side is to do, and the points its work passes."""

    term: Term | None = None
    calendars: Annotated[
        tuple[CalendarId, ...],
        Field(description="calendars that business days are counted on; those of the parties if left out"),
    ] = ()
    remind: Annotated[tuple[Whole, ...], Field(description="days before a date on which to remind")] = (30, 7, 1)
    escalate: Annotated[tuple[Escalation, ...], Field(description="who hears of what is overdue, and when")] = ()
    obligations: tuple[Obligation, ...] = ()
    milestones: tuple[Milestone, ...] = ()
