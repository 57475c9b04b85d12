"""One worker process as its keeper sees it: begun, asked to do one thing after the other, ended."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

from .serving import GRACE
from .starting import Start, started


class WorkerLostError(Exception):
    """The process of this number ended before it answered, whoever ended it; its message says how."""

    def __init__(self, pid: int, how: str) -> None:
        super().__init__(how)
        self.pid = pid


class WorkerProcess:
    """A process that does one thing at a time.

    ``begin`` is called in it first. ``fork`` begins at once, and must not be used once this process has threads.

    Raises:
        OSError: The system allows no more processes.
    """

    def __init__(self, begin: Callable[[], object], start: Start) -> None:
        self._process, self._connection = started(begin, start)
        self.tasks = 0

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def call(self, work: Callable[..., Any], arguments: tuple[Any, ...], seconds: float | None = None) -> Any:
        """Have something done, and return what comes of it.

        Raises:
            WorkerLostError: The process ended meanwhile.
            TimeoutError: It takes longer than so many seconds; the process is of no more use then.
            Exception: Whatever ``work`` raises.
        """
        self.tasks += 1
        try:
            self._connection.send((work, arguments))
            in_time = self._connection.poll(seconds)
            done, value = self._connection.recv() if in_time else (False, TimeoutError())
        except (EOFError, OSError):
            raise WorkerLostError(self.pid, _fate(self._process.status(GRACE))) from None
        if done:
            return value
        raise value

    def end(self) -> None:
        """Ask the process to end at once, from any thread; what it is about is given up."""
        self._process.terminate()

    def kill(self) -> None:
        """End the process this very moment, from any thread; for what leaves nothing half done."""
        self._process.kill()

    def close(self) -> None:
        """See that the process is gone, with all that belongs to it."""
        self._process.terminate()
        if self._process.status(GRACE) is None:
            self._process.kill()
            self._process.status(None)
        self._connection.close()


def _fate(status: int | None) -> str:
    if status is None or status >= 0:
        return f"it ended with status {status}"
    return f"it was ended by {signal.Signals(-status).name}"
