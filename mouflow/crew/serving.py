"""The worker's side: does what comes until the other side is gone, and ends with it, whatever it is about."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any

GRACE = 2.0
"""Seconds that a process is given to clean up after itself, before it is ended whatever it does."""


def serve_copy(connection: Connection, begin: Callable[[], object]) -> None:
    """Serve as a copy of the first process, which holds what other copies hold too: it tells of its end itself."""
    parent = multiprocessing.parent_process()
    assert parent
    _serve(connection, begin, parent.join)


def serve_afresh(number: int) -> None:
    """Serve as a process of its own, over the connection of this number; what it is to begin with comes first."""
    connection = Connection(number)
    hung_up = select.poll()
    hung_up.register(number, 0)

    def begin() -> None:
        connection.recv()()

    _serve(connection, begin, hung_up.poll)


def _serve(connection: Connection, begin: Callable[[], object], wait_for_end: Callable[[], object]) -> None:
    """Do what comes; an interrupt from the terminal is for the first process to act on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    Thread(target=_end_after, args=(wait_for_end,), daemon=True).start()
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
    sys.unraisablehook = lambda _: None  # where this is raised inside a finalizer, Python would print it
    raise SystemExit(1)


def _end_after(wait: Callable[[], object]) -> None:
    """Wait for the first process to end, however it does; then clean up, and end."""
    wait()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
