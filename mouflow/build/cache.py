"""What earlier builds of a workspace came to, so that what has not changed is neither assembled nor rendered again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from mouflow.private_folder import private_file, private_folder
from mouflow.tracing import CHANGING, Sight, Trace
from mouflow.workspace import Workspace
from mouflow.workspace.files import WorkingFiles

from .cache_file import FILES, CacheFile
from .made_files import MadeFiles
from .remembered import Remembered, Roots, result_from_json, result_to_json, trace_from_json, trace_to_json

_MOST_COMMON = 256
"""So many traces that documents share are kept in memory."""
_GIVEN_UP = """DELETE FROM traces WHERE id = ? AND NOT EXISTS (SELECT 1 FROM documents WHERE common = id)"""


class Cache:
    """The cache in a folder; ``files`` are those that were written. Where its file fails, it knows nothing."""

    def __init__(self, folder: Path, roots: Roots) -> None:
        self._roots = roots
        self._file = CacheFile(folder)
        self._common: dict[str, Trace] = {}
        self.files = MadeFiles(self._file, folder)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def documents(self, agreement: str, question: str) -> dict[str, Remembered]:
        """Return what is remembered of an agreement's documents, by their names.

        ``question`` stands for everything but files that their results depend on.
        """
        query = "SELECT name, common, own, result FROM documents WHERE agreement = ? AND question = ?"
        found: dict[str, Remembered] = {}
        for name, common, own, result in self._file.rows(query, agreement, question):
            with suppress(ValueError, TypeError, KeyError):
                trace = {**self._shared(common), **trace_from_json(own, self._roots)}
                found[name] = result_from_json(result, trace)
        return found

    def remember(self, agreement: str, question: str, name: str, what: Remembered) -> None:
        """Keep what a document came to; what many looked at alike is kept once for all of them."""
        if CHANGING in what.trace.values():
            return
        own = {sight: gave for sight, gave in what.trace.items() if _is_inside(sight, agreement)}
        common = {sight: gave for sight, gave in what.trace.items() if sight not in own}
        with suppress(KeyError):
            shared = trace_to_json(common, self._roots)
            identifier = sha256(shared.encode()).hexdigest()
            row = (agreement, question, name, identifier, trace_to_json(own, self._roots), result_to_json(what))
            query = "SELECT common FROM documents WHERE agreement = ? AND question = ? AND name = ?"
            before = self._file.rows(query, agreement, question, name)
            self._file.write(
                ("INSERT OR IGNORE INTO traces VALUES (?, ?)", (identifier, shared)),
                ("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?)", row),
                *((_GIVEN_UP, each) for each in before),
            )

    def _shared(self, identifier: str) -> Trace:
        if identifier not in self._common:
            if len(self._common) >= _MOST_COMMON:
                self._common.clear()
            ((text,),) = self._file.rows("SELECT value FROM traces WHERE id = ?", identifier)
            self._common[identifier] = trace_from_json(text, self._roots)
        return self._common[identifier]


def _is_inside(sight: Sight, agreement: str) -> bool:
    return f"/{agreement}/" in f"/{sight.path}/"


def open_cache(workspace: Workspace) -> Cache | None:
    """Open the cache of a workspace; None where it has no folder for that and none can be made, or links lead away."""
    try:
        folder = private_folder(workspace.root)
        for name in FILES:
            private_file(workspace.root, name)
    except OSError:
        return None
    files = {"built-in": workspace.builtin, "workspace": workspace.files}
    return Cache(folder, {str(each.root): name for name, each in files.items() if isinstance(each, WorkingFiles)})


@contextmanager
def using_cache(workspace: Workspace) -> Iterator[Cache | None]:
    """Open the cache of a workspace for a while; None where it has none."""
    cache = open_cache(workspace)
    try:
        yield cache
    finally:
        if cache:
            cache.close()
