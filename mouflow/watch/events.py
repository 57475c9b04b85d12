"""What the observer tells, as events of a workspace: paths from its folder on, and whether more is to be expected."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from pathlib import Path

from watchdog.events import (
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)

from .batches import Event, Kind, Lost, is_passing

TOLD: list[type[FileSystemEvent]] = [
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
]
_KINDS: dict[str, Kind] = {EVENT_TYPE_CREATED: "appeared", EVENT_TYPE_DELETED: "gone"}
Listen = Callable[[Event | Lost], None]


class Warnings(logging.Handler):
    """Passes on that the observer warns of something: events were lost, or a folder could not be looked at."""

    def __init__(self, listen: Listen) -> None:
        super().__init__(logging.WARNING)
        self._listen = listen

    def emit(self, _: logging.LogRecord) -> None:
        """Take in a warning."""
        self._listen(Lost())


class Translator(FileSystemEventHandler):
    """Passes on what the observer tells; ``grown`` says that folders came since it was last looked at."""

    def __init__(self, root: Path, listen: Listen) -> None:
        self._prefix = f"{root}{os.sep}"
        self._listen = listen
        self.grown = False

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take in what happened."""
        now, source, target = time.monotonic(), os.fsdecode(event.src_path), os.fsdecode(event.dest_path)
        settled = isinstance(event, FileClosedEvent | FileAttribEvent)
        self.grown |= isinstance(event, DirCreatedEvent | DirMovedEvent)
        if target:
            self._tell(source, "gone", now, settled=not is_passing(Path(target).name))
            self._tell(target, "appeared", now, settled=not event.is_directory)
        else:
            self._tell(source, _KINDS.get(event.event_type, "changed"), now, settled=settled)

    def _tell(self, path: str, kind: Kind, now: float, *, settled: bool) -> None:
        if path.startswith(self._prefix):
            self._listen(Event(path[len(self._prefix) :], kind, settled, now))
