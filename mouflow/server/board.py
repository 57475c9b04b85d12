"""What is known of every document: its problems, and which version of it the preview should show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from mouflow.build import Target
from mouflow.diagnostics import Diagnostic, Severity
from mouflow.workspace.folder import AGREEMENTS

from .views import ids_of


@dataclass(frozen=True, slots=True)
class Standing:
    """A document, the number of the round that last touched it, and its problems; not checked yet: None."""

    document: str
    version: int = 0
    problems: tuple[Diagnostic, ...] | None = None

    def count(self, severity: Severity) -> int:
        """Return how many problems weigh so much."""
        return sum(each.severity is severity for each in self.problems or ())


@dataclass(frozen=True, slots=True)
class Change:
    """What is new since an earlier version.

    ``saved`` is when the files were saved that it follows from, in seconds of Unix time. ``listed`` says that documents
    came or went. ``troubles`` are all that stand in the way of everything, new or not.
    """

    version: int
    standings: tuple[Standing, ...]
    busy: bool
    saved: float | None
    listed: bool
    troubles: tuple[Diagnostic, ...] = ()


class Board:
    """The standing of every document; safe to use from several threads.

    Whoever listens is only told that something changed, and then asks for what is new since it last did: however slow
    a browser is, nothing waits for it and nothing piles up.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._standings: dict[str, Standing] = {}
        self._version = 1
        self._listed = 1
        self._busy = False
        self._saved: float | None = None
        self._troubles: dict[str, tuple[Diagnostic, ...]] = {}
        self._listeners: list[Callable[[], None]] = []
        self.closed = False

    def enter_list(self, documents: Iterable[str]) -> None:
        """Enter which documents there are; the others are forgotten."""
        with self._lock:
            wanted = {name: self._standings.get(name, Standing(name)) for name in documents}
            if wanted.keys() != self._standings.keys():
                self._version += 1
                self._listed = self._version
            self._standings = wanted

    def enter(self, target: Target, problems: Iterable[Diagnostic], saved: float | None = None) -> int:
        """Enter the problems of a target, whose documents may all have changed; return the version that begins."""
        found = tuple(problems)
        with self._lock:
            self._version += 1
            self._saved = saved
            for document in ids_of([target]):
                if document not in self._standings:
                    self._listed = self._version
                self._standings[document] = Standing(document, self._version, _own(document, target.agreement, found))
            return self._version

    def enter_save(self, document: str, saved: float) -> None:
        """Enter that a document may have changed, whose problems are not known yet."""
        with self._lock:
            self._version += 1
            self._saved = saved
            before = self._standings.get(document, Standing(document))
            self._standings[document] = Standing(document, self._version, before.problems)

    def enter_work(self, *, busy: bool) -> None:
        """Enter whether documents are being made."""
        with self._lock:
            self._version += busy is not self._busy
            self._busy = busy

    def enter_trouble(self, topic: str, problems: tuple[Diagnostic, ...]) -> None:
        """Enter what stands in the way that is no document's, such as a full disk; nothing once it is over."""
        with self._lock:
            self._version += 1
            self._troubles[topic] = problems
            if not problems:
                del self._troubles[topic]

    def standing(self, document: str) -> Standing | None:
        """Return the standing of a document; None where there is none of this id."""
        with self._lock:
            return self._standings.get(document)

    def since(self, version: int) -> Change:
        """Return what is new since a version; 0 is before everything."""
        with self._lock:
            changed = tuple(each for each in self._standings.values() if each.version > version or not version)
            troubles = tuple(each for told in self._troubles.values() for each in told)
            return Change(self._version, changed, self._busy, self._saved, self._listed > version, troubles)

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._listeners)

    def tell(self) -> None:
        """Tell everyone who listens that something changed."""
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener()

    def close(self) -> None:
        """Tell everyone who listens that nothing more will come."""
        self.closed = True
        self.tell()

    @contextmanager
    def listening(self, listener: Callable[[], None]) -> Iterator[None]:
        """Have a function called, from whatever thread changes something."""
        with self._lock:
            self._listeners.append(listener)
        try:
            yield
        finally:
            with self._lock:
                self._listeners.remove(listener)


def _own(document: str, agreement: str, problems: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Return the problems that concern a document: all but those that stand in another document of its agreement."""
    folder, own = f"{AGREEMENTS}/{agreement}/", f"{AGREEMENTS}/{document}.yaml"
    return tuple(
        each
        for each in problems
        if each.location is None or each.location.path == own or not each.location.path.startswith(folder)
    )
