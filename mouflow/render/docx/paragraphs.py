"""Text blocks to paragraphs: each with its style, its number, its bookmark and its place on the page."""

from __future__ import annotations

from mouflow.document import Element, has_class

from .context import Context, Surroundings
from .numbering import leaves_room, level_of, list_key, numbered_as
from .ooxml import Properties, Xml, add, add_properties, add_run, element
from .roles import role_of
from .runs import add_runs
from .styles import style_id

_ALIGNMENTS = {"centre": "center", "end": "right"}


def add_paragraph(parent: Xml, style: str, around: Surroundings, properties: Properties | None = None) -> Xml:
    """Append an empty paragraph of a style, kept or on a new page as its surroundings ask."""
    paragraph = add(parent, "p")
    held: Properties = {"keepNext": None, "keepLines": None} if around.keep else {}
    starts: Properties = {"pageBreakBefore": None} if around.starts_page else {}
    add_properties(paragraph, "pPr", {"pStyle": style, **held, **starts, **(properties or {})})
    return paragraph


def add_gap(parent: Xml, around: Surroundings) -> Xml:
    """Append a paragraph of almost no height, which Word needs after a table and between two."""
    return add_paragraph(parent, "Gap", around)


def add_space(parent: Xml, around: Surroundings) -> Xml:
    """Append the white space under a table with rules."""
    return add_paragraph(parent, "TableSpace", around)


def add_text_block(context: Context, parent: Xml, block: Element, around: Surroundings) -> Xml:
    """Append a text block with its runs."""
    properties: Properties = {"numPr": _list_entry(context, block)} if block.get("data-label") else {}
    for word, alignment in _ALIGNMENTS.items():
        if has_class(block, word):
            properties["jc"] = alignment
    profile = context.profile(around.lang)
    paragraph = add_paragraph(
        parent, style_id(role_of(block, around, context.document.kind), profile), around, properties
    )
    bookmark = context.bookmarks.start(paragraph, block.id) if block.id else ""
    if block.get("data-mark"):
        add_run(paragraph, _after_number(context, block), {})
    add_runs(paragraph, block.children, profile)
    if bookmark:
        context.bookmarks.end(paragraph, bookmark)
    return paragraph


def _list_entry(context: Context, block: Element) -> Xml:
    _, depth = numbered_as(block)
    entry = element("numPr")
    add(entry, "ilvl", val=str(depth))
    add(entry, "numId", val=context.lists[list_key(block, context.document)])
    return entry


def _after_number(context: Context, block: Element) -> str:
    """Return the mark, and a tab to the text's edge where number and mark leave room before it."""
    mark = block.get("data-mark")
    hanging = level_of(block, context.document).hanging
    return f"{mark}\t" if leaves_room(block.get("data-label") + mark, hanging) else mark
