"""Conditions: passages whose ``when:`` is false are dropped, in every language at once, before anything is numbered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from mouflow.diagnostics import Diagnostic, MouflowError
from mouflow.model.base import Record

R = TypeVar("R", bound=Record)
Holds = Callable[[Record], bool]


def kept(record: R, holds: Holds, problems: list[Diagnostic]) -> R:
    """Return the record without the passages below it whose condition does not hold; problems are gathered."""
    changes: dict[str, object] = {}
    for name in type(record).model_fields:
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


def with_defaults(facts: Mapping[str, object], names: Mapping[str, object]) -> dict[str, object]:
    """Variables of a condition: the document's facts, then what the agreement offers."""
    return {**names, **facts}
