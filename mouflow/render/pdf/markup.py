"""The page that WeasyPrint lays out: the same text as the HTML page, with no more attributes than it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import quote

from mouflow.document import Document, Element, Metadata, Node, walk
from mouflow.document.markup import write_markup
from mouflow.render.page import named_facts, style_text, written_blocks
from mouflow.render.styles import generated_css
from mouflow.render.typography import Manner, typeset

from .fonts import Subset, face_rules, with_subsets
from .margins import margin_css

_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_OUTLINE = ".parallel h1~h1{bookmark-level:none}"
"""The title in the second language would take all later headings of the outline under itself."""


def picture_address(name: str) -> str:
    """Return the address by which the page names one of its pictures; only our own fetcher knows its scheme."""
    return "picture:" + quote(name, safe="")


@dataclass(frozen=True, slots=True)
class Sheets:
    """The style sheets of a page, in the order in which they hold.

    ``faces`` brings the subsets in and, as each document has its own, stands in the page itself; of the others only
    ``margins`` is likely to differ from one document of a kind to the next.
    """

    faces: str
    generated: str
    margins: str
    own: str

    def __str__(self) -> str:
        return self.faces + self.generated + self.margins + self.own


def print_sheets(document: Document, faces: tuple[Subset, ...] = ()) -> Sheets:
    """Return the style sheets; each of ``faces`` stands in them before the whole face that it is cut from."""
    generated, margins = (with_subsets(css, faces) for css in (generated_css(document), margin_css(document)))
    return Sheets(face_rules(faces), generated, margins, _OUTLINE + document.css)


def print_page(document: Document) -> str:
    """Compose the whole page, its style sheets and text within."""
    return print_shell(document, str(print_sheets(document)), write_markup(print_blocks(document)))


def print_shell(document: Document, css: str, body: str = "") -> str:
    """Compose a page that holds this style sheet and this text."""
    return (
        f'<!DOCTYPE html><html lang="{document.leading.profile.tag}">'
        f"<head>{_head(document.metadata)}<style>{style_text(css)}</style></head>"
        f'<body class="{document.kind} {document.layout}"><main>{body}</main></body></html>'
    )


def _head(metadata: Metadata) -> str:
    return f'<meta charset="utf-8"><title>{escape(metadata.title)}</title>{named_facts(metadata)}'


def print_blocks(document: Document) -> tuple[Element, ...]:
    """Return the blocks typeset for WeasyPrint and stripped of what paper has no use for.

    Each ``lang`` and ``id`` costs WeasyPrint a style of its own, so a language is named where it changes (below that it
    is inherited, by the tags too), and an id stays only where a link leads to it.
    """
    profiles = {wording.profile.tag: wording.profile for wording in document.wordings}
    blocks = written_blocks(typeset(document.blocks, profiles, Manner(punctuation=True)), document, picture_address)
    targets = frozenset(element.get("href")[1:] for element in walk(blocks) if element.get("href"))
    return tuple(_lean(block, document.leading.profile.tag, _Needs(targets, _styled(document))) for block in blocks)


@dataclass(frozen=True, slots=True)
class _Needs:
    """The ids that links lead to, and the class names that style rules use."""

    targets: frozenset[str]
    classes: frozenset[str]


def _styled(document: Document) -> frozenset[str]:
    return frozenset(_CLASS.findall(generated_css(document) + document.css))


def _lean(element: Element, language: str, needs: _Needs) -> Element:
    own = element.get("lang", language)
    attributes = dict(_lean_attributes(element, language, needs))
    return replace(element, attributes=attributes, children=tuple(_lean_children(element, own, needs)))


def _lean_attributes(element: Element, language: str, needs: _Needs) -> Iterator[tuple[str, str]]:
    for name, value in element.attributes.items():
        if name == "class":
            used = " ".join(word for word in value.split() if word in needs.classes)
            yield from [(name, used)] if used else []
        elif (name, value) != ("lang", language) and (name != "id" or value in needs.targets):
            yield name, value


def _lean_children(element: Element, language: str, needs: _Needs) -> Iterator[Node]:
    """Give the children; of a span that says nothing any more, what it holds."""
    for child in element.children:
        if isinstance(child, str):
            yield child
            continue
        lean = _lean(child, language, needs)
        if lean.tag == "span" and not lean.attributes:
            yield from lean.children
        else:
            yield lean
