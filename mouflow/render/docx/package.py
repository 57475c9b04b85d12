"""The package around the body, in python-docx's hands: reference document, styles, lists, facts about the file."""

from __future__ import annotations

from datetime import UTC
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from lxml.etree import XMLSyntaxError

from mouflow.diagnostics import Location, MouflowError, error
from mouflow.document import Document
from mouflow.languages.profiles import Profile

from .archive import archive
from .identity import block_record, record_properties
from .letterhead import hold_short_lines, unify_style_ids
from .ooxml import Xml, fragment, qualified
from .reference import build_reference, content_types
from .reviewing import is_under_review
from .sections import text_width
from .styles import fit_styles, languages_of
from .stylesheet import BODY_SIZE

REFERENCE_PATH = "templates/shared/reference.docx"
COLUMN_SCALE = 7 / 8
"""Size of text in columns to that of text across the page: 10.5 points to 12."""

_DEFAULTS = (
    ("docDefaults", "rPrDefault", "rPr", "sz"),
    ("docDefaults", "pPrDefault", "pPr", "spacing"),
)
_CONTENT_TYPES = "[Content_Types].xml"
_LONGEST_PROPERTY = 255
_BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError, BadZipFile, XMLSyntaxError)


def open_reference(document: Document) -> Any:
    """Open the reference document with every style that the document's languages need.

    Raises:
        MouflowError: The workspace's reference document is not a Word document, or is still under review.
    """
    import docx

    profiles = tuple(wording.profile for wording in document.wordings)
    reference = document.reference or build_reference()
    return docx.Document(BytesIO(_fitted(reference, profiles, document.layout == "parallel")))


@lru_cache(maxsize=16)
def _fitted(reference: bytes, profiles: tuple[Profile, ...], columns: bool) -> bytes:
    """Fit a reference document to languages and layout: many documents share the result."""
    import docx

    try:
        word = docx.Document(BytesIO(reference))
        text_width(word)
        _refuse_review(word)
        unify_style_ids(word)
        hold_short_lines(word.settings.element)
        fit_styles(word.styles.element, profiles)
        if columns:
            _shrink(word)
        return packed(word)
    except _BROKEN:
        hint = "save it again in Word as .docx, or delete it to use the built-in one"
        place = Location(REFERENCE_PATH)
        raise MouflowError(error("reference-document", "not a Word document", place, hint)) from None


def _refuse_review(word: Any) -> None:
    """Tracked changes of the letterhead would stand among ours, and accepting all would give neither text."""
    if is_under_review(word):
        message, hint = (
            "it holds tracked changes or comments",
            "accept or reject all of them in Word, and save it again",
        )
        raise MouflowError(error("reference-document", message, Location(REFERENCE_PATH), hint))


def _shrink(word: Any) -> None:
    """Columns side by side take a smaller size, and a line height that shrinks with it."""
    size, line = (_default(word, *path) for path in _DEFAULTS)
    for found, name in ((size, "val"), (line, "line")):
        if found is not None and found.get(qualified("lineRule"), "atLeast") == "atLeast":
            found.set(qualified(name), str(round(int(found.get(qualified(name))) * COLUMN_SCALE)))


def body_size(word: Any) -> int:
    """Return the em of body text in twentieths of a point, as the defaults of the styles have it."""
    size = _default(word, *_DEFAULTS[0])
    return int(size.get(qualified("val")) if size is not None else BODY_SIZE) * 10


def _default(word: Any, *path: str) -> Xml | None:
    return word.styles.element.find("/".join(map(qualified, path)))


def numbering_of(word: Any) -> Xml:
    """Return ``w:numbering``; a reference document without lists is given the part."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.parts.numbering import NumberingPart

    try:
        return word.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        name, package = PackURI("/word/numbering.xml"), word.part.package
        part = NumberingPart(name, CONTENT_TYPE.WML_NUMBERING, fragment("<w:numbering/>"), package)
        word.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return part.element


def describe(word: Any, document: Document) -> None:
    """Set core properties and the languages of the file; every date is the document's own."""
    facts, properties = document.metadata, word.core_properties
    created = facts.created.astimezone(UTC)
    texts = {
        "title": facts.title,
        "author": facts.author,
        "last_modified_by": facts.author,
        "subject": facts.subject,
        "keywords": ", ".join(facts.keywords),
        "language": document.leading.profile.tag,
        "category": "",
        "comments": "",
    }
    for name, value in texts.items():
        setattr(properties, name, value[:_LONGEST_PROPERTY])
    properties.created = properties.modified = created
    properties.revision = 1
    _set_theme_language(word.settings.element, document)


def _set_theme_language(settings: Xml, document: Document) -> None:
    """Tell Word which languages the theme's faces serve; the Chinese one of the document where it speaks one."""
    leading = document.leading.profile
    chinese = next((wording.profile for wording in document.wordings if wording.profile.chinese), leading)
    found = settings.find(qualified("themeFontLang"))
    if found is not None:
        found.set(qualified("val"), languages_of(leading)[0])
        found.set(qualified("eastAsia"), languages_of(chinese)[1])


def add_block_record(word: Any, identifiers: list[str]) -> None:
    """Add the custom XML part that leads from bookmarks to block ids, with the properties that LibreOffice asks for."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = word.part.package
    number = package.next_partname("/customXml/item%d.xml").idx or 1
    item = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", block_record(identifiers), package)
    facts = PackURI(f"/customXml/itemProps{number}.xml")
    kind = CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES
    item.relate_to(Part(facts, kind, record_properties(), package), RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    word.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def packed(word: Any) -> bytes:
    """Pack the parts in the order python-docx walks them; its own way to save stamps them with the clock."""
    package = word.part.package
    members = {_CONTENT_TYPES: b"", "_rels/.rels": package.rels.xml}
    types = []
    for part in package.iter_parts():
        part.before_marshal()
        members[part.partname.membername] = part.blob
        if len(part.rels):
            members[part.partname.rels_uri.membername] = part.rels.xml
        types.append((str(part.partname), part.content_type))
    members[_CONTENT_TYPES] = content_types(types)
    return archive(members)
