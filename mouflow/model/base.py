"""What records are made of, under one roof: the record itself, scalar types, texts, and the walk over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import get_args

from mouflow.diagnostics import Location, place_of

from .record import NOWHERE, Record
from .scalars import Clock, Day, Fact, Flag, Id, Named, OrganisationId, PersonId, TermId, Values, Whole, Words, wrong
from .texts import Localized, Prose, Worded

__all__ = [
    "NOWHERE",
    "Clock",
    "Day",
    "Fact",
    "Flag",
    "Id",
    "Localized",
    "OrganisationId",
    "PersonId",
    "Prose",
    "Record",
    "TermId",
    "Values",
    "Whole",
    "Worded",
    "Words",
    "fields_holding",
    "named_in",
    "records_in",
    "texts_in",
    "wrong",
]


def records_in(value: object) -> Iterator[Record]:
    """Give a record and every record below it, in the order they were written."""
    if isinstance(value, Record):
        yield value
        for name in fields_holding(type(value), Record):
            if held := getattr(value, name):
                yield from records_in(held)
    elif isinstance(value, tuple):
        for item in value:
            yield from records_in(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from records_in(item)


def texts_in(value: object) -> Iterator[Localized]:
    """Give every localized text of a record and of the records below it."""
    for record in records_in(value):
        for name in fields_holding(type(record), Localized):
            item = getattr(record, name)
            items = item if isinstance(item, tuple) else (item,)
            yield from (each for each in items if isinstance(each, Localized))


def named_in(value: object, table: str) -> Iterator[tuple[str, Location]]:
    """Give every id of a table of shared facts that a record and the records below it name, with its place."""
    for record in records_in(value):
        for name in _naming(type(record), table):
            given = getattr(record, name)
            for identifier in given if isinstance(given, tuple) else (given,):
                if identifier is not None:
                    yield identifier, place_of(identifier, record.location)


@cache
def fields_holding(model: type[Record], kind: type) -> tuple[str, ...]:
    """Return the fields of a record whose type says that they hold values of a kind, also in lists and tables."""
    return tuple(name for name, field in model.model_fields.items() if _speaks_of(field.annotation, kind))


def _speaks_of(annotation: object, kind: type) -> bool:
    inner = get_args(annotation)
    return any(_speaks_of(each, kind) for each in inner) if inner else _is_kind(annotation, kind)


def _is_kind(annotation: object, kind: type) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, kind)


@cache
def _naming(model: type[Record], table: str) -> tuple[str, ...]:
    """Return the fields of a record whose type says that they hold ids of a table."""
    fields = model.model_fields.items()
    return tuple(name for name, field in fields if Named(table) in (*field.metadata, *_marks(field.annotation)))


def _marks(annotation: object) -> Iterator[object]:
    """Give what annotations carry, also those inside of others: ``tuple[PersonId, ...]``, ``PersonId | None``."""
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _marks(inner)
