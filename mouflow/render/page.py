"""The tree as HTML writes it: number labels, level and width classes, rows kept with the next, picture addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mouflow.document import Element, Node, has_class
from mouflow.document.tree import mapped

from .styles import level_class, width_class

HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


def written_blocks(blocks: tuple[Element, ...], picture: Callable[[str], str]) -> tuple[Element, ...]:
    """Return the blocks with every computed attribute turned into markup; ``picture`` gives an image's address."""

    def written(element: Element) -> Element:
        names = [name for name in element.get("class").split() if name]
        if element.get("data-number"):
            names.append(level_class(element.get("data-number")))
        if element.get("data-width"):
            names.append(width_class(element.get("data-width")))
        if _heads(element):
            names.append("heading-row")
        if element.tag == "table" and _first_row_starts_page(element):
            names.append("page-start")
        attributes = {name: value for name, value in element.attributes.items() if not name.startswith("data-")}
        if names:
            attributes["class"] = " ".join(names)
        if element.tag == "img":
            attributes["src"] = picture(element.get("src"))
        return replace(element, attributes=attributes, children=_label(element) + element.children)

    return tuple(node for node in mapped(blocks, written) if isinstance(node, Element))


def _label(element: Element) -> tuple[Node, ...]:
    """Return the number of a block as its first child.

    The space after it stands inside, so that a label fills exactly the width its level hangs by and a copied text
    still parts label and words. A Chinese mark (the 、 after 一) needs no space.
    """
    label, mark = element.get("data-label"), element.get("data-mark")
    return (Element("span", {"class": "number"}, (label + (mark or " "),)),) if label else ()


def _first_row_starts_page(table: Element) -> bool:
    """Tell whether a table's first row begins a page: then the whole table must, or its head would stay behind."""
    bodies = [part for part in table.children if isinstance(part, Element) and part.tag == "tbody"]
    rows = [row for body in bodies for row in body.children if isinstance(row, Element)]
    return bool(rows) and has_class(rows[0], "page-start")


def _heads(element: Element) -> bool:
    """Tell whether a table row holds a heading, which must not be the last row of a page."""
    if element.tag != "tr" or has_class(element, "heading-row"):
        return False
    firsts = [cell.children[0] for cell in element.children if isinstance(cell, Element) and cell.children]
    return any(isinstance(first, Element) and first.tag in HEADINGS for first in firsts)
