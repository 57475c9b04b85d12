"""The ground of every record: frozen, with its place; the types that give YAML's bare text a meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from types import MappingProxyType
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from mouflow.diagnostics import Diagnostic, Location, did_you_mean, error
from mouflow.languages.dates import CHINESE_WEEKDAYS, WEEKDAYS
from mouflow.languages.profiles import LANGUAGE_NAMES, Profile

NOWHERE = Location("")
_NO_VALUES: Mapping[str, object] = MappingProxyType({})


class Record(BaseModel):
    """A frozen record that remembers where it was written.

    Unknown keys are reported, with the nearest known one, into the list that the validation context holds under
    ``problems``; validation goes on without them, so that one run tells everything.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    location: SkipJsonSchema[Location] = Field(default=NOWHERE, exclude=True, repr=False)

    @model_validator(mode="wrap")
    @classmethod
    def _read(cls, value: object, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        if not isinstance(value, Mapping):
            if isinstance(value, cls):
                return handler(value)
            raise wrong(f"expected keys and values, found {_shown(value)}", "indent its keys below it")
        place = getattr(value, "location", NOWHERE)
        return handler({**cls.prepared(_known(cls, value, info), place), "location": place})

    @classmethod
    def prepared(cls, value: dict[str, object], place: Location) -> dict[str, object]:  # noqa: ARG003
        """Bring a short way of writing to the full one; records that have none leave this alone."""
        return value

    def named_people(self) -> Iterator[tuple[str, Location]]:
        """Give the people whom this very record names by id, for the check that they are known."""
        yield from ()

    @classmethod
    def known_keys(cls) -> frozenset[str]:
        """Return every key that YAML may use for this record."""
        return frozenset(field.alias or name for name, field in cls.model_fields.items()) - {"location"}


def _known(cls: type[Record], value: Mapping[str, object], info: ValidationInfo) -> dict[str, object]:
    known = cls.known_keys()
    problems: list[Diagnostic] = (info.context or {}).get("problems", [])
    keys_at: Mapping[str, Location] = getattr(value, "keys_at", {})
    problems.extend(
        error("unknown-key", f"unknown key `{key}`", keys_at.get(key), did_you_mean(key, known))
        for key in sorted(value.keys() - known)
    )
    return {key: item for key, item in value.items() if key in known}


def wrong(message: str, hint: str = "", code: str = "wrong-type") -> PydanticCustomError:
    """Make the error that a type raises; ``schema`` turns it into a diagnostic."""
    return PydanticCustomError("mouflow", "{message}", {"message": message, "hint": hint, "code": code})


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "keys and values"
    if isinstance(value, list):
        return "a list"
    return f"`{str(value)[:40]}`"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise wrong(f"expected text, found {_shown(value)}")
    return str(value)


def _identifier(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"[a-z0-9]+(?:[._-][a-z0-9]+)*", text) or len(text) > 80:
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


_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ （(]+(.+?)[)）]?)?")


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    text = _text(value)
    found = _DAY.fullmatch(text)
    if not found:
        raise wrong(
            f"expected a date, found `{text[:40]}`",
            "write it as 2024-06-08, or 2024-06-08 Saturday",
            "bad-date",
        )
    try:
        day = date(*(int(part) for part in found.group(1, 2, 3)))
    except ValueError as problem:
        raise wrong(f"no such day: {text[:40]} ({problem})", "look at a calendar", "bad-date") from None
    named = found.group(4)
    if named and named not in (real := _weekday_names(day)):
        raise wrong(
            f"{day.isoformat()} is a {real[0]} ({real[2]}), not {named}",
            "mend the date or the weekday",
            "wrong-weekday",
        )
    return day


def _weekday_names(day: date) -> tuple[str, ...]:
    name, sign = WEEKDAYS[day.weekday()], CHINESE_WEEKDAYS[day.weekday()]
    return (name, name[:3], f"星期{sign}", f"周{sign}", f"週{sign}")


def _clock(value: object) -> time:
    if isinstance(value, time):
        return value
    text = _text(value)
    if not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", text):
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
        return _day(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else str(value)
    if isinstance(value, bool | int | date):
        return value
    raise wrong(f"expected text, a number, a date, true or false, found {_shown(value)}")


def _json(kind: str, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, **more})


Words = Annotated[str, BeforeValidator(_text), _json("string")]
"""Text in no particular language."""

Id = Annotated[str, BeforeValidator(_identifier), _json("string", pattern="^[a-z0-9]+([._-][a-z0-9]+)*$")]
"""A permanent id."""

Whole = Annotated[int, BeforeValidator(_whole), _json("integer")]
Flag = Annotated[bool, BeforeValidator(_flag), _json("boolean")]
Day = Annotated[date, BeforeValidator(_day), _json("string", examples=["2024-06-08", "2024-06-08 Saturday"])]
Clock = Annotated[time, BeforeValidator(_clock), _json("string", examples=["14:30"])]
Fact = Annotated[object, BeforeValidator(_fact), WithJsonSchema({"type": ["boolean", "integer", "string"]})]


class Prose:
    """One text in one language, as written in YAML: inline markup and expressions still unread.

    ``values`` are the parameters of the library clause that the text comes from.
    """

    __slots__ = ("location", "text", "values")

    def __init__(self, text: str, location: Location = NOWHERE, values: Mapping[str, object] = _NO_VALUES) -> None:
        self.text = text
        self.location = location
        self.values = values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Prose) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Prose({self.text!r})"


class Localized:
    """A text in every language of its document, none of them the source of the others (design.md law 1)."""

    __slots__ = ("location", "texts")

    def __init__(self, texts: Mapping[str, Prose], location: Location = NOWHERE) -> None:
        self.texts = dict(texts)
        self.location = location

    def prose(self, profile: Profile) -> Prose | None:
        """Return the text for a profile: under its own tag, else under its key."""
        return self.texts.get(profile.tag) or self.texts.get(profile.key)

    def bound(self, values: Mapping[str, object]) -> Localized:
        """Return the same texts with a library clause's parameters bound to them."""
        texts = {key: Prose(prose.text, prose.location, values) for key, prose in self.texts.items()}
        return Localized(texts, self.location)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Localized) and self.texts == other.texts

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.texts)))

    def __repr__(self) -> str:
        return f"Localized({self.texts!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(cls._read)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {
            "type": "object",
            "description": "the text in every language of the document",
            "properties": {name: {"type": "string"} for name in sorted(LANGUAGE_NAMES)},
            "additionalProperties": False,
            "minProperties": 1,
        }

    @classmethod
    def _read(cls, value: object, info: ValidationInfo) -> Localized:
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping):
            hint = "write the text once in every language: {en: ..., zh-Hant: ...}"
            raise wrong(f"expected a text in every language, found {_shown(value)}", hint)
        problems: list[Diagnostic] = (info.context or {}).get("problems", [])
        return cls(dict(_proses(value, problems)), getattr(value, "location", NOWHERE))


def _proses(value: Mapping[str, object], problems: list[Diagnostic]) -> Iterator[tuple[str, Prose]]:
    keys_at: Mapping[str, Location] = getattr(value, "keys_at", {})
    for key, text in value.items():
        place = getattr(text, "location", None) or keys_at.get(key, NOWHERE)
        if key not in LANGUAGE_NAMES:
            hint = did_you_mean(key, LANGUAGE_NAMES)
            problems.append(error("unknown-language", f"unknown language `{key}`", keys_at.get(key), hint))
        elif not isinstance(text, str):
            problems.append(error("wrong-type", f"expected text, found {_shown(text)}", place))
        elif not text.strip():
            problems.append(error("empty-text", f"the {key} text is empty", place, "write it, or drop the key"))
        else:
            yield key, Prose(text.strip("\n"), place)


class Worded(Record):
    """A record whose own text stands in language keys right beside its other keys."""

    text: Localized | None = None

    @classmethod
    def known_keys(cls) -> frozenset[str]:
        """Return the keys of the record and the language names."""
        return (super().known_keys() - {"text"}) | LANGUAGE_NAMES

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Show the language keys where YAML has them."""
        written = handler(schema)
        shown = handler.resolve_ref_schema(written)
        properties = {name: each for name, each in shown["properties"].items() if name != "text"}
        texts = {name: {"type": "string", "description": f"the text in {name}"} for name in sorted(LANGUAGE_NAMES)}
        shown["properties"] = {**properties, **texts}
        return written

    @classmethod
    def prepared(cls, value: dict[str, object], place: Location) -> dict[str, object]:
        """Gather the language keys under ``text``."""
        texts = {key: item for key, item in value.items() if key in LANGUAGE_NAMES}
        rest = {key: item for key, item in value.items() if key not in LANGUAGE_NAMES}
        return {**rest, "text": _Texts(texts, place)} if texts else rest


class _Texts(dict[str, object]):
    """Language keys gathered from a record, at the record's place."""

    def __init__(self, texts: Mapping[str, object], location: Location) -> None:
        super().__init__(texts)
        self.location = location


def records_in(value: object) -> Iterator[Record]:
    """Give a record and every record below it, in the order they were written."""
    if isinstance(value, Record):
        yield value
        for name in type(value).model_fields:
            yield from records_in(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from records_in(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from records_in(item)


def texts_in(value: object) -> Iterator[Localized]:
    """Give every localized text of a record and of the records below it."""
    for record in records_in(value):
        for name in type(record).model_fields:
            item = getattr(record, name)
            items = item if isinstance(item, tuple) else (item,)
            yield from (each for each in items if isinstance(each, Localized))
