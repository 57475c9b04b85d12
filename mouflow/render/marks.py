"""The marks of a redline as HTML and PDF show them: classes for style sheets, words beside them, the cover in front."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mouflow.document import Change, Document, Element, Node, Redline, text_of, walk
from mouflow.document.subset import HEADINGS, TEXT_BLOCKS

from .notes import Notes, unmarked

QUIET = frozenset({"orthographic", "typographic", "consequential"})
"""Kinds of changes that no one has to decide on: they are shown, but lighter."""

_WHOLE = {"inserted": "ins", "deleted": "del"}
_MOVES = {"moved-from": "deletion", "moved-to": "insertion"}
"""What screen readers call the words at either end of a move (WAI-ARIA 1.2), as they do what HTML has elements for."""


def marked(document: Document, *, on_screen: bool) -> Document:
    """Return a document whose blocks are its cover and its text, every mark written as markup and words.

    On a screen, marks name their change (``data-change``), and the first of each can be focused and tells who made it,
    when and why (``aria-description``).
    """
    if document.redline is None:
        return document
    marker = _Marker(document, document.redline, on_screen)
    blocks = tuple(marker.written(block) for block in document.blocks)
    return replace(document, blocks=(*document.redline.cover, *blocks))


class _Marker:
    """Writes the marks of one document in reading order; ``_told`` are the changes that have been met."""

    def __init__(self, document: Document, redline: Redline, on_screen: bool) -> None:
        self._changes = {each.id: each for each in redline.changes}
        self._notes = Notes(document, redline)
        self._on_screen = on_screen
        self._told: set[tuple[str, str]] = set()

    def written(self, element: Element) -> Element:
        """Return a block with the marks on it and in it."""
        if element.tag in TEXT_BLOCKS:
            children = tuple(self._text(element))
        else:
            children = tuple(child if isinstance(child, str) else self.written(child) for child in element.children)
        attributes = {name: value for name, value in element.attributes.items() if not name.startswith("data-was")}
        for name in ("data-revision", "data-change", "data-drift"):
            attributes.pop(name, None)
        if names := " ".join(self._names(element)):
            attributes["class"] = names
        if self._on_screen:
            kept = {name: element.get(name) for name in ("data-change", "data-was") if element.get(name)}
            attributes |= kept
        elif element.tag in HEADINGS:
            attributes["title"] = _bookmark(element, children)
        return replace(element, attributes=attributes, children=children)

    def _names(self, block: Element) -> Iterator[str]:
        """Give the classes of a block: its own, what became of it, and whether only light changes are in it."""
        yield from block.get("class").split()
        if not block.get("data-revision"):
            return
        yield block.get("data-revision")
        if block.tag in ("hr", "img"):
            yield from ("change", self._kind(block))
        kinds = {self._kind(each) for each in walk((block,)) if each.get("data-change")}
        if kinds and kinds <= QUIET:
            yield "quiet"

    def _kind(self, element: Element) -> str:
        change = self._changes.get(element.get("data-change"))
        return change.kind if change else "substantive"

    def _text(self, block: Element) -> Iterator[Node]:
        """Give the content of a text block: old number, where it moved, its words, where languages drifted."""
        revision, change = block.get("data-revision"), self._changes.get(block.get("data-change"))
        moved = revision in _MOVES and change is not None and self._is_first(change, revision)
        if change is not None and moved:
            note = self._notes.moved(block)
            yield note.with_attributes(**self._naming(change, note, first=True))
            yield self._notes.space(block)
        elif self._notes.has_old_number(block):
            yield self._notes.old_number(block)
            yield self._notes.space(block)
        words = tuple(self._inline(block.children))
        if words and change is not None and revision in _WHOLE:
            yield self._mark(Element(_WHOLE[revision], {}, words), change)
        elif change is not None and revision in _MOVES:
            yield from self._runs(words, change, revision)
        else:
            yield from words
        if block.get("data-drift") and revision != "moved-from":
            yield from self._notes.drift(block)

    def _inline(self, nodes: tuple[Node, ...]) -> Iterator[Node]:
        for node in nodes:
            if isinstance(node, str):
                yield node
                continue
            inner = node.with_children(*self._inline(node.children))
            change = self._changes.get(node.get("data-change"))
            yield self._mark(inner, change) if change else inner

    def _runs(self, words: tuple[Node, ...], change: Change, revision: str) -> Iterator[Node]:
        """Give what moved, each run between the edits marked on its own, so that lines never lie over each other."""
        for node in words:
            if isinstance(node, Element) and node.tag in _WHOLE.values():
                yield node
            else:
                spoken = {"role": _MOVES[revision]} if self._on_screen else {}
                yield self._mark(Element("span", {"class": revision, **spoken}, (node,)), change, first=False)

    def _mark(self, element: Element, change: Change, first: bool | None = None) -> Element:
        is_first = self._is_first(change) if first is None else first
        attributes = {name: value for name, value in element.attributes.items() if name != "data-change"}
        made = self._naming(change, element, first=is_first)
        if is_first and self._on_screen:
            made["tabindex"] = "0"
        return replace(element, attributes={**attributes, **made})

    def _naming(self, change: Change, element: Element, *, first: bool) -> dict[str, str]:
        """Return the attributes that tell the kind of a change; on a screen also which it is, the first all of it."""
        named = {"class": f"{element.get('class')} change {change.kind}".strip()}
        if self._on_screen:
            named["data-change"] = change.id
            if first:
                named["aria-description"] = self._notes.authorship(change)
        return named

    def _is_first(self, change: Change, end: str = "") -> bool:
        """Tell whether this change (this end of a move) has not been met before."""
        met = (change.id, end) in self._told
        self._told.add((change.id, end))
        return not met


def _bookmark(heading: Element, children: tuple[Node, ...]) -> str:
    """Name a heading as the new text has it, for the outline of a PDF; the style sheet takes it from there."""
    label = heading.get("data-label")
    number = label + (heading.get("data-mark") or " ") if label else ""
    return number + "".join(map(text_of, unmarked(children))).replace("\n", " ")
