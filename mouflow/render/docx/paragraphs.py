"""Text blocks to paragraphs: each with its style, its number, its bookmark and its place on the page."""

from __future__ import annotations

from mouflow.document import Element, has_class

from .context import Context, Surroundings
from .numbering import leaves_room, level_of, list_key, numbered_as
from .ooxml import Properties, empty, holder, run
from .roles import role_of
from .runs import runs
from .styles import style_id

KEPT = "<w:keepNext/>"
"""What holds a paragraph on the page of the next."""

EN_SPACE = "\u2002"

_ALIGNMENTS = {"centre": "center", "end": "right"}


def paragraph(style: str, around: Surroundings, content: str = "", properties: Properties | None = None) -> str:
    """Write a paragraph of a style, kept or on a new page as its surroundings ask."""
    given = {"pStyle": f'<w:pStyle w:val="{style}"/>', **(properties or {})}
    if around.keep:
        given |= {"keepNext": KEPT, "keepLines": "<w:keepLines/>"}
    if around.starts_page:
        given["pageBreakBefore"] = "<w:pageBreakBefore/>"
    return f"<w:p>{holder('pPr', given)}{content}</w:p>"


def gap(around: Surroundings) -> str:
    """Write a paragraph of almost no height, which Word needs after a table that ends a cell or a body."""
    return paragraph("Gap", around)


def space(around: Surroundings) -> str:
    """Write the white space between two tables and under a table with rules."""
    return paragraph("TableSpace", around)


def text_block(context: Context, block: Element, around: Surroundings) -> str:
    """Write a text block with its runs."""
    properties = {"numPr": _list_entry(context, block)} if block.get("data-label") else {}
    for word, alignment in _ALIGNMENTS.items():
        if has_class(block, word):
            properties["jc"] = empty("jc", val=alignment)
    profile = context.profile(around.lang)
    start, end = context.bookmarks.around(block.id)
    after = _after_number(context, block) if block.get("data-label") else ""
    mark = run(after) if after else ""
    content = f"{start}{mark}{runs(block.children, profile)}{end}"
    role = role_of(block, around)
    return paragraph(style_id(role, profile), around, content, properties)


def _list_entry(context: Context, block: Element) -> str:
    _, depth = numbered_as(block)
    number = context.lists[list_key(block, context.document)]
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def _after_number(context: Context, block: Element) -> str:
    """Return the mark, and a tab to the text's edge where number and mark leave room before it.

    Where no text hangs, half an em widens the space after the number; in the number itself a reference would print it.
    """
    mark = block.get("data-mark")
    hanging = level_of(block, context.document).hanging
    if not mark:
        return "" if hanging else EN_SPACE
    return f"{mark}\t" if leaves_room(block.get("data-label") + mark, hanging) else mark
