"""The page as WeasyPrint takes it: its text as a tree, not written out to be parsed again; style sheets parsed once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from mouflow.document import Document, Node

from .engine import closed_fetcher
from .fonts import Subset
from .markup import picture_address, print_blocks, print_sheets, print_shell

_BASE = "document:"
_SHARED = re.compile(r"@(?!page|media|top-|bottom-|left-|right-)")
"""At-rules that act on more than the sheet they stand in: faces, counters, imports."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to lay out: WeasyPrint's HTML and CSS, and every address that was asked for in vain.

    What the page asks for while it is laid out is added to ``refused``.
    """

    html: Any
    sheets: tuple[Any, ...]
    refused: list[str]


def compose(document: Document, faces: tuple[Subset, ...], weasyprint: Any) -> Page:
    """Compose the page of a document; it has its own pictures and faces, and nothing else to fetch."""
    own = {picture_address(name): (image.media_type, image.data) for name, image in document.images.items()}
    own |= {face.address: ("font/otf", face.data) for face in faces}
    css = print_sheets(document, faces)
    can_be_kept = not _SHARED.search(document.css)
    refused: list[str] = []
    shell = print_shell(document, css.faces if can_be_kept else str(css))
    html = weasyprint.HTML(string=shell, base_url=_BASE, url_fetcher=closed_fetcher(own, refused))
    _append(html.etree_element.find("body/main"), print_blocks(document))
    sheets = (css.generated, css.margins, css.own) if can_be_kept else ()
    return Page(html, tuple(map(_parsed, sheets)), refused)


def _append(parent: Element, nodes: tuple[Node, ...]) -> None:
    """Append nodes to an element of the tree, as parsing their markup would."""
    last: Element | None = None
    for node in nodes:
        if not isinstance(node, str):
            last = SubElement(parent, node.tag, dict(node.attributes))
            _append(last, node.children)
        elif last is None:
            parent.text = (parent.text or "") + node
        else:
            last.tail = (last.tail or "") + node


@lru_cache(maxsize=32)
def _parsed(css: str) -> Any:
    """Parse a style sheet that no other depends on; documents of one kind and language share most of theirs."""
    import weasyprint

    return weasyprint.CSS(string=css, base_url=_BASE, url_fetcher=closed_fetcher({}, []))
