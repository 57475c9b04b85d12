"""What records are made of, under one roof: the record itself, scalar types, texts, and the walk over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .record import NOWHERE, Record
from .scalars import Clock, Day, Fact, Flag, Id, Whole, Words, wrong
from .texts import Localized, Prose, Worded

__all__ = [
    "NOWHERE",
    "Clock",
    "Day",
    "Fact",
    "Flag",
    "Id",
    "Localized",
    "Prose",
    "Record",
    "Whole",
    "Worded",
    "Words",
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
