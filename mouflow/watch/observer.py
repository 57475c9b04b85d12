"""Folders that are watched: what happens in them is told as events, by the system, or by looking again and again."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserverVFS

from .events import TOLD, Listen, Translator, Warnings
from .file_systems import count_folders, read_mounts, untold, watched_here

INTERVAL = 0.5
"""Seconds between two looks where the system does not tell of changes."""
_LOG = logging.getLogger("watchdog")
Identity = tuple[int, int]


class Watching:
    """Watches folders of a workspace; ``listen`` is called from another thread with what happens there.

    ``reason`` says why folders are looked at again and again; it is empty where the system tells of changes.
    """

    def __init__(self, root: Path, deep: Iterable[str], listen: Listen, *, poll: bool) -> None:
        self._root, self._deep = root, tuple(deep)
        self._handler = Translator(root, listen)
        self._watches: dict[str, tuple[Identity, ObservedWatch]] = {}
        self.reason = "--poll was given" if poll else _no_events(root)
        self._warnings = Warnings(listen)
        _LOG.addHandler(self._warnings)
        self._observer = self._started()
        self.renew()
        if missing := self._missing():
            self._poll(missing)
        self._handler.grown = False
        self._missed = False

    def verify(self) -> bool:
        """Look whether folders that came are watched too; have them polled where some are not, and tell that then.

        The system takes a moment to watch a new folder, so that it takes two calls to be sure.
        """
        if self.reason or not (self._handler.grown or self._missed):
            return False
        self._handler.grown, before = False, self._missed
        missing = self._missing()
        self._missed = bool(missing)
        if missing and before:
            self._poll(missing)
            return True
        return False

    def cover(self, folders: Iterable[str]) -> None:
        """Watch these folders too, each by itself, unless they are below one that is."""
        for folder in folders:
            if folder not in self._watches and not any(_is_below(folder, deep) for deep in self._deep):
                self._watch(folder)

    def renew(self) -> bool:
        """Watch folders anew that came, or that took another's place; tell whether there were any, or one is gone."""
        changed = False
        for folder in {"", *self._deep, *self._watches}:
            known = self._watches.get(folder)
            if (known[0] if known else None) != _identity(self._root / folder):
                if known:
                    del self._watches[folder]
                    self._observer.unschedule(known[1])
                self._watch(folder)
                changed = True
        return changed

    def close(self) -> None:
        """Stop watching."""
        _LOG.removeHandler(self._warnings)
        self._stop()

    def _poll(self, reason: str) -> None:
        """Look at folders again and again from now on."""
        self.reason = reason
        self._stop()
        folders = tuple(self._watches)
        self._watches.clear()
        self._observer = self._started()
        self.renew()
        self.cover(folders)

    def _stop(self) -> None:
        self._observer.stop()
        self._observer.join()

    def _started(self) -> BaseObserver:
        polling = PollingObserverVFS(os.lstat, os.scandir, polling_interval=INTERVAL)
        observer: BaseObserver = polling if self.reason else Observer()
        observer.start()
        return observer

    def _watch(self, folder: str) -> None:
        whole = self._root / folder
        identity = _identity(whole)
        if identity is None:
            return
        try:
            watch = self._observer.schedule(
                self._handler, str(whole), recursive=folder in self._deep, event_filter=TOLD
            )
        except OSError:
            return
        self._watches[folder] = identity, watch

    def _missing(self) -> str:
        """Tell why some folders are not watched although they are there; nothing where all are."""
        if self.reason:
            return ""
        watched = watched_here()
        alone = len(self._watches.keys() - {"", *self._deep})
        deep = (count_folders(self._root / each) for each in self._deep if _identity(self._root / each))
        wanted = 1 + alone + sum(deep)
        if watched is None or watched >= wanted:
            return ""
        return f"the system watches no more than {watched} of {wanted} folders (fs.inotify.max_user_watches)"


def _no_events(root: Path) -> str:
    name = untold(root, read_mounts())
    return f"a file system of type {name} does not tell of all changes" if name else ""


def _identity(folder: Path) -> Identity | None:
    """Return what tells a folder from another in its place; None where there is none, links being none."""
    try:
        status = folder.lstat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None


def _is_below(folder: str, deep: str) -> bool:
    return folder == deep or folder.startswith(f"{deep}/")
