"""One document to the bytes of one PDF: lay out, tag, finish."""

from __future__ import annotations

import warnings
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from typing import Any

from mouflow.diagnostics import Diagnostic, MouflowError, error
from mouflow.document import Document

from .engine import font_configuration, load_weasyprint, no_collection
from .finish import finish
from .fonts import Subset, check_faces, face_subsets
from .page import compose
from .private import known_insides

VARIANT = "pdf/a-3a"


def render_pdf(document: Document) -> bytes:
    """Render the document to PDF/A-3a and PDF/UA-1, its sources attached.

    Raises:
        MouflowError: Pango or a font is missing, or a style sheet or picture asks for something outside the document.
    """
    check_faces(document)
    # What was laid out is dropped before the collector may look for cycles, and so costs it nothing.
    with no_collection():
        # HarfBuzz cuts faces down on another core, outside of the interpreter, while a first document loads WeasyPrint.
        with ThreadPoolExecutor(max_workers=1) as beside:
            faces = beside.submit(face_subsets, document)
            weasyprint = load_weasyprint()
        return _rendered(document, faces.result(), weasyprint)


def _rendered(document: Document, faces: tuple[Subset, ...], weasyprint: Any) -> bytes:
    with known_insides(document.css), font_configuration() as fonts, warnings.catch_warnings():
        # WeasyPrint leaves the file of its colour profile for the collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        page = compose(document, faces, weasyprint)
        laid_out = page.html.render(font_config=fonts, stylesheets=page.sheets)
        laid_out.metadata.created = laid_out.metadata.modified = document.metadata.created.isoformat()
        data = laid_out.write_pdf(
            pdf_variant=VARIANT,
            pdf_identifier=True,
            attachments=_attachments(document, weasyprint),
            finisher=lambda _, pdf: finish(pdf, document),
        )
    if page.refused:
        raise MouflowError(*map(_refusal, dict.fromkeys(page.refused)))
    return bytes(data)


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
