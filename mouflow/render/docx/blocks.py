"""Blocks to the children of a body or a cell: text, groups, tables, pictures, rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mouflow.document import Element, Node

from .context import Context, Surroundings
from .ooxml import Xml, qualified
from .paragraphs import add_gap, add_paragraph, add_space, add_text_block
from .pictures import add_picture
from .roles import role_inside, table_style
from .styles import style_id
from .tables import add_table

_GROUPS = frozenset({"section", "header", "footer", "div", "figure"})
_NEW_PAGE = frozenset({"annex", "page-start"})
_PLACING = _NEW_PAGE | {"keep"}


def add_blocks(context: Context, parent: Xml, nodes: Sequence[Node], around: Surroundings) -> None:
    """Append blocks; only the first inherits the start of a page."""
    for node in nodes:
        if isinstance(node, Element):
            _add_block(context, parent, node, _inherited(node, around))
            around = replace(around, starts_page=False) if around.starts_page else around


def _inherited(block: Element, around: Surroundings) -> Surroundings:
    words = set(block.get("class").split())
    if not words & _PLACING and block.get("lang", around.lang) == around.lang:
        return around
    return replace(
        around,
        lang=block.get("lang") or around.lang,
        keep=around.keep or "keep" in words,
        starts_page=around.starts_page or bool(words & _NEW_PAGE),
    )


def _add_block(context: Context, parent: Xml, block: Element, around: Surroundings) -> None:
    if block.tag in _GROUPS or block.tag == "table":
        bookmark = context.bookmarks.start(parent, block.id) if block.id else ""
        (_add_table if block.tag == "table" else _add_group)(context, parent, block, around)
        if bookmark:
            context.bookmarks.end(parent, bookmark)
    elif block.tag == "img":
        paragraph = add_paragraph(parent, style_id("Picture", context.profile(around.lang)), around)
        add_picture(context, paragraph, block, around.width)
    else:
        add_text_block(context, parent, block, around)


def _add_group(context: Context, parent: Xml, block: Element, around: Surroundings) -> None:
    add_blocks(context, parent, block.children, replace(around, role=role_inside(block, around.role)))
    if "keep" in block.get("class").split():
        _release_last(parent)


def _release_last(parent: Xml) -> None:
    """The last paragraph of what is kept together is free to part from what follows."""
    last = _last(parent)
    held = None if last is None else last.find(f"{qualified('pPr')}/{qualified('keepNext')}")
    if held is not None:
        held.getparent().remove(held)


def _last(parent: Xml) -> Xml | None:
    """Return the last child that shows."""
    return next((each for each in parent.iterchildren(reversed=True) if "bookmark" not in each.tag), None)


def _add_table(context: Context, parent: Xml, block: Element, around: Surroundings) -> None:
    """Word joins tables that touch, and starts no page at a table: a gap parts them and starts the page."""
    before = _last(parent)
    touches = before is not None and before.tag == qualified("tbl")
    if touches or around.starts_page:
        (add_gap if around.starts_page else add_space)(parent, replace(around, keep=True))
    around = replace(around, starts_page=False)
    add_table(context, parent, block, around, add_blocks)
    if table_style(block) == "Table Grid":
        add_space(parent, around)
