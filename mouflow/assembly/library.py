"""Clauses taken from the library (`use: termination@1`) written out, with the values an agreement gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from mouflow.diagnostics import Diagnostic, Location, MouflowError, did_you_mean, error, place_of
from mouflow.model.base import Localized, Record
from mouflow.model.mou import Clause, LibraryClause, Mou

from .conditions import Condition
from .parameters import parameter_values

R = TypeVar("R", bound=Record)


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
    values = {**parameter_values(clause, source, mou.parties), "_clause": identifier}
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
