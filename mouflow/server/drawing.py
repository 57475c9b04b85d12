"""The views that a document has, and each view to a document, or to its redline against the last version."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from mouflow.build.assembled import assembled
from mouflow.build.blame import asking_author
from mouflow.build.redline import Choice
from mouflow.build.review import render_redline, review
from mouflow.diagnostics import MouflowError, error
from mouflow.document import Document
from mouflow.workspace import Workspace, load_agreement, load_ground
from mouflow.workspace.material import redline_material

from .views import FORM, View, views_of


def listed_views(workspace: Workspace, document: str) -> tuple[View, ...]:
    """Return every way to look at a document; none where it cannot be read."""
    agreement, _, name = document.partition("/")
    loaded = load_agreement(workspace, agreement, load_ground(workspace))
    return views_of(loaded, name) if name in loaded.agreement.documents else ()


def drawn(workspace: Workspace, view: View, created: datetime | None) -> Document:
    """Assemble a view.

    Raises:
        MouflowError: With every problem that stands in its way.
    """
    wish = replace(view.wish(), created=created)
    found = list(assembled(workspace, load_ground(workspace), view.target, wish))
    for each in found:
        for _, document in each.jobs:
            return document
    problems = [problem for each in found for problem in each.problems]
    raise MouflowError(*(problems or [error("no-such-view", f"`{view.document}` cannot be shown like this")]))


def redlined(workspace: Workspace, view: View, created: datetime | None) -> tuple[Document, bytes]:
    """Compare the files as they are with the last version, and render the redline as an HTML page.

    Raises:
        MouflowError: There is no version yet, a version has errors, or the two cannot be laid out like this.
    """
    agreement, (name,) = view.target.agreement, view.target.documents
    choice = Choice((name,), view.languages, (view.layout,), created)
    asking = asking_author(workspace, created or datetime.now(UTC))
    found = review(workspace, agreement, (None, None), choice, asking, workspace.root)
    if not found:
        message = f"the last version of `{view.document}` has none of these languages"
        raise MouflowError(error("no-common-language", message, hint="choose another language"))
    return found[0].document, render_redline(found[0], FORM[0], redline_material(workspace))
