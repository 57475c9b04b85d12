"""Calendars of an office's own, `agreements/calendars.yaml`: what closes and opens beside the general holidays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from .base import Day, Id, Localized, Record, Words


class OwnDay(Record):
    """A day on which the office is closed, or at work, against its calendar."""

    date: Day
    name: Annotated[Localized, Field(description="why: Office closed for the typhoon")]


class OwnCalendar(Record):
    """A calendar of an office: that of a place, with days of its own."""

    name: Annotated[Localized, Field(description="what it is called where it moved a date")]
    base: Annotated[
        Words | None, Field(description="HK, CN, TW, MO, GB …: a country's calendar; no holidays if left out")
    ] = None
    closed: tuple[OwnDay, ...] = ()
    open: Annotated[tuple[OwnDay, ...], Field(description="working days that would be none: make-up days")] = ()


class Calendars(Record):
    """What `calendars.yaml` holds, by id."""

    calendars: Mapping[Id, OwnCalendar] = Field(default_factory=dict)
