"""One worker process as its keeper sees it: begun, asked for files, killed."""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from mouflow.diagnostics import MouflowError
from mouflow.render.rendered import Pending, Rendered

from .worker import START

_PACKAGE = Path(__file__).parents[2]


class WorkerDiedError(Exception):
    """The process is gone, whoever ended it."""


class WorkerProcess:
    """A process that renders; it takes no signal from the terminal, and imports nothing from the folder it runs in."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-P", "-c", START, str(_PACKAGE), str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603, the command is our own
                command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()], start_new_session=True
            )
        self._connection = Connection(ours.detach())
        self._ready = False
        self.documents = 0

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def render(self, pending: Pending, seconds: float) -> Rendered:
        """Have a file rendered.

        Raises:
            MouflowError: It cannot be.
            TimeoutError: It takes too long; the process is of no more use.
            WorkerDiedError: The process ended before that.
        """
        try:
            if not self._ready:
                self._answer(seconds)
                self._ready = True
            self._connection.send(pending)
            self.documents += 1
            answer = self._answer(seconds)
        except (EOFError, OSError) as gone:
            if isinstance(gone, TimeoutError):
                raise
            raise WorkerDiedError from None
        if isinstance(answer, MouflowError):
            raise answer
        assert isinstance(answer, Rendered)
        return answer

    def kill(self) -> None:
        """End the process at once, from any thread; who waits for it is told that it died."""
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of all that belongs to it."""
        self._process.kill()
        self._process.wait()
        with suppress(OSError):
            self._connection.close()

    def _answer(self, seconds: float) -> object:
        if not self._connection.poll(seconds):
            raise TimeoutError
        return self._connection.recv()
