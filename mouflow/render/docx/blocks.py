"""Blocks to the children of a body or a cell: text, groups, tables, pictures, rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mouflow.document import Element, Node
from mouflow.document.subset import GROUPS

from .context import Context, Surroundings
from .paragraphs import KEPT, gap, paragraph, space, text_block
from .pictures import picture
from .roles import role_inside, table_style
from .styles import style_id
from .tables import add_table

_HOLDERS = GROUPS | {"figure"}
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
    if block.tag == "table":
        _add_table(context, markup, block, around)
    elif block.tag in _HOLDERS:
        _add_group(context, markup, block, around)
    elif block.tag == "img":
        style = style_id("Picture", context.profile(around.lang))
        markup.append(paragraph(style, around, picture(context, block, around.width)))
    else:
        markup.append(text_block(context, block, around))


def _add_group(context: Context, markup: list[str], block: Element, around: Surroundings) -> None:
    begin, bookmark = len(markup), context.bookmarks.around(block.id)
    add_blocks(context, markup, block.children, replace(around, role=role_inside(block, around.role)))
    if "keep" in block.get("class").split() and len(markup) > begin and _is_paragraph(markup[-1]):
        # The last paragraph of what is kept together is free to part from what follows.
        markup[-1] = markup[-1].replace(KEPT, "", 1)
    elif len(markup) == begin:
        markup.append(gap(around))
    _bookmark(markup, begin, *bookmark)


def _add_table(context: Context, markup: list[str], block: Element, around: Surroundings) -> None:
    """Word joins tables that touch, and starts no page at a table: a paragraph parts them and starts the page."""
    if around.starts_page:
        markup.append(gap(replace(around, keep=True)))
    elif markup and not _is_paragraph(markup[-1]):
        markup.append(space(replace(around, keep=True)))
    around = replace(around, starts_page=False)
    begin, bookmark = len(markup), context.bookmarks.around(block.id)
    add_table(context, markup, block, around, add_blocks)
    _bookmark(markup, begin, *bookmark)
    if table_style(block) == "Table Grid":
        markup.append(space(around))


def _bookmark(markup: list[str], begin: int, start: str, end: str) -> None:
    """Mark the elements from ``begin`` on: from the first paragraph to the last, or only the first's beginning.

    The latter where tables or pictures are in the way: LibreOffice loses bookmarks that stand beside a table instead
    of in a paragraph, and those that lead from a picture into another paragraph. Word knows both.
    """
    first, last = markup[begin], markup[-1]
    if _is_paragraph(first) and _is_paragraph(last) and "<w:drawing>" not in first:
        markup[-1] = markup[-1].removesuffix("</w:p>") + end + "</w:p>"
        end = ""
    markup[begin] = markup[begin].replace("</w:pPr>", f"</w:pPr>{start}{end}", 1)


def _is_paragraph(element: str) -> bool:
    return element.startswith("<w:p>")
