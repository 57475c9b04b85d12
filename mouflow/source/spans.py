"""Where the mappings of a YAML text and the values of their keys begin and end, in characters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from .builder import LOADER


class Span(NamedTuple):
    """A value: from ``start`` to before ``end``; the two are one where it is empty. Its key ends at ``key_end``."""

    start: int
    end: int
    key_end: int
    scalar: bool


@dataclass(slots=True)
class Block:
    """A mapping: in braces or not, where it begins, the column of its keys (from 0), and its values by key."""

    start: int
    column: int
    flow: bool
    values: dict[str, Span] = field(default_factory=dict)


def blocks(text: str) -> dict[tuple[int, int], Block]:
    """Return every mapping of a YAML text by the line and column that it begins at, both from 1.

    The text is one that :func:`mouflow.source.read_yaml` has read.
    """
    found: dict[tuple[int, int], Block] = {}
    events = yaml.parse(text, Loader=LOADER)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            _value(next(events), events, found)
    return found


def _value(event: Any, events: Iterator[Any], found: dict[tuple[int, int], Block]) -> int:
    """Take a value and all below it; return where it ends."""
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(event, events, found)
    end: Any = event
    if isinstance(event, yaml.SequenceStartEvent):
        while not isinstance(end := next(events), yaml.SequenceEndEvent):
            _value(end, events, found)
    return _end(end)


def _mapping(event: Any, events: Iterator[Any], found: dict[tuple[int, int], Block]) -> int:
    mark = event.start_mark
    block = Block(mark.index, mark.column, bool(event.flow_style))
    found[mark.line + 1, mark.column + 1] = block
    while not isinstance(key := next(events), yaml.MappingEndEvent):
        if event.anchor is not None and not block.flow and not block.values:
            block.start, block.column = key.start_mark.index, key.start_mark.column  # the mark is that of the anchor
        key_end = _value(key, events, found)
        value = next(events)
        start, scalar = int(value.start_mark.index), isinstance(value, yaml.ScalarEvent | yaml.AliasEvent)
        span = Span(start, _value(value, events, found), key_end, scalar)
        if isinstance(key, yaml.ScalarEvent):
            block.values[key.value] = span
    return _end(key)


def _end(event: Any) -> int:
    return int(event.end_mark.index)
