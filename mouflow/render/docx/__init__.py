"""Document to DOCX: python-docx holds the package, the body is built as plain elements and put in at once."""

from __future__ import annotations

from itertools import count
from typing import Any

from mouflow.document import Document, has_class
from mouflow.document.marks import Standing

from .blocks import add_blocks
from .comments import find_comments
from .context import Context, Surroundings
from .flow import Flow, Paragraph, close, written
from .headings import find_heads
from .identity import FIRST_ID, Bookmarks
from .numbering import add_lists
from .ooxml import Xml, parsed, serialized
from .package import add_block_record, body_size, describe, numbering_of, open_reference, packed
from .paragraphs import gap, paragraph
from .pictures import add_picture_parts
from .reviewing import track_further_changes
from .revisions import Revisions, with_old_schemes
from .sections import make_section, text_width, turn_sideways


def render_docx(document: Document) -> bytes:
    """Render the document; the same document gives the same bytes. A redline becomes tracked changes and comments.

    Raises:
        MouflowError: The reference document is not a Word document, or holds tracked changes or comments itself.
    """
    word = open_reference(document)
    if document.landscape:
        turn_sideways(word)
    context = _context(word, document)
    body = _body(word, context)
    word.element.replace(word.element.body, body)
    add_block_record(word, context.bookmarks.identifiers)
    if context.revisions:
        context.comments.add_to(word, context.revisions.date())
        track_further_changes(word.settings.element)
    describe(word, document)
    return packed(word)


def _context(word: Any, document: Document) -> Context:
    redline = document.redline
    if redline:
        document = with_old_schemes(document, redline)
    em = body_size(word)
    lists = add_lists(numbering_of(word), document, em)
    pictures = add_picture_parts(word, document)
    if redline is None:
        return Context(document, lists, pictures, em)
    ids = count(FIRST_ID)
    comments = find_comments(document, redline, ids)
    revisions = Revisions(document, redline, ids)
    return Context(document, lists, pictures, em, Bookmarks(ids), ids, revisions, comments, find_heads(document))


def _body(word: Any, context: Context) -> Xml:
    """Build the body: one section, or in the sequential layout one for each language."""
    document, revisions = context.document, context.revisions
    width = text_width(word)
    around = Surroundings(document.leading.profile.tag, width)
    texts = [block for block in document.blocks if has_class(block, "document")]
    if document.layout != "sequential" or len(texts) < len(document.blocks):
        texts = []
    flow: Flow = []
    for at, text in enumerate(texts[:-1]):
        add_blocks(context, flow, (text,), around)
        wording = document.wording(text.get("lang"))
        flow.append(_section_end(make_section(word, [wording], width, first=not at, revisions=revisions)))
    add_blocks(context, flow, texts[-1:] or document.blocks, around)
    # Word adds a paragraph of full height after a table, and with it perhaps a page.
    close(flow, gap(around), gap(around), Standing.BOTH)
    body = parsed("body", written(flow, revisions))
    wordings = [document.wording(texts[-1].get("lang"))] if texts else document.wordings
    body.append(make_section(word, wordings, width, first=len(texts) < 2, revisions=revisions))
    return body


def _section_end(section: Xml) -> Paragraph:
    """A section but the last ends in the properties of its last paragraph (ECMA-376 part 1, 17.6.18)."""
    return paragraph("Gap", Surroundings("", 0), properties={"sectPr": serialized(section, alone=False).decode()})
