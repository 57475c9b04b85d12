"""Document to PDF: PDF/A-3a and PDF/UA-1 at once, tagged in every language, the same bytes every time."""

from .write import render_pdf

__all__ = ["render_pdf"]
