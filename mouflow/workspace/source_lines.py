"""The lines of sources that problems stand in, for whoever shows them."""

from __future__ import annotations

from pathlib import Path

from mouflow.diagnostics import Location, MouflowError
from mouflow.root import builtin_templates

from .files import WorkingFiles

SOURCES = (".yaml", ".j2", ".toml", ".css", ".svg")


class SourceLines:
    """The source lines of places in a workspace, or in the templates that come with mouflow; each file is read once."""

    def __init__(self, root: Path | None) -> None:
        self._folders = [WorkingFiles(each) for each in (root, builtin_templates().parent) if each]
        self._files: dict[str, list[str]] = {}

    def at(self, place: Location | None) -> str | None:
        """Return the line of a place; None where there is none to show."""
        found = self.around(place, 0)
        return found[1][0] if found else None

    def around(self, place: Location | None, near: int) -> tuple[int, list[str]] | None:
        """Return the lines up to ``near`` before and after a place, and the number of the first of them."""
        lines = self._lines(place.path) if place and place.path.endswith(SOURCES) else []
        if place is None or not 1 <= place.line <= len(lines):
            return None
        first = max(place.line - near, 1)
        return first, lines[first - 1 : place.line + near]

    def _lines(self, path: str) -> list[str]:
        if path not in self._files:
            self._files[path] = self._read(path)
        return self._files[path]

    def _read(self, path: str) -> list[str]:
        for folder in self._folders:
            try:
                text = folder.read(path).decode("utf-8-sig", "replace")
            except MouflowError:
                continue
            return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return []
