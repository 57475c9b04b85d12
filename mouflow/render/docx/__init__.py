"""Document to DOCX: python-docx holds the package, the body is built as plain elements and put in at once."""

from __future__ import annotations

from typing import Any

from mouflow.document import Document, has_class

from .blocks import add_blocks
from .context import Context, Surroundings
from .numbering import add_lists
from .ooxml import Xml, add, add_properties, qualified, root
from .package import add_block_record, describe, fit_size, numbering_of, open_reference, packed
from .paragraphs import add_gap
from .pictures import add_picture_parts
from .sections import make_section, text_width


def render_docx(document: Document) -> bytes:
    """Render the document; the same document gives the same bytes.

    Raises:
        MouflowError: The reference document is not a Word document.
    """
    word = open_reference(document)
    em = fit_size(word, document)
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
    body = root("body")
    width = text_width(word)
    around = Surroundings(document.leading.profile.tag, width)
    texts = [block for block in document.blocks if has_class(block, "document")]
    if document.layout != "sequential" or len(texts) < len(document.blocks):
        add_blocks(context, body, document.blocks, around)
        texts = []
    for at, text in enumerate(texts):
        if at:
            wording = document.wording(texts[at - 1].get("lang"))
            _end_section(body, make_section(word, [wording], width, first=at == 1))
        add_blocks(context, body, (text,), around)
    wordings = [document.wording(texts[-1].get("lang"))] if texts else document.wordings
    _end_body(body, around)
    body.append(make_section(word, wordings, width, first=len(texts) < 2))
    return body


def _end_section(body: Xml, section: Xml) -> None:
    """A section but the last ends in the properties of its last paragraph (ECMA-376 part 1, 17.6.18)."""
    holder = add(body, "p")
    add_properties(holder, "pPr", {"pStyle": "Gap", "sectPr": section})


def _end_body(body: Xml, around: Surroundings) -> None:
    """Word adds a paragraph of full height after a table at the end, and with it perhaps a page."""
    last = [each for each in body if each.tag in {qualified("p"), qualified("tbl")}][-1:]
    if not last or last[0].tag == qualified("tbl"):
        add_gap(body, around)
