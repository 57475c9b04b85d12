"""The two texts that a marked tree holds: the new one, all changes accepted, and the old one, all rejected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Flag
from itertools import groupby

from .redline import WAS
from .tree import Element, Node, children_of, has_class

PARALLEL = "parallel"
"""The class of a table whose rows the layout made: they bear no marks of their own."""

TEXT = "document"
"""The class of what holds the whole text of one language, however little that is."""


class Standing(Flag):
    """In which of the two texts a block stands."""

    NEITHER = 0
    OLD = 1
    NEW = 2
    BOTH = 3

    def includes(self, side: Standing) -> bool:
        """Tell whether it stands in one of the two; far quicker than ``&``, and asked of every block."""
        return self is side or self is Standing.BOTH


_STANDINGS = {
    "inserted": Standing.NEW,
    "moved-to": Standing.NEW,
    "deleted": Standing.OLD,
    "moved-from": Standing.OLD,
}
_INLINE = {"ins": Standing.NEW, "del": Standing.OLD}
_HOLDERS = frozenset({"section", "header", "footer", "div", "figure", "thead", "tbody"})
_WAS = {"data-label": "data-was", "data-number": "data-was-number", "class": "data-was-class"}
_MARKS = frozenset({"data-revision", "data-change", "data-drift", *_WAS.values()})


def accepted(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return the new text without any mark: what was deleted or moved away is gone."""
    return tuple(_resolved(nodes, Standing.NEW))


def rejected(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return the old text without any mark, with the ids, numbers, levels and classes that blocks had.

    A ``data-mark`` is kept where the level stayed; the tree does not tell the mark of another level.
    """
    return tuple(_resolved(nodes, Standing.OLD))


def standing(element: Element) -> Standing:
    """Tell in which texts an element stands: by its own mark, or by what it holds where it only groups others.

    A cell stands wherever its row does, the whole text of a language in both. Of a parallel table the rows decide,
    which bear the blocks of all languages.
    """
    if element.get("data-change") and element.tag in _INLINE:
        return _INLINE[element.tag]
    if element.get("data-revision"):
        return _STANDINGS.get(element.get("data-revision"), Standing.BOTH)
    if element.tag == "table":
        return _of_all(map(row_standing, _rows(element)) if has_class(element, PARALLEL) else _parts(element))
    if element.tag not in _HOLDERS or has_class(element, TEXT):
        return Standing.BOTH
    return _of_all(map(standing, children_of(element)))


def row_standing(row: Element) -> Standing:
    """Tell in which texts a row of a parallel table stands: wherever one of its blocks does."""
    if row.get("data-revision"):
        return standing(row)
    blocks = (block for cell in children_of(row) for block in ([cell] if cell.tag == "th" else children_of(cell)))
    return _of_all(map(standing, blocks))


def is_language_table(element: Element) -> bool:
    """Tell whether an element is a table of clauses beside each other, which the next such table carries on."""
    return element.tag == "table" and element.get("class") == PARALLEL


def _rows(table: Element) -> list[Element]:
    body = [row for part in children_of(table, "tbody") for row in children_of(part)]
    return body or [row for part in children_of(table, "thead") for row in children_of(part)]


def _parts(table: Element) -> Iterator[Standing]:
    return map(standing, children_of(table, "caption", "thead", "tbody"))


def _of_all(parts: Iterable[Standing]) -> Standing:
    whole = Standing.NEITHER
    for part in parts:
        if part is Standing.BOTH or (whole is not Standing.NEITHER and whole is not part):
            return Standing.BOTH
        whole = part
    return Standing.BOTH if whole is Standing.NEITHER else whole


def _resolved(nodes: Iterable[Node], side: Standing) -> Iterator[Node]:
    """Give what one text has of these nodes; texts that touch are joined, and so are parallel tables."""
    present = list(_present(nodes, side))
    for kind, group in groupby(present, _joinable):
        run = list(group)
        if kind == "text":
            yield "".join(node for node in run if isinstance(node, str))
        elif kind == "columns":
            yield _joined([node for node in run if isinstance(node, Element)])
        else:
            yield from run


def _present(nodes: Iterable[Node], side: Standing) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif standing(node).includes(side):
            if node.tag in _INLINE and node.get("data-change"):
                yield from _present(node.children, side)
            else:
                yield _unmarked(node, side)


def _joinable(node: Node) -> str:
    if isinstance(node, str):
        return "text"
    return "columns" if is_language_table(node) else ""


def _joined(tables: Sequence[Element]) -> Element:
    """Join parallel tables that nothing parts any more: the first one's heading rows serve all."""
    first = tables[0]
    rows = tuple(row for table in tables for body in children_of(table, "tbody") for row in body.children)
    around = (each for each in children_of(first) if each.tag != "tbody")
    return first.with_children(*around, Element("tbody", {}, rows))


def _unmarked(element: Element, side: Standing) -> Element:
    element = as_it_was(element) if side is Standing.OLD else element
    children = element.children
    if element.tag == "table" and has_class(element, PARALLEL):
        children = tuple(_with_rows(each, side) for each in children_of(element))
    attributes = {name: value for name, value in element.attributes.items() if name not in _MARKS}
    return Element(element.tag, attributes, tuple(_resolved(children, side)), element.origin)


def _with_rows(part: Element, side: Standing) -> Element:
    """Drop the rows that are empty in one text of a parallel table."""
    if part.tag != "tbody":
        return part
    return part.with_children(*(row for row in children_of(part) if row_standing(row).includes(side)))


def as_it_was(element: Element) -> Element:
    """Return an element with the id, number, level and classes that it had in the old text."""
    attributes = dict(element.attributes)
    if "id" in attributes:
        attributes["id"] = element.id.removeprefix(WAS)
    if "data-was-number" in attributes and element.get("data-was-number") != element.get("data-number"):
        attributes.pop("data-mark", None)
    for now, was in _WAS.items():
        if was in attributes:
            attributes[now] = attributes[was]
            if not attributes[was]:
                del attributes[now]
    if "data-label" not in attributes:
        attributes.pop("data-mark", None)
    return replace(element, attributes=attributes)
