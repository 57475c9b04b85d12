"""Templates, labels, styles and library clauses: the workspace's own win over those that come with mouflow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial, reduce
from typing import TypeVar

from jinja2 import BaseLoader, Environment, TemplateNotFound

from mouflow.diagnostics import Diagnostic, MouflowError
from mouflow.model.base import Record
from mouflow.model.labels import Labels
from mouflow.model.mou import LibraryClause
from mouflow.schema import read_record
from mouflow.source import decode, read_yaml

from .files import Files
from .folder import Workspace
from .styles import read_css

TEMPLATES = "templates"
T = TypeVar("T")
R = TypeVar("R", bound=Record)


class TemplateLoader(BaseLoader):
    """Jinja2's way to the templates of a workspace; loaders of one workspace are equal and share what was compiled."""

    def __init__(self, workspace: Workspace) -> None:
        self._sources = tuple(_sources(workspace))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TemplateLoader) and self._sources == other._sources

    def __hash__(self) -> int:
        return hash(self._sources)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        """Return a template's text, its path and a test whether it is still current.

        Raises:
            TemplateNotFound: There is none of that name.
            MouflowError: The name leads outside; without a place, which is that of whoever asks.
        """
        path = f"{TEMPLATES}/{template}"
        for files in self._sources:
            try:
                found = files.exists(path)
            except MouflowError as failed:
                raise MouflowError(*(replace(each, location=None) for each in failed.diagnostics)) from None
            if found:
                unchanged = partial(_unchanged, self._sources, path, _stamps(self._sources, path))
                return decode(files.read(path), path), path, unchanged
        raise TemplateNotFound(template)


def _unchanged(sources: Iterable[Files], path: str, stamps: list[object]) -> bool:
    return _stamps(sources, path) == stamps


def _stamps(sources: Iterable[Files], path: str) -> list[object]:
    """Return the state of a template everywhere: a new file in the workspace hides the built-in one."""
    return [files.stamp(path) for files in sources]


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
    paths = [f"{TEMPLATES}/{folder}/labels.yaml" for folder in ("shared", kind)]
    every = [(files, path) for path in paths for files in reversed(list(_sources(workspace)))]
    found = _each(partial(_record, files, path, Labels) for files, path in every if files.exists(path))
    return reduce(Labels.merged, found, Labels())


def load_css(workspace: Workspace, kind: str) -> str:
    """Load the shared styles and those of a kind.

    Raises:
        MouflowError: With every problem in the style sheets.
    """
    paths = ("shared/base.css", f"{kind}/style.css")
    sheets = ((find_template_file(workspace, path), f"{TEMPLATES}/{path}") for path in paths)
    return "\n".join(_each((partial(read_css, sheet, path) for sheet, path in sheets if sheet is not None)))


def _each(reads: Iterable[Callable[[], T]]) -> list[T]:
    """Read several files.

    Raises:
        MouflowError: With the problems of all of them.
    """
    values: list[T] = []
    problems: list[Diagnostic] = []
    for read in reads:
        try:
            values.append(read())
        except MouflowError as failed:
            problems.extend(failed.diagnostics)
    if problems:
        raise MouflowError(*problems)
    return values


def load_library(workspace: Workspace) -> dict[str, LibraryClause]:
    """Load the clause library, each clause under ``name@version``.

    Raises:
        MouflowError: With every problem in the clause files.
    """
    folder = f"{TEMPLATES}/clauses"
    found = {
        name[:-5]: files
        for files in reversed(list(_sources(workspace)))
        for name in files.names(folder)
        if name.endswith(".yaml")
    }
    paths = ((files, f"{folder}/{name}.yaml") for name, files in found.items())
    clauses = _each(partial(_record, files, path, LibraryClause) for files, path in paths)
    return dict(zip(found, clauses, strict=True))


def _record(files: Files, path: str, model: type[R]) -> R:
    record: R = _parsed(files.read(path), path, model)
    return record


@lru_cache(maxsize=256)
def _parsed(data: bytes, path: str, model: type[R]) -> R:
    """Read a record, once for all documents that use these bytes; what is wrong is told each time."""
    return read_record(read_yaml(data, path), model, path)
