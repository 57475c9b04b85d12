"""Sections: page, running header and footer of each language; an office's own letterhead stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mouflow.document import Wording

from .margins import Margins
from .ooxml import TWIP, Xml, parsed, qualified
from .revisions import Revisions


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


def make_section(
    word: Any, wordings: Sequence[Wording], width: int, *, first: bool, revisions: Revisions | None = None
) -> Xml:
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
    margins = Margins(wordings, width, revisions)
    if not own_header:
        made.titlePg_val = True
        _add_header(word, made, margins)
    if not own_footer:
        for first_page in (False, True) if made.titlePg_val else (False,):
            _add_footer(word, made, margins, first_page=first_page)
    return made


def _add_header(word: Any, section: Xml, margins: Margins) -> None:
    from docx.enum.section import WD_HEADER_FOOTER
    from docx.opc.constants import CONTENT_TYPE
    from docx.parts.hdrftr import HeaderPart

    story = parsed("hdr", margins.header())
    relation = _relation(word, HeaderPart, CONTENT_TYPE.WML_HEADER, "header", story)
    section.add_headerReference(WD_HEADER_FOOTER.PRIMARY, relation)


def _add_footer(word: Any, section: Xml, margins: Margins, *, first_page: bool) -> None:
    from docx.enum.section import WD_HEADER_FOOTER
    from docx.opc.constants import CONTENT_TYPE
    from docx.parts.hdrftr import FooterPart

    story = parsed("ftr", margins.footer())
    relation = _relation(word, FooterPart, CONTENT_TYPE.WML_FOOTER, "footer", story)
    section.add_footerReference(WD_HEADER_FOOTER.FIRST_PAGE if first_page else WD_HEADER_FOOTER.PRIMARY, relation)


def _relation(word: Any, kind: Any, content_type: str, name: str, story: Xml) -> str:
    """Put a header or footer into the package; return its relationship id."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    package = word.part.package
    part = kind(package.next_partname(f"/word/{name}%d.xml"), content_type, story, package)
    relation: str = word.part.relate_to(part, getattr(RELATIONSHIP_TYPE, name.upper()))
    return relation
