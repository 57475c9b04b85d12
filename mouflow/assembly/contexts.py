"""A change in few words: what stands around it in its block, and long texts cut short."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from mouflow.document import Change, Element, Node, has_class, walk
from mouflow.document.marks import PARALLEL
from mouflow.document.subset import TEXT_BLOCKS

_AROUND = 30
"""How much to show on either side of a change, in half-width characters: four or five English words."""
_LONGEST = 240
_ELLIPSIS = "…"


def context_of(block: Element, change: Change) -> tuple[str, str]:
    """Return some words of the new text before and after a change inside a block; nothing where it is the whole."""
    pieces = list(_pieces(block.children, ""))
    at = [each for each, (_, found) in enumerate(pieces) if found.partition(" ")[2] == change.id]
    if not at or block.get("data-change") == change.id:
        return "", ""
    before = "".join(text for text, mark in pieces[: at[0]] if not mark.startswith("del"))
    after = "".join(text for text, mark in pieces[at[-1] + 1 :] if not mark.startswith("del"))
    return _tail(before), shortened(after, _AROUND)


def _pieces(nodes: tuple[Node, ...], mark: str) -> Iterator[tuple[str, str]]:
    """Give the texts of a block, each with the mark it stands in: ``del c7``."""
    for node in nodes:
        if isinstance(node, str):
            yield node, mark
        elif node.tag == "br":
            yield " ", mark
        else:
            own = f"{node.tag} {node.get('data-change')}" if node.tag in ("ins", "del") else mark
            yield from _pieces(node.children, own)


def new_text(nodes: tuple[Node, ...]) -> str:
    """Return the text of marked nodes in the new version."""
    return "".join(text for text, mark in _pieces(nodes, "") if not mark.startswith("del"))


def row_headings(blocks: tuple[Element, ...]) -> dict[str, str]:
    """Return for every block in a row of a table, but the first, what the first says in its language, by its id."""
    tables = (each for each in walk(blocks) if each.tag == "table" and not has_class(each, PARALLEL))
    rows = (each for table in tables for each in walk(table.children) if each.tag == "tr")
    return {name: heading for row in rows for name, heading in _row_headings(row)}


def _row_headings(row: Element) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for block in walk(row.children):
        if block.tag in TEXT_BLOCKS and block.get("lang") in first:
            yield block.id, first[block.get("lang")]
        elif block.tag in TEXT_BLOCKS:
            first[block.get("lang")] = new_text(block.children)


def shortened(text: str, most: int = _LONGEST) -> str:
    """Cut a text short, between words where it has any; lines become one."""
    text = text.replace("\n", " / ")
    end = _fitting(text, most)
    if end == len(text):
        return text
    cut = text[:end]
    if text[end].isascii() and " " in cut.rstrip() and text[end] != " ":
        cut = cut[: cut.rstrip().rindex(" ")]
    return cut.rstrip() + _ELLIPSIS


def _tail(text: str) -> str:
    backwards = text[::-1]
    end = _fitting(backwards, _AROUND)
    if end == len(text):
        return text
    cut = text[len(text) - end :]
    if cut[0].isascii() and cut[0] != " " and " " in cut.strip():
        cut = cut[cut.index(" ") :]
    return _ELLIPSIS + cut.lstrip()


def _fitting(text: str, most: int) -> int:
    """Return how many characters fit into a width; a Han character is as wide as two others."""
    width = 0
    for at, sign in enumerate(text):
        width += 2 if east_asian_width(sign) in "WF" else 1
        if width > most:
            return at
    return len(text)
