"""The types that give YAML's bare text a meaning: ids, whole numbers, flags, days, times of day, facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from mouflow.languages.reading_dates import DateError, read_date

_ID = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")


def wrong(message: str, hint: str = "", code: str = "wrong-type") -> PydanticCustomError:
    """Make the error that a type raises; ``schema`` turns it into a diagnostic."""
    return PydanticCustomError("mouflow", "{message}", {"message": message, "hint": hint, "code": code})


def shown(value: object) -> str:
    """Show a value in a message: a text as it is, cut short; anything else by its form."""
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "keys and values"
    if isinstance(value, list):
        return "a list"
    return f"`{str(value)[:40]}`"


def _text(value: object) -> str:
    """Take a text as it is, so that it keeps the place it has in its file."""
    if not isinstance(value, str):
        raise wrong(f"expected text, found {shown(value)}", "write a text here, in quotation marks where it needs them")
    return value


def as_id(value: object) -> str:
    """Take a text as a permanent id."""
    text = _text(value)
    if not _ID.fullmatch(text) or len(text) > 80:
        raise wrong(
            f"`{text[:40]}` is no id",
            "an id has a-z, 0-9, and . _ - between them, 80 characters at most",
            "bad-id",
        )
    return text


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = _text(value)
    if re.fullmatch(r"-?[1-9][0-9]{9,}", text):
        raise wrong(f"`{text[:40]}` is beyond any number that is meant here", "it can have nine digits at the most")
    if not re.fullmatch(r"0|-?[1-9][0-9]{0,8}", text):
        raise wrong(f"expected a whole number, found `{text[:40]}`", "write digits only, without a leading zero")
    return int(text)


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = _text(value)
    if text not in {"true", "false"}:
        raise wrong(f"expected true or false, found `{text[:40]}`", "write `true` or `false`")
    return text == "true"


def as_day(value: object) -> date:
    """Take a text as a day, in whatever form documents write it."""
    if isinstance(value, date):
        return value
    try:
        return read_date(_text(value))
    except DateError as problem:
        raise wrong(str(problem), problem.hint, problem.code) from None


def _clock(value: object) -> time:
    if isinstance(value, time):
        return value
    text = _text(value)
    if not re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", text):
        raise wrong(f"expected a time of day, found `{text[:40]}`", "write it as 14:30", "bad-time")
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def _fact(value: object) -> object:
    """Type a fact by its form: true/false, a whole number, a date, else text."""
    if isinstance(value, str):
        if value in {"true", "false"}:
            return value == "true"
        if re.fullmatch(r"0|-?[1-9][0-9]{0,8}", value):
            return int(value)
        return as_day(value) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else str(value)
    if isinstance(value, bool | int | date):
        return value
    raise wrong(f"expected text, a number, a date, true or false, found {shown(value)}", "write one value here")


def _values(value: object) -> Mapping[str, object]:
    """Take keys and values as they are, so that the keys keep their places."""
    if not isinstance(value, Mapping):
        raise wrong(f"expected keys and values, found {shown(value)}", "write `name: value` lines below it, indented")
    return value


def _json(kind: str, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, **more})


Words = Annotated[str, PlainValidator(_text), _json("string")]
"""Text in no particular language."""

Id = Annotated[str, PlainValidator(as_id), _json("string", pattern="^[a-z0-9]+([._-][a-z0-9]+)*$")]
"""A permanent id."""


@dataclass(frozen=True, slots=True)
class Named:
    """Marks an id as one of the shared facts: `people`, `organisations` or `terms`."""

    table: str


PersonId = Annotated[Id, Named("people")]
OrganisationId = Annotated[Id, Named("organisations")]
TermId = Annotated[Id, Named("terms")]


def _calendar(value: object) -> str:
    text = _text(value)
    return text if re.fullmatch(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?", text) else as_id(value)


CalendarId = Annotated[str, PlainValidator(_calendar), _json("string", examples=["HK", "CN", "GB-ENG", "our-office"])]
"""A calendar of business days: a country as in ISO 3166, or an id from calendars.yaml."""

Whole = Annotated[int, BeforeValidator(_whole), _json("integer")]
Flag = Annotated[bool, BeforeValidator(_flag), _json("boolean")]
Day = Annotated[
    date,
    BeforeValidator(as_day),
    _json("string", examples=["2024-06-08", "2024-06-08 Saturday", "8 June 2024", "2024年6月8日"]),
]

Values = Annotated[Mapping[str, object], PlainValidator(_values), _json("object")]
"""Values by name, of whatever types another file says."""

Clock = Annotated[time, BeforeValidator(_clock), _json("string", examples=["14:30"])]
Fact = Annotated[object, BeforeValidator(_fact), WithJsonSchema({"type": ["boolean", "integer", "string"]})]
