"""What happened, `ledger.yaml`: events, one to a line, never changed once they stand there."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from .base import Day, Id, OrganisationId, PersonId, Record, Whole, Words, wrong

DutyVerb = Literal["done", "waive", "dispute", "partial", "late", "reopen", "reassign", "extend", "verify", "note"]
"""What can happen to an obligation or milestone; `late` owns up to a delay, with or without a new expectation."""

AgreementVerb = Literal["signed", "in-effect", "notice", "renewed", "terminated", "void"]
"""What can happen to the agreement itself; `void` strikes out another of these that was entered by mistake."""

About = Literal["non-renewal", "termination", "procedures", "amendment", "other"]
"""What a notice tells: procedures are those of a party's own law, completed."""

_INSTANT = re.compile(r"(?:19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def _instant(value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    text = str(value)
    with suppress(ValueError):
        if _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text)
    raise wrong(f"`{text[:40]}` is no instant", "it is written as 2024-06-08T03:15:00Z", "bad-date")


Instant = Annotated[datetime, BeforeValidator(_instant)]


class Evidence(Record):
    """What shows that something was done: a file of the agreement's folder, or an address; with its SHA-256."""

    path: Annotated[Words | None, Field(description="file, relative to the agreement's folder")] = None
    address: Annotated[Words | None, Field(description="https://… or another address; never fetched")] = None
    sha256: Annotated[Words | None, Field(description="digest of the file, in hexadecimal")] = None


class Event(Record):
    """One thing that happened. Its ``id`` is a digest of all its other keys: an event changed by hand shows."""

    id: Annotated[Words, Field(description="first 16 digits of the SHA-256 of the other keys as they are written")]
    at: Annotated[Instant, Field(description="when it was written down, in UTC; events are taken in this order")]
    by: Annotated[Words, Field(description="who wrote it down: Name <address>")]
    event: Literal[DutyVerb, AgreementVerb]
    of: Annotated[Id | None, Field(description="obligation, milestone or action; none for the agreement itself")] = None
    occurrence: Annotated[Words | None, Field(description="which one of a series: 2026-03-31")] = None
    party: Annotated[OrganisationId | None, Field(description="which of several bearers; who gave a notice")] = None
    date: Annotated[Day, Field(description="the day on which it happened")]
    about: Annotated[About | None, Field(description="what a notice tells")] = None
    until: Annotated[Day | None, Field(description="new date of `extend`; expected date of `late` and `partial`")] = (
        None
    )
    to: Annotated[PersonId | None, Field(description="new owner of `reassign`")] = None
    share: Annotated[Whole | None, Field(ge=0, le=100, description="how much is done, per cent, of `partial`")] = None
    voids: Annotated[Words | None, Field(description="id of the event that `void` strikes out")] = None
    evidence: tuple[Evidence, ...] = ()
    note: Annotated[Words | None, Field(description="why; shown to nobody but the office")] = None
