"""The workspace that is measured, and the way from its YAML to a document in memory."""

from __future__ import annotations

from pathlib import Path

from mouflow.assembly.assemble import assemble
from mouflow.build import Wish, jobs_of
from mouflow.document import Document, Element, text_of, walk
from mouflow.workspace import Loaded, Workspace, find_workspace, load_agreement, load_ground, material

from .texts import ORGANISATIONS, PEOPLE

Row = tuple[str, ...]
WISH = Wish(formats=("pdf",), layouts=("parallel",))


def make_workspace(root: Path, memoranda: dict[str, str]) -> Path:
    """Write a workspace of memoranda, agreement id to YAML; return its folder."""
    agreements = root / "agreements"
    for name, text in memoranda.items():
        (agreements / name).mkdir(parents=True)
        (agreements / name / "mou.yaml").write_text(text, "utf-8")
    (agreements / "organisations.yaml").write_text(ORGANISATIONS, "utf-8")
    (agreements / "people.yaml").write_text(PEOPLE, "utf-8")
    return root


def load(root: Path, agreement: str) -> tuple[Workspace, Loaded]:
    """Load an agreement; a problem in it is a fault of the benchmark and raises."""
    workspace = find_workspace(root)
    loaded = load_agreement(workspace, agreement, load_ground(workspace))
    if loaded.diagnostics:
        raise RuntimeError(str(loaded.diagnostics))
    return workspace, loaded


def assembled(workspace: Workspace, loaded: Loaded) -> Document:
    """Assemble the memorandum, its languages side by side."""
    (job,) = jobs_of(loaded, "mou", WISH)
    return assemble(job.request, material(workspace, loaded, "mou", None))


def title_of(document: Document) -> str:
    """Return the title, in all languages."""
    return text_of(document.blocks[0])


def rows_of(document: Document) -> list[Row]:
    """Return the text below the title in rows of one cell a language, as the page shows it; ``# `` begins headings."""
    rows = (each for each in walk(document.blocks) if each.tag == "tr")
    return [tuple(_shown(cell) for cell in row.children if isinstance(cell, Element)) for row in rows]


def _shown(cell: Element) -> str:
    """Return a cell's text, each block's number before it."""
    blocks = [each for each in walk((cell,)) if each.tag in {"p", "h1", "h2", "caption"}] or [cell]
    return "\n".join(
        ("# " if each.tag == "h2" else "") + f"{each.get('data-label')} {text_of(each)}".strip() for each in blocks
    )
