"""What the rows of a table can be chosen by, on a page that has controls for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facet:
    """One property of the rows of a table: what it is called, and its values for each row, none, one or several."""

    name: str
    values: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the rows of a table can be chosen by, and the words of the controls.

    ``table`` is the table's id; ``sections`` has for each row the id of the block that comes and goes with it, empty
    for none. ``shown`` has ``{shown}`` and ``{total}``; ``every`` names the choice that leaves no row out.
    """

    table: str
    sections: tuple[str, ...]
    facets: tuple[Facet, ...]
    name: str = "Filter"
    every: str = "All"
    shown: str = "Shown: {shown} of {total}"
