"""Elements of two trees that are the same block, and what tells a block: its id, its family, its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mouflow.document import Element, children_of, walk
from mouflow.document.subset import GROUPS, HEADINGS, TEXT_BLOCKS

_BY_PLACE = re.compile(
    r"(?:^_|[._])(?:p|h[1-4]|section|header|footer|div|table|caption|figure|figcaption|hr|img|tr)?\d+$"
)


class Pairs:
    """Elements of the old tree and their counterparts in the new one; both known by identity."""

    def __init__(self) -> None:
        self._new: dict[int, Element] = {}
        self._old: dict[int, Element] = {}
        self.ids: dict[str, str] = {}
        """Ids in the old tree, with those that the same blocks have in the new one."""

    def add(self, old: Element, new: Element) -> None:
        """Make two elements a pair, unless one of them is part of a pair."""
        if id(old) not in self._new and id(new) not in self._old:
            self._new[id(old)] = new
            self._old[id(new)] = old
            if old.id:
                self.ids[old.id] = new.id

    def part(self, old: Element) -> None:
        """Undo a pair, and those of everything inside: one came in the place of the other."""
        for each in walk((old,)):
            new = self._new.pop(id(each), None)
            if new is not None:
                del self._old[id(new)]

    def new_of(self, old: Element) -> Element | None:
        """Return the counterpart in the new tree."""
        return self._new.get(id(old))

    def old_of(self, new: Element) -> Element | None:
        """Return the counterpart in the old tree."""
        return self._old.get(id(new))


def family(element: Element) -> str:
    """Name what an element can be a pair with: headings with headings, rows with rows."""
    if element.tag in HEADINGS:
        return "heading"
    return "group" if element.tag in GROUPS else element.tag


def is_permanent(identifier: str) -> bool:
    """Tell whether an id was given for good rather than by the place of its block."""
    return bool(identifier) and not _BY_PLACE.search(identifier)


def rows_of(table: Element, part: str = "tbody") -> list[Element]:
    """Return the rows of a part of a table."""
    return [row for body in children_of(table, part) for row in children_of(body, "tr")]


def parts_of(element: Element) -> list[Element]:
    """Return what is paired inside an element that is part of a pair: blocks, captions, rows, cells' blocks."""
    if element.tag == "table":
        return [*children_of(element, "caption"), *rows_of(element, "thead"), *rows_of(element)]
    if element.tag == "tr":
        return [block for cell in children_of(element, "td") for block in children_of(cell)]
    return [] if element.tag in TEXT_BLOCKS else children_of(element)


def ids_of(element: Element) -> Iterator[str]:
    """Give the id of a block, or the ids in a row that has none itself."""
    if element.id:
        yield element.id
    elif element.tag == "tr":
        yield from (each.id for each in walk(element.children) if each.id)
