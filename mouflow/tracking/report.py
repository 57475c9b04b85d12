"""What the templates of reports on the register need, loaded from the workspace."""

from __future__ import annotations

from datetime import datetime

from mouflow.assembly.request import Material
from mouflow.model.facts import SharedFacts
from mouflow.workspace import Workspace
from mouflow.workspace.letterhead import load_letterhead
from mouflow.workspace.templates import TemplateLoader, load_css, load_labels

from .words.register_words import LABELS


def report_material(workspace: Workspace, created: datetime) -> Material:
    """Gather what a report needs beside its data: labels, templates, style and letterhead.

    Raises:
        MouflowError: With every problem in them.
    """
    return Material(
        facts=SharedFacts(),
        labels=load_labels(workspace, LABELS),
        loader=TemplateLoader(workspace),
        css=load_css(workspace, LABELS),
        author=workspace.settings.organisation,
        created=created,
        reference=load_letterhead(workspace),
    )
