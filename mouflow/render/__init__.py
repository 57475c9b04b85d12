"""Document to bytes: one module a format, each pure; engines are imported only when their format is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from mouflow.diagnostics import MouflowError
from mouflow.document import Document


@dataclass(frozen=True, slots=True)
class Format:
    """An output format: file name extension, the layouts it can show, its renderer.

    ``ignores`` names the fields of a document that its files do not depend on. ``load`` makes an engine ready that
    takes long to start; it raises :class:`MouflowError` where that is missing.
    """

    extension: str
    layouts: tuple[str, ...]
    render: Callable[[Document], bytes]
    ignores: tuple[str, ...] = ()
    load: Callable[[], object] | None = None


def _html(document: Document) -> bytes:
    from .html import render_html

    return render_html(document)


def _pdf(document: Document) -> bytes:
    from .marks import marked
    from .pdf import render_pdf

    return render_pdf(marked(document, on_screen=False))


def _docx(document: Document) -> bytes:
    from .docx import render_docx

    return render_docx(document)


def _load_pdf() -> None:
    from .pdf.rehearsal import rehearse

    rehearse()


def _load_docx() -> None:
    from .docx import loading  # noqa: F401


def _text(document: Document) -> bytes:
    from .text import render_text

    return render_text(document)


_ALL = ("single", "parallel", "sequential")

FORMATS: dict[str, Format] = {
    "html": Format(".html", _ALL, _html, ("attachments", "reference")),
    "text": Format(".txt", ("single",), _text, ("attachments", "reference", "css", "images")),
    "docx": Format(".docx", _ALL, _docx, ("attachments", "css"), _load_docx),
    "pdf": Format(".pdf", _ALL, _pdf, ("reference",), _load_pdf),
}
"""Every format, the quick ones first."""


def load_engines(formats: Iterable[str]) -> None:
    """Make the engines of formats ready ahead of their first use, which then tells what is missing."""
    for load in (FORMATS[name].load for name in formats):
        if load:
            with suppress(MouflowError):
                load()
