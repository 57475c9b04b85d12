"""What assembly works with for one document: facts, labels, styles, pictures, and the sources its PDF carries."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from mouflow.assembly.request import Material
from mouflow.document import Attachment
from mouflow.model.facts import SharedFacts
from mouflow.model.pack import DocumentRecord

from .folder import AGREEMENTS, Workspace
from .letterhead import load_letterhead
from .load import SHARED, Loaded
from .styles import read_css
from .templates import TEMPLATES, TemplateLoader, find_template_file, load_css, load_labels

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The date in the bytes of a document that has none of its own."""

REDLINE = "redline"
"""The folder of templates that redlines have beside those of the kinds."""


def material(workspace: Workspace, loaded: Loaded, name: str, created: datetime | None) -> Material:
    """Gather what assembly needs for one document; ``created`` overrides the document's own date."""
    record = loaded.agreement.documents[name]
    return Material(
        facts=loaded.facts,
        labels=load_labels(workspace, record.kind),
        loader=TemplateLoader(workspace),
        css=load_css(workspace, record.kind),
        author=workspace.settings.organisation,
        created=created or _own_date(workspace, record),
        images=loaded.images.get(name, {}),
        attachments=_sources(workspace, loaded.agreement.id, name),
        reference=load_letterhead(workspace),
    )


def redline_material(workspace: Workspace) -> Material:
    """Gather what the cover and the marks of a redline need: the labels, templates and style of its own folder."""
    style = find_template_file(workspace, f"{REDLINE}/style.css")
    return Material(
        facts=SharedFacts(),
        labels=load_labels(workspace, REDLINE),
        loader=TemplateLoader(workspace),
        css=read_css(style, f"{TEMPLATES}/{REDLINE}/style.css") if style is not None else "",
        author=workspace.settings.organisation,
        created=EPOCH,
    )


def _own_date(workspace: Workspace, record: DocumentRecord) -> datetime:
    day = record.dated()
    return datetime.combine(day, time(), ZoneInfo(workspace.settings.time_zone)) if day else EPOCH


def _sources(workspace: Workspace, agreement: str, name: str) -> tuple[Attachment, ...]:
    """Return the YAML that a document is made from, to travel inside its PDF."""
    paths = [f"{AGREEMENTS}/{agreement}/{name}.yaml", *(f"{AGREEMENTS}/{shared}.yaml" for shared in SHARED)]
    return tuple(
        Attachment(path.rpartition("/")[2], workspace.files.read(path), f"Source: {path}")
        for path in paths
        if workspace.files.exists(path)
    )
