"""Text blocks to paragraphs: each with its style, its number, its bookmark, its place on the page, its changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mouflow.document import Element, Node, has_class, text_of, walk
from mouflow.document.marks import Standing, standing

from .context import Context, Surroundings
from .flow import Paragraph
from .numbering import former, has_former, leaves_room, level_of, list_key, numbered_as
from .ooxml import Properties, empty, run
from .revisions import Mark, Revisions
from .roles import role_of
from .runs import runs
from .styles import style_id

KEPT = "keepNext"
"""The property that holds a paragraph on the page of the next."""

EN_SPACE = "\u2002"

_ALIGNMENTS = {"centre": "center", "end": "right"}


def paragraph(
    style: str, around: Surroundings, content: str = "", properties: Properties | None = None, mark: Mark | None = None
) -> Paragraph:
    """Make a paragraph of a style, kept or on a new page as its surroundings ask."""
    return Paragraph(_placed(style, around, properties or {}), content, mark or around.mark)


def _placed(style: str, around: Surroundings, properties: Properties) -> Properties:
    given = {"pStyle": f'<w:pStyle w:val="{style}"/>', **properties}
    if around.keep:
        given |= {KEPT: "<w:keepNext/>", "keepLines": "<w:keepLines/>"}
    if around.starts_page:
        given["pageBreakBefore"] = "<w:pageBreakBefore/>"
    return given


def gap(around: Surroundings, mark: Mark | None = None) -> Paragraph:
    """Make a paragraph of almost no height, which Word needs after a table that ends a cell or a body."""
    return paragraph("Gap", around, mark=mark)


def space(around: Surroundings, mark: Mark | None = None) -> Paragraph:
    """Make the white space between two tables and under a table with rules."""
    return paragraph("TableSpace", around, mark=mark)


def text_block(context: Context, block: Element, around: Surroundings) -> Paragraph:
    """Make the paragraph of a text block, with its runs."""
    profile = context.profile(around.lang)
    start, end = context.bookmarks.around(block.id)
    if context.revisions is None:
        content = _run_of(_after_number(context, block)) + runs(block.children, profile)
        return Paragraph(_properties(context, block, around), start + content + end)
    mark = context.revisions.mark(block) or around.mark
    words = _words(block, context.revisions)
    content = _after_numbers(context, context.revisions, block, mark)
    content += runs(words, profile, context.revisions, mark)
    moved, moved_end = context.revisions.range(block, mark)
    note, note_end = context.comments.around(block, mark, context.revisions)
    return Paragraph(
        _properties(context, block, around),
        f"{start}{note}{moved}{content}{moved_end}{note_end}{end}",
        mark,
        _properties(context, former(block, context.document), around) if has_former(block) else None,
        mixed=mark is not None and any(each.get("data-change") for each in walk(words)),
    )


def _properties(context: Context, block: Element, around: Surroundings) -> Properties:
    properties = {"numPr": _list_entry(context, block)} if block.get("data-label") else {}
    for word, alignment in _ALIGNMENTS.items():
        if has_class(block, word):
            properties["jc"] = empty("jc", val=alignment)
    return _placed(style_id(role_of(block, around), context.profile(around.lang)), around, properties)


def _list_entry(context: Context, block: Element) -> str:
    _, depth = numbered_as(block)
    number = context.lists[list_key(block, context.document)]
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def _words(block: Element, revisions: Revisions) -> tuple[Node, ...]:
    """Return the words of a block; of one that moved away with those marked that were taken out of it."""
    twin = revisions.twin(block)
    if twin is None:
        return block.children
    old = tuple(_without_insertions(twin.children))
    return old if "".join(map(text_of, old)) == text_of(block) else block.children


def _without_insertions(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif standing(node) is not Standing.NEW:
            yield node.with_children(*_without_insertions(node.children))


def _after_numbers(context: Context, revisions: Revisions, block: Element, mark: Mark | None) -> str:
    """Write what follows the number, and before it what followed the number that the block had, if that differs."""
    now = _after_number(context, block)
    if mark or not has_former(block):
        return revisions.wrapped(mark, _run_of(now, mark)) if mark else _run_of(now)
    was = _after_number(context, former(block, context.document))
    if was == now:
        return _run_of(now)
    gone, come = Mark(Standing.OLD), Mark(Standing.NEW)
    return revisions.wrapped(gone, _run_of(was, gone)) + revisions.wrapped(come, _run_of(now))


def _run_of(text: str, mark: Mark | None = None) -> str:
    return run(text, kind="delText" if mark and mark.tag == "del" else "t") if text else ""


def _after_number(context: Context, block: Element) -> str:
    """Return the mark, and a tab to the text's edge where number and mark leave room before it.

    Where no text hangs, half an em widens the space after the number; in the number itself a reference would print it.
    """
    if not block.get("data-label"):
        return ""
    mark = block.get("data-mark")
    hanging = level_of(block, context.document).hanging
    if not mark:
        return "" if hanging else EN_SPACE
    return f"{mark}\t" if leaves_room(block.get("data-label") + mark, hanging) else mark
