"""What a reader finds in a Word document: its paragraphs, rows and cells in order, with their text and numbering."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from .package import Package, W

Xml: TypeAlias = Any  # lxml ships no types

_SPACING = frozenset({"Gap", "TableSpace"})
"""Styles of paragraphs without text that keep tables apart and end cells: white space, of which no text consists."""

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_RUN = f"{W}r"
_WORDS = (f"{W}t", f"{W}delText")
_SIGNS = {f"{W}br": "\n", f"{W}tab": "\t"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or the beginning of a row or cell; ``level`` is the list and depth of a numbered paragraph.

    A space that does not break is a space like any other: where words may part is layout.
    """

    kind: Literal["paragraph", "row", "cell"]
    text: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The body, and what headers and footers hold, by what each is called."""

    body: tuple[Passage, ...]
    margins: tuple[tuple[str, tuple[Passage, ...]], ...] = ()


def read(package: Package) -> Reading:
    """Read a document in which no change is tracked any more."""
    margins = tuple((name, tuple(_passages(story, package.lists))) for name, story in package.margins)
    return Reading(tuple(_passages(package.body, package.lists)), margins)


def _passages(holder: Xml, lists: dict[str, str]) -> Iterator[Passage]:
    """Give what a body or cell holds; tables that touch are one, so nothing tells where one begins."""
    for each in holder:
        if each.tag == f"{W}tbl":
            for row in each.iterchildren(f"{W}tr"):
                yield Passage("row")
                for cell in row.iterchildren(f"{W}tc"):
                    yield Passage("cell")
                    yield from _passages(cell, lists)
        elif each.tag == f"{W}p":
            text = "".join(_texts(each)).replace("\N{NO-BREAK SPACE}", " ")
            if text or _style(each) not in _SPACING:
                yield Passage("paragraph", text, _level(each, lists))


def _texts(paragraph: Xml) -> Iterator[str]:
    for each in paragraph.iter(*_WORDS, *_SIGNS, _PICTURE):
        if each.tag in _WORDS:
            yield each.text or ""
        elif each.tag in _SIGNS:
            # A tab among properties is a tab stop.
            yield _SIGNS[each.tag] if each.getparent().tag == _RUN else ""
        elif next(each.iterancestors(_FALLBACK), None) is None:
            yield f"\N{OBJECT REPLACEMENT CHARACTER}{each.get('descr') or ''}"


def _style(paragraph: Xml) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def _level(paragraph: Xml, lists: dict[str, str]) -> str:
    numbered = paragraph.find(f"{W}pPr/{W}numPr")
    if numbered is None:
        return ""
    number, depth = numbered.find(f"{W}numId").get(f"{W}val"), int(numbered.find(f"{W}ilvl").get(f"{W}val"))
    return f"{lists.get(number, number)}, level {depth + 1}"
