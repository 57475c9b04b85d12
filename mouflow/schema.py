"""Values read from YAML to frozen records, or to every problem that stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mouflow.diagnostics import Diagnostic, Location, MouflowError, did_you_mean, error, place_of
from mouflow.model import KINDS
from mouflow.model.base import Record
from mouflow.model.pack import DocumentRecord

R = TypeVar("R", bound=Record)

_SAID = {
    "missing": "`{key}` is missing",
    "literal_error": "`{key}` must be {expected}",
    "too_short": "`{key}` needs at least {min_length}",
    "tuple_type": "`{key}` must be a list",
    "mapping_type": "`{key}` must be keys and values",
    "dict_type": "`{key}` must be keys and values",
    "greater_than_equal": "`{key}` must be {ge} or more",
    "less_than_equal": "`{key}` must be {le} or less",
}

_HINTS = {
    "tuple_type": "write a list: [one, two], or one `- ` to a line",
    "mapping_type": "write `name: value` lines below it, indented",
    "dict_type": "write `name: value` lines below it, indented",
}


def read_record(value: object, model: type[R], shown: str, lesser: list[Diagnostic] | None = None) -> R:
    """Validate a value against a record type.

    Problems that leave a record standing (unknown keys and languages) go to ``lesser`` where a list is given.

    Raises:
        MouflowError: With every problem, each at its place.
    """
    problems: list[Diagnostic] = []
    try:
        record = model.model_validate(value, context={"problems": problems})
    except ValidationError as failed:
        details = failed.errors(include_url=False)
        problems.extend(_diagnostic(each, value, shown) for each in details if not _follows(each, details))
        raise MouflowError(*problems) from None
    if problems and lesser is None:
        raise MouflowError(*problems)
    if lesser is not None:
        lesser.extend(problems)
    return record


def read_document(value: object, shown: str, lesser: list[Diagnostic] | None = None) -> DocumentRecord:
    """Validate a value as the kind of document that its ``kind:`` names; ``lesser`` as in :func:`read_record`.

    Raises:
        MouflowError: With every problem, each at its place.
    """
    place = place_of(value, Location(shown))
    if not isinstance(value, Mapping):
        hint = "start with `kind: mou`, or make one with `mouflow new`"
        found = "nothing" if value is None else "no keys and values"
        raise MouflowError(error("not-a-document", f"the file holds {found}", place, hint))
    kind = value.get("kind")
    if kind is None:
        hint = f"add `kind:`; {did_you_mean('', KINDS)}"
        raise MouflowError(error("missing-key", "`kind` is missing", place, hint))
    if not isinstance(kind, str) or kind not in KINDS:
        hint = did_you_mean(str(kind), KINDS)
        raise MouflowError(error("unknown-kind", f"unknown kind `{kind}`", place_of(kind, place), hint))
    return read_record(value, KINDS[kind], shown, lesser)


def _follows(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Tell whether a list only seems too short because items in it were refused."""
    depth = len(detail["loc"])
    inner = (each for each in details if len(each["loc"]) > depth and each["loc"][:depth] == detail["loc"])
    return detail["type"] == "too_short" and any(inner)


def _diagnostic(detail: ErrorDetails, root: object, shown: str) -> Diagnostic:
    place, key = _found(detail["loc"], root, shown)
    context = detail.get("ctx", {})
    if detail["type"] == "mouflow":
        return error(context["code"], context["message"], place, context["hint"])
    said = _SAID.get(detail["type"])
    message = said.format(key=key, **context) if said else f"`{key}`: {detail['msg']}"
    code = {"missing": "missing-key", "literal_error": "wrong-value"}.get(detail["type"], "wrong-type")
    hint = _HINTS.get(detail["type"], "agreements/README.md lists every key and what it holds")
    if detail["type"] == "literal_error":
        hint = did_you_mean(
            str(detail["input"]),
            [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")],
        )
    elif detail["type"] == "missing":
        hint = f"add `{key}:` here"
    return error(code, message, place, hint)


def _found(path: tuple[int | str, ...], root: object, shown: str) -> tuple[Location, str]:
    """Follow a path of keys and indexes as far as it leads; return the place there and the last key named.

    A path that ends in ``[key]`` means the key before it, not its value.
    """
    value, place, key = root, place_of(root, Location(shown)), ""
    for at, step in enumerate(path):
        if isinstance(step, str) and step != "[key]":
            key = step
        if isinstance(value, Mapping) and step in value:
            keys_at: Mapping[object, Location] = getattr(value, "keys_at", {})
            value, place = value[step], keys_at.get(step, place)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            continue
        if path[at + 1 : at + 2] != ("[key]",):
            place = place_of(value, place)
    return place, key
