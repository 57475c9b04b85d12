"""Blocks to the children of a body or a cell: text, groups, tables, pictures, rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mouflow.document import Element, Node

from .context import Context, Surroundings
from .ooxml import last_shown
from .paragraphs import KEPT, gap, paragraph, space, text_block
from .pictures import picture
from .roles import role_inside, table_style
from .styles import style_id
from .tables import add_table

_GROUPS = frozenset({"section", "header", "footer", "div", "figure"})
_NEW_PAGE = frozenset({"annex", "page-start"})
_PLACING = _NEW_PAGE | {"keep"}


def add_blocks(context: Context, markup: list[str], nodes: Sequence[Node], around: Surroundings) -> None:
    """Append the elements of blocks to those of a body or a cell; only the first inherits the start of a page."""
    for node in nodes:
        if isinstance(node, Element):
            _add_block(context, markup, node, _inherited(node, around))
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


def _add_block(context: Context, markup: list[str], block: Element, around: Surroundings) -> None:
    if block.tag in _GROUPS or block.tag == "table":
        start, end = context.bookmarks.around(block.id)
        markup.append(start)
        (_add_table if block.tag == "table" else _add_group)(context, markup, block, around)
        markup.append(end)
    elif block.tag == "img":
        style = style_id("Picture", context.profile(around.lang))
        markup.append(paragraph(style, around, picture(context, block, around.width)))
    else:
        markup.append(text_block(context, block, around))


def _add_group(context: Context, markup: list[str], block: Element, around: Surroundings) -> None:
    inside = replace(around, role=role_inside(block, around.role))
    begin = len(markup)
    add_blocks(context, markup, block.children, inside)
    if "keep" in block.get("class").split() and len(markup) > begin and markup[-1].startswith("<w:p>"):
        # The last paragraph of what is kept together is free to part from what follows.
        markup[-1] = markup[-1].replace(KEPT, "", 1)


def _add_table(context: Context, markup: list[str], block: Element, around: Surroundings) -> None:
    """Word joins tables that touch, and starts no page at a table: a paragraph parts them and starts the page."""
    if around.starts_page:
        markup.append(gap(replace(around, keep=True)))
    elif last_shown(markup).startswith("<w:tbl>"):
        markup.append(space(replace(around, keep=True)))
    around = replace(around, starts_page=False)
    add_table(context, markup, block, around, add_blocks)
    if table_style(block) == "Table Grid":
        markup.append(space(around))
