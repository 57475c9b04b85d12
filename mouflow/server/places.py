"""From blocks of a page to the YAML that gave them, and from a place in YAML to the block to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from mouflow.diagnostics import Location
from mouflow.document import Document
from mouflow.document.block_ids import SEPARATOR, permanent_id


def place_of_block(document: Document, blocks: Iterable[str], language: str) -> tuple[str, Location] | None:
    """Return the first of these blocks, inner ones first, that YAML gave, by its permanent id, and its place.

    ``language`` is the tag of the text that is meant: the place is then that of its words in this language.
    """
    for block in blocks:
        name = permanent_id(block)
        place = document.places.get(f"{name}{SEPARATOR}{language}") or document.places.get(name)
        if place:
            return name, place
    return None


def block_at(places: Mapping[str, Location], place: Location) -> str:
    """Return the block that a place in YAML belongs to: the last one to begin before it and to hold its column."""
    before = [
        (found, name)
        for name, found in places.items()
        if found.path == place.path and found[1:] <= place[1:] and found.column <= place.column
    ]
    return max(before, key=lambda each: (each[0], SEPARATOR in each[1]), default=(place, ""))[1]


def editor_link(editor: str, path: str, place: Location) -> str:
    """Return the link that opens a file in the editor; ``path`` is absolute, and brings its own first slash."""
    filled = {"/{path}": quote(path), "{path}": quote(path), "{line}": str(place.line), "{column}": str(place.column)}
    for name, value in filled.items():
        editor = editor.replace(name, value)
    return editor
