"""YAML events to nodes, gathering every problem; nothing is composed twice, so that no alias can explode."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from mouflow.diagnostics import Diagnostic, Location, MouflowError, error

from .characters import refused_characters
from .folding import joined_where_wide
from .nodes import Mapping, Scalar, Sequence

LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_VALUES = 200_000
MAX_DEPTH = 50
_TAGS = frozenset({"!", *(f"tag:yaml.org,2002:{name}" for name in "str int float bool null timestamp map seq".split())})


_Event = Any
"""A YAML event; PyYAML's stubs call marks optional, which those of a parser never are."""


class Builder:
    """Builds values from a stream of events.

    ``text`` is what the events were parsed from, ``shown`` the path that diagnostics print.
    """

    def __init__(self, events: Iterator[_Event], text: str, shown: str) -> None:
        self.problems: list[Diagnostic] = []
        self._events = events
        self._text = text
        self._shown = shown
        self._count = 0
        self._deepest = 0
        self._anchors: dict[str, tuple[object, int, int]] = {}

    def build(self, event: _Event, depth: int = 0) -> object:
        """Build the value that begins with an event.

        Raises:
            MouflowError: The values are too many or nest too deep to be an agreement.
        """
        mark = event.start_mark
        place = Location(self._shown, mark.line + 1, mark.column + 1)
        self._count += 1
        self._deepest = max(self._deepest, depth)
        if self._count > MAX_VALUES or depth > MAX_DEPTH:
            raise MouflowError(*self.problems, _bomb(place, deep=depth > MAX_DEPTH))
        if isinstance(event, yaml.AliasEvent):
            return self._aliased(event, place, depth)
        if event.tag is not None and event.tag not in _TAGS:
            self.problems.append(error("yaml-tag", f"tag {event.tag} is not allowed", place, "remove the tag"))
        if event.anchor is not None:
            return self._anchored(event, place, depth)
        return self._value(event, place, depth)

    def _value(self, event: _Event, place: Location, depth: int) -> object:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place, depth)
        return self._sequence(place, depth)

    def _anchored(self, event: _Event, place: Location, depth: int) -> object:
        """Build a value and remember how many values it holds and how deep it is, for its aliases."""
        counted, deepest = self._count, self._deepest
        self._deepest = depth
        value = self._value(event, place, depth)
        self._anchors[event.anchor] = (value, self._count - counted, self._deepest - depth)
        self._deepest = max(deepest, self._deepest)
        return value

    def _aliased(self, event: _Event, place: Location, depth: int) -> object:
        if event.anchor not in self._anchors:
            hint = "define the anchor before it is used, and outside of itself"
            self.problems.append(error("yaml-alias", f"`*{event.anchor}` is not defined before it", place, hint))
            return None
        value, count, height = self._anchors[event.anchor]
        self._count += count
        self._deepest = max(self._deepest, depth + height)
        if self._count > MAX_VALUES or depth + height > MAX_DEPTH:
            raise MouflowError(*self.problems, _bomb(place, deep=depth + height > MAX_DEPTH))
        return value

    def _sequence(self, place: Location, depth: int) -> Sequence:
        sequence = Sequence()
        sequence.location = place
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            sequence.append(self.build(event, depth + 1))
        return sequence

    def _mapping(self, place: Location, depth: int) -> Mapping:
        mapping = Mapping()
        mapping.location = place
        keys_at = mapping.keys_at = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            mark = event.start_mark
            at = Location(self._shown, mark.line + 1, mark.column + 1)
            key = self._key(event, at, mapping, depth)
            value = self.build(next(self._events), depth + 1)
            if key is not None:
                mapping[key], keys_at[key] = value, at
        return mapping

    def _key(self, event: _Event, at: Location, mapping: Mapping, depth: int) -> str | None:
        """Return a key; None, with its problem told, where it cannot stand."""
        if not isinstance(event, yaml.ScalarEvent):
            self.build(event, depth + 1)
            hint = "put quotation marks around a text that begins with {{, [ or {"
            self.problems.append(error("yaml-key", "a key must be a plain word", at, hint))
            return None
        key: str = event.value
        if key == "<<" and not event.style:
            hint = "write the keys out, or use the clause library"
            self.problems.append(error("yaml-merge", "merge keys (<<) are not allowed", at, hint))
            return None
        if key in mapping:
            hint = f"it stands already on line {mapping.keys_at[key].line}; keep one of the two"
            self.problems.append(error("yaml-duplicate-key", f"key `{key[:80]}` stands twice", at, hint))
            return None
        if event.style == '"':
            self._refuse(key, at)
        return key

    def _scalar(self, event: _Event, place: Location) -> Scalar | None:
        value, style = event.value, event.style
        if not style and value == "":
            return None
        if style == '"':
            self._refuse(value, place)
        written = ""
        several_lines = event.end_mark.line > event.start_mark.line
        if several_lines or style:
            written = self._text[event.start_mark.index : event.end_mark.index]
            if several_lines and style != "|":
                value = unfolded(written, event)
        scalar = Scalar(value)
        scalar.location, scalar.written = place, written
        return scalar

    def _refuse(self, value: str, place: Location) -> None:
        """Refuse what an escape sequence of a quoted scalar has brought in."""
        self.problems.extend(replace(each, location=place) for each in refused_characters(value, self._shown))


def unfolded(written: str, event: _Event) -> str:
    """Return the text of a scalar of several lines, written so: no space comes between two Chinese characters."""
    joined = joined_where_wide(written)
    if joined == written:
        return str(event.value)
    indent = " " * (event.start_mark.column if event.style != ">" else 0)
    again = yaml.compose(f"{indent}{joined}\n", Loader=LOADER)
    return str(again.value) if isinstance(again, yaml.ScalarNode) else str(event.value)


def _bomb(place: Location, *, deep: bool) -> Diagnostic:
    what = "nests too deep" if deep else "has too many values, or aliases that multiply"
    return error("yaml-bomb", f"the file {what}", place, "write the values out, or split the file")
