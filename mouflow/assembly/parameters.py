"""The values an agreement gives to the parameters of a library clause, typed, with every problem at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import TypeAdapter, ValidationError

from mouflow.diagnostics import Diagnostic, Location, MouflowError, did_you_mean, error, place_of
from mouflow.model.base import Day, Flag, Localized, Whole, Words
from mouflow.model.mou import Clause, LibraryClause, Parameter

_TYPES: Mapping[str, TypeAdapter[object]] = {
    "text": TypeAdapter(Words),
    "number": TypeAdapter(Whole),
    "date": TypeAdapter(Day),
    "flag": TypeAdapter(Flag),
    "localized": TypeAdapter(Localized),
    "party": TypeAdapter(Words),
}


def parameter_values(clause: Clause, source: LibraryClause, parties: tuple[str, ...]) -> dict[str, object]:
    """Return a typed value for every parameter; a `party` is one of `parties`.

    Raises:
        MouflowError: With every unknown, missing and wrong one.
    """
    problems = list(_unknown(clause, source))
    values: dict[str, object] = {}
    for name, parameter in source.parameters.items():
        given = clause.with_.get(name)
        place = place_of(given, place_of(clause.use, clause.location))
        if given is None and parameter.default is None:
            hint = f"add `{name}:` under `with:` ({parameter.description or parameter.type})"
            problems.append(error("missing-parameter", f"`{clause.use}` needs `{name}`", place, hint))
            continue
        try:
            values[name] = _typed(name, parameter, parameter.default if given is None else given, parties, place)
        except MouflowError as failed:
            problems.extend(failed.diagnostics)
    if problems:
        raise MouflowError(*problems)
    return values


def _unknown(clause: Clause, source: LibraryClause) -> Iterator[Diagnostic]:
    keys_at: Mapping[str, Location] = getattr(clause.with_, "keys_at", {})
    for name, value in clause.with_.items():
        if name not in source.parameters:
            place = keys_at.get(name) or place_of(value, clause.location)
            message = f"`{clause.use}` has no parameter `{name}`"
            yield error("unknown-parameter", message, place, did_you_mean(name, source.parameters))


def _typed(name: str, parameter: Parameter, value: object, parties: tuple[str, ...], place: Location) -> object:
    problems: list[Diagnostic] = []
    try:
        typed = _TYPES[parameter.type].validate_python(value, context={"problems": problems})
    except ValidationError as failed:
        raise MouflowError(*(_refused(name, dict(each), place) for each in failed.errors())) from None
    if problems:
        raise MouflowError(*problems)
    allowed = parameter.choices or (parties if parameter.type == "party" else ())
    if allowed and typed not in allowed:
        message = f"`{name}` cannot be `{typed}`"
        raise MouflowError(error("wrong-value", message, place, did_you_mean(str(typed), allowed)))
    if parameter.minimum is not None and isinstance(typed, int) and typed < parameter.minimum:
        hint = f"write {parameter.minimum} or more"
        raise MouflowError(error("wrong-value", f"`{name}` is too small", place, hint))
    return typed


def _refused(name: str, detail: Mapping[str, object], place: Location) -> Diagnostic:
    context = detail.get("ctx")
    told: Mapping[str, str] = context if isinstance(context, dict) else {}
    message = told.get("message", detail.get("msg"))
    return error(told.get("code", "wrong-type"), f"`{name}`: {message}", place, told.get("hint", ""))
