"""What is measured: one memorandum in a workspace of its own, in every form that ours and the rivals start from."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from mouflow.document import Document
from mouflow.render.docx import render_docx
from mouflow.render.pdf.markup import print_page

from .rivals import save_docx_template, typst_source
from .texts import memorandum
from .workspace import assembled, load, make_workspace

AGREEMENT = "memorandum"
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Subject:
    """One memorandum; ``folder`` holds everything, ``root`` in it is the workspace."""

    folder: Path
    root: Path
    text: str
    document: Document

    def path(self, ending: str) -> Path:
        """Return the place of one form (html, docx, typ, template.docx) or of a rival's output."""
        return self.folder / f"memorandum.{ending}"


def make_subject(folder: Path) -> Subject:
    """Write the memorandum and its forms. The HTML is the page that our PDF is laid out from, with whole faces."""
    text = memorandum(1)
    root = make_workspace(folder / "workspace", {AGREEMENT: text})
    subject = Subject(folder, root, text, assembled(*load(root, AGREEMENT)))
    subject.path("html").write_text(print_page(subject.document), "utf-8")
    subject.path("docx").write_bytes(render_docx(subject.document))
    subject.path("typ").write_text(typst_source(subject.document), "utf-8")
    save_docx_template(subject.path("template.docx"))
    return subject
