"""The commands that make one PDF of the memorandum: ours, and each rival's."""

from __future__ import annotations

import sys
from pathlib import Path

import pikepdf

from .rivals import TYPST, libreoffice
from .subject import AGREEMENT, BIN, Subject
from .timing import Command, Work, process


def mouflow(subject: Subject) -> Command:
    """Return our own command; it runs in the workspace, and makes the file though nothing has changed."""
    return (BIN / "mouflow", "generate", AGREEMENT, "--force", "--format", "pdf", "--out", subject.folder / "ours")


def weasyprint(subject: Subject) -> Command:
    """Return WeasyPrint's command on the page that our PDF is laid out from."""
    return (BIN / "weasyprint", "--quiet", subject.path("html"), subject.path("weasyprint.pdf"))


def office(subject: Subject) -> Command:
    """Return LibreOffice's command on our DOCX."""
    return libreoffice(subject.folder / "profile", subject.folder / "office", subject.path("docx"))


def typst(subject: Subject) -> Command:
    """Return typst's compilation of ready source."""
    return (sys.executable, "-c", TYPST, subject.path("typ"), subject.path("typst.pdf"))


def cold(subject: Subject) -> Work:
    """Return the work of our own command."""
    return process(*mouflow(subject), folder=subject.root)


def our_pdf(subject: Subject) -> Path:
    """Return the PDF that our command has made."""
    return next((subject.folder / "ours").rglob("*.pdf"))


def pages(*paths: Path) -> str:
    """Tell how many pages each PDF has."""
    return " and ".join(str(len(pikepdf.open(path).pages)) for path in paths) + " pages"
