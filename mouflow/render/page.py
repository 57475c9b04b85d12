"""The tree as HTML writes it: number labels, level and width classes, rows kept with the next, picture addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from mouflow.document import Document, Element, Metadata, Node, children_of, has_class, mapped
from mouflow.document.subset import HEADINGS, INLINE

from .measure import ems, is_short_row
from .styles import level_class, width_class

_FOR_REVIEW = frozenset({"data-change", "data-was"})
"""What the script of a redline asks for: which change a mark belongs to, and the number a block had."""


def style_text(css: str) -> str:
    """Return a style sheet as its element can hold it: an end tag in it would end it early."""
    return css.replace("</", "<\\/")


def named_facts(metadata: Metadata, **more: str) -> str:
    """Return the facts about a document, and others given by name, as ``meta`` elements."""
    facts = {
        "author": metadata.author,
        "description": metadata.subject,
        "keywords": ", ".join(metadata.keywords),
        **more,
        "generator": "mouflow",
    }
    return "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in facts.items() if value)


def written_blocks(
    blocks: tuple[Element, ...], document: Document, picture: Callable[[str], str]
) -> tuple[Element, ...]:
    """Return blocks of a document with every computed attribute turned into markup.

    ``picture`` gives the address that stands for an image's name.
    """

    def written(element: Element) -> Element:
        own = element.attributes
        if element.tag in INLINE and element.tag != "img" and not own:
            return element
        attributes = {name: value for name, value in own.items() if name[:5] != "data-" or name in _FOR_REVIEW}
        if names := " ".join(_classes(element)):
            attributes["class"] = names
        if element.tag == "img":
            attributes["src"] = picture(element.get("src"))
        return Element(element.tag, attributes, _label(element, document) + element.children, element.origin)

    return tuple(node for node in mapped(blocks, written) if isinstance(node, Element))


def _classes(element: Element) -> Iterator[str]:
    yield from element.get("class").split()
    if element.get("data-number"):
        yield level_class(element.get("data-number"))
    if element.get("data-width"):
        yield width_class(element.get("data-width"))
    if (element.tag == "tr" and _leads_on(element)) or (element.tag == "p" and _is_lead_in(element)):
        yield "with-next"
    if element.tag == "tr" and is_short_row(element):
        yield "keep"
    if element.tag == "table" and _first_row_starts_page(element):
        yield "page-start"


def _label(element: Element, document: Document) -> tuple[Node, ...]:
    """Return the number of a block as its first child.

    The space after it stands inside, so that a label fills exactly the width its level hangs by and a copied text
    still parts label and words. A Chinese mark (the 、 after 一) needs no space.
    """
    label, mark = element.get("data-label"), element.get("data-mark")
    if not label:
        return ()
    wording = document.wording(element.get("lang"))
    scheme, _, depth = element.get("data-number").partition(":")
    hanging = wording.schemes[scheme].levels[int(depth)].hanging if scheme in wording.schemes else 0
    fits = hanging == 0 or ems(label + mark) <= hanging
    return (Element("span", {"class": "number" if fits else "number long"}, (label + (mark or " "),)),)


def _first_row_starts_page(table: Element) -> bool:
    """Tell whether a table's first row begins a page: then the whole table must, or its head would stay behind."""
    rows = [row for body in children_of(table, "tbody") for row in children_of(body)]
    return bool(rows) and has_class(rows[0], "page-start")


def _leads_on(row: Element) -> bool:
    """Tell whether a row must not be the last of its page: a heading, a lead-in, the words before the signatures."""
    firsts = [block for cell in children_of(row) for block in children_of(cell)[:1]]
    return any(each.tag in HEADINGS or has_class(each, "testimonium") or _is_lead_in(each) for each in firsts)


def _is_lead_in(block: Element) -> bool:
    """Tell whether a paragraph leads to what follows it: items, or a table."""
    return block.tag == "p" and _end_of(block).rstrip().endswith((":", "："))


def _end_of(node: Node) -> str:
    """Return the last text in a node that is more than blanks; of a paragraph only its end need be looked at."""
    if isinstance(node, str):
        return node
    if node.tag == "br":
        return ""
    return next((end for child in reversed(node.children) if (end := _end_of(child)).strip()), "")
