"""What YAML becomes: scalars, mappings and sequences that know where they stand."""

from __future__ import annotations

from mouflow.diagnostics import Location


class Scalar(str):
    """A scalar's text, with its place.

    ``written`` is the piece of the file that it was read from, where that is not the text itself (quoted, folded or
    literal scalars); it leads from a character of the text back to its line and column.
    """

    __slots__ = ("location", "written")
    location: Location
    written: str


class Mapping(dict[str, object]):
    """A YAML mapping, with its place and the place of each key."""

    __slots__ = ("keys_at", "location")
    location: Location
    keys_at: dict[str, Location]


class Sequence(list[object]):
    """A YAML sequence, with its place."""

    __slots__ = ("location",)
    location: Location
