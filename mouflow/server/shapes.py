"""What the preview's page is told, as JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mouflow.diagnostics import Diagnostic, Location, Severity, as_json
from mouflow.document import Document
from mouflow.languages.profiles import PROFILES
from mouflow.workspace import Workspace
from mouflow.workspace.preview_settings import EDITOR
from mouflow.workspace.source_lines import SourceLines

from .board import Change, Standing
from .places import block_at, editor_link
from .shown import Shown
from .views import View

Shape = dict[str, Any]
NEAR = 2
"""So many lines are shown before and after a problem's own."""


def change_shape(change: Change) -> Shape:
    """Tell what is new: the standing of documents, whether documents are being made, when the files were saved."""
    return {
        "version": change.version,
        "documents": [standing_shape(each) for each in change.standings],
        "busy": change.busy,
        "saved": None if change.saved is None else round(change.saved * 1000),
        "listed": change.listed,
        "troubles": [message_shape(each) for each in change.troubles],
    }


def message_shape(problem: Diagnostic) -> Shape:
    """Tell what is wrong and the way out, without its place."""
    return {"message": problem.message, "hint": problem.hint or None}


def standing_shape(standing: Standing) -> Shape:
    """Tell how a document stands: how many problems it has; null while it is not checked."""
    known = standing.problems is not None
    return {
        "id": standing.document,
        "version": standing.version,
        "errors": standing.count(Severity.ERROR) if known else None,
        "warnings": standing.count(Severity.WARNING) if known else None,
    }


def view_shape(view: View) -> Shape:
    """Tell a view, with the names of its languages."""
    names = {tag: PROFILES[tag].name for tag in view.languages}
    return {"languages": list(view.languages), "layout": view.layout, "holder": view.holder, "names": names}


def shown_shape(shown: Shown) -> Shape:
    """Tell what is shown: of which version, null where there never was one without errors; and whether that is now."""
    title = shown.document.metadata.title if shown.document else ""
    return {"version": shown.made, "current": shown.current, "title": title}


def problem_shapes(workspace: Workspace, problems: Iterable[Diagnostic], document: Document | None) -> list[Shape]:
    """Tell problems with the lines they stand in, and the block of the page that each belongs to."""
    lines = SourceLines(workspace.root)
    places: Mapping[str, Location] = document.places if document else {}
    return [_problem(workspace, each, lines, places) for each in problems]


def place_shape(workspace: Workspace, place: Location) -> Shape:
    """Tell a place, and the link that opens it in the editor: null where the workspace does not hold the file."""
    path, settings = workspace.root / place.path, workspace.settings.preview
    inside = path.is_file() and path.resolve().is_relative_to(workspace.root)
    link = editor_link(settings.editor if settings else EDITOR, str(path), place) if inside else None
    return {"path": place.path, "line": place.line, "column": place.column, "link": link}


def _problem(workspace: Workspace, problem: Diagnostic, lines: SourceLines, places: Mapping[str, Location]) -> Shape:
    place = problem.location
    around = lines.around(place, NEAR)
    return {
        **as_json(problem),
        "place": place_shape(workspace, place) if place else None,
        "block": block_at(places, place) if place else "",
        "excerpt": {"first": around[0], "lines": around[1]} if around else None,
    }
