"""Lengths of time: years and months, weeks, days, or business days."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from .base import Record, Whole, wrong

UNITS = ("years", "months", "weeks", "days", "business_days")


class Length(Record):
    """A length of time; years and months can stand together, other units alone."""

    years: Annotated[Whole | None, Field(ge=0)] = None
    months: Annotated[Whole | None, Field(ge=0)] = None
    weeks: Annotated[Whole | None, Field(ge=0)] = None
    days: Annotated[Whole | None, Field(ge=0)] = None
    business_days: Annotated[Whole | None, Field(ge=0)] = None

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        given = self.units()
        if not given:
            raise wrong("a length of time needs a unit", "write one of years, months, weeks, days, business_days")
        if len(given) > 1 and set(given) != {"years", "months"}:
            raise wrong(f"{' and '.join(given)} do not add up", "years and months can stand together, others alone")
        return self

    def units(self) -> dict[str, int]:
        """Return the units that are given, with their numbers."""
        return {name: number for name in UNITS if (number := getattr(self, name)) is not None}
