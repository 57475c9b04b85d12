"""Sections: page, running header and footer of each language; an office's own letterhead stays as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mouflow.document import Wording

from .context import Surroundings
from .ooxml import TWIP, Xml, empty, field, parsed, qualified, run
from .paragraphs import paragraph
from .styles import style_id
from .stylesheet import FOOTER_TAB

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
        _add_header(word, made, wordings)
    if not own_footer:
        for first_page in (False, True) if made.titlePg_val else (False,):
            _add_footer(word, made, wordings, width, first_page=first_page)
    return made


def _add_header(word: Any, section: Xml, wordings: Sequence[Wording]) -> None:
    from docx.enum.section import WD_HEADER_FOOTER
    from docx.opc.constants import CONTENT_TYPE
    from docx.parts.hdrftr import HeaderPart

    lines = (paragraph(style_id("header", each.profile), _PLAIN, run(each.running_title)) for each in wordings)
    story = parsed("hdr", "".join(lines))
    relation = _relation(word, HeaderPart, CONTENT_TYPE.WML_HEADER, "header", story)
    section.add_headerReference(WD_HEADER_FOOTER.PRIMARY, relation)


def _add_footer(word: Any, section: Xml, wordings: Sequence[Wording], width: int, *, first_page: bool) -> None:
    from docx.enum.section import WD_HEADER_FOOTER
    from docx.opc.constants import CONTENT_TYPE
    from docx.parts.hdrftr import FooterPart

    lines = (_footer_line(wording, width, alone=len(wordings) == 1) for wording in wordings)
    story = parsed("ftr", "".join(lines))
    relation = _relation(word, FooterPart, CONTENT_TYPE.WML_FOOTER, "footer", story)
    section.add_footerReference(WD_HEADER_FOOTER.FIRST_PAGE if first_page else WD_HEADER_FOOTER.PRIMARY, relation)


def _footer_line(wording: Wording, width: int, *, alone: bool) -> str:
    """Write whose original it is at the left and the page at the right; the page alone stands in the middle."""
    tabs = empty("tab", val="clear", pos=FOOTER_TAB) + empty("tab", val="right", pos=width)
    properties = {"tabs": f"<w:tabs>{tabs}</w:tabs>"}
    pieces = [piece for piece in _PIECES.split(wording.page_of) if piece]
    page = "".join(field(_FIELDS[piece], "1") if piece in _FIELDS else run(piece) for piece in pieces)
    if alone and not wording.original_for:
        properties["jc"] = empty("jc", val="center")
    else:
        page = run(f"{wording.original_for}\t") + page
    return paragraph(style_id("footer", wording.profile), _PLAIN, page, properties)


def _relation(word: Any, kind: Any, content_type: str, name: str, story: Xml) -> str:
    """Put a header or footer into the package; return its relationship id."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    package = word.part.package
    part = kind(package.next_partname(f"/word/{name}%d.xml"), content_type, story, package)
    relation: str = word.part.relate_to(part, getattr(RELATIONSHIP_TYPE, name.upper()))
    return relation
