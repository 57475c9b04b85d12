"""What is measured beside PDF: start-up, YAML, DOCX and batches."""

from __future__ import annotations

import io
import json
import os
import sys

import yaml
from docxtpl import DocxTemplate

from mouflow.render.docx import render_docx
from mouflow.schema import read_document
from mouflow.source import parse_yaml

from .rivals import docx_context, fill_and_convert
from .row import Row
from .subject import AGREEMENT, BIN, Subject
from .texts import memorandum
from .timing import Command, Work, paired, process, together
from .workspace import assembled, load, make_workspace


def start_up(subject: Subject, pairs: int) -> Row:  # noqa: ARG001
    """The help text, whole process."""
    ours, rival = process(BIN / "mouflow", "--help"), process(sys.executable, "-c", "pass")
    return Row("mouflow --help, process", "python -c pass", paired(ours, rival, 3 * pairs), 6, 2)


def read(subject: Subject, pairs: int) -> Row:
    """YAML to a checked record in which every value knows its place."""

    def ours() -> object:
        return read_document(parse_yaml(subject.text, "mou.yaml"), "mou.yaml")

    def rival() -> object:
        return yaml.load(subject.text, yaml.CSafeLoader)

    measured = paired(ours, rival, 3 * pairs, rounds=5)
    return Row("YAML with places and validation", "PyYAML CSafeLoader", measured, 1.5, 0.9)


def docx(subject: Subject, pairs: int) -> Row:
    """DOCX of the assembled document, warm."""
    measured = paired(lambda: render_docx(subject.document), _docxtpl(subject), 2 * pairs, rounds=3)
    return Row("DOCX of one memorandum, warm", "docxtpl, ready text", measured, 1.5, 0.5)


def docx_from_record(subject: Subject, pairs: int) -> Row:
    """The same with our assembly (templates, numbers, references), which docxtpl is spared; for information."""
    workspace, loaded = load(subject.root, AGREEMENT)
    measured = paired(lambda: render_docx(assembled(workspace, loaded)), _docxtpl(subject), 2 * pairs, rounds=3)
    return Row("the same, assembly included", "docxtpl, ready text", measured)


def batch(subject: Subject, pairs: int, size: int) -> Row:
    """Many memoranda, every clause unique, as PDF and DOCX, on all cores; the rival is given ready text."""
    texts = {f"batch-{number}": memorandum(number, clauses=14, library=False) for number in range(2, size + 2)}
    root = make_workspace(subject.folder / "batch", texts)
    contexts = [docx_context(assembled(*load(root, name))) for name in texts]
    cores = os.cpu_count() or 1
    shares = [_share(subject, core, contexts[core::cores]) for core in range(cores)]
    ours = process(BIN / "mouflow", "generate", "--force", folder=root)
    return Row(
        f"{size} memoranda, PDF and DOCX",
        "docxtpl and LibreOffice",
        paired(ours, together(shares), pairs, warm=False),
        due=1 / 1.5,
        aim=1 / 4,
    )


def _share(subject: Subject, core: int, contexts: list[dict[str, object]]) -> Command:
    """Return the command that makes one core's share of the rival's batch."""
    path = subject.folder / f"contexts-{core}.json"
    path.write_text(json.dumps(contexts), "utf-8")
    return fill_and_convert(subject.path("template.docx"), path, subject.folder / f"filled-{core}")


def _docxtpl(subject: Subject) -> Work:
    context = docx_context(subject.document)

    def fill() -> None:
        word = DocxTemplate(subject.path("template.docx"))
        word.render(context, autoescape=True)
        word.save(io.BytesIO())

    return fill
