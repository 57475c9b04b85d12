"""One worker process, from both sides: it is begun, asked to do one thing after the other, and ended."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any, Literal

Start = Literal["fork", "spawn"]
GRACE = 2.0
"""Seconds that a process is given to clean up after itself, before it is ended whatever it does."""


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
        context = multiprocessing.get_context(start)
        self._connection, theirs = context.Pipe()
        try:
            self._process = context.Process(target=_serve, args=(theirs, begin), daemon=True)  # type: ignore[attr-defined]
            self._process.start()
        except BaseException:
            self._connection.close()
            raise
        finally:
            theirs.close()
        self.tasks = 0

    @property
    def pid(self) -> int:
        """The number of the process."""
        return int(self._process.pid)

    def call(self, work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """Have something done, and return what comes of it.

        Raises:
            WorkerLostError: The process ended meanwhile.
            Exception: Whatever ``work`` raises.
        """
        self.tasks += 1
        try:
            self._connection.send((work, arguments))
            done, value = self._connection.recv()
        except (EOFError, OSError):
            self._process.join(GRACE)
            raise WorkerLostError(self.pid, self._fate()) from None
        if done:
            return value
        raise value

    def end(self) -> None:
        """Ask the process to end at once, from any thread; what it is about is given up."""
        self._process.terminate()

    def close(self) -> None:
        """See that the process is gone, with all that belongs to it."""
        self._process.terminate()
        self._process.join(GRACE)
        self._process.kill()
        self._process.join()
        self._process.close()
        self._connection.close()

    def _fate(self) -> str:
        code = self._process.exitcode
        if code is None or code >= 0:
            return f"it ended with status {code}"
        return f"it was ended by {signal.Signals(-code).name}"


def _serve(connection: Connection, begin: Callable[[], object]) -> None:
    """Do what comes until the other side is gone; an interrupt from the terminal is for the first process to act on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        begin()
        while True:
            work, arguments = connection.recv()
            connection.send_bytes(_answer(work, arguments))
    except (EOFError, OSError):
        return


def _answer(work: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    """Return what comes of something, or what it raises; with the trace of it, where that is more than a message."""
    try:
        return pickle.dumps((True, work(*arguments)), pickle.HIGHEST_PROTOCOL)
    except Exception as problem:  # noqa: BLE001, it is raised on the other side
        problem.add_note(traceback.format_exc())
        try:
            answer = pickle.dumps((False, problem), pickle.HIGHEST_PROTOCOL)
            pickle.loads(answer)  # noqa: S301, our own: not every exception comes back from this
        except Exception:  # noqa: BLE001, see above
            return pickle.dumps((False, RuntimeError(traceback.format_exc())))
        return answer


def _end(*_: object) -> None:
    raise SystemExit(1)


def _end_with_parent() -> None:
    """Wait for the first process to end, however it does; then clean up, and end."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE)
        os._exit(1)
