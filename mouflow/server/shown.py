"""What is shown of views, each made once for every version, and kept as it last was without errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock

from mouflow.diagnostics import Diagnostic, MouflowError
from mouflow.document import Document

from .recent import Recent
from .views import View

Make = Callable[[View], tuple[Document, bytes]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is to show of a view.

    ``data`` is of the last version without errors, ``made``, None where there never was one; ``problems`` stand in the
    way of the present one, ``version``.
    """

    version: int
    made: int | None = None
    data: bytes | None = None
    document: Document | None = None
    problems: tuple[Diagnostic, ...] = ()

    @property
    def current(self) -> bool:
        """Whether this is of the files as they are."""
        return self.data is not None and not self.problems


class Kept:
    """What a function makes of views, for one thread at a time; ``version`` gives the version that a view now has."""

    def __init__(self, most: int, make: Make, version: Callable[[View], int]) -> None:
        self._recent: Recent[View, Shown] = Recent(most)
        self._make, self._version = make, version
        self._lock = Lock()

    def last(self, view: View) -> Shown | None:
        """Return what was last made; None where nothing was, or it is kept no more."""
        return self._recent.get(view)

    def present(self, view: View) -> Shown:
        """Return what is made of the present version."""
        with self._lock:
            last = self._recent.get(view)
            return last if last and last.version == self._version(view) else self._made(view, last)

    def anew(self, view: View) -> Shown:
        """Make it again, whatever was made of the present version."""
        with self._lock:
            return self._made(view, self._recent.get(view))

    def _made(self, view: View, last: Shown | None) -> Shown:
        version = self._version(view)
        try:
            document, data = self._make(view)
        except MouflowError as failed:
            before = replace(last, version=version) if last else Shown(version)
            return self._recent.keep(view, replace(before, problems=failed.diagnostics))
        return self._recent.keep(view, Shown(version, version, data, document))
