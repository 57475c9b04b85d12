"""Templates, labels, styles and library clauses: the workspace's own win over those that come with mouflow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from jinja2 import BaseLoader, Environment, TemplateNotFound

from mouflow.diagnostics import MouflowError
from mouflow.model.labels import Labels
from mouflow.model.mou import LibraryClause
from mouflow.schema import read_record
from mouflow.source import decode, read_yaml

from .files import Files
from .folder import Workspace

TEMPLATES = "templates"


class TemplateLoader(BaseLoader):
    """Jinja2's way to the templates of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        """Return a template's text, its path and a test whether it is still current."""
        path = f"{TEMPLATES}/{template}"
        for files in _sources(self._workspace):
            try:
                found = files.exists(path)
            except MouflowError:
                raise TemplateNotFound(template) from None
            if found:
                stamp = files.stamp(path)
                return decode(files.read(path), path), path, partial(_unchanged, files, path, stamp)
        raise TemplateNotFound(template)


def _unchanged(files: Files, path: str, stamp: object) -> bool:
    return files.stamp(path) == stamp


def _sources(workspace: Workspace) -> Iterator[Files]:
    yield workspace.files
    yield workspace.builtin


def find_template_file(workspace: Workspace, path: str) -> bytes | None:
    """Return a file of the templates folder, the workspace's own first; None where neither has it."""
    for files in _sources(workspace):
        if files.exists(f"{TEMPLATES}/{path}"):
            return files.read(f"{TEMPLATES}/{path}")
    return None


def load_labels(workspace: Workspace, kind: str) -> Labels:
    """Load the labels of a kind: shared ones, then the kind's; in each the workspace's own over the built-in.

    Raises:
        MouflowError: With every problem in the label files.
    """
    labels = Labels()
    for folder in ("shared", kind):
        path = f"{TEMPLATES}/{folder}/labels.yaml"
        for files in reversed(list(_sources(workspace))):
            if files.exists(path):
                labels = labels.merged(read_record(read_yaml(files.read(path), path), Labels, path))
    return labels


def load_css(workspace: Workspace, kind: str) -> str:
    """Load the shared styles and those of a kind."""
    sheets = (find_template_file(workspace, path) for path in ("shared/base.css", f"{kind}/style.css"))
    return "\n".join(decode(sheet, "templates") for sheet in sheets if sheet is not None)


def load_library(workspace: Workspace) -> dict[str, LibraryClause]:
    """Load the clause library, each clause under ``name@version``.

    Raises:
        MouflowError: With every problem in the clause files.
    """
    library: dict[str, LibraryClause] = {}
    folder = f"{TEMPLATES}/clauses"
    for files in reversed(list(_sources(workspace))):
        for name in files.names(folder):
            if name.endswith(".yaml"):
                path = f"{folder}/{name}"
                library[name[:-5]] = read_record(read_yaml(files.read(path), path), LibraryClause, path)
    return library
