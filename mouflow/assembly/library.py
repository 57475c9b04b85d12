"""Clauses taken from the library (`use: termination@1`) written out, with the values an agreement gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from mouflow.diagnostics import Diagnostic, Location, MouflowError, did_you_mean, error, place_of
from mouflow.model.base import Day, Flag, Localized, Record, Whole, Words
from mouflow.model.mou import Clause, LibraryClause, Mou, Parameter

from .conditions import Condition

R = TypeVar("R", bound=Record)

_TYPES: Mapping[str, TypeAdapter[object]] = {
    "text": TypeAdapter(Words),
    "number": TypeAdapter(Whole),
    "date": TypeAdapter(Day),
    "flag": TypeAdapter(Flag),
    "localized": TypeAdapter(Localized),
    "party": TypeAdapter(Words),
}


def expand(mou: Mou, library: Mapping[str, LibraryClause]) -> tuple[Mou, list[Diagnostic]]:
    """Write out every clause that comes from the library; ``library`` is keyed by ``name@version``.

    A clause that cannot be written out is left away and told. An expanded clause keeps ``use`` and its own ``id``,
    ``heading`` and ``when`` where it has them; paragraphs of its own follow the library's.
    """
    problems: list[Diagnostic] = []
    clauses: list[Clause] = []
    for clause in mou.clauses:
        try:
            written = _expanded(clause, mou, library) if clause.use else _written_out(clause)
            clauses.append(_once(written, clauses))
        except MouflowError as failed:
            problems.extend(failed.diagnostics)
    return mou.model_copy(update={"clauses": tuple(clauses)}), problems


def _written_out(clause: Clause) -> Clause:
    """Return a clause that stands on its own feet."""
    missing = [name for name in ("id", "heading", "paragraphs") if not getattr(clause, name)]
    hint = "write the clause out, or take one from the library with `use:`"
    found = [error("missing-key", f"`{name}` is missing", clause.location, hint) for name in missing]
    if clause.with_:
        found.append(error("unknown-key", "`with` goes with `use:` only", clause.location, "drop it, or add `use:`"))
    if found:
        raise MouflowError(*found)
    return clause


def _once(clause: Clause, before: list[Clause]) -> Clause:
    """Return a clause whose id no clause before it has; one of the library needs another id the second time."""
    if clause.use and any(clause.id == other.id for other in before):
        message = f"`{clause.use}` gives the id `{clause.id}`, which another clause has already"
        raise MouflowError(error("duplicate-id", message, _place(clause), "give this one an `id:` of its own"))
    return clause


def _expanded(clause: Clause, mou: Mou, library: Mapping[str, LibraryClause]) -> Clause:
    source = _find(clause, library)
    if source.profile not in {None, mou.profile}:
        message = f"`{clause.use}` is for the {source.profile} profile; this document is {mou.profile}"
        hint = "choose another clause, or write this one out"
        raise MouflowError(error("wrong-profile", message, _place(clause), hint))
    identifier = clause.id or source.id
    values = {**_values(clause, source, mou), "_clause": identifier}
    below = _Bound(values, source.id, identifier)
    update = {
        "id": identifier,
        "heading": clause.heading or source.heading.bound(values),
        "paragraphs": (*map(below.record, source.paragraphs), *clause.paragraphs),
    }
    return clause.model_copy(update=update)


def _find(clause: Clause, library: Mapping[str, LibraryClause]) -> LibraryClause:
    use = clause.use or ""
    if use in library:
        return library[use]
    name, _, version = use.partition("@")
    versions = sorted(key for key in library if key.partition("@")[0] == name)
    if versions:
        message = f"the clause `{name}` has no version `{version}`" if version else f"`{name}` needs its version"
        raise MouflowError(error("unknown-clause-version", message, _place(clause), f"there is {_or(versions)}"))
    hint = did_you_mean(use, library)
    raise MouflowError(error("unknown-clause", f"no clause `{name}` in the library", _place(clause), hint))


def _place(clause: Clause) -> Location:
    return place_of(clause.use, clause.location)


def _or(names: Iterable[str]) -> str:
    return " or ".join(f"`{name}`" for name in names)


def _values(clause: Clause, source: LibraryClause, mou: Mou) -> dict[str, object]:
    """Return a typed value for every parameter.

    Raises:
        MouflowError: With every unknown, missing and wrong one.
    """
    problems = list(_unknown(clause, source))
    values: dict[str, object] = {}
    for name, parameter in source.parameters.items():
        given = clause.with_.get(name)
        place = place_of(given, _place(clause))
        if given is None and parameter.default is None:
            hint = f"add `{name}:` under `with:` ({parameter.description or parameter.type})"
            problems.append(error("missing-parameter", f"`{clause.use}` needs `{name}`", place, hint))
            continue
        try:
            values[name] = _typed(name, parameter, parameter.default if given is None else given, mou, place)
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


def _typed(name: str, parameter: Parameter, value: object, mou: Mou, place: Location) -> object:
    problems: list[Diagnostic] = []
    try:
        typed = _TYPES[parameter.type].validate_python(value, context={"problems": problems})
    except ValidationError as failed:
        raise MouflowError(*(_refused(name, dict(each), place) for each in failed.errors())) from None
    if problems:
        raise MouflowError(*problems)
    allowed = parameter.choices or (mou.parties if parameter.type == "party" else ())
    if allowed and typed not in allowed:
        message = f"`{name}` cannot be `{typed}`"
        raise MouflowError(error("wrong-value", message, place, did_you_mean(str(typed), allowed)))
    if parameter.minimum is not None and isinstance(typed, int) and typed < parameter.minimum:
        raise MouflowError(error("wrong-value", f"`{name}` must be {parameter.minimum} or more", place))
    return typed


def _refused(name: str, detail: Mapping[str, object], place: Location) -> Diagnostic:
    context = detail.get("ctx")
    told: Mapping[str, str] = context if isinstance(context, dict) else {}
    message = told.get("message", detail.get("msg"))
    return error(told.get("code", "wrong-type"), f"`{name}`: {message}", place, told.get("hint", ""))


class _Bound:
    """Binds values to every text and condition below a library clause, and puts the clause's id before those below."""

    def __init__(self, values: Mapping[str, object], old: str, new: str) -> None:
        self._values = values
        self._old = old
        self._new = new

    def record(self, record: R) -> R:
        """Return the record with everything below it bound."""
        update = {name: self._value(getattr(record, name)) for name in type(record).model_fields if name != "location"}
        if identifier := update.get("id"):
            update["id"] = self._identifier(str(identifier))
        condition = update.get("when")
        if isinstance(condition, str):
            update["when"] = Condition(condition, self._values)
        return record.model_copy(update=update)

    def _value(self, value: object) -> object:
        if isinstance(value, Localized):
            return value.bound(self._values)
        if isinstance(value, Record):
            return self.record(value)
        if isinstance(value, tuple):
            return tuple(map(self._value, value))
        return value

    def _identifier(self, identifier: str) -> str:
        return f"{self._new}.{identifier.removeprefix(f'{self._old}.')}"
