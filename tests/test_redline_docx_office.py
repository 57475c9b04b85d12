"""LibreOffice shows a redline, and what it makes of accepting and rejecting all is the new text and the old one."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from mouflow.document import Document
from mouflow.document.tree import Layout
from mouflow.proof import Reading, accept_all
from mouflow.render.docx import render_docx

from .docx_samples import ENGLISH, TRADITIONAL
from .office import ACCEPTED, REJECTED, resolve
from .tracked_samples import both, document, text

CASES: dict[str, tuple[Layout, tuple[str, ...]]] = {
    "single-en": ("single", (ENGLISH,)),
    "single-zh": ("single", (TRADITIONAL,)),
    "parallel": ("parallel", (ENGLISH, TRADITIONAL)),
    "sequential": ("sequential", (TRADITIONAL, ENGLISH)),
}


def _marked(case: str) -> Document:
    layout, tags = CASES[case]
    return document(layout, *((tag, text(tag)) for tag in tags))


@pytest.fixture(scope="session")
def resolved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every case printed, accepted and rejected by LibreOffice."""
    folder = tmp_path_factory.mktemp("tracked")
    resolve(folder, {case: render_docx(_marked(case)) for case in CASES})
    return folder


def _texts(reading: Reading) -> list[tuple[str, str]]:
    """Give what a reader sees, but for empty paragraphs: LibreOffice keeps one where a table follows."""
    return [(each.kind, each.text) for each in reading.body if each.kind != "paragraph" or each.text]


@pytest.mark.parametrize("case", CASES)
def test_render_docx__libreoffice_accepts_to_the_new_text(case: str, resolved: Path) -> None:
    _, new = both(_marked(case))

    assert _texts(accept_all((resolved / ACCEPTED / f"{case}.docx").read_bytes())) == _texts(
        accept_all(render_docx(new))
    )


@pytest.mark.parametrize("case", CASES)
def test_render_docx__libreoffice_rejects_to_the_old_text(case: str, resolved: Path) -> None:
    old, _ = both(_marked(case))

    assert _texts(accept_all((resolved / REJECTED / f"{case}.docx").read_bytes())) == _texts(
        accept_all(render_docx(old))
    )


@pytest.mark.parametrize("case", ["single-en", "single-zh"])
def test_render_docx__libreoffice_numbers_the_new_text_when_it_accepts(case: str, resolved: Path) -> None:
    """When it rejects, LibreOffice 7.4 gives what follows a block that moved and was edited the style of that block."""
    _, new = both(_marked(case))
    found, wanted = (
        [bool(each.level) for each in accept_all(data).body if each.text]
        for data in ((resolved / ACCEPTED / f"{case}.docx").read_bytes(), render_docx(new))
    )

    assert found == wanted


@pytest.mark.parametrize(("case", "gone", "come"), [("single-en", "two", "three"), ("single-zh", "雙方可", "雙方將")])
def test_render_docx__libreoffice_shows_both_texts(case: str, gone: str, come: str, resolved: Path) -> None:
    command = ["pdftotext", "-raw", str(resolved / f"{case}.pdf"), "-"]
    printed = re.sub(r"\s+", "", subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    assert gone in printed
    assert come in printed
