"""The same text handed to other engines: a docxtpl template and its data, typst source, LibreOffice's command."""

from __future__ import annotations

import sys
from pathlib import Path

import docx
from docx.shared import Cm, Pt

from mouflow.document import Document

from .timing import Command
from .workspace import rows_of, title_of

ROOT = Path(__file__).parent.parent.parent
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
Context = dict[str, object]

_ROWS = (
    ("{%tr for row in rows %}", ""),
    ("{%tr if row.heading %}", ""),
    ("{{ row.first }}", "{{ row.second }}"),
    ("{%tr else %}", ""),
    ("{{ row.first }}", "{{ row.second }}"),
    ("{%tr endif %}", ""),
    ("{%tr endfor %}", ""),
)
"""The rows of the template's table: one for headings, one for other text, and what chooses between them."""


def save_docx_template(path: Path) -> None:
    """Write a docxtpl template of the same build as our page: a title, then the languages side by side."""
    word = docx.Document()
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    word.styles["Normal"].font.name, word.styles["Normal"].font.size = "Liberation Serif", Pt(11)
    word.add_heading("{{ title }}", level=0)
    table = word.add_table(0, 2)
    for at, texts in enumerate(_ROWS):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
            cell.paragraphs[0].style = "Heading 2" if at == 2 else "Normal"
    word.save(str(path))


def docx_context(document: Document) -> Context:
    """Return what the template is filled with: the text, its numbers and references computed already."""
    rows = [
        {"heading": first.startswith("# "), "first": first.removeprefix("# "), "second": second.removeprefix("# ")}
        for first, second in rows_of(document)
    ]
    return {"title": title_of(document), "rows": rows}


def typst_source(document: Document) -> str:
    """Return the text as ready typst source, one table row for each of ours."""
    rows = "\n".join(f"{_cell(first)}, {_cell(second)}," for first, second in rows_of(document))
    return (
        '#set page(paper: "a4", margin: 2.5cm, numbering: "1 / 1")\n'
        '#set text(font: ("Liberation Serif", "Noto Serif CJK HK"), size: 11pt)\n'
        f"#align(center, text(size: 14pt, {_cell(title_of(document))}))\n"
        f"#table(columns: (1fr, 1fr), stroke: none,\n{rows}\n)\n"
    )


def _cell(text: str) -> str:
    """Return one cell as an expression, headings strong."""
    plain = text.removeprefix("# ")
    escaped = "".join(f"\\{sign}" if sign in '\\"' else sign for sign in plain).replace("\n", "\\n")
    return f'strong("{escaped}")' if plain != text else f'"{escaped}"'


def libreoffice(profile: Path, out: Path, *documents: Path) -> Command:
    """Return LibreOffice's command for PDFs of some documents; each process needs a profile of its own."""
    return (
        "soffice",
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        out,
        *documents,
    )


def fill_and_convert(template: Path, contexts: Path, out: Path) -> Command:
    """Return the command that fills the template with each context of a file and converts them all to PDF."""
    return (sys.executable, ROOT / "tests/bench/fill.py", template, contexts, out)
