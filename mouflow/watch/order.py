"""A file that is to be rendered beside this process, from when it is asked for to when it is made or given up."""

from __future__ import annotations

import time
from concurrent.futures import Future
from threading import Lock

from mouflow.crew import WorkerProcess
from mouflow.render.rendered import Pending, Rendered

WORTH_KILLING = 1.0
"""Seconds: what nobody wants any more and has run so long is stopped; a new process takes about as long to begin."""


class Order:
    """A file that is to be rendered; ``future`` gives it, or raises what stands in its way."""

    def __init__(self, pending: Pending) -> None:
        self.pending = pending
        self.future: Future[Rendered] = Future()
        self.given_up = False
        self._lock = Lock()
        self._process: WorkerProcess | None = None
        self._begun = 0.0

    def begin(self, process: WorkerProcess) -> None:
        """Note that a process works on it from now on."""
        with self._lock:
            self._process, self._begun = process, time.monotonic()

    def end(self) -> None:
        """Note that no process works on it any more."""
        with self._lock:
            self._process = None

    def give_up(self) -> None:
        """Let nobody work on it any more: it is not begun, or stopped where that saves time."""
        self.given_up = True
        if self.future.cancel():
            return
        with self._lock:
            if self._process and time.monotonic() - self._begun > WORTH_KILLING:
                self._process.kill()
