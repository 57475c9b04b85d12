"""Two ways to begin a worker: as a copy of this process, or afresh; both are ended and waited for alike."""

from __future__ import annotations

import json
import multiprocessing
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Literal, Protocol

from .serving import serve_copy

Start = Literal["fork", "spawn"]
_AFRESH = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from mouflow.crew.serving import serve_afresh; serve_afresh(int(sys.argv[2]))"
)


class Running(Protocol):
    """A process that was begun."""

    @property
    def pid(self) -> int:
        """Its number."""

    def terminate(self) -> None:
        """Ask it to end."""

    def kill(self) -> None:
        """End it at once."""

    def status(self, seconds: float | None) -> int | None:
        """Wait for its end, so long at most; return its status, negative for a signal's number, None while it runs."""


def started(begin: Callable[[], object], start: Start) -> tuple[Running, Connection]:
    """Begin a worker; return it with the connection to it.

    Raises:
        OSError: The system allows no more processes.
    """
    return (_Copy if start == "fork" else _Fresh).begun(begin)


class _Copy:
    """A copy of this process."""

    def __init__(self, connection: Connection, begin: Callable[[], object]) -> None:
        self._process = multiprocessing.get_context("fork").Process(
            target=serve_copy, args=(connection, begin), daemon=True
        )
        self._process.start()
        self.pid = int(self._process.pid or 0)
        self.terminate, self.kill = self._process.terminate, self._process.kill

    @classmethod
    def begun(cls, begin: Callable[[], object]) -> tuple[Running, Connection]:
        ours, theirs = multiprocessing.Pipe()
        try:
            return cls(theirs, begin), ours
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()

    def status(self, seconds: float | None) -> int | None:
        self._process.join(seconds)
        return self._process.exitcode


class _Fresh:
    """A process of its own, out of reach of the terminal; nothing in the folder it runs in can take part in it.

    That is why it is none of multiprocessing's, which looks for Python files there first.
    """

    def __init__(self, number: int) -> None:
        command = [sys.executable, "-P", "-c", _AFRESH, json.dumps([each for each in sys.path if each]), str(number)]
        self._process = subprocess.Popen(  # noqa: S603, our own command
            command, stdin=subprocess.DEVNULL, pass_fds=[number], start_new_session=True
        )
        self.pid = self._process.pid
        self.terminate, self.kill = self._process.terminate, self._process.kill

    @classmethod
    def begun(cls, begin: Callable[[], object]) -> tuple[Running, Connection]:
        ours, theirs = socket.socketpair()
        connection = Connection(ours.detach())
        try:
            with theirs:
                process = cls(theirs.fileno())
            with suppress(OSError):  # it ended at once, which the first call tells
                connection.send(begin)
        except BaseException:
            connection.close()
            raise
        return process, connection

    def status(self, seconds: float | None) -> int | None:
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
