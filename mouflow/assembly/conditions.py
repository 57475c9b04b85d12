"""Conditions: passages whose ``when:`` is false are dropped, in every language at once, before anything is numbered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Self, TypeVar

from mouflow.diagnostics import Diagnostic, Location, MouflowError
from mouflow.model.base import Record, fields_holding

R = TypeVar("R", bound=Record)
Holds = Callable[[Record], bool]


def kept(record: R, holds: Holds, problems: list[Diagnostic]) -> R:
    """Return the record without the passages below it whose condition does not hold; problems are gathered."""
    changes: dict[str, object] = {}
    for name in fields_holding(type(record), Record):
        value = getattr(record, name)
        changed = _kept_value(value, holds, problems)
        if changed is not value:
            changes[name] = changed
    return record.model_copy(update=changes) if changes else record


def _kept_value(value: object, holds: Holds, problems: list[Diagnostic]) -> object:
    if isinstance(value, Record):
        return kept(value, holds, problems)
    if isinstance(value, tuple):
        items = tuple(_kept_value(item, holds, problems) for item in value if _stays(item, holds, problems))
        same = len(items) == len(value) and all(new is old for new, old in zip(items, value, strict=True))
        return value if same else items
    return value


def _stays(item: object, holds: Holds, problems: list[Diagnostic]) -> bool:
    if not isinstance(item, Record) or not getattr(item, "when", None):
        return True
    try:
        return holds(item)
    except MouflowError as failed:
        problems.extend(failed.diagnostics)
        return True


class Condition(str):
    """A condition of a library clause, with its place and the values of the clause's parameters."""

    __slots__ = ("location", "values")
    location: Location | None
    values: Mapping[str, object]

    def __new__(cls, expression: str, values: Mapping[str, object]) -> Self:
        """Make a condition from an expression and values."""
        condition = super().__new__(cls, expression)
        condition.location = getattr(expression, "location", None)
        condition.values = values
        return condition


def variables(condition: str, facts: Mapping[str, object]) -> dict[str, object]:
    """Return what a condition can name: the facts, also as ``facts.name``, and its library clause's parameters."""
    own = condition.values if isinstance(condition, Condition) else {}
    return {**facts, "facts": facts, **own}
