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
    "named_in",
    "records_in",
    "texts_in",
    "wrong",
]


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


def named_in(value: object, table: str) -> Iterator[tuple[str, Location]]:
    """Give every id of a table of shared facts that a record and the records below it name, with its place."""
    for record in records_in(value):
        for name in _naming(type(record), table):
            given = getattr(record, name)
            for identifier in given if isinstance(given, tuple) else (given,):
                if identifier is not None:
                    yield identifier, place_of(identifier, record.location)


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
