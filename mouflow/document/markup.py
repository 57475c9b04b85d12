"""Markup text to elements and back; text is escaped on the way out, entities and declarations refused on the way in."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from xml.parsers import expat

from mouflow.diagnostics import Location, MouflowError, error

from .subset import INLINE, TEXT_BLOCKS, VOID
from .tree import Element, Node

PLACE = "data-at"
"""The attribute that carries ``path:line:column`` from template or YAML to :attr:`Element.origin`."""

MAX_DEPTH = 40
_SPACE = re.compile(r"[ \t\r\n]+")


def parse_markup(markup: str, source: str) -> tuple[Node, ...]:
    """Parse well-formed markup to nodes.

    White space collapses as in HTML; outside of blocks of text it vanishes.

    Raises:
        MouflowError: The markup is not well formed; the place is the last element that opened, in ``source``.
    """
    builder = _Builder(Location(source))
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = builder.refuse_declaration
    try:
        parser.Parse(f"<document>{markup}</document>", True)
    except expat.ExpatError as problem:
        reason = expat.errors.messages[problem.code] if problem.code in expat.errors.messages else str(problem)
        raise MouflowError(
            error(
                "template-markup",
                f"the template's markup is not well formed: {reason}",
                builder.place,
                "close every element, write <br/> for <br>, and &#160; for named entities",
            )
        ) from None
    return builder.finished


class _Builder:
    """Collects expat's events; each open element is (tag, attributes, children, origin)."""

    def __init__(self, place: Location) -> None:
        self.place = place
        self.finished: tuple[Node, ...] = ()
        self._open: list[tuple[str, dict[str, str], list[Node], Location | None]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        origin = _location(attributes.pop(PLACE, ""))
        self.place = origin or self.place
        if len(self._open) > MAX_DEPTH:
            hint = "take elements out that hold nothing but others"
            raise MouflowError(error("template-markup", f"elements nest deeper than {MAX_DEPTH}", self.place, hint))
        self._open.append((tag, attributes, [], origin))

    def end(self, tag: str) -> None:
        _, attributes, children, origin = self._open.pop()
        nodes = _tidied(children, tag)
        if self._open:
            self._open[-1][2].append(Element(tag, attributes, nodes, origin))
        else:
            self.finished = nodes

    def text(self, data: str) -> None:
        self._open[-1][2].append(_SPACE.sub(" ", data))

    def refuse_declaration(self, *_: object) -> None:
        message = "a template may not declare a document type"
        raise MouflowError(error("template-markup", message, self.place, "take the declaration out"))


def _location(written: str) -> Location | None:
    if not written:
        return None
    path, line, column = written.rsplit(":", 2)
    return Location(path, int(line), int(column))


def _tidied(children: list[Node], tag: str) -> tuple[Node, ...]:
    """Join neighbouring texts; drop white space where no text belongs and at the edges of a text block."""
    textual = tag in TEXT_BLOCKS or tag in INLINE
    nodes: list[Node] = []
    for child in children:
        if isinstance(child, Element) or textual or child.strip():
            last = nodes[-1] if nodes else None
            if isinstance(child, str) and isinstance(last, str):
                nodes[-1] = _SPACE.sub(" ", last + child)
            else:
                nodes.append(child)
    if tag in TEXT_BLOCKS and nodes:
        first = nodes[0]
        nodes[0] = first.lstrip(" ") if isinstance(first, str) else first
        last = nodes[-1]
        nodes[-1] = last.rstrip(" ") if isinstance(last, str) else last
    return tuple(node for node in nodes if node != "")


def write_markup(nodes: tuple[Node, ...]) -> str:
    """Serialise nodes; attributes in their own order, text escaped."""
    written: list[str] = []
    _write(nodes, written.append)
    return "".join(written)


def _write(nodes: tuple[Node, ...], put: Callable[[str], None]) -> None:
    for node in nodes:
        if isinstance(node, str):
            put(escape(node, quote=False))
            continue
        put(f"<{node.tag}")
        for name, value in node.attributes.items():
            put(f' {name}="{escape(value)}"')
        put(">")
        if node.tag not in VOID:
            _write(node.children, put)
            put(f"</{node.tag}>")
