"""One document to the bytes of one PDF: lay out, tag, finish."""

from __future__ import annotations

import warnings
from datetime import UTC
from typing import Any

from mouflow.diagnostics import Diagnostic, MouflowError, error
from mouflow.document import Document

from .engine import closed_fetcher, font_configuration, load_weasyprint, no_collection
from .finish import finish
from .fonts import check_faces, face_subsets
from .markup import picture_address, print_page
from .private import known_insides

VARIANT = "pdf/a-3a"


def render_pdf(document: Document) -> bytes:
    """Render the document to PDF/A-3a and PDF/UA-1, its sources attached.

    Raises:
        MouflowError: Pango or a font is missing, or a style sheet or picture asks for something outside the document.
    """
    check_faces(document)
    weasyprint = load_weasyprint()
    fetched: list[str] = []
    page = _page(document, weasyprint, fetched)
    with known_insides(), no_collection(), font_configuration() as fonts, warnings.catch_warnings():
        # WeasyPrint leaves the file of its colour profile for the collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        laid_out = page.render(font_config=fonts)
        laid_out.metadata.created = laid_out.metadata.modified = document.metadata.created.isoformat()
        data = laid_out.write_pdf(
            pdf_variant=VARIANT,
            pdf_identifier=True,
            attachments=_attachments(document, weasyprint),
            finisher=lambda _, pdf: finish(pdf, document),
        )
    if fetched:
        raise MouflowError(*map(_refusal, dict.fromkeys(fetched)))
    return bytes(data)


def _page(document: Document, weasyprint: Any, fetched: list[str]) -> Any:
    """Compose the page; it has its own pictures and faces, and notes in ``fetched`` what else it asks for."""
    faces = face_subsets(document)
    own = {picture_address(name): (image.media_type, image.data) for name, image in document.images.items()}
    own |= {face.address: ("font/otf", face.data) for face in faces}
    fetcher = closed_fetcher(own, fetched)
    return weasyprint.HTML(string=print_page(document, faces), base_url="document:", url_fetcher=fetcher)


def _refusal(address: str) -> Diagnostic:
    message = f"a picture or style sheet asks for {address[:120]!r}, which is outside the document"
    hint = "mouflow fetches nothing: put the picture into the agreement's folder, or write the style in place"
    return error("network-refused", message, hint=hint)


def _attachments(document: Document, weasyprint: Any) -> list[Any]:
    """Embed the sources; their dates are the document's own, in UTC as WeasyPrint writes them."""
    created = document.metadata.created.astimezone(UTC)
    return [
        weasyprint.Attachment(
            string=each.data,
            name=each.name,
            description=each.description,
            created=created,
            modified=created,
            relationship="Source",
        )
        for each in document.attachments
    ]
