"""Blocks to the pieces of a body or a cell: text, groups, tables, pictures, rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mouflow.document import Element, Node, walk
from mouflow.document.marks import Standing, standing
from mouflow.document.subset import GROUPS

from .context import Context, Surroundings
from .flow import Flow, Paragraph, Table, last_in, with_bookmark
from .paragraphs import KEPT, gap, paragraph, space, text_block
from .pictures import picture
from .revisions import Mark
from .roles import role_inside, table_style
from .styles import style_id
from .tables import add_table

_HOLDERS = GROUPS | {"figure"}
_NEW_PAGE = frozenset({"annex", "page-start"})
_PLACING = _NEW_PAGE | {"keep"}


def add_blocks(context: Context, flow: Flow, nodes: Sequence[Node], around: Surroundings) -> None:
    """Append the pieces of blocks to those of a body or a cell; only the first inherits the start of a page.

    In a redline that is the first of either text.
    """
    for node in nodes:
        if isinstance(node, Element):
            _add_block(context, flow, node, _inherited(node, around))
            if around.starts_page and standing(node) is Standing.BOTH:
                around = replace(around, starts_page=False)


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


def _add_block(context: Context, flow: Flow, block: Element, around: Surroundings) -> None:
    if block.tag == "table":
        _add_table(context, flow, block, around)
    elif block.tag in _HOLDERS:
        _add_group(context, flow, block, around)
    elif block.tag == "img":
        flow.append(_picture(context, block, around))
    else:
        flow.append(text_block(context, block, around))


def _picture(context: Context, block: Element, around: Surroundings) -> Paragraph:
    style, shown = style_id("Picture", context.profile(around.lang)), picture(context, block, around.width)
    if context.revisions is None:
        return paragraph(style, around, shown)
    mark = context.revisions.mark(block) or around.mark
    start, end = context.revisions.range(block, mark)
    run = context.revisions.wrapped(mark, shown) if mark else shown
    return paragraph(style, around, start + run + end, mark=mark)


def _add_group(context: Context, flow: Flow, block: Element, around: Surroundings) -> None:
    begin, bookmark = len(flow), context.bookmarks.around(block.id)
    add_blocks(context, flow, block.children, replace(around, role=role_inside(block, around.role)))
    last = flow[-1] if len(flow) > begin else None
    if last is None:
        flow.append(gap(around))
    elif "keep" in block.get("class").split() and isinstance(last, Paragraph):
        # The last paragraph of what is kept together is free to part from what follows.
        free = {name: value for name, value in last.properties.items() if name != KEPT}
        flow[-1] = replace(last, properties=free)
    with_bookmark(flow, begin, *bookmark)


def _add_table(context: Context, flow: Flow, block: Element, around: Surroundings) -> None:
    """Word joins tables that touch, and starts no page at a table: a paragraph parts them and starts the page."""
    mark = _mark_of_table(block, around) if context.revisions else None
    if around.starts_page:
        flow.append(gap(replace(around, keep=True), mark))
    else:
        _part_from_table(context, flow, block, around, mark)
    around = replace(around, starts_page=False)
    begin, bookmark = len(flow), context.bookmarks.around(block.id)
    add_table(context, flow, block, around, add_blocks, mark)
    with_bookmark(flow, begin, *bookmark)
    if table_style(block) == "Table Grid":
        flow.append(space(around, mark))


def _mark_of_table(table: Element, around: Surroundings) -> Mark | None:
    """Return what the rows of a table have in common where all of them came or went."""
    where = standing(table) & around.sides
    if where is Standing.BOTH:
        return None
    changes = (each.get("data-change") for each in walk((table,)) if standing(each) is where)
    return Mark(where, next(filter(None, changes), ""))


def _part_from_table(context: Context, flow: Flow, block: Element, around: Surroundings, mark: Mark | None) -> None:
    """Part a table from the one before it, in every text in which one stands there."""
    sides = mark.standing if mark else around.sides
    carried = ~context.heads[id(block)] if id(block) in context.heads else Standing.NEITHER
    touched = Standing.NEITHER
    for side in (Standing.OLD, Standing.NEW):
        if (sides & side & ~carried) and isinstance(last_in(flow, side), Table):
            touched |= side
    if not touched and flow and isinstance(flow[-1], Table):
        touched = sides  # they stand in no text together, but here: Word would make one table of them
    if touched:
        kept = replace(around, keep=True)
        flow.append(space(kept, mark if touched is sides else Mark(touched, mark.change if mark else "")))
