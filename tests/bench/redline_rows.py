"""What is measured of redlines, against other tools that make them, on the same two versions of a memorandum."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from python_redlines import DocxodusEngine
from redlines import Redlines

from mouflow.build.compared import Redlined
from mouflow.build.redline import Choice
from mouflow.build.redline_files import proved_docx
from mouflow.build.review import review
from mouflow.compare.words import compare_text
from mouflow.document import Authorship, Document, text_of, walk
from mouflow.render.docx import render_docx
from mouflow.workspace import find_workspace

from .row import Row
from .subject import AGREEMENT, Subject
from .timing import Command, Work, paired, process
from .workspace import assembled, load, make_workspace

EDITS = 25
ASKING = Authorship("Office", datetime(2024, 6, 8, tzinfo=UTC))


def redline(subject: Subject, pairs: int) -> Row:
    """YAML of both versions to Word's tracked changes; the rival starts from ready DOCX."""
    old, new = _versions(subject)
    measured = paired(lambda: render_docx(_redlined(old, new).document), _docxodus(old, new), pairs)
    return Row("redline, YAML to tracked DOCX", "Python-Redlines (Docxodus)", measured, 1 / 50, 1 / 150)


def redline_proved(subject: Subject, pairs: int) -> Row:
    """The same with the proof that the command runs on every redline; for information."""
    old, new = _versions(subject)
    measured = paired(lambda: proved_docx(_redlined(old, new)), _docxodus(old, new), pairs)
    return Row("the same, proof included", "Python-Redlines (Docxodus)", measured)


def redline_process(subject: Subject, pairs: int) -> Row:
    """Whole processes, proof included, against docx-trackdiff, which starts from ready DOCX; for information."""
    old, new = _versions(subject)
    paths = []
    for root in (old, new):
        paths.append(root / "ready.docx")
        paths[-1].write_bytes(render_docx(_document(root)))
    folder = Path(sys.executable).parent
    ours = process(folder / "mouflow", "diff", AGREEMENT, old, "--format", "docx", folder=new)
    command: Command = (folder / "docx-trackdiff", *paths, subject.folder / "tracked.docx")
    return Row("redline, process", "docx-trackdiff, ready DOCX", paired(ours, process(*command), pairs))


def words(subject: Subject, pairs: int) -> Row:
    """The words of both versions alone, block by block against the whole text at once; for information."""
    old, new = (_texts(_document(root)) for root in _versions(subject))

    def rival() -> str:
        return str(Redlines("\n\n".join(old), "\n\n".join(new)).output_markdown)

    def ours() -> int:
        return sum(len(compare_text(before, after)) for before, after in zip(old, new, strict=True) if before != after)

    return Row("words of two versions, warm", "redlines", paired(ours, rival, pairs))


def _docxodus(old: Path, new: Path) -> Work:
    ready = [render_docx(_document(root)) for root in (old, new)]
    engine = DocxodusEngine()
    return lambda: engine.run_redline("Office", *ready)


def _versions(subject: Subject) -> tuple[Path, Path]:
    """Return two workspaces, the second with edits in both languages of a memorandum."""
    roots = subject.folder / "redline-old", subject.folder / "redline-new"
    if not roots[0].exists():
        make_workspace(roots[0], {AGREEMENT: subject.text})
        make_workspace(roots[1], {AGREEMENT: _edited(subject.text)})
    return roots


def _edited(text: str) -> str:
    """Change every second sentence until there are as many edits as wanted, in each language."""
    for old, new in (("The {{ participants }} will", "Each side may"), ("{{ participants }}將", "各方可")):
        parts = text.split(old)
        joints = [new if at % 2 and at < 2 * EDITS else old for at in range(len(parts) - 1)]
        text = "".join(part + joint for part, joint in zip(parts, [*joints, ""], strict=True))
    return text


def _redlined(old: Path, new: Path) -> Redlined:
    choice = Choice(layouts=("parallel",))
    (found,) = review(find_workspace(new), AGREEMENT, (str(old), None), choice, ASKING, new)
    return found


def _document(root: Path) -> Document:
    return assembled(*load(root, AGREEMENT))


def _texts(document: Document) -> list[str]:
    return [text_of(each) for each in walk(document.blocks) if each.tag in {"p", "h1", "h2"}]
