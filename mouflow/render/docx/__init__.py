"""Document to DOCX: python-docx holds the package, the body is built as plain elements and put in at once."""

from __future__ import annotations

from typing import Any

from mouflow.document import Document, has_class

from .blocks import add_blocks
from .context import Context, Surroundings
from .numbering import add_lists
from .ooxml import Xml, parsed, serialized
from .package import add_block_record, body_size, describe, numbering_of, open_reference, packed
from .paragraphs import gap, paragraph
from .pictures import add_picture_parts
from .sections import make_section, text_width, turn_sideways


def render_docx(document: Document) -> bytes:
    """Render the document; the same document gives the same bytes.

    Raises:
        MouflowError: The reference document is not a Word document.
    """
    word = open_reference(document)
    if document.landscape:
        turn_sideways(word)
    em = body_size(word)
    lists = add_lists(numbering_of(word), document, em)
    context = Context(document, lists, add_picture_parts(word, document), em)
    body = _body(word, context)
    word.element.replace(word.element.body, body)
    add_block_record(word, context.bookmarks.identifiers)
    describe(word, document)
    return packed(word)


def _body(word: Any, context: Context) -> Xml:
    """Build the body: one section, or in the sequential layout one for each language."""
    document = context.document
    width = text_width(word)
    around = Surroundings(document.leading.profile.tag, width)
    texts = [block for block in document.blocks if has_class(block, "document")]
    if document.layout != "sequential" or len(texts) < len(document.blocks):
        texts = []
    markup: list[str] = []
    for at, text in enumerate(texts[:-1]):
        add_blocks(context, markup, (text,), around)
        wording = document.wording(text.get("lang"))
        markup.append(_section_end(make_section(word, [wording], width, first=not at)))
    add_blocks(context, markup, texts[-1:] or document.blocks, around)
    if not markup or markup[-1].startswith("<w:tbl>"):
        markup.append(gap(around))  # Word adds a paragraph of full height after a table, and with it perhaps a page
    body = parsed("body", "".join(markup))
    wordings = [document.wording(texts[-1].get("lang"))] if texts else document.wordings
    body.append(make_section(word, wordings, width, first=len(texts) < 2))
    return body


def _section_end(section: Xml) -> str:
    """A section but the last ends in the properties of its last paragraph (ECMA-376 part 1, 17.6.18)."""
    return paragraph("Gap", Surroundings("", 0), properties={"sectPr": serialized(section, alone=False).decode()})
