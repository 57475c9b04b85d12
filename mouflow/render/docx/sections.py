"""Sections: page, running header and footer of each language; an office's own letterhead stays as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mouflow.document import Wording

from .context import Surroundings
from .ooxml import TWIP, Xml, empty, field, holder, parsed, qualified, run
from .paragraphs import gap, paragraph
from .styles import style_id

_PLAIN = Surroundings("", 0)

_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_PIECES = re.compile(r"(\{pages?\})")


def text_width(word: Any) -> int:
    """Return the width between the margins of the last section in twentieths of a point.

    Raises:
        TypeError: The section does not give its page size and margins.
    """
    section = word.sections[-1]
    return round(int(section.page_width - section.left_margin - section.right_margin) / TWIP)


def turn_sideways(word: Any) -> None:
    """Lay the pages of the last section, after which all are made, on their side."""
    from docx.enum.section import WD_ORIENT

    section = word.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def make_section(word: Any, wordings: Sequence[Wording], width: int, *, first: bool) -> Xml:
    """Make ``w:sectPr`` of one section after the reference document's own.

    Headers and footers that the reference document has are kept: the first section bears them, later ones inherit
    them. Where it has none, pages bear a running title and a page number; a section's first page, which shows the
    title itself, bears no running title.
    """
    pattern = word.element.body.sectPr
    made = pattern.clone()
    references = [qualified("headerReference"), qualified("footerReference")]
    own_header, own_footer = (pattern.find(name) is not None for name in references)
    if not first:
        for reference in list(made.iterchildren(*references)):
            made.remove(reference)
    if not own_header:
        made.titlePg_val = True
        _add_header(word, made, wordings, width)
    if not own_footer:
        for first_page in (False, True) if made.titlePg_val else (False,):
            _add_footer(word, made, wordings, width, first_page=first_page)
    return made


def _add_header(word: Any, section: Xml, wordings: Sequence[Wording], width: int) -> None:
    from docx.enum.section import WD_HEADER_FOOTER
    from docx.opc.constants import CONTENT_TYPE
    from docx.parts.hdrftr import HeaderPart

    titles = [[run(wording.running_title)] for wording in wordings]
    story = parsed("hdr", _lines("header", wordings, titles, width))
    relation = _relation(word, HeaderPart, CONTENT_TYPE.WML_HEADER, "header", story)
    section.add_headerReference(WD_HEADER_FOOTER.PRIMARY, relation)


def _add_footer(word: Any, section: Xml, wordings: Sequence[Wording], width: int, *, first_page: bool) -> None:
    from docx.enum.section import WD_HEADER_FOOTER
    from docx.opc.constants import CONTENT_TYPE
    from docx.parts.hdrftr import FooterPart

    texts = [_footer_texts(wording) for wording in wordings]
    story = parsed("ftr", _lines("footer", wordings, texts, width))
    relation = _relation(word, FooterPart, CONTENT_TYPE.WML_FOOTER, "footer", story)
    section.add_footerReference(WD_HEADER_FOOTER.FIRST_PAGE if first_page else WD_HEADER_FOOTER.PRIMARY, relation)


def _footer_texts(wording: Wording) -> list[str]:
    """Write whose original it is, where it says so, and the page below it."""
    pieces = [piece for piece in _PIECES.split(wording.page_of) if piece]
    page = "".join(field(_FIELDS[piece], "1") if piece in _FIELDS else run(piece) for piece in pieces)
    return [run(wording.original_for), page] if wording.original_for else [page]


def _lines(role: str, wordings: Sequence[Wording], texts: Sequence[Sequence[str]], width: int) -> str:
    """Set the lines of one language in the middle of the margin, those of two at its ends, as the PDF does."""
    if len(wordings) == 1:
        return _paragraphs(role, wordings[0], texts[0], "center")
    half = width // len(wordings)
    cells = ""
    for at, (wording, lines) in enumerate(zip(wordings, texts, strict=True)):
        content = _paragraphs(role, wording, lines, "right" if at else "left")
        cells += f"<w:tc><w:tcPr>{empty('tcW', w=half, type='dxa')}</w:tcPr>{content}</w:tc>"
    properties = {
        "tblStyle": empty("tblStyle", val=style_id("Margins")),
        "tblW": empty("tblW", w=half * len(wordings), type="dxa"),
        "tblLayout": empty("tblLayout", type="fixed"),
    }
    grid = empty("gridCol", w=half) * len(wordings)
    table = f"<w:tbl>{holder('tblPr', properties)}<w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
    return table + gap(_PLAIN)


def _paragraphs(role: str, wording: Wording, lines: Sequence[str], alignment: str) -> str:
    properties = {} if alignment == "center" else {"jc": empty("jc", val=alignment)}
    return "".join(paragraph(style_id(role, wording.profile), _PLAIN, line, properties) for line in lines)


def _relation(word: Any, kind: Any, content_type: str, name: str, story: Xml) -> str:
    """Put a header or footer into the package; return its relationship id."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    package = word.part.package
    part = kind(package.next_partname(f"/word/{name}%d.xml"), content_type, story, package)
    relation: str = word.part.relate_to(part, getattr(RELATIONSHIP_TYPE, name.upper()))
    return relation
