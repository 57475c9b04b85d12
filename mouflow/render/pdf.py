"""Document to PDF through WeasyPrint."""

from __future__ import annotations

from mouflow.document import Document

from .html import page_of


def render_pdf(document: Document) -> bytes:
    """Render the document to PDF."""
    from weasyprint import HTML

    return bytes(HTML(string=page_of(document)).write_pdf())
