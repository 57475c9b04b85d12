"""The ground of every record: frozen, with its place, telling every unknown key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    SkipValidation,
    ValidationInfo,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema

from mouflow.diagnostics import Diagnostic, Location, did_you_mean, error
from mouflow.languages.profiles import LANGUAGE_NAMES

from .scalars import shown, wrong

NOWHERE = Location("")


class Record(BaseModel):
    """A frozen record that remembers where it was written.

    Unknown keys are reported, with the nearest known one, into the list that the validation context holds under
    ``problems``; validation goes on without them, so that one run tells everything.
    """

    # Validators are built at first use: of the kinds, a command needs one or two.
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    location: Annotated[SkipJsonSchema[Location], SkipValidation] = Field(default=NOWHERE, exclude=True, repr=False)

    @model_validator(mode="wrap")
    @classmethod
    def _read(cls, value: object, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        if not isinstance(value, Mapping):
            if isinstance(value, cls):
                return handler(value)
            raise wrong(f"expected keys and values, found {shown(value)}", "indent its keys below it")
        place = getattr(value, "location", NOWHERE)
        prepared = cls.prepared(_known(cls, value, info), place)
        prepared["location"] = place
        return handler(prepared)

    @classmethod
    def prepared(cls, value: dict[str, object], place: Location) -> dict[str, object]:  # noqa: ARG003
        """Bring a short way of writing to the full one; records that have none leave this alone."""
        return value

    @classmethod
    def known_keys(cls) -> frozenset[str]:
        """Return every key that YAML may use for this record."""
        return frozenset(field.alias or name for name, field in cls.model_fields.items()) - {"location"}


def _known(cls: type[Record], value: Mapping[str, object], info: ValidationInfo) -> dict[str, object]:
    known = _keys_of(cls)
    unknown = value.keys() - known
    if not unknown:
        return dict(value)
    problems: list[Diagnostic] = (info.context or {}).get("problems", [])
    keys_at: Mapping[str, Location] = getattr(value, "keys_at", {})
    problems.extend(
        error("unknown-key", f"unknown key `{key}`", keys_at.get(key), _way_out(key, known)) for key in sorted(unknown)
    )
    return {key: item for key, item in value.items() if key in known}


def _way_out(key: str, known: frozenset[str]) -> str:
    if key in LANGUAGE_NAMES and "paragraphs" in known:
        return f"put the text under `paragraphs:`, with an id: - {{id: …, {key}: …}}"
    if "：" in key:
        return f"write `{key.partition('：')[0]}: `, with a half-width colon and a space"
    return did_you_mean(key, known)


@cache
def _keys_of(cls: type[Record]) -> frozenset[str]:
    return cls.known_keys()
